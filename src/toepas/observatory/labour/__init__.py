"""Labour: how exposed the work that people do is to generative AI, by occupation, sex, age, region and sector."""

from toepas.observatory.labour.cells import EUROPE
from toepas.observatory.labour.document import labour_data, occupation_data
from toepas.observatory.labour.exposure import (
    EXPOSED,
    GRADIENTS,
    MEASURES,
    Gradient,
    Group,
    Occupation,
    about,
    gradient_of,
    groups,
    members_of,
    occupations,
)
from toepas.observatory.labour.names import (
    basis_note,
    basis_title,
    category_title,
    caveats,
    gradient_meaning,
    gradient_title,
    measure_title,
    no_effect,
    occupation_title,
    place_title,
)
from toepas.observatory.labour.report import Basis, Report
from toepas.observatory.labour.trend import Growth, Trend
from toepas.observatory.labour.views import BY, Question, answer, from_tables, trend_of

__all__ = [
    "BY",
    "EUROPE",
    "EXPOSED",
    "GRADIENTS",
    "MEASURES",
    "Basis",
    "Gradient",
    "Group",
    "Growth",
    "Occupation",
    "Question",
    "Report",
    "Trend",
    "about",
    "answer",
    "basis_note",
    "basis_title",
    "category_title",
    "caveats",
    "from_tables",
    "gradient_meaning",
    "gradient_of",
    "gradient_title",
    "groups",
    "labour_data",
    "measure_title",
    "members_of",
    "no_effect",
    "occupation_data",
    "occupation_title",
    "occupations",
    "place_title",
    "trend_of",
]
