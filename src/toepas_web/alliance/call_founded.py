"""Whether the decisions that are prepared hold against what the call says: its conditions, its needed means, the ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toepas.alliance import Ranked, Ranking
from toepas_web.alliance.call_data import eligibility
from toepas_web.alliance.call_models import Application
from toepas_web.alliance.call_wording import DECISIONS

PLACES = ("selected", "reserve")


def objections(applications: Sequence[Application], ranking: Ranking) -> dict[str, str]:
    """By id of an application why its decision cannot be made as it is prepared: unmet, below, or, where a note for the applicant has to
    say why, unsaid-met (it cannot take part although it meets everything) and unsaid-order (others with no better rank get more)."""
    ranks = {one.application: one for one in ranking.ranked}
    found = {str(one.pk): _objection(one, applications, ranks) for one in applications}
    return {name: why for name, why in found.items() if why}


def _objection(one: Application, applications: Sequence[Application], ranks: Mapping[str, Ranked]) -> str:
    able, ranked = eligibility(one).answer, ranks.get(str(one.pk))
    if able == "no":
        return "" if one.proposed == "not-eligible" else "unmet"
    if one.proposed in PLACES and ranked is not None and ranked.below:
        return "below"
    if one.proposed_note:
        return ""
    if one.proposed == "not-eligible":
        return "unsaid-met" if able == "yes" else ""
    if ranked is None or ranked.below:
        return ""
    others = (other for other in applications if (there := ranks.get(str(other.pk))) and there.rank >= ranked.rank)
    return "unsaid-order" if any(_worth(other) < _worth(one) for other in others) else ""


def _worth(one: Application) -> int:
    return DECISIONS.index(one.proposed)
