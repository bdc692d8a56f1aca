"""Notices about tasks of cases: due soon, overdue. Each is told once to the owner of the case, for one due date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.utils import timezone

from toepas.kernel import Words
from toepas_web.check.dates import title
from toepas_web.check.models import Task
from toepas_web.notices.actions import notify
from toepas_web.notices.limits import limits
from toepas_web.notices.registry import Kind

SOON, LATE = "case-task-soon", "case-task-late"


def remind(now: datetime.datetime) -> None:
    """Tell owners of what is due within so many days, or was due within as many days before. What is older was told, or is no news."""
    today, days = timezone.localdate(now), datetime.timedelta(days=limits()["soon-days"])
    found = Task.objects.filter(status__in=Task.OPEN, case__owner__is_active=True).select_related("case__owner")
    for kind, first, last in ((LATE, today - days, today - datetime.timedelta(days=1)), (SOON, today, today + days)):
        for task in found.filter(due__gte=first, due__lte=last).order_by("due", "id").iterator(1000):
            address = ("case-task", str(task.case_id), task.duty)
            notify(task.case.owner, kind, address, once=True, task=task.pk, due=task.due)


def _task(values: Mapping[str, str]) -> tuple[Task, datetime.date] | None:
    """The task, as long as it is open and due on the day that was told."""
    due = datetime.date.fromisoformat(values["due"])
    found = Task.objects.filter(pk=values["task"], status__in=Task.OPEN, due=due).select_related("case").first()
    return (found, due) if found else None


def _soon(values: Mapping[str, str], said: Words) -> str | None:
    found = _task(values)
    if found is None:
        return None
    task, due = found
    return said.t(
        "Due on {day}: {duty} ({case})", day=said.date(due), duty=title(task.duty, said), case=task.case.title
    )


def _late(values: Mapping[str, str], said: Words) -> str | None:
    found = _task(values)
    if found is None:
        return None
    task, due = found
    return said.t("Overdue since {day}: {duty} ({case})", day=said.date(due), duty=title(task.duty, said), case=task.case.title)  # fmt: skip


KINDS = (
    Kind(SOON, lambda said: said.t("A task of your cases that is due soon"), _soon),
    Kind(LATE, lambda said: said.t("A task of your cases that is overdue"), _late),
)
