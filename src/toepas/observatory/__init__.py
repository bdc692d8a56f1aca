"""The observatory: figures with their source, flags and every vintage."""

from toepas.observatory.bundle import MEDIA, Download, download
from toepas.observatory.charts import FORMS, Chart, chart, chart_forms, warm_charts
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
from toepas.observatory.permalink import canonical, permalink, pinned, read_permalink
from toepas.observatory.places import AGGREGATES, MEMBERS, UNION, is_aggregate, known_places, place_name
from toepas.observatory.query import cells, connect
from toepas.observatory.registry import datasets, indicators
from toepas.observatory.say import code_name, figure, flag_words, flags_words, source_line, unit_words
from toepas.observatory.texts import dataset_title, evidence_note, messages, reason, text
from toepas.observatory.vintages import newest, release, vintage_of, vintages

__all__ = [
    "AGGREGATES",
    "FLAG",
    "FORMS",
    "GEO",
    "MEDIA",
    "MEMBERS",
    "SIZES",
    "THEMES",
    "TIME",
    "UNION",
    "VALUE",
    "About",
    "Break",
    "Chart",
    "Choice",
    "Coverage",
    "Dataset",
    "Download",
    "Held",
    "Indicator",
    "Slice",
    "Style",
    "Table",
    "Target",
    "View",
    "Vintage",
    "canonical",
    "cells",
    "chart",
    "chart_forms",
    "code_name",
    "connect",
    "dataset_title",
    "datasets",
    "download",
    "evidence_note",
    "figure",
    "flag_words",
    "flags_words",
    "indicators",
    "is_aggregate",
    "known_places",
    "look",
    "messages",
    "newest",
    "permalink",
    "pinned",
    "place_name",
    "read_permalink",
    "reason",
    "release",
    "source_line",
    "text",
    "unit_words",
    "vintage_of",
    "vintages",
    "warm_charts",
]
