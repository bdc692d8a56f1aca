"""Actions, events and positions as pages show them: plain translated rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from toepas.catalogue import sector_name
from toepas.kernel import Words, sectors
from toepas.strategy import (
    Action,
    Event,
    Grade,
    Place,
    Position,
    State,
    Status,
    Timing,
    actions,
    basis,
    bodies,
    body_name,
    contradictions_about,
    documents,
    event_data,
    grade_text,
    instruments,
    period,
    place_text,
    positions_on,
    programmes,
    section_text,
    stance_name,
    state_name,
    text,
    timing_text,
)
from toepas_web.strategy.asked import section_of

TONES = {
    State.ANNOUNCED: "open",
    State.PREPARED: "draft",
    State.OPEN: "later",
    State.RUNNING: "now",
    State.DELIVERED: "done",
    State.STOPPED: "gone",
}
"""How a state looks; its name always stands with it."""
Link = dict[str, str]


def title(action_id: str, said: Words) -> str:
    """What an action is called."""
    return text(f"action.{action_id}.title", actions()[action_id].title, said)


def links(ids: Iterable[str], said: Words) -> list[Link]:
    """Actions to go to."""
    return [{"id": name, "title": title(name, said)} for name in ids]


def section_title(document: str, section: str, said: Words) -> str:
    """A section with what it is about: its sector, or the subject that the document gives it."""
    about = section_text(document, section, said)
    if not about and document == next(iter(documents())):
        about = next((sector_name(code, said) for code, one in sectors().items() if one.section == section), "")
    named = said.t("section {section}", section=section)
    reference = documents()[document].reference or text(f"document.{document}.title", documents()[document].title, said)
    return f"{section} {about}" if about else f"{reference}, {named}"


def by_section(found: Sequence[Status], said: Words) -> list[dict[str, Any]]:
    """Actions under the section that they stand in, in the order of the documents."""
    groups: dict[str, list[Status]] = {}
    for status in found:
        groups.setdefault(section_of(status.action), []).append(status)
    return [
        {
            "id": key.replace(":", "-").replace(".", "-").replace(" ", "-").lower(),
            "title": section_title(*key.split(":", 1), said),
            "rows": [row(status, said) for status in rows],
        }
        for key, rows in groups.items()
    ]


def tag(state: State | None, said: Words) -> dict[str, str]:
    """A state as a small label."""
    return {"text": state_name(state, said), "tone": TONES[state] if state else "open"}


def row(status: Status, said: Words) -> dict[str, Any]:
    """What a list shows of an action."""
    action = status.action
    return {
        "id": action.id,
        "title": title(action.id, said),
        "state": tag(status.state, said),
        "who": ", ".join(body_name(code, said) for code in action.actors) or said.t("nobody is named who owes it"),
        "timing": timing_text(status, said),
        "late": status.timing is Timing.LATE,
        "sectors": ", ".join(sector_name(code, said) for code in action.sectors),
    }


def counts(found: Sequence[Status], said: Words) -> list[dict[str, Any]]:
    """How many actions are how far."""
    states = [None, *State] if any(status.state is None for status in found) else list(State)
    rows = [
        {**tag(state, said), "id": str(state or ""), "count": sum(status.state is state for status in found)}
        for state in states
    ]
    return [one for one in rows if one["count"]]


def place(given: Place, said: Words) -> dict[str, str]:
    """Where something stands, with the document's address where there is one."""
    document = documents()[given.document]
    return {
        "text": place_text(given, said),
        "url": document.url,
        "title": text(f"document.{document.id}.title", document.title, said),
    }


def event(given: Event, said: Words) -> dict[str, Any]:
    """Something that happened, with who says so and how good that is."""
    data = event_data(given, said)
    return {
        **data,
        "when": period(given.date, said),
        "state": tag(given.state, said) if given.state else None,
        "grade": grade_text(given.grade, said),
        "weak": given.grade not in (Grade.DOCUMENT, Grade.OFFICIAL),
        "about": links(given.actions, said),
    }


