"""Saved cases as pages show them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from toepas.advise import View, verdict
from toepas.check import Answers, DutyFinding, check, unpack
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
LOOKED_THROUGH = 200
"""So many cases are looked through at once for those that a provision touches."""
OF_OTHERS = 5
"""So many cases of others of each organisation stand in one's list; the rest is a page further."""


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
    prefetch_related_objects([case], "tasks__evidence")
    kept = {task.duty: task for task in case.tasks.all()}
    rows = []
    for found in view.duties:
        task = kept.get(found.duty.id)
        status = task.status if task else Task.TO_DO
        label, tone = status_label(status)
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
                soon=_soon(found, status, view.on),
            )
        )
    return tuple(rows)


def _soon(found: DutyFinding, status: str, on: datetime.date) -> bool:
    return status in (Task.TO_DO, Task.DOING) and found.earliest is not None and found.earliest <= on + SOON


def views_of(cases: Iterable[Case], on: datetime.date) -> Iterator[tuple[View, Case]]:
    """Every case as it stands today; what hangs on them is read for all of them at once."""
    listed = list(cases)
    prefetch_related_objects(listed, "tasks__evidence")
    return ((view_of(case, on)[0], case) for case in listed)


def card(view: View, case: Case) -> dict[str, Any]:
    """A case in a list of cases."""
    kept = {task.duty: task.status for task in case.tasks.all()}
    rows = [(found, kept.get(found.duty.id, Task.TO_DO)) for found in view.duties]
    return {
        "case": case,
        "verdict": verdict(view),
        "done": sum(status in (Task.DONE, Task.NOT_NEEDED) for _, status in rows),
        "all": len(rows),
        "soon": sum(_soon(found, status, view.on) for found, status in rows),
        "changed": bool(differences(case.seen, outcome(view.result))),
    }


def touches(case: Case, provision: str, on: datetime.date) -> bool:
    """Whether a duty of a case arises from a provision."""
    duties = view_of(case, on)[0].duties
    return any(parse_citation(cite).provision == provision for found in duties for cite in found.duty.cites)


def touched(cases: QuerySet[Case], provision: str, on: datetime.date, most: int) -> tuple[list[Case], Case | None]:
    """The first of these cases that a provision touches, and after which case to look further; None where all were looked through.
    Whether it does is worked out anew, as law and dates change; so only some cases are looked through at a time."""
    listed = list(cases[: LOOKED_THROUGH + 1])
    found: list[Case] = []
    for number, case in enumerate(listed[:LOOKED_THROUGH], 1):
        if touches(case, provision, on):
            found.append(case)
        if len(found) == most or number == LOOKED_THROUGH:
            return found, case if number < len(listed) else None
    return found, None


def shared(user: User, on: datetime.date) -> list[dict[str, Any]]:
    """The newest cases of others that stand in organisations of this account, by organisation, and how many there are."""
    found = []
    for one in rules.may_be_put_into(user):
        cases = rules.cases_of_others(user, one)
        if count := cases.count():
            cards = [card(*pair) for pair in views_of(cases[:OF_OTHERS], on)]
            found.append({"organisation": one, "cards": cards, "count": count})
    return found


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
