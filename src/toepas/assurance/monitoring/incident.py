"""The worksheet for a serious incident: what it led to, by when it is reported, what is done, and what has to be found out.

What the Act says comes from the law data; a deadline is counted from the day of learning of the incident, and is only named when that day is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from toepas.assurance.monitoring import said
from toepas.assurance.monitoring.model import Alarm, MonitorState
from toepas.kernel.words import Words
from toepas.law import IncidentEntry, incident_entries, timeline
from toepas.law.naming import citation, citation_link
from toepas.paper.blocks import (
    Block,
    Bullets,
    Callout,
    Check,
    Document,
    Field,
    Heading,
    Inline,
    Para,
    Step,
    Steps,
    Table,
    Text,
)

APPLIES = ("high_risk_uses", "high_risk_products")
"""The entries of the calendar with the days from which the duties for high-risk systems apply."""
ROOM = 4


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when an incident is reported: the entry of the law data, and the last day where the day of learning is known."""

    entry: IncidentEntry
    last: dt.date | None


def deadlines(aware: dt.date | None, led_to: tuple[str, ...]) -> tuple[Deadline, ...]:
    """The deadlines that hold after these consequences, the nearest first; all of them where the consequences are not known yet.

    Days are counted as calendar days, the day of learning not included. Raises ValueError for a consequence that the law data does not have.
    """
    known = {entry.id for entry in incident_entries("consequence")}
    for name in led_to:
        if name not in known:
            raise ValueError(name)
    entries = incident_entries("deadline")
    special = {name for entry in entries for name in entry.after}
    holds = [
        entry
        for entry in entries
        if not led_to or set(entry.after) & set(led_to) or (not entry.after and set(led_to) - special)
    ]
    found = [Deadline(one, aware + dt.timedelta(days=one.days or 0) if aware else None) for one in holds]
    return tuple(sorted(found, key=lambda one: (one.entry.days or 0, one.entry.id)))


def incident_document(
    state: MonitorState, words: Words, *, alarm: Alarm | None = None, aware: dt.date | None = None, led_to: tuple[str, ...] = ()
) -> Document:  # fmt: skip
    """The worksheet as a document, to be filled in. ``led_to``: what the incident led to, by the ids of the law data."""
    blocks = (
        *_first(state, words, alarm),
        *_consequences(words, led_to),
        *_deadlines(state, words, aware, led_to),
        *_steps(words),
        *_questions(state, words, alarm, aware),
        *_evidence(state, words),
    )
    return Document(
        title=words.t("Worksheet for a serious incident"),
        subtitle=state.plan.system or state.plan.title,
        lang=words.lang,
        blocks=blocks,
        footer=words.t(
            "A draft by Toepas, to be checked and filled in by a person. It is no legal advice, and nothing was reported by it."
        ),
        date=state.on,
        ids="incident",
    )


def _text(entry: IncidentEntry, field: str, words: Words) -> str:
    return words.entry(f"incidents.{entry.id}.{field}", getattr(entry, field))


def _cites(entry: IncidentEntry, words: Words) -> tuple[str | Text, ...]:
    runs: list[str | Text] = []
    for cite in entry.cites:
        runs += [", "] if runs else []
        runs.append(Text(citation(cite, words), href=citation_link(cite, words)))
    return tuple(runs)


def _with_cites(entry: IncidentEntry, words: Words) -> Inline:
    title = Text(_text(entry, "title", words) + ".", bold=True)
    return (title, f" {_text(entry, 'note', words)} (", *_cites(entry, words), ")")


def _first(state: MonitorState, words: Words, alarm: Alarm | None) -> Iterator[Block]:
    lines = [
        words.t(
            "Whether something is a serious incident, a person decides; an alarm only says that something changed."
        ),
        words.t(
            "When in doubt, ask at once: your adviser, the provider, the authority. The days count from when you learn of the incident."
        ),
    ]
    yield Callout("warning", words.t("First see to the people who may be harmed"), tuple(Para(line) for line in lines))
    if alarm:
        yield Para(
            (Text(words.t("Alarm {number}", number=alarm.id) + ": ", bold=True), said.alarm(alarm, state, words))
        )
    days = {entry.id: entry.day for entry in timeline()}
    yield Para(
        words.t(
            "The duties below are those of the AI Act for high-risk systems. They apply from {uses} to listed uses and from {products} to regulated products; "
            "other laws, such as those for medical devices, may ask for a report already now. 'toepas check' says what holds for your case.",
            uses=words.date(days[APPLIES[0]]), products=words.date(days[APPLIES[1]]),
        )
    )  # fmt: skip