def newest(found: Iterable[Status]) -> list[Event]:
    """Every event of some actions once, the newest first."""
    listed = {item.id: item for status in found for item in status.events}
    return sorted(listed.values(), key=lambda item: (item.date.last, item.date.first, item.id), reverse=True)


def position(given: Position, said: Words) -> dict[str, Any]:
    """What a country says."""
    name = f"position.{given.id}"
    return {
        "id": given.id,
        "country": said.country(given.country),
        "by": body_name(given.by, said),
        "stance": stance_name(given.stance, said),
        "place": place(given.place, said),
        "deadline": period(given.deadline, said) if given.deadline else "",
        "actions": links(given.actions, said),
        "sectors": [(code, sector_name(code, said)) for code in given.sectors],
        **{
            key: text(f"{name}.{key}", getattr(given, key), said)
            for key in ("topic", "what", "answer", "deadline_words")
        },
    }


def page(status: Status, said: Words, country: str = "") -> dict[str, Any]:
    """Everything that is known of one action; money and figures come beside it."""
    action = status.action
    name = f"action.{action.id}"
    return {
        **row(status, said),
        "what": text(f"{name}.what", action.what, said),
        "announced": action.announced,
        "basis": basis(status, said),
        "because": event(status.because, said) if status.because else None,
        "deadline_words": text(f"{name}.deadline_words", action.deadline_words, said),
        "section": section_title(action.place.document, action.place.section, said),
        "place": place(action.place, said),
        "actors": _actors(action, said),
        "sector_links": [(code, sector_name(code, said)) for code in action.sectors],
        "means": _terms("instrument", action.instruments, said),
        "programmes": _terms("programme", action.programmes, said),
        "events": [event(item, said) for item in reversed(status.events)],
        "perhaps": [event(item, said) for item in status.perhaps],
        "reported": [event(item, said) for item in status.reported],
        "positions": [position(item, said) for item in positions_on(action, country)],
        "contradictions": [
            (entry.id, text(f"contradiction.{entry.id}.topic", entry.topic, said))
            for entry in contradictions_about(action)
        ],
        "linked": links(action.linked, said),
        "aliases": list(action.aliases),
    }


def _actors(action: Action, said: Words) -> list[dict[str, str]]:
    return [
        {"id": code, "name": body_name(code, said), "role": text(f"body.{code}.role", bodies()[code].role, said)}
        for code in action.actors
    ]


def _terms(kind: str, codes: Iterable[str], said: Words) -> list[dict[str, str]]:
    terms = instruments() if kind == "instrument" else programmes()
    return [
        {
            "id": code,
            "name": text(f"{kind}.{code}.name", terms[code].name, said),
            "what": text(f"{kind}.{code}.what", terms[code].what, said),
        }
        for code in codes
    ]


def options(found: Sequence[Status], said: Words) -> dict[str, Any]:
    """What can be chosen in the form; only what has an action."""
    listed = [status.action for status in found]
    return {
        "sector_options": [
            (code, sector_name(code, said)) for code in sectors() if any(code in action.sectors for action in listed)
        ],
        "section_options": list(
            {
                section_of(action): section_title(action.place.document, action.place.section, said)
                for action in listed
            }.items()
        ),
        "state_options": [(str(state), state_name(state, said)) for state in State],
        "actor_options": [
            (code, body_name(code, said)) for code in bodies() if any(code in action.actors for action in listed)
        ],
        "programme_options": [
            (code, text(f"programme.{code}.name", one.name, said))
            for code, one in programmes().items()
            if any(code in action.programmes for action in listed)
        ],
        "document_options": [
            (code, text(f"document.{code}.title", one.title, said))
            for code, one in documents().items()
            if any(action.place.document == code for action in listed)
        ],
    }
