"""The result as rows of plain, translated text: what a page shows, and nothing it has to work out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse

from toepas.advise import View, next_steps, verdict
from toepas.check import DutyFinding, Flip, compare_texts, what_if
from toepas_web.check.citations import cites

Links = tuple[tuple[str, str], ...]
SHOWN_KINDS = ("role", "annex-iii-point", "practice", "transparency", "class")


@dataclass(frozen=True, slots=True)
class SoFar:
    """The running result beside a question."""

    class_: str
    settled: bool
    roles: tuple[str, ...]
    duties: int
    maybe: int
    answered: int


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty on the timeline."""

    id: str
    title: str
    digest: str
    who: str
    when: str
    fine: str
    evidence: str
    cites: Links
    because: tuple[str, ...]
    hangs_on: tuple[tuple[str, str], ...]
    maybe: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which duties begin; ``state`` is now, later or open."""

    day: datetime.date | None
    title: str
    state: str
    label: str
    duties: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A finding with the answers it rests on."""

    id: str
    title: str
    digest: str
    outcome: str
    cites: Links
    because: tuple[tuple[str, str], ...]
    hangs_on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that can still change the result."""

    id: str
    text: str
    who: str


def so_far(view: View) -> SoFar:
    """What is known at this point."""
    result = view.result
    possible = result.class_.possible
    names = [view.class_name(name) for name in possible]
    sure = sum(found.outcome == "yes" for found in view.duties)
    return SoFar(
        class_=view.words.t(" or ").join(names) if len(names) < 4 else view.class_name("undetermined"),
        settled=len(possible) == 1,
        roles=tuple(view.role_names()),
        duties=sure,
        maybe=len(view.duties) - sure,
        answered=len(view.case.facts),
    )


def summary(view: View) -> dict[str, object]:
    """The top of the result page."""
    result = view.result
    return {
        "verdict": verdict(view),
        "roles": view.role_names(),
        "open_roles": [view.concept(name) for name in result.open_roles],
        "points": [view.concept(name) for name in result.of_kind("annex-iii-point")],
        "sure": sum(found.outcome == "yes" for found in view.duties),
        "maybe": sum(found.outcome != "yes" for found in view.duties),
        "steps": next_steps(view),
        "tone": "warning" if result.class_.name == "prohibited" or result.class_.coming else "verdict",
    }


def open_questions(view: View) -> tuple[OpenQuestion, ...]:
    """What is still open, most decisive first."""
    facts = view.result.act.facts
    return tuple(OpenQuestion(name, view.question(name), view.who_knows(facts[name].who)) for name in view.questions)


def timeline(view: View) -> tuple[Moment, ...]:
    """Every duty under the day from which it counts; those that already count come first."""
    groups: dict[tuple[int, datetime.date | None], list[DutyFinding]] = {}
    for found in view.duties:
        day = None if found.earliest is None or found.earliest <= view.on else found.earliest
        groups.setdefault((0 if day is None else 1, day), []).append(found)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] or datetime.date.min))
    return tuple(_moment(view, day, found) for (_, day), found in ordered)


def _moment(view: View, day: datetime.date | None, duties: list[DutyFinding]) -> Moment:
    said = view.words
    rows = tuple(_row(view, found) for found in sorted(duties, key=lambda item: item.outcome != "yes"))
    if day is None:
        title = said.t("Now")
        return Moment(view.on, title, "now", said.n("One duty", "{n} duties", len(rows)), rows)
    every_open = all(row.maybe for row in rows)
    return Moment(
        day, said.date(day), "open" if every_open else "later", said.n("One duty", "{n} duties", len(rows)), rows
    )


def _row(view: View, found: DutyFinding) -> DutyRow:
    facts = view.result.act.facts
    return DutyRow(
        id=found.duty.id,
        title=view.title(found),
        digest=view.digest(found),
        who=", ".join(view.concept(role) for role in found.roles if role in view.result.act.concepts),
        when=view.when(found),
        fine=view.fine(found),
        evidence=view.evidence(found),
        cites=cites(view, found.duty.cites),
        because=tuple(_answer(view, name)[0] + " " + _answer(view, name)[1] for name in found.because if name in facts),
        hangs_on=tuple((name, view.question(name)) for name in found.depends_on),
        maybe=found.outcome != "yes",
    )


def permissions(view: View) -> tuple[DutyRow, ...]:
    """Reliefs and permissions this case may use."""
    return tuple(_row(view, found) for found in view.permissions)


def _answer(view: View, name: str) -> tuple[str, str]:
    return view.question(name), view.fact_text(name)


def proofs(view: View) -> tuple[Proof, ...]:
    """Why the result is what it is: classes, roles, points of the list and practices that hold or may hold."""
    result, said = view.result, view.words
    wanted = [rule.when for rule in result.act.classes if rule.when]
    wanted += [c.id for c in result.act.concepts.values() if c.kind in SHOWN_KINDS and c.id not in wanted]
    rows = []
    for name in wanted:
        if name not in result.act.concepts:
            continue
        finding, concept = result.finding(name), result.act.concepts[name]
        if finding.outcome == "no" and concept.kind in SHOWN_KINDS:
            continue
        outcome = {"yes": said.t("yes"), "no": said.t("no"), "unknown": said.t("not settled yet")}[finding.outcome]
        rows.append(
            Proof(
                id=name,
                title=view.concept(name),
                digest=said.entry(f"{name}.digest", concept.digest) if concept.digest else "",
                outcome=outcome,
                cites=cites(view, finding.cites),
                because=tuple(_answer(view, fact) for fact in finding.because),
                hangs_on=tuple((fact, view.question(fact)) for fact in finding.depends_on),
            )
        )
    return tuple(rows)


def readings(view: View) -> tuple[dict[str, object], ...]:
    """Points where the text leaves room: what was taken, and what else can be read."""
    said = view.words
    return tuple(
        {
            "title": said.entry(f"{entry.id}.title", entry.title),
            "taken": said.entry(f"{entry.id}.taken", entry.taken),
            "other": said.entry(f"{entry.id}.other", entry.other),
            "cites": cites(view, entry.cites),
        }
        for entry in view.readings
    )


def answers(view: View, given: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Every answer with the address that changes it, in the order of the subjects."""
    act = view.result.act
    order = {name: position for position, name in enumerate(act.facts)}
    rows = []
    for name in sorted((name for name in given if name in order), key=order.__getitem__):
        group = act.facts[name].group
        rows.append(
            {
                "group": view.words.entry(f"group.{group}", act.groups[group].title),
                "question": view.question(name),
                "answer": view.fact_text(name) if name in view.case.facts else view.words.t("I don't know"),
                "address": reverse("check-question", args=[name]),
            }
        )
    return tuple(rows)


