"""Matching: a need in, what fits out, with what speaks for and against it."""

from toepas.match.features import Point
from toepas.match.limits import Limit
from toepas.match.match import PANELS, Fit, Match, Panel, match
from toepas.match.need import Need
from toepas.match.output import match_data
from toepas.match.partners import Partner, Shared, partners
from toepas.match.read import need_of_case, read_need
from toepas.match.wording import limit_text, panel_title, point_text

__all__ = [
    "PANELS",
    "Fit",
    "Limit",
    "Match",
    "Need",
    "Panel",
    "Partner",
    "Point",
    "Shared",
    "limit_text",
    "match",
    "match_data",
    "need_of_case",
    "panel_title",
    "partners",
    "point_text",
    "read_need",
]
