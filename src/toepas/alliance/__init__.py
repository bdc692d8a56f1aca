"""Alliance: calls (who judges what, scores, ranking, reasons) and pipelines (gates that read real evidence)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toepas.alliance.assigning import affinities, assign
    from toepas.alliance.conflicts import conflict
    from toepas.alliance.detailing import details
    from toepas.alliance.eligibility import Condition, Eligibility, condition_of, eligible
    from toepas.alliance.evaluation import Criterion, Ranked, Ranking, Review, criterion_of, disputed, rank
    from toepas.alliance.evidence import Evidence, read_evidence
    from toepas.alliance.gate_words import judged_text, needed_text, outcome_text
    from toepas.alliance.gates import (
        Gate,
        GatePlan,
        Judged,
        Need,
        judge_gate,
        level_title,
        levels,
        messages,
        need_title,
        needs_of,
        read_gate_plan,
    )
    from toepas.alliance.people import Application, Assignment, Balance, Broken, PanelRules, Reviewer
    from toepas.alliance.reviews import read_criteria, read_reviews
    from toepas.alliance.said import assignment_data, assignment_text, broken_text
    from toepas.alliance.statement import Facts, answer_text, certainty, condition_text, method_text, reasons
    from toepas.alliance.tables import (
        panel_rules,
        plain,
        read_applications,
        read_panel_rules,
        read_reviewers,
        read_scores,
    )

_HOME = {
    "Application": "people",
    "Assignment": "people",
    "Balance": "people",
    "Broken": "people",
    "Condition": "eligibility",
    "Criterion": "evaluation",
    "Eligibility": "eligibility",
    "Evidence": "evidence",
    "Facts": "statement",
    "Gate": "gates",
    "GatePlan": "gates",
    "Judged": "gates",
    "Need": "gates",
    "PanelRules": "people",
    "Ranked": "evaluation",
    "Ranking": "evaluation",
    "Review": "evaluation",
    "Reviewer": "people",
    "affinities": "assigning",
    "answer_text": "statement",
    "assign": "assigning",
    "assignment_data": "said",
    "assignment_text": "said",
    "broken_text": "said",
    "certainty": "statement",
    "condition_of": "eligibility",
    "condition_text": "statement",
    "conflict": "conflicts",
    "criterion_of": "evaluation",
    "details": "detailing",
    "disputed": "evaluation",
    "eligible": "eligibility",
    "judge_gate": "gates",
    "judged_text": "gate_words",
    "level_title": "gates",
    "levels": "gates",
    "messages": "gates",
    "method_text": "statement",
    "need_title": "gates",
    "needed_text": "gate_words",
    "needs_of": "gates",
    "outcome_text": "gate_words",
    "panel_rules": "tables",
    "plain": "tables",
    "rank": "evaluation",
    "read_applications": "tables",
    "read_criteria": "reviews",
    "read_evidence": "evidence",
    "read_gate_plan": "gates",
    "read_panel_rules": "tables",
    "read_reviewers": "tables",
    "read_reviews": "reviews",
    "read_scores": "tables",
    "reasons": "statement",
}
"""In which module a public name is found; loaded when first asked for, since SciPy takes a moment."""

__all__ = [
    "Application",
    "Assignment",
    "Balance",
    "Broken",
    "Condition",
    "Criterion",
    "Eligibility",
    "Evidence",
    "Facts",
    "Gate",
    "GatePlan",
    "Judged",
    "Need",
    "PanelRules",
    "Ranked",
    "Ranking",
    "Review",
    "Reviewer",
    "affinities",
    "answer_text",
    "assign",
    "assignment_data",
    "assignment_text",
    "broken_text",
    "certainty",
    "condition_of",
    "condition_text",
    "conflict",
    "criterion_of",
    "details",
    "disputed",
    "eligible",
    "judge_gate",
    "judged_text",
    "level_title",
    "levels",
    "messages",
    "method_text",
    "need_title",
    "needed_text",
    "needs_of",
    "outcome_text",
    "panel_rules",
    "plain",
    "rank",
    "read_applications",
    "read_criteria",
    "read_evidence",
    "read_gate_plan",
    "read_panel_rules",
    "read_reviewers",
    "read_reviews",
    "read_scores",
    "reasons",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
