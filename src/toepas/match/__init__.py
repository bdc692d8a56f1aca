"""Matching: a need in, what fits out, with what speaks for and against it."""

from toepas.match.about import purposes_told
from toepas.match.case import need_of_case
from toepas.match.customers import CustomerList, Listed, read_customers
from toepas.match.features import Point
from toepas.match.limits import MET, NOT_KNOWN, NOT_MET, Limit
from toepas.match.mapping import (
    COUNTERPART,
    Ground,
    Link,
    Mapped,
    Mapping,
    Overlap,
    ReadTargets,
    map_proposals,
    read_targets,
)
from toepas.match.mapping_output import grade_name, ground_text, mapping_data, mapping_tables
from toepas.match.marks import Alike, Mark, alike, mark_of, stale
from toepas.match.matching import PANELS, Fit, Match, Panel, match
from toepas.match.need import JOINT, SIZES, Need, need_data, need_from
from toepas.match.output import match_data
from toepas.match.partners import Partner, Partners, Shared, find_partners, partners
from toepas.match.proposals import Proposal, Target, read_proposals
from toepas.match.read import read_need
from toepas.match.terms import ANY, CODES, GIVERS, PAIRS, TIMED, Terms, failing, held_terms, weight_of
from toepas.match.wording import limit_text, panel_title, point_text, size_name

__all__ = [
    "ANY",
    "CODES",
    "COUNTERPART",
    "GIVERS",
    "JOINT",
    "MET",
    "NOT_KNOWN",
    "NOT_MET",
    "PAIRS",
    "PANELS",
    "SIZES",
    "TIMED",
    "Alike",
    "CustomerList",
    "Fit",
    "Ground",
    "Limit",
    "Link",
    "Listed",
    "Mapped",
    "Mapping",
    "Mark",
    "Match",
    "Need",
    "Overlap",
    "Panel",
    "Partner",
    "Partners",
    "Point",
    "Proposal",
    "ReadTargets",
    "Shared",
    "Target",
    "Terms",
    "alike",
    "failing",
    "find_partners",
    "grade_name",
    "ground_text",
    "held_terms",
    "limit_text",
    "map_proposals",
    "mapping_data",
    "mapping_tables",
    "mark_of",
    "match",
    "match_data",
    "need_data",
    "need_from",
    "need_of_case",
    "panel_title",
    "partners",
    "point_text",
    "purposes_told",
    "read_customers",
    "read_need",
    "read_proposals",
    "read_targets",
    "size_name",
    "stale",
    "weight_of",
]
