"""The observatory: figures with their source, flags and every vintage."""

from toepas.observatory.look import look
from toepas.observatory.model import (
    FLAG,
    GEO,
    TIME,
    VALUE,
    About,
    Break,
    Choice,
    Coverage,
    Dataset,
    Held,
    Indicator,
    Slice,
    Table,
    Target,
    View,
    Vintage,
)
from toepas.observatory.query import cells, connect
from toepas.observatory.registry import datasets, indicators
from toepas.observatory.texts import dataset_title, evidence_note, messages, reason, text
from toepas.observatory.vintages import newest, release, vintage_of, vintages

__all__ = [
    "FLAG",
    "GEO",
    "TIME",
    "VALUE",
    "About",
    "Break",
    "Choice",
    "Coverage",
    "Dataset",
    "Held",
    "Indicator",
    "Slice",
    "Table",
    "Target",
    "View",
    "Vintage",
    "cells",
    "connect",
    "dataset_title",
    "datasets",
    "evidence_note",
    "indicators",
    "look",
    "messages",
    "newest",
    "reason",
    "release",
    "text",
    "vintage_of",
    "vintages",
]
