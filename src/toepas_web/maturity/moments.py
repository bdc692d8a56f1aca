"""The later moments of an organisation: which are planned for when, which can be, and what was typed for them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from toepas import maturity
from toepas.kernel import Words
from toepas_web.maturity.actions import RefusedError
from toepas_web.maturity.models import Assessment, Planned
from toepas_web.maturity.wording import stage_name

LATER = maturity.STAGES[1:]
MOST_YEARS = 10
Days = dict[str, datetime.date | None]


def part(name: str, kept: Sequence[Assessment], plans: Sequence[Planned], today: datetime.date, said: Words) -> dict[str, Any]:  # fmt: skip
    """What the page shows of one questionnaire: ``planned`` moments that are not done, and the ``fields`` to plan them. ``kept``: its assessments;
    ``plans``: its planned moments, with their state."""
    days = {one.stage: one.on for one in kept}
    offers = proposals(days, {one.stage: one.on for one in plans}, today)
    return {
        "planned": [_line(one, days, today, said) for one in plans if not one.done],
        "fields": [_field(name, stage, plans, offers, said) for stage in LATER if stage not in days] if kept or plans else [],
        "proposals": bool(offers),
    }  # fmt: skip


def proposals(days: Mapping[str, datetime.date], plans: Mapping[str, datetime.date], today: datetime.date) -> Days:
    """The days that are proposed for what is neither begun nor planned: from today on, and in the order of the moments."""
    first = maturity.STAGES[0]
    if first not in days:
        return {}
    known = dict(plans) | dict(days)
    found: Days = {}
    for stage, day in maturity.proposed(days[first]).items():
        fits = all((other < stage) == (on < day) for other, on in known.items() if other != stage)
        if stage not in known and day >= today and fits:
            found[stage] = day
    return found


def _line(one: Planned, days: Mapping[str, datetime.date], today: datetime.date, said: Words) -> dict[str, Any]:
    return {
        "name": stage_name(one.stage, said),
        "day": said.date(one.on),
        "late": one.on < today,
        "crossed": any(stage < one.stage and day >= one.on for stage, day in days.items()),
    }


def _field(name: str, stage: str, plans: Sequence[Planned], offers: Days, said: Words) -> dict[str, str]:
    planned = next((one.on.isoformat() for one in plans if one.stage == stage), "")
    day = offers.get(stage)
    hint = said.t("Proposed: {day}, that is {n} months after T0.", day=said.date(day), n=maturity.months_after(stage)) if day else ""  # fmt: skip
    return {"id": f"{name}-{stage}", "label": stage_name(stage, said), "value": planned, "hint": hint}


def typed(name: str, given: QueryDict, offers: Days, today: datetime.date) -> tuple[Days, Days]:
    """The days that were typed for the later moments, and those that had stood in the form. Raises RefusedError("ahead")."""
    days: Days = {}
    seen: Days = {}
    for stage in LATER:
        field = f"{name}-{stage}"
        if field in given:
            days[stage] = _day(given[field], today)
            seen[stage] = _day(given.get(f"was-{field}", ""), None)
            if days[stage] is None and seen[stage] is None and given.get("do") == "proposed":
                days[stage] = offers.get(stage)
    return days, seen


def _day(text: str, today: datetime.date | None) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise RefusedError("ahead") from None
    if day and today and day.year > today.year + MOST_YEARS:
        raise RefusedError("ahead")
    return day
