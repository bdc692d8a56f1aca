"""The observatory: figures with their source, flags and every vintage."""

from toepas.observatory.build import Built, State, build
from toepas.observatory.diff import Diff, diff, diff_data
from toepas.observatory.document import figures_data, listed, looks, place_code, vintage_data
from toepas.observatory.look import look
from toepas.observatory.model import (
    FLAG,
    GEO,
    TABLE,
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
from toepas.observatory.office import BASE, Office
from toepas.observatory.places import place_name
from toepas.observatory.query import cells, connect
from toepas.observatory.refresh import refresh
from toepas.observatory.registry import datasets, indicators
from toepas.observatory.say import figure, flag_words
from toepas.observatory.sectors import SectorFigures, sector_figures
from toepas.observatory.texts import dataset_title, evidence_note, messages, reason, text
from toepas.observatory.vintages import newest, release, vintage_of, vintages

__all__ = [
    "BASE",
    "FLAG",
    "GEO",
    "TABLE",
    "TIME",
    "VALUE",
    "About",
    "Break",
    "Built",
    "Choice",
    "Coverage",
    "Dataset",
    "Diff",
    "Held",
    "Indicator",
    "Office",
    "SectorFigures",
    "Slice",
    "State",
    "Table",
    "Target",
    "View",
    "Vintage",
    "build",
    "cells",
    "connect",
    "dataset_title",
    "datasets",
    "diff",
    "diff_data",
    "evidence_note",
    "figure",
    "figures_data",
    "flag_words",
    "indicators",
    "listed",
    "look",
    "looks",
    "messages",
    "newest",
    "place_code",
    "place_name",
    "reason",
    "refresh",
    "release",
    "sector_figures",
    "text",
    "vintage_data",
    "vintage_of",
    "vintages",
]
