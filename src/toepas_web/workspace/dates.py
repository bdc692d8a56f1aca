"""What is due at all customers of a hub whose consent covers their cases: tasks with a due date, and duties that begin to count.

Each list is one statement, in the order of the day, and stops once a page is full; the next page begins after the last line of this one.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from toepas_web.check import dates
from toepas_web.check.models import Case, Start, Task
from toepas_web.check.rules import SEE
from toepas_web.notices.date_presenters import WEEKS as AHEAD
from toepas_web.organisations.models import Engagement, Organisation
from toepas_web.organisations.rules import consenting as agreements_for
from toepas_web.workspace.models import Customer

TASKS, DUTIES = "tasks", "duties"
LATE, WEEKS = "late", tuple(map(str, AHEAD))
OPEN, SETTLED, ALL = "open", "settled", "all"
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: ``what`` is TASKS or DUTIES, ``period`` LATE or a number of weeks, ``state`` OPEN, SETTLED or ALL; ``text`` is a
    part of the customer's name; ``after`` the day and number of the line before the first one that is wanted."""

    today: datetime.date
    what: str = TASKS
    period: str = WEEKS[0]
    state: str = OPEN
    text: str = ""
    after: tuple[datetime.date, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A task or a duty of a customer. ``status`` is the one of the task, ``certain`` whether the duty applies for sure, ``latest`` the
    latest day from which it counts, where that is another than ``day``; ``file`` is the hub's file of the customer."""

    number: int
    day: datetime.date
    duty: str
    status: str
    case: uuid.UUID
    title: str
    customer: str
    file: uuid.UUID | None
    certain: bool = True
    latest: datetime.date | None = None


def consenting(hub: Organisation) -> QuerySet[Engagement, dict[str, Any]]:
    """The organisations that let this hub see their cases now, as a part of another statement."""
    return agreements_for(SEE).filter(hub=hub).order_by().values("customer")


def _cases(hub: Organisation, asked: Asked) -> QuerySet[Case]:
    organisations = consenting(hub)
    if asked.text:
        named = Customer.objects.filter(hub=hub).filter(
            Q(name__icontains=asked.text) | Q(organisation__name__icontains=asked.text)
        )
        organisations = organisations.filter(customer__in=named.values("organisation"))
    return Case.objects.in_organisations(organisations).order_by()


def _wanted(hub: Organisation, asked: Asked) -> QuerySet[Task, Any] | QuerySet[Start, Any]:
    cases, tasks = _cases(hub, asked), asked.what == TASKS
    day = "due" if tasks else "day"
    found: QuerySet[Any] = dates.tasks_of(cases) if tasks else dates.starts_of(cases)
    if asked.period == LATE:
        found = found.filter(**{f"{day}__lt": asked.today})
    else:
        found = found.filter(**{f"{day}__lte": asked.today + datetime.timedelta(weeks=int(asked.period))})
        found = found if tasks else found.filter(day__gte=asked.today)
    if asked.state != ALL:
        found = dates.in_state(found, settled=asked.state == SETTLED)
    if asked.after:
        last, number = asked.after
        found = found.filter(Q(**{f"{day}__gt": last}) | Q(**{day: last}, id__gt=number), **{f"{day}__gte": last})
    return found


def page(hub: Organisation, asked: Asked) -> tuple[list[Line], bool]:
    """A page of lines, and whether there are more."""
    rows = list(_rows(_wanted(hub, asked), asked)[: PER_PAGE + 1])
    return list(_lines(hub, rows[:PER_PAGE], asked)), len(rows) > PER_PAGE


def every(hub: Organisation, asked: Asked, most: int | None = None) -> Iterator[Line]:
    """Every line, or the first ones, piece by piece."""
    rows = _rows(_wanted(hub, asked), asked)
    piece: list[dict[str, Any]] = []
    for row in rows.iterator(1000) if most is None else rows[:most]:
        piece.append(row)
        if len(piece) == 1000:
            yield from _lines(hub, piece, asked)
            piece = []
    yield from _lines(hub, piece, asked)


def _rows(found: QuerySet[Any], asked: Asked) -> QuerySet[Any, dict[str, Any]]:
    shared = ("id", "duty", "case_id", "case__title", "case__shared_with", "case__shared_with__name")
    return found.values(*shared, *(("due", "status") if asked.what == TASKS else ("day", "case__seen")))


def _lines(hub: Organisation, rows: Sequence[dict[str, Any]], asked: Asked) -> Iterator[Line]:
    there = Customer.objects.filter(hub=hub, organisation__in={row["case__shared_with"] for row in rows})
    files = dict(there.values_list("organisation_id", "pk"))
    tasks = asked.what == TASKS
    kept = {} if tasks else _statuses(rows)
    for row in rows:
        status = row["status"] if tasks else kept.get((row["case_id"], row["duty"]), Task.TO_DO)
        certain, latest = (True, None) if tasks else dates.sure(row["case__seen"], row["duty"])
        yield Line(
            row["id"], row["due"] if tasks else row["day"], row["duty"], status, row["case_id"], row["case__title"],
            row["case__shared_with__name"], files.get(row["case__shared_with"]), certain, latest,
        )  # fmt: skip


def _statuses(rows: Iterable[dict[str, Any]]) -> dict[tuple[uuid.UUID, str], str]:
    found = Task.objects.filter(case__in={row["case_id"] for row in rows}).values_list("case_id", "duty", "status")
    return {(case, duty): status for case, duty, status in found}
