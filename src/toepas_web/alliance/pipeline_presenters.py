"""What the page of a project shows: each gate with what was found, what is needed, and whose turn it is."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec
from django.conf import settings
from django.utils import timezone

from toepas.alliance import (
    Evidence,
    Gate,
    Judged,
    details,
    judged_text,
    level_title,
    levels,
    need_title,
    needed_text,
    needs_of,
    outcome_text,
)
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.alliance import pipeline_actions as actions
from toepas_web.alliance import pipeline_rules as rules
from toepas_web.alliance.call_actions import RefusedError
from toepas_web.alliance.call_rules import APPLY
from toepas_web.alliance.pipeline_models import Project, Shown, Step
from toepas_web.organisations import rules as organisations

DATA = (".json", ".yaml", ".yml")


def state(one: Project, said: Words) -> str:
    """Whether a project runs."""
    return said.t("stopped") if one.state == Project.STOPPED else said.t("running")


def page_of(project: Project, user: User, said: Words) -> dict[str, Any]:
    """The page of a project, for its organisation or for the programme."""
    runs, shows = rules.may_run(user, project), organisations.may(user, APPLY, project.organisation)
    found = [(step, actions.gate_of(step)) for step in project.steps.prefetch_related("shown")]
    taken = {step.level for step, _ in found}
    return {
        "project": project,
        "organisation": project.organisation.name,
        "state": state(project, said),
        "stopped": project.state == Project.STOPPED,
        "stopped_on": said.date(timezone.localdate(project.stopped)) if project.stopped else "",
        "next": _next(project, found, said, runs=runs),
        "runs": runs,
        "shows": shows,
        "steps": [_step(step, gate, said) for step, gate in found],
        "zone": settings.TIME_ZONE,
        "levels": [(number, level_title(number, said)) for number in levels() if number not in taken],
    }


def _next(project: Project, found: Sequence[tuple[Step, Gate]], said: Words, *, runs: bool) -> str:
    if project.state == Project.STOPPED:
        return said.t("The project was stopped, and it stays stopped: no more files are taken. When what is needed can be shown, begin a new project.")  # fmt: skip
    waiting = [(step, gate) for step, gate in found if gate.outcome == "not-known"]
    if not waiting:
        if runs:
            return said.t("It is the programme's turn: set the next gate. What it asks then stays as it is.")
        if found:
            return said.t("Every gate so far is passed. It is the programme's turn to set the next one; it names no day for that.")  # fmt: skip
        return said.t("It is the programme's turn to set the first gate; it names no day for that. You see here what it asks.")  # fmt: skip
    step, gate = waiting[0]
    if actions.with_programme(gate):
        return said.t("It is the programme's turn: read the documents of level {n} and confirm those that suffice.", n=step.level)  # fmt: skip
    if step.due is None:
        return said.t("It is the organisation's turn: show what is missing for level {n}. There is no deadline.", n=step.level)  # fmt: skip
    return said.t("It is the organisation's turn: show what is missing for level {n}. It is expected by {day}.", n=step.level, day=said.date(step.due))  # fmt: skip


def _step(step: Step, gate: Gate, said: Words) -> dict[str, Any]:
    plan = actions.plan_of(step)
    return {
        "id": step.pk,
        "level": step.level,
        "title": level_title(step.level, said),
        "set_on": said.date(step.set_on),
        "outcome": outcome_text(gate.outcome, said),
        "passed": gate.outcome == "pass",
        **_due(step, gate, said),
        "needs": [
            {
                "text": judged_text(one, said),
                "details": _details(step, one, said),
                "needed": needed_text(one, plan, said),
                "stops": one.outcome == "stop",
            }
            for one in gate.judged
        ],
        "documents": [
            (need.id, need_title(need, said), need.id in step.confirmed)
            for need in needs_of(step.needs)
            if need.kind == "document"
        ],
        "files": [
            {
                "id": one.pk,
                "name": one.name,
                "day": said.date(timezone.localdate(one.added)),
                "read": _read_as(one, step, said),
            }
            for one in step.shown.all()
        ],
    }


def _read_as(one: Shown, step: Step, said: Words) -> str:
    """What a file was taken for, by what is in it; a report that cannot be read is not passed over in silence."""
    kind = one.found["kind"]
    name = {
        "validation": said.t("read as a validation"),
        "energy": said.t("read as an energy report"),
        "dossier": said.t("read as a dossier or a check"),
        "document": said.t("read as a document"),
    }[kind]
    if kind == "document" and one.name.lower().endswith(DATA):
        name = said.t("read as a document, for there is no validation, energy report or dossier in it that can be read")
    asked = any(need["kind"] == kind for need in step.needs)
    return name if asked else said.t("{taken}; this gate asks for none, so it does not count", taken=name)


def _due(step: Step, gate: Gate, said: Words) -> dict[str, Any]:
    """The day by which evidence is expected, and how it moved; a gate that is passed expects nothing."""
    due = None if gate.outcome == "pass" else step.due
    return {
        "due": said.date(due) if due else "",
        "due_typed": due.isoformat() if due else "",
        "due_passed": due is not None and due < timezone.localdate(),
        "with_programme": actions.with_programme(gate),
        "moves": [
            {name: said.date(datetime.date.fromisoformat(one[name])) if one[name] else "" for name in ("on", "was", "day")}
            | {"reason": one["reason"]}
            for one in step.moves
        ],
    }  # fmt: skip


def _details(step: Step, one: Judged, said: Words) -> tuple[str, ...]:
    """What the file says in detail, where it does not let the project through."""
    if one.evidence is None:
        return ()
    for shown in step.shown.all():
        if msgspec.convert(shown.found, Evidence) == one.evidence:
            return _read(shown, one, said)
    return ()


def _read(shown: Shown, one: Judged, said: Words) -> tuple[str, ...]:
    try:
        found: tuple[str, ...] = actions.read_shown(
            shown.name, bytes(shown.content), lambda path: details(one, path, said)
        )
    except RefusedError:
        return ()
    return found
