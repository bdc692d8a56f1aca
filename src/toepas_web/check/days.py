"""Keeps the days of cases right: after a change of the case, of its tasks, of where it stands, and of who is a member there."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from toepas_web.check.models import Case, Day, Task
from toepas_web.check.outcome import starts
from toepas_web.organisations.models import Membership


def keep(case: Case) -> None:
    """Write the days of a case anew."""
    tasks = list(Task.objects.filter(case=case))
    settled = {task.duty for task in tasks if task.status not in Task.OPEN}
    found = [(Day.START, duty, day) for duty, day in starts(case.seen).items()]
    found += [(Day.TASK, task.duty, task.due) for task in tasks if task.due]
    organisation = case.shared_with_id if _member(case.shared_with_id, case.owner_id) else None
    Day.objects.filter(case=case).delete()
    Day.objects.bulk_create(
        Day(case=case, organisation_id=organisation, kind=kind, duty=duty, day=day, open=duty not in settled)
        for kind, duty, day in found
    )


def _member(organisation: object, user: object) -> bool:
    return Membership.objects.filter(organisation=organisation, user=user).exists()


def listen() -> None:
    """Called once, when the site starts: cases are read by others only while their owner is a member."""
    post_save.connect(_joined, sender=Membership, dispatch_uid="check-days-joined")
    post_delete.connect(_left, sender=Membership, dispatch_uid="check-days-left")


def _joined(instance: Membership, created: bool, raw: bool = False, **_: Any) -> None:
    if created and not raw:
        Day.objects.filter(case__owner=instance.user_id, case__shared_with=instance.organisation_id).update(
            organisation=instance.organisation_id
        )


def _left(instance: Membership, **_: Any) -> None:
    Day.objects.filter(organisation=instance.organisation_id, case__owner=instance.user_id).update(organisation=None)
