"""The only writers of pipelines; each is one transaction with its line in the record. A gate is judged when something was shown or confirmed."""

from __future__ import annotations

import datetime
import tempfile
import uuid
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from toepas.alliance import Evidence, Gate, GatePlan, judge_gate, levels, needs_of, read_evidence
from toepas.kernel import Problem, Words
from toepas_web.accounts.models import User
from toepas_web.alliance import telling
from toepas_web.alliance.call_actions import RefusedError
from toepas_web.alliance.pipeline_models import Project, Shown, Step
from toepas_web.audit.actions import record
from toepas_web.organisations.models import Organisation

MOST_PROJECTS, MOST_FILES, MOST_OF_ALL = 50, 30, 200
MOST_MOVES = 50
"""Projects of an organisation, files of a gate, and files of all gates of an organisation."""
ENDINGS = ("json", "yaml", "yml", "pdf", "txt", "docx", "odt")


@transaction.atomic
def create(*, by: User, organisation: Organisation, title: str, key: uuid.UUID | None = None) -> Project:
    """Begin a project, once for each ``key`` of a form that was sent. Raises RefusedError("too-many")."""
    there = Project.objects.filter(pk=key).first()
    if there is not None and there.organisation_id == organisation.pk:
        return there
    if Project.objects.filter(organisation=organisation).count() >= MOST_PROJECTS:
        raise RefusedError("too-many")
    made = Project.objects.create(
        id=uuid.uuid4() if there or key is None else key, organisation=organisation, title=title
    )
    record(by=by.pk, action="project begun", subject=made)
    return made


@transaction.atomic
def set_gate(*, by: User, project: Project, level: int, on: datetime.date, due: datetime.date | None = None) -> Step:
    """Set what the next level asks, before anything is shown for it, and by which day (``due``) that is expected. Raises RefusedError:
    stopped, already, ahead (a day that is past)."""
    if due is not None and due < timezone.localdate():
        raise RefusedError("ahead")
    now = Project.objects.select_for_update().get(pk=project.pk)
    if now.state == Project.STOPPED:
        raise RefusedError("stopped")
    made, new = Step.objects.get_or_create(
        project=now, level=level, defaults={"needs": levels()[level]["needs"], "set_on": on, "due": due}
    )
    if not new:
        raise RefusedError("already")
    record(by=by.pk, action="gate set", subject=made)
    telling.gate(made)
    return made


@transaction.atomic
def move_due(*, by: User, step: Step, due: datetime.date | None, reason: str, seen: datetime.date | None) -> None:
    """Expect the evidence of a gate by another day, or by none; ``seen`` is the day that stood in the form. The first day needs no reason.

    Raises RefusedError: stopped, passed, stale, ahead, no-reason, too-many; the same day a second time changes nothing.
    """
    project = Project.objects.select_for_update().get(pk=step.project_id)
    now = Step.objects.select_for_update().get(pk=step.pk)
    if project.state == Project.STOPPED:
        raise RefusedError("stopped")
    if now.outcome == "pass":
        raise RefusedError("passed")
    if now.due == due:
        return
    if now.due != seen:
        raise RefusedError("stale")
    if due is not None and due < timezone.localdate():
        raise RefusedError("ahead")
    if now.due is not None and not reason:
        raise RefusedError("no-reason")
    if len(now.moves) >= MOST_MOVES:
        raise RefusedError("too-many")
    was, day = (one.isoformat() if one else None for one in (now.due, due))
    now.moves = [*now.moves, {"on": timezone.localdate().isoformat(), "was": was, "day": day, "reason": reason}]
    now.due = due
    now.save()
    record(by=by.pk, action="day of a gate moved", subject=now)
    telling.gate(now)


@transaction.atomic
def show(*, by: User, step: Step, name: str, content: bytes) -> Gate:
    """Keep a file that is shown for a gate, and judge the gate anew; the same file a second time changes nothing.

    Raises RefusedError: stopped, too-many, unreadable."""
    project = Project.objects.select_for_update().get(pk=step.project_id)
    if step.shown.filter(name=name, content=content).exists():
        return gate_of(step)
    if project.state == Project.STOPPED:
        raise RefusedError("stopped")
    of_all = Shown.objects.filter(step__project__organisation=project.organisation_id)
    if step.shown.count() >= MOST_FILES or of_all.count() >= MOST_OF_ALL:
        raise RefusedError("too-many")
    found = read_shown(name, content, lambda path: read_evidence(path, Words()))
    made = Shown.objects.create(
        step=step, name=name, content=content, found=msgspec.to_builtins(replace(found, where=name))
    )
    record(by=by.pk, action="evidence shown", subject=made)
    return _judge(by, step, project)


@transaction.atomic
def confirm(*, by: User, step: Step, needs: Collection[str]) -> Gate:
    """Say which documents a person read and found sufficient, and judge the gate anew. Raises RefusedError("stopped")."""
    project = Project.objects.select_for_update().get(pk=step.project_id)
    if project.state == Project.STOPPED:
        raise RefusedError("stopped")
    step.confirmed = sorted({one["id"] for one in step.needs if one["kind"] == "document"} & set(needs))
    step.save()
    record(by=by.pk, action="documents confirmed", subject=step)
    return _judge(by, step, project)


def read_shown(name: str, content: bytes, read: Callable[[Path], Any]) -> Any:
    """What ``read`` makes of a file that was shown, under a name that is ours. Raises RefusedError("unreadable")."""
    ending = name.rsplit(".", 1)[-1].lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"shown.{ending if ending in ENDINGS else 'bin'}"
        path.write_bytes(content)
        try:
            return read(path)
        except Problem as problem:
            raise RefusedError("unreadable") from problem


def with_programme(gate: Gate) -> bool:
    """Whether the organisation did its part: all that is missing is that the programme reads the documents that were shown."""
    open_ones = [one for one in gate.judged if one.outcome != "pass"]
    return bool(open_ones) and all(one.why == "unread" for one in open_ones)


def plan_of(step: Step) -> GatePlan:
    """What was set for a gate."""
    return GatePlan(step.project.title, step.level, step.set_on.isoformat(), needs_of(step.needs))


def gate_of(step: Step) -> Gate:
    """The gate as it stands, from what was shown and confirmed."""
    shown = [msgspec.convert(one, Evidence) for one in step.shown.values_list("found", flat=True)]
    return judge_gate(plan_of(step), shown, step.confirmed)


def _judge(by: User, step: Step, project: Project) -> Gate:
    gate = gate_of(step)
    if step.outcome != gate.outcome:
        step.outcome = gate.outcome
        step.save()
        record(by=by.pk, action=f"gate judged: {gate.outcome}", subject=step)
    if gate.outcome == "stop":
        project.state, project.stopped = Project.STOPPED, timezone.now()
        project.save()
        record(by=by.pk, action="project stopped", subject=project)
        telling.stopped(project)
    return gate
