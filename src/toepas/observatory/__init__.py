"""The observatory: figures with their source, flags and every vintage."""

from toepas.observatory.build import Built, State, build, build_rows
from toepas.observatory.bundle import MEDIA, Download, download
from toepas.observatory.charts import FORMS, Chart, chart, chart_forms, warm_charts
from toepas.observatory.charts.cells import Cell, Cells, missing_words
from toepas.observatory.charts.cells import cells as grid
from toepas.observatory.charts.cells import name_of as series_name
from toepas.observatory.charts.frame import breaks as breaks_shown
from toepas.observatory.diff import Diff, diff, diff_data
from toepas.observatory.document import figures_data, listed, looks, place_code, vintage_data
from toepas.observatory.find import Found, Understood, find, warm_find
from toepas.observatory.labour import BY as LABOUR_BY
from toepas.observatory.labour import EUROPE as LABOUR_EUROPE
from toepas.observatory.labour import (
    EXPOSED,
    GRADIENTS,
    Gradient,
    Occupation,
    basis_title,
    gradient_meaning,
    gradient_title,
    labour_data,
    occupation_data,
    occupation_title,
    occupations,
)
from toepas.observatory.labour import Group as OccupationGroup
from toepas.observatory.labour import Question as LabourQuestion
from toepas.observatory.labour import Report as LabourReport
from toepas.observatory.labour import Trend as LabourTrend
from toepas.observatory.labour import about as exposure_about
from toepas.observatory.labour import answer as labour_report
from toepas.observatory.labour import category_title as labour_category
from toepas.observatory.labour import caveats as labour_caveats
from toepas.observatory.labour import groups as occupation_groups
from toepas.observatory.labour import measure_title as labour_measure
from toepas.observatory.labour import members_of as occupations_of
from toepas.observatory.labour import no_effect as no_effect_words
from toepas.observatory.labour import place_title as labour_place
from toepas.observatory.labour import trend_of as labour_trend
from toepas.observatory.latest import Latest, latest, latest_of_each
from toepas.observatory.look import look
from toepas.observatory.margins import AiMargins, ai_margins
from toepas.observatory.model import (
    FLAG,
    GEO,
    SELF_REPORTED,
    SITE,
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
from toepas.observatory.permalink import canonical, permalink, pinned, read_permalink
from toepas.observatory.places import (
    AGGREGATES,
    ELSEWHERE,
    HERE,
    MEMBERS,
    UNION,
    is_aggregate,
    known_places,
    place_name,
)
from toepas.observatory.query import cells, connect
from toepas.observatory.refresh import refresh
from toepas.observatory.registry import datasets, indicators
from toepas.observatory.say import code_name, flag_words, flags_words, source_line, unit_words
from toepas.observatory.sectors import SectorFigures, sector_figures
from toepas.observatory.texts import dataset_title, evidence_note, messages, reason, text
from toepas.observatory.vintages import newest, release, vintage_of, vintages
from toepas.paper.drawing.numbers import figure
from toepas.paper.drawing.paint import SIZES, THEMES, Style

__all__ = [
    "AGGREGATES",
    "BASE",
    "ELSEWHERE",
    "EXPOSED",
    "FLAG",
    "FORMS",
    "GEO",
    "GRADIENTS",
    "HERE",
    "LABOUR_BY",
    "LABOUR_EUROPE",
    "MEDIA",
    "MEMBERS",
    "SELF_REPORTED",
    "SITE",
    "SIZES",
    "TABLE",
    "THEMES",
    "TIME",
    "UNION",
    "VALUE",
    "About",
    "AiMargins",
    "Break",
    "Built",
    "Cell",
    "Cells",
    "Chart",
    "Choice",
    "Coverage",
    "Dataset",
    "Diff",
    "Download",
    "Found",
    "Gradient",
    "Held",
    "Indicator",
    "LabourQuestion",
    "LabourReport",
    "LabourTrend",
    "Latest",
    "Occupation",
    "OccupationGroup",
    "Office",
    "SectorFigures",
    "Slice",
    "State",
    "Style",
    "Table",
    "Target",
    "Understood",
    "View",
    "Vintage",
    "ai_margins",
    "basis_title",
    "breaks_shown",
    "build",
    "build_rows",
    "canonical",
    "cells",
    "chart",
    "chart_forms",
    "code_name",
    "connect",
    "dataset_title",
    "datasets",
    "diff",
    "diff_data",
    "download",
    "evidence_note",
    "exposure_about",
    "figure",
    "figures_data",
    "find",
    "flag_words",
    "flags_words",
    "gradient_meaning",
    "gradient_title",
    "grid",
    "indicators",
    "is_aggregate",
    "known_places",
    "labour_category",
    "labour_caveats",
    "labour_data",
    "labour_measure",
    "labour_place",
    "labour_report",
    "labour_trend",
    "latest",
    "latest_of_each",
    "listed",
    "look",
    "looks",
    "messages",
    "missing_words",
    "newest",
    "no_effect_words",
    "occupation_data",
    "occupation_groups",
    "occupation_title",
    "occupations",
    "occupations_of",
    "permalink",
    "pinned",
    "place_code",
    "place_name",
    "read_permalink",
    "reason",
    "refresh",
    "release",
    "sector_figures",
    "series_name",
    "source_line",
    "text",
    "unit_words",
    "vintage_data",
    "vintage_of",
    "vintages",
    "warm_charts",
    "warm_find",
]
