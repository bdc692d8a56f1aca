"""Actions and their status as plain data, for ``--json`` and for programs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from toepas.kernel.dates import Period
from toepas.kernel.words import Words
from toepas.strategy import wording
from toepas.strategy.gaps import Gap, contradictions_about, positions_on
from toepas.strategy.model import Action, Amount, Event, Place, Position
from toepas.strategy.money import Money, money_of_action
from toepas.strategy.registry import bodies, documents, instruments, programmes
from toepas.strategy.status import Status
from toepas.strategy.texts import text


def action_data(status: Status, words: Words) -> dict[str, Any]:
    """An action with its status on a date."""
    action = status.action
    name = f"action.{action.id}"
    return {
        "id": action.id,
        "title": text(f"{name}.title", action.title, words),
        "what": text(f"{name}.what", action.what, words),
        "scope": str(action.scope),
        "sectors": list(action.sectors),
        "section": action.place.section,
        "place": place_data(action.place, words),
        "announced": action.announced.isoformat(),
        "actors": [{"id": code, "name": body_name(code, words)} for code in action.actors],
        "instruments": [_term("instrument", code, words) for code in action.instruments],
        "programmes": [_term("programme", code, words) for code in action.programmes],
        "deadline": period_code(action.deadline) if action.deadline else None,
        "deadline_words": text(f"{name}.deadline_words", action.deadline_words, words),
        "timing": str(status.timing),
        "timing_text": wording.timing_text(status, words),
        "state": str(status.state) if status.state else None,
        "state_text": wording.state_name(status.state, words),
        "state_rests_on": status.because.id if status.because else None,
        "events": [event_data(event, words) for event in status.events],
        "perhaps": [event_data(event, words) for event in status.perhaps],
        "linked": list(action.linked),
        "aliases": list(action.aliases),
    }


def action_in_full(status: Status, words: Words, *, country: str = "") -> dict[str, Any]:
    """An action with everything that is known of it: money, positions and where documents disagree."""
    action = status.action
    return {
        **action_data(status, words),
        "money": money_data(money_of_action(action), words),
        "positions": [position_data(position, words) for position in positions_on(action, country)],
        "contradictions": [
            {"id": entry.id, "topic": text(f"contradiction.{entry.id}.topic", entry.topic, words)}
            for entry in contradictions_about(action)
        ],
    }


def event_data(event: Event, words: Words) -> dict[str, Any]:
    """An event with its source and how good that is; texts of a user's own event are left as they are."""
    said = {key: getattr(event, key) for key in ("what", "source")}
    if event.shipped:
        said = {key: text(f"event.{event.id}.{key}", value, words) for key, value in said.items()}
    return {
        "id": event.id,
        "actions": list(event.actions),
        "date": period_code(event.date),
        "state": str(event.state) if event.state else None,
        **said,
        "url": event.url,
        "grade": str(event.grade),
        "grade_text": wording.grade_text(event.grade, words),
        "own": not event.shipped,
    }


def money_data(money: Money, words: Words) -> dict[str, Any]:
    """What money is known, with totals only where they are totals."""
    return {
        "known": money.known,
        "own": [amount_data(amount, words) for amount in money.own],
        "shared": [amount_data(amount, words) for amount in money.shared],
        "totals": [
            {
                "kind": str(total.kind),
                "euro": total.euro,
                "bound": str(total.bound),
                "text": wording.no_sum_text(total.why, words)
                if total.why
                else wording.amount_text(total.euro, total.bound, words),
                "counted": [amount.id for amount in total.counted],
                "inside": [amount.id for amount in total.inside],
                "why_not": str(total.why) if total.why else None,
            }
            for total in money.totals
        ],
    }


def amount_data(amount: Amount, words: Words) -> dict[str, Any]:
    """An amount of money with its place."""
    return {
        "id": amount.id,
        "what": text(f"amount.{amount.id}.what", amount.what, words),
        "euro": amount.euro,
        "bound": str(amount.bound),
        "text": wording.amount_text(amount.euro, amount.bound, words),
        "kind": str(amount.kind),
        "kind_text": wording.kind_name(amount.kind, words),
        "period": amount.period or None,
        "actions": list(amount.actions),
        "sectors": list(amount.sectors),
        "programmes": list(amount.programmes),
        "payers": list(amount.payers),
        "within": list(amount.within),
        "overlaps": list(amount.overlaps),
        "note": text(f"amount.{amount.id}.note", amount.note, words),
        "place": place_data(amount.place, words),
    }


def position_data(position: Position, words: Words) -> dict[str, Any]:
    """What a country says."""
    name = f"position.{position.id}"
    return {
        "id": position.id,
        "country": position.country,
        "by": {"id": position.by, "name": body_name(position.by, words)},
        "stance": str(position.stance),
        "stance_text": wording.stance_name(position.stance, words),
        **{
            key: text(f"{name}.{key}", getattr(position, key), words)
            for key in ("topic", "what", "answer", "deadline_words")
        },
        "deadline": period_code(position.deadline) if position.deadline else None,
        "actions": list(position.actions),
        "sectors": list(position.sectors),
        "place": place_data(position.place, words),
    }


def gaps_data(found: dict[str, tuple[Gap, ...]], of: Iterable[Action], words: Words) -> dict[str, Any]:
    """What each action lacks, and how many lack what."""
    listed = [action for action in of if action.id in found]
    return {
        "counts": {str(gap): sum(gap in found[action.id] for action in listed) for gap in Gap},
        "actions": [
            {
                "id": action.id,
                "title": text(f"action.{action.id}.title", action.title, words),
                "gaps": [str(gap) for gap in found[action.id]],
                "gaps_text": [wording.gap_name(gap, words) for gap in found[action.id]],
            }
            for action in listed
        ],
    }


def place_data(place: Place, words: Words) -> dict[str, Any]:
    """A place in a document, with the document's address."""
    document = documents()[place.document]
    return {
        "document": document.id,
        "reference": document.reference,
        "section": place.section,
        "item": place.item,
        "text": wording.place_text(place, words),
        "url": document.url,
    }


def body_name(code: str, words: Words) -> str:
    """The name of a body."""
    return text(f"body.{code}.name", bodies()[code].name, words)


def _term(kind: str, code: str, words: Words) -> dict[str, str]:
    terms = instruments() if kind == "instrument" else programmes()
    return {"id": code, "name": text(f"{kind}.{code}.name", terms[code].name, words)}


def period_code(given: Period) -> str:
    """A period as it is written in the files: ``2025``, ``2025-03``, ``2025-03-01``; otherwise first and last day with a slash."""
    first, last = (datetime.date.fromordinal(day).isoformat() for day in (given.first, given.last))
    for length in (4, 7):
        if given == Period.parse(first[:length]):
            return first[:length]
    return first if first == last else f"{first}/{last}"