def _consequences(words: Words, led_to: tuple[str, ...]) -> Iterator[Block]:
    yield Heading(1, words.t("Is it a serious incident?"))
    yield Para(
        words.t("It is one when an incident or a failure of the system led to any of these, directly or indirectly:")
    )
    for entry in incident_entries("consequence"):
        yield Check(_with_cites(entry, words), entry.id in led_to)


def _deadlines(state: MonitorState, words: Words, aware: dt.date | None, led_to: tuple[str, ...]) -> Iterator[Block]:
    yield Heading(1, words.t("By when is it reported?"))
    rows = []
    for one in deadlines(aware, led_to):
        assert one.entry.days is not None
        count = words.n("{n} day", "{n} days", one.entry.days)
        when = words.t("{n} after learning of it", n=count) if one.last is None else words.date(one.last)
        if one.last is not None and one.last < state.on:
            when = words.t("{day} (past)", day=when)
        rows.append((_text(one.entry, "title", words), when, _text(one.entry, "note", words), _cites(one.entry, words)))
    head = (words.t("what"), words.t("at the latest"), words.t("how"), words.t("place in the Act"))
    yield Table(
        head, tuple(rows), words.t("The days are calendar days; the day of learning of it does not count"), (4, 3, 5, 3)
    )
    if aware is None:
        yield Callout(
            "open",
            words.t("The day you learned of it is not filled in"),
            (Para(words.t("Without it no last day can be named.")),),
        )
    if not led_to:
        yield Para(
            words.t(
                "What it led to is not known yet, so all deadlines are listed. Keep to the shortest one that may hold."
            )
        )
    yield Para((Text(words.t("Less is reported under the AI Act where:"), bold=True),))
    yield Bullets(tuple(_with_cites(entry, words) for entry in incident_entries("limit")))


def _steps(words: Words) -> Iterator[Block]:
    yield Heading(1, words.t("What to do, in this order"))
    yield Steps(
        tuple(
            Step(
                _text(entry, "title", words),
                _text(entry, "note", words),
                "",
                ", ".join(citation(cite, words) for cite in entry.cites),
            )
            for entry in incident_entries("step")
        )
    )


def _questions(state: MonitorState, words: Words, alarm: Alarm | None, aware: dt.date | None) -> Iterator[Block]:
    yield Heading(1, words.t("What has to be found out"))
    given = {
        "aware": words.date(aware) if aware else None,
        "system": state.plan.system or None,
        "since": said.alarm(alarm, state, words) if alarm else None,
    }
    for entry in incident_entries("question"):
        yield Field(_text(entry, "title", words), given.get(entry.id), _text(entry, "note", words), ROOM)


def _evidence(state: MonitorState, words: Words) -> Iterator[Block]:
    """What the monitor has that belongs to the file."""
    yield Heading(1, words.t("What the monitor has"))
    reference = state.reference
    lines = [
        words.t("The log of this monitor, {n} entries; each is tied to the one before it, so a change would be noticed.", n=state.events),
        words.t("The report of the monitor with every batch and alarm: 'toepas monitor report'."),
        words.t("The reference: {name}, {cases} cases, SHA-256 {hash}.", name=reference.name, cases=words.number(reference.cases), hash=reference.sha256),
    ]  # fmt: skip
    if state.forget_by:
        lines.append(
            words.t("Scores of single cases under a pseudonym are deleted from {day} on. Where they may show the cause, ask your adviser whether to keep a copy longer.", day=words.date(state.forget_by))
        )  # fmt: skip
    yield Bullets(tuple(lines))
