"""Saved cases as pages show them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from toepas.advise import View, verdict
from toepas.check import Answers, check, unpack
from toepas.check import Case as CheckedCase
from toepas.kernel import parse_citation
from toepas.law import data_version
from toepas_web.accounts.models import User
from toepas_web.check import presenters, rules
from toepas_web.check.citations import cites
from toepas_web.check.models import Case, Revision, Task
from toepas_web.check.outcome import differences, outcome
from toepas_web.ui.words import words

SOON = datetime.timedelta(days=120)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A duty of a case with how it stands."""

    duty: str
    title: str
    when: str
    status: str
    label: str
    tone: str
    who: str
    due: datetime.date | None
    files: int
    soon: bool


def view_of(case: Case, on: datetime.date) -> tuple[View, Answers, tuple[str, ...]]:
    """The case as it stands today, its answers, and names of answers that no longer exist."""
    answers, dropped = unpack(case.answers)
    texts = {
        name: getattr(case, name) for name in ("title", "organisation", "system", "purpose") if getattr(case, name)
    }
    return View(CheckedCase(str(case.id), answers.facts, texts), check(answers.facts, on), words()), answers, dropped


def status_label(status: str) -> tuple[str, str]:
    """A status in words, and its tone."""
    said = words()
    return {
        Task.TO_DO: (said.t("to do"), "later"),
        Task.DOING: (said.t("being done"), "now"),
        Task.DONE: (said.t("done"), "done"),
        Task.NOT_NEEDED: (said.t("not needed"), "open"),
    }[status]


def statuses() -> list[tuple[str, str]]:
    """Every status with its words, for a form."""
    return [(status, status_label(status)[0]) for status in Task.STATUSES]


def tasks(view: View, case: Case) -> tuple[TaskRow, ...]:
    """Every duty as a task, in the order in which the duties press."""
    kept = {task.duty: task for task in case.tasks.prefetch_related("evidence")}
    rows = []
    for found in view.duties:
        task = kept.get(found.duty.id)
        status = task.status if task else Task.TO_DO
        label, tone = status_label(status)
        begins = found.earliest
        soon = status in (Task.TO_DO, Task.DOING) and begins is not None and begins <= view.on + SOON
        rows.append(
            TaskRow(
                duty=found.duty.id,
                title=view.title(found),
                when=view.when(found),
                status=status,
                label=label,
                tone=tone,
                who=task.who if task else "",
                due=task.due if task else None,
                files=len(task.evidence.all()) if task else 0,
                soon=soon,
            )
        )
    return tuple(rows)


def card(case: Case, on: datetime.date, provision: str = "") -> dict[str, Any]:
    """A case in the list of cases; ``touched`` says whether a duty of it arises from a provision."""
    view, _, _ = view_of(case, on)
    rows = tasks(view, case)
    return {
        "case": case,
        "verdict": verdict(view),
        "done": sum(row.status in (Task.DONE, Task.NOT_NEEDED) for row in rows),
        "all": len(rows),
        "soon": sum(row.soon for row in rows),
        "changed": bool(differences(case.seen, outcome(view.result))),
        "touched": any(
            parse_citation(cite).provision == provision for found in view.duties for cite in found.duty.cites
        ),
    }


def shared(user: User, on: datetime.date) -> list[dict[str, Any]]:
    """The cases of others that stand in organisations of this account, by organisation."""
    found = [
        (one.name, [case for case in rules.cases_of_organisation(user, one) if case.owner_id != user.pk])
        for one in rules.may_be_put_into(user)
    ]
    return [{"name": name, "cards": [card(case, on) for case in cases]} for name, cases in found if cases]


def changes(view: View, found: list[dict[str, Any]]) -> list[str]:
    """What changed, as sentences."""
    said = view.words
    return [_change(view, item) for item in found] or [said.t("Nothing that you would notice changed.")]


def _change(view: View, item: dict[str, Any]) -> str:
    said, act = view.words, view.result.act
    if item["what"] == "class":
        before, after = view.class_name(item["before"]), view.class_name(item["after"])
        return said.t("The class was: {before}; it is now: {after}.", before=before, after=after)
    if item["what"] == "role":
        title = view.concept(item["id"]) if item["id"] in act.concepts else item["id"]
        return (
            said.t("New role: {role}.", role=title)
            if item["after"] == "yes"
            else said.t("No longer a role: {role}.", role=title)
        )
    duty = act.duties.get(item["id"])
    title = said.entry(f"{duty.id}.title", duty.title) if duty else item["id"]
    if item["before"] is None:
        return said.t("New duty: {duty}, from {date}.", duty=title, date=_day(view, item["after"][1]))
    if item["after"] is None:
        return said.t("No longer a duty: {duty}.", duty=title)
    if item["before"][1:] != item["after"][1:]:
        before, after = _day(view, item["before"][1]), _day(view, item["after"][1])
        return said.t(
            "Another date: {duty} counted from {before}, now from {after}.", duty=title, before=before, after=after
        )
    status = {"applies": said.t("applies now"), "later": said.t("applies later"), "may-apply": said.t("may apply")}
    return said.t(
        "{duty}: {before} became {after}.", duty=title, before=status[item["before"][0]], after=status[item["after"][0]]
    )


def _day(view: View, text: str | None) -> str:
    return view.words.date(datetime.date.fromisoformat(text)) if text else view.words.t("never")


def recheck(view: View, case: Case) -> dict[str, Any] | None:
    """What changed since the owner last looked, and why; None where nothing did."""
    found = differences(case.seen, outcome(view.result))
    if not found:
        return None
    return {"law": case.law_data != data_version(), "changes": changes(view, found)}


def history(view: View, case: Case) -> list[dict[str, Any]]:
    """Every revision with what it changed, the newest first."""
    said = view.words
    reasons = {
        Revision.CREATED: said.t("saved for the first time"),
        Revision.FACTS: said.t("answers changed"),
        Revision.LAW: said.t("the law data or a date changed"),
    }
    return [
        {
            "number": entry.number,
            "at": entry.at,
            "reason": reasons[entry.reason],
            "changes": changes(view, entry.changes) if entry.reason != Revision.CREATED else [],
            "answers": entry.answers,
        }
        for entry in case.revisions.all()
    ]


def duty_page(view: View, duty: str) -> dict[str, Any] | None:
    """Everything about one duty of this case; None where it is none."""
    found = view.duty(duty)
    if found is None:
        return None
    moment = (
        next(row for m in (*presenters.timeline(view),) for row in m.duties if row.id == duty)
        if not found.duty.voluntary
        else None
    )
    return {"row": moment, "title": view.title(found), "cites": cites(view, found.duty.cites)}
