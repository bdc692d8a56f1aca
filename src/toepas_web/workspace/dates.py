"""What is due at all customers of a hub whose consent covers their cases: tasks with a due date, and duties that begin to count.

The lines of a page are found in an index, in the order of the day, among the organisations that consent now; what is shown of them is
read for those lines only. The next page begins after the last line of this one.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from toepas_web.check import dates
from toepas_web.check.models import Day, Task
from toepas_web.check.rules import SEE
from toepas_web.notices.date_presenters import WEEKS as AHEAD
from toepas_web.organisations.models import Engagement, Membership, Organisation
from toepas_web.organisations.rules import consenting as agreements_for
from toepas_web.workspace.models import Customer

TASKS, DUTIES, MOMENTS = "tasks", "duties", "moments"
LATE, WEEKS = "late", tuple(map(str, AHEAD))
OPEN, SETTLED, ALL = "open", "settled", "all"
PER_PAGE, PIECE = 50, 1000
MANY, EARLIEST = 2_000, 5_000
"""With more customers than that, so many of the earliest days of everybody are looked through first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: ``what`` is TASKS, DUTIES or MOMENTS, ``period`` LATE or a number of weeks, ``state`` OPEN, SETTLED or ALL; ``text`` is a
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


def consenting(hub: Organisation, text: str = "", permission: str = SEE) -> QuerySet[Engagement, Any]:
    """The organisations that let this hub see their cases now (or what else ``permission`` says); with a text, those that it or they call so."""
    found = agreements_for(permission).filter(hub=hub).order_by()
    if text:
        named = Q(name__icontains=text) | Q(organisation__name__icontains=text)
        known = Customer.objects.filter(named, hub=hub, organisation__isnull=False)
        found = found.filter(customer__in=known.values("organisation"))
    return found.values_list("customer", flat=True)


def _days(asked: Asked, states: tuple[bool, ...]) -> QuerySet[Day]:
    """The days that are looked for, open or not as ``states`` say, of everybody, the earliest first."""
    tasks = asked.what == TASKS
    found = Day.objects.filter(kind=Day.TASK if tasks else Day.START, open__in=states).order_by("day", "id")
    if asked.period == LATE:
        found = found.filter(day__lt=asked.today)
    else:
        found = found.filter(day__lte=asked.today + datetime.timedelta(weeks=int(asked.period)))
        found = found if tasks else found.filter(day__gte=asked.today)
    if asked.after:
        last, number = asked.after
        found = found.filter(Q(day__gt=last) | Q(day=last, id__gt=number), day__gte=last)
    return found


def _found(hub: Organisation, asked: Asked, most: int) -> list[tuple[datetime.date, int]]:
    """Day and number of the first lines. One statement, which goes through the index of each organisation.

    For a hub of many customers that takes a while, and mostly needs not be: the earliest days of everybody hold enough of theirs.
    """
    organisations = consenting(hub, asked.text)
    able, states = set(organisations), {OPEN: (True,), SETTLED: (False,), ALL: (True, False)}[asked.state]
    if len(able) <= MANY:
        return list(_days(asked, states).filter(organisation__in=organisations).values_list("day", "id")[:most])
    return sorted(line for state in states for line in _of_many(_days(asked, (state,)), organisations, able, most))[
        :most
    ]


def _of_many(
    wanted: QuerySet[Day], organisations: QuerySet[Engagement, Any], able: set[uuid.UUID], most: int
) -> list[tuple[datetime.date, int]]:
    """The same of days in one state, for a hub with many customers."""
    earliest = list(wanted.filter(organisation__isnull=False).values_list("day", "id", "organisation")[:EARLIEST])
    theirs = [(day, number) for day, number, organisation in earliest if organisation in able]
    if len(theirs) >= most or len(earliest) < EARLIEST:
        return theirs[:most]
    return list(wanted.filter(organisation__in=organisations).values_list("day", "id")[:most])


def page(hub: Organisation, asked: Asked, most: int = PER_PAGE) -> tuple[list[Line], tuple[datetime.date, int] | None]:
    """A page of lines, and after which day and number the next one begins; None where there is none."""
    found = _found(hub, asked, most + 1)
    lines = list(_lines(hub, [number for _, number in found[:most]]))
    return lines, found[most - 1] if len(found) > most else None


def every(hub: Organisation, asked: Asked, source: Callable[..., Any] = page) -> Iterator[Any]:
    """Every line of a ``source`` such as ``page``, piece by piece."""
    after: tuple[datetime.date, int] | None = None
    while True:
        lines, after = source(hub, replace(asked, after=after), PIECE)
        yield from lines
        if after is None:
            return


def _lines(hub: Organisation, numbers: Sequence[int]) -> Iterator[Line]:
    """These days with everything that is shown of them; asked once more whether their cases stand there and their owners are members."""
    member = Membership.objects.filter(organisation=OuterRef("organisation"), user=OuterRef("case__owner"))
    found = Day.objects.filter(Exists(member), pk__in=numbers, case__shared_with=F("organisation"))
    rows = list(found.select_related("case", "organisation").defer("case__answers", "case__told").order_by("day", "id"))
    files = dict(
        Customer.objects.filter(hub=hub, organisation__in={one.organisation_id for one in rows})
        .values_list("organisation_id", "pk")
    )  # fmt: skip
    tasks = Task.objects.filter(case__in={one.case_id for one in rows}).values_list("case_id", "duty", "status")
    statuses = {(case, duty): status for case, duty, status in tasks}
    for one in rows:
        status = statuses.get((one.case_id, one.duty), Task.TO_DO)
        certain, latest = dates.sure(one.case.seen, one.duty) if one.kind == Day.START else (True, None)
        yield Line(
            one.pk, one.day, one.duty, status, one.case_id, one.case.title, one.organisation.name,
            files.get(one.organisation_id), certain, latest,
        )  # fmt: skip
