"""The observatory: figures with their source, flags and every vintage."""

from toepas.observatory.look import look
from toepas.observatory.model import (
    FLAG,
    TIME,
    VALUE,
    Break,
    Choice,
    Coverage,
    Dataset,
    Indicator,
    Slice,
    Table,
    View,
    Vintage,
)
from toepas.observatory.registry import datasets, indicators
from toepas.observatory.texts import messages, text
from toepas.observatory.vintages import newest, vintages

__all__ = [
    "FLAG",
    "TIME",
    "VALUE",
    "Break",
    "Choice",
    "Coverage",
    "Dataset",
    "Indicator",
    "Slice",
    "Table",
    "View",
    "Vintage",
    "datasets",
    "indicators",
    "look",
    "messages",
    "newest",
    "text",
    "vintages",
]