def flips(view: View, finding: str) -> tuple[dict[str, object], ...]:
    """What would have to be different for a finding to come out otherwise."""
    found: list[Flip] = what_if(view.result, finding)
    said = view.words
    rows = []
    for flip in found:
        changes = []
        for name, value in flip.changes:
            changed = View(type(view.case)(view.case.id, {**view.case.facts, name: value}), view.result, said)
            changes.append((view.question(name), changed.fact_text(name), view.fact_text(name)))
        rows.append({"changes": changes, "outcome": said.t("yes") if flip.outcome == "yes" else said.t("no")})
    return tuple(rows)


def texts_compared(view: View) -> dict[str, object]:
    """This case under the first text and under the newest one."""
    compared, said = compare_texts(view.result), view.words
    rows = []
    for change in compared.duties:
        found = change.after or change.before
        if found is None or found.duty.voluntary:
            continue
        rows.append(
            {
                "title": view.title(found),
                "before": view.when(change.before) if change.before else said.t("no duty"),
                "after": view.when(change.after) if change.after else said.t("no duty"),
                "cites": cites(view, found.duty.cites),
            }
        )
    before, after = compared.before, compared.after
    return {
        "rows": rows,
        "before": View(view.case, before, said),
        "before_verdict": verdict(View(view.case, before, said)),
        "after_verdict": verdict(View(view.case, after, said)),
        "versions": (before.text_version, after.text_version),
        "same": compared.same,
    }
