"""Matching: a need in, what fits out, with what speaks for and against it."""

from toepas.match.case import need_of_case
from toepas.match.features import Point
from toepas.match.limits import Limit
from toepas.match.matching import PANELS, Fit, Match, Panel, match
from toepas.match.need import JOINT, SIZES, Need, need_data, need_from
from toepas.match.output import match_data
from toepas.match.partners import Partner, Shared, find_partners, partners
from toepas.match.read import read_need
from toepas.match.wording import limit_text, panel_title, point_text, size_name

__all__ = [
    "JOINT",
    "PANELS",
    "SIZES",
    "Fit",
    "Limit",
    "Match",
    "Need",
    "Panel",
    "Partner",
    "Point",
    "Shared",
    "find_partners",
    "limit_text",
    "match",
    "match_data",
    "need_data",
    "need_from",
    "need_of_case",
    "panel_title",
    "partners",
    "point_text",
    "read_need",
    "size_name",
]
