"""The observatory: figures with their source, flags and every vintage."""

from toepas.observatory.charts import Chart, chart, chart_forms, warm_charts
from toepas.observatory.charts.cells import Cell, Cells, missing_words
from toepas.observatory.charts.cells import cells as grid
from toepas.observatory.charts.cells import name_of as series_name
from toepas.observatory.charts.frame import breaks as breaks_shown
from toepas.observatory.charts.paint import SIZES, THEMES, Style
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
from toepas.observatory.permalink import canonical, permalink, read_permalink
from toepas.observatory.places import AGGREGATES, MEMBERS, UNION, is_aggregate, known_places, place_name
from toepas.observatory.query import cells, connect
from toepas.observatory.registry import datasets, indicators
from toepas.observatory.say import code_name, figure, flag_words, flags_words, source_line, unit_words
from toepas.observatory.texts import dataset_title, evidence_note, messages, reason, text
from toepas.observatory.vintages import newest, release, vintage_of, vintages

__all__ = [
    "AGGREGATES",
    "FLAG",
    "GEO",
    "MEMBERS",
    "SIZES",
    "THEMES",
    "TIME",
    "UNION",
    "VALUE",
    "About",
    "Break",
    "Cell",
    "Cells",
    "Chart",
    "Choice",
    "Coverage",
    "Dataset",
    "Held",
    "Indicator",
    "Slice",
    "Style",
    "Table",
    "Target",
    "View",
    "Vintage",
    "breaks_shown",
    "canonical",
    "cells",
    "chart",
    "chart_forms",
    "code_name",
    "connect",
    "dataset_title",
    "datasets",
    "evidence_note",
    "figure",
    "flag_words",
    "flags_words",
    "grid",
    "indicators",
    "is_aggregate",
    "known_places",
    "look",
    "messages",
    "missing_words",
    "newest",
    "permalink",
    "place_name",
    "read_permalink",
    "reason",
    "release",
    "series_name",
    "source_line",
    "text",
    "unit_words",
    "vintage_of",
    "vintages",
    "warm_charts",
]
