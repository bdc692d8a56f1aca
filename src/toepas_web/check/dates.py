"""Days of cases: tasks with a due date, and duties that begin to count."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from toepas.kernel import Words
from toepas.law import load_act
from toepas_web.accounts.models import User
from toepas_web.check.models import Day
from toepas_web.check.rules import SEE
from toepas_web.notices.dates import Dated, Span
from toepas_web.notices.limits import limits
from toepas_web.organisations.rules import with_permission

MAY = "may-apply"


def title(duty: str, said: Words) -> str:
    """What a duty is called; its id where the law data have it no more."""
    found = load_act().duties.get(duty)
    return said.entry(f"{found.id}.title", found.title) if found else duty


def sure(seen: dict[str, Any], duty: str) -> tuple[bool, datetime.date | None]:
    """Whether the owner was shown that a duty applies (and not only that it may), and the latest day from which, where that is another."""
    status, earliest, latest = seen.get("duties", {}).get(duty, (MAY, None, None))
    return status != MAY, datetime.date.fromisoformat(latest) if latest and latest != earliest else None


@dataclass(frozen=True, slots=True)
class _OfCase(Dated):
    """A date that is not read yet; ``row`` is its ``Day``."""

    row: int = 0


def _dated(one: Day, said: Words) -> Dated:
    """A day of a case as a date."""
    names = {"duty": title(one.duty, said), "case": one.case.title}
    kept = {"id": _id(one.kind, one.case_id, one.duty), "when": one.day, "address": reverse("case", args=[one.case_id])}
    if one.kind == Day.TASK:
        return Dated(**kept, text=said.t("{duty} ({case})", **names), open=one.open)
    certain, latest = sure(one.case.seen, one.duty)
    text = said.t("Counts from this day: {duty} ({case})", **names) if certain else said.t("May count from this day: {duty} ({case})", **names)  # fmt: skip
    note = said.t("Or later, at the latest from {date}.", date=said.date(latest)) if latest else ""
    return Dated(**kept, text=text, note=note, open=False)


def _id(kind: str, case: uuid.UUID, duty: str) -> str:
    return f"{kind}-{case}-{duty}"


def of_person(user: User, span: Span, said: Words) -> Iterator[Dated]:
    """What is due and what begins in one's own cases, and in those of one's organisations that one may read."""

    def read(dates: Sequence[Dated]) -> Iterator[Dated]:
        rows = [one.row for one in dates if isinstance(one, _OfCase)]
        found = Day.objects.filter(pk__in=rows).select_related("case").defer("case__answers", "case__told")
        return (_dated(one, said) for one in found)

    able, most = with_permission(user, SEE).order_by().values("pk"), limits()["dates"]
    ahead = Day.objects.filter(open=True, day__gte=span.first, day__lte=span.last).order_by("day", "id")
    for found in (ahead.filter(case__owner=user), ahead.filter(organisation__in=able).exclude(case__owner=user)):
        for kind in (Day.TASK, Day.START):
            for row, case, duty, day in found.filter(kind=kind).values_list("pk", "case", "duty", "day")[:most]:
                yield _OfCase(_id(kind, case, duty), day, open=kind == Day.TASK, read=read, row=row)
