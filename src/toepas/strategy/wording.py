"""The words of the strategy's closed lists, and sentences about how far an action is and what it lacks."""

from __future__ import annotations

import datetime

from toepas.kernel.dates import Period
from toepas.kernel.words import Words
from toepas.strategy.gaps import Gap
from toepas.strategy.model import Bound, Event, Grade, Kind, Place, Scope, Stance, State
from toepas.strategy.money import NoSum
from toepas.strategy.registry import documents
from toepas.strategy.status import Status, Timing
from toepas.strategy.texts import text


def state_name(state: State | None, words: Words) -> str:
    """How far an action is; None where it was not announced by the date asked about."""
    return {
        None: words.t("not announced yet on this date"),
        State.ANNOUNCED: words.t("announced"),
        State.PREPARED: words.t("being prepared"),
        State.OPEN: words.t("open to apply or take part"),
        State.RUNNING: words.t("running"),
        State.DELIVERED: words.t("delivered"),
        State.STOPPED: words.t("stopped"),
    }[state]


def grade_text(grade: Grade, words: Words) -> str:
    """How good the evidence of an event is."""
    return {
        Grade.DOCUMENT: words.t("the text itself"),
        Grade.OFFICIAL: words.t("official announcement"),
        Grade.REPORTED: words.t("reported by others"),
        Grade.UNCONFIRMED: words.t("not confirmed"),
    }[grade]


def timing_text(status: Status, words: Words) -> str:
    """How an action stands to its deadline."""
    deadline = status.action.deadline
    said = period(deadline, words) if deadline else ""
    return {
        Timing.NO_DEADLINE: words.t("no deadline was given"),
        Timing.AHEAD: words.t("the deadline has not passed: {deadline}", deadline=said),
        Timing.IN_TIME: words.t("delivered within the deadline: {deadline}", deadline=said),
        Timing.AFTER: words.t("delivered after the deadline: {deadline}", deadline=said),
        Timing.UNCLEAR: words.t("delivered; whether within the deadline is not known: {deadline}", deadline=said),
        Timing.STOPPED: words.t("stopped; the deadline was: {deadline}", deadline=said),
        Timing.LATE: words.t(
            "late: the deadline was {deadline}, and nothing official that we know shows that it was delivered",
            deadline=said,
        ),
    }[status.timing]


def basis(status: Status, words: Words) -> str:
    """What the state rests on, in one sentence."""
    if status.state is None:
        return words.t("It was announced on {date}.", date=words.date(status.action.announced))
    if status.because:
        return event_line(status.because, words)
    return words.t("Nothing official since the announcement is known to us.")


def event_line(event: Event, words: Words) -> str:
    """An event in one line: when, what, who says so, and how good that evidence is."""
    what, source = event.what, event.source
    if event.shipped:
        what = text(f"event.{event.id}.what", what, words)
        source = text(f"event.{event.id}.source", source, words)
    return f"{period(event.date, words)}: {what} ({source}; {grade_text(event.grade, words)})"


def gap_name(gap: Gap, words: Words) -> str:
    """What an action lacks."""
    return {
        Gap.DEADLINE: words.t("no deadline was given"),
        Gap.AMOUNT: words.t("no amount for it alone"),
        Gap.ACTOR: words.t("nobody is named who owes it"),
        Gap.EVENT: words.t("nothing known of what happened since"),
        Gap.POSITION: words.t("no national position known"),
    }[gap]


def kind_name(kind: Kind, words: Words) -> str:
    """What an amount of money is."""
    return {
        Kind.COMMITTED: words.t("committed"),
        Kind.ANNOUNCED: words.t("announced"),
        Kind.EXPECTED: words.t("expected from others"),
        Kind.SPENT: words.t("spent"),
        Kind.ASKED: words.t("asked for"),
    }[kind]


def amount_text(euro: float | None, bound: Bound, words: Words) -> str:
    """An amount as its document words it."""
    if euro is None:
        return words.t("no figure was given")
    money = words.money(euro)
    return {
        Bound.EXACTLY: money,
        Bound.ABOUT: words.t("about {amount}", amount=money),
        Bound.AT_LEAST: words.t("at least {amount}", amount=money),
        Bound.UP_TO: words.t("at most {amount}", amount=money),
    }[bound]


def no_sum_text(why: NoSum, words: Words) -> str:
    """Why amounts of one kind are not added up."""
    return {
        NoSum.OVERLAP: words.t("not added up: some of it may be the same money"),
        NoSum.IN_WORDS: words.t("not added up: for some of it no figure was given"),
        NoSum.BOUNDS: words.t("not added up: one is a ceiling and another a floor"),
        NoSum.PAYERS: words.t("not added up: different bodies pay them"),
    }[why]


def stance_name(stance: Stance, words: Words) -> str:
    """How somebody stands to an action or a theme."""
    return {
        Stance.SUPPORTS: words.t("supports"),
        Stance.CONDITIONS: words.t("supports with conditions"),
        Stance.ASKS: words.t("asks"),
        Stance.COMMITS: words.t("commits itself"),
        Stance.RESERVES: words.t("has reservations"),
        Stance.INFORMS: words.t("says how things are"),
    }[stance]


def scope_name(scope: Scope, words: Words) -> str:
    """What an action is about."""
    return {
        Scope.SECTOR: words.t("a sector"),
        Scope.CHALLENGE: words.t("a challenge of all sectors"),
        Scope.GOVERNANCE: words.t("governance"),
    }[scope]


def place_text(place: Place, words: Words) -> str:
    """Where something stands, so that a reader finds it: the document, the section and the place in it."""
    document = documents()[place.document]
    section = words.t("section {section}", section=place.section) if place.section else ""
    item = text("place", place.item, words)
    title = text(f"document.{document.id}.title", document.title, words)
    return ", ".join(part for part in (title, document.reference, section, item) if part)


def section_text(document: str, section: str, words: Words) -> str:
    """What a section of a document is about; empty where the document names no subject, as for those on one sector."""
    english = documents()[document].sections.get(section, "")
    return text(f"document.{document}.section.{section}", english, words)


def period(given: Period, words: Words) -> str:
    """A day, a month or a year as people write it; otherwise the two days that it lies between."""
    from babel.dates import format_skeleton

    first, last = datetime.date.fromordinal(given.first), datetime.date.fromordinal(given.last)
    if first == last:
        return words.date(first)
    if given == Period.parse(f"{first.year}"):
        return str(first.year)
    if given == Period.parse(f"{first.year}-{first.month}"):
        return str(format_skeleton("yMMMM", first, locale=words.locale))
    return words.t("between {first} and {last}", first=words.date(first), last=words.date(last))
