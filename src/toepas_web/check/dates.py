"""Days of cases: tasks with a due date, and duties that begin to count."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from toepas.kernel import Words
from toepas.law import load_act
from toepas_web.accounts.models import User
from toepas_web.check.models import Case, Start, Task
from toepas_web.check.rules import SEE
from toepas_web.notices.dates import Dated, Span
from toepas_web.notices.limits import limits
from toepas_web.organisations.rules import with_permission

MAY = "may-apply"


def title(duty: str, said: Words) -> str:
    """What a duty is called; its id where the law data have it no more."""
    found = load_act().duties.get(duty)
    return said.entry(f"{found.id}.title", found.title) if found else duty


def tasks_of(cases: QuerySet[Case]) -> QuerySet[Task]:
    """The tasks with a due date of these cases, the earliest first."""
    return Task.objects.filter(due__isnull=False, case__in=cases).order_by("due", "id")


def starts_of(cases: QuerySet[Case]) -> QuerySet[Start]:
    """The days on which duties of these cases begin to count, the earliest first."""
    return Start.objects.filter(case__in=cases).order_by("day", "id")


def in_state(found: QuerySet[Any], *, settled: bool) -> QuerySet[Any]:
    """Of tasks or starts, those whose duty is done or found not to be needed (``settled``), or the others."""
    if found.model is Task:
        return found.exclude(status__in=Task.OPEN) if settled else found.filter(status__in=Task.OPEN)
    there = Exists(Task.objects.filter(case=OuterRef("case"), duty=OuterRef("duty")).exclude(status__in=Task.OPEN))
    return found.filter(there if settled else ~there)


def sure(seen: dict[str, Any], duty: str) -> tuple[bool, datetime.date | None]:
    """Whether the owner was shown that a duty applies (and not only that it may), and the latest day from which, where that is another."""
    status, earliest, latest = seen.get("duties", {}).get(duty, (MAY, None, None))
    return status != MAY, datetime.date.fromisoformat(latest) if latest and latest != earliest else None


def due(task: Task, said: Words) -> Dated:
    """A task as a date."""
    text = said.t("{duty} ({case})", duty=title(task.duty, said), case=task.case.title)
    return Dated(f"task-{task.pk}", task.due, text, reverse("case", args=[task.case_id]), open=task.status in Task.OPEN)


def begins(start: Start, said: Words) -> Dated:
    """A duty that begins to count, as a date."""
    certain, latest = sure(start.case.seen, start.duty)
    names = {"duty": title(start.duty, said), "case": start.case.title}
    text = said.t("Counts from this day: {duty} ({case})", **names) if certain else said.t("May count from this day: {duty} ({case})", **names)  # fmt: skip
    note = said.t("Or later, at the latest from {date}.", date=said.date(latest)) if latest else ""
    identity = f"start-{start.case_id}-{start.duty}"
    return Dated(identity, start.day, text, reverse("case", args=[start.case_id]), note=note, open=False)


def of_person(user: User, span: Span, said: Words) -> Iterator[Dated]:
    """What is due and what begins in one's own cases, and in those of one's organisations that one may read."""
    able, most = with_permission(user, SEE).order_by().values("pk"), limits()["dates"]
    for cases in (Case.objects.filter(owner=user), Case.objects.in_organisations(able).exclude(owner=user)):
        tasks = in_state(tasks_of(cases.order_by()), settled=False).filter(due__gte=span.first, due__lte=span.last)
        yield from (due(one, said) for one in tasks.select_related("case")[:most])
        starts = in_state(starts_of(cases.order_by()), settled=False).filter(day__gte=span.first, day__lte=span.last)
        yield from (begins(one, said) for one in starts.select_related("case")[:most])
