"""How far an action is: never further than firm evidence shows, and late only where a deadline was given."""

import dataclasses
import datetime

import pytest

from toepas.kernel import Period, Problem, Words
from toepas.strategy import Event, Grade, State, Timing, actions, basis, events, own_events_dir, status_of, timing_text

WITH, WITHOUT = actions()["digcomp-update"], actions()["raise"]
BEFORE, AFTER = datetime.date(2025, 12, 31), datetime.date(2026, 1, 1)


def event(date="2025-11-10", state=State.DELIVERED, grade=Grade.OFFICIAL, name="e", action=WITH):
    return Event(name, (action.id,), Period.parse(date), "It came.", "A page", "https://example.eu", grade, state)


def timing(on, *known, action=WITH):
    return status_of(action, on, known).timing


def test_without_a_deadline_nothing_is_ever_late():
    status = status_of(WITHOUT, datetime.date(2999, 1, 1), ())
    assert status.timing is Timing.NO_DEADLINE
    assert timing_text(status, Words("en")) == "no deadline was given"
    assert status.state is State.ANNOUNCED


def test_an_action_is_late_from_the_day_after_its_deadline():
    assert timing(BEFORE) is Timing.AHEAD
    assert timing(AFTER) is Timing.LATE
    assert "late" in timing_text(status_of(WITH, AFTER, ()), Words("en"))


@pytest.mark.parametrize("grade", [Grade.DOCUMENT, Grade.OFFICIAL])
def test_firm_evidence_of_delivery_takes_lateness_away(grade):
    assert timing(AFTER, event(grade=grade)) is Timing.IN_TIME


@pytest.mark.parametrize("grade", [Grade.REPORTED, Grade.UNCONFIRMED])
def test_a_report_alone_does_not_but_is_told(grade):
    status = status_of(WITH, AFTER, [event(grade=grade)])
    assert status.timing is Timing.LATE
    assert status.state is State.ANNOUNCED
    assert [found.id for found in status.reported] == ["e"]


def test_delivery_after_the_deadline_is_told_as_such_and_not_seen_before_it_happened():
    late = event("2026-02-01")
    assert timing(datetime.date(2026, 1, 15), late) is Timing.LATE
    assert timing(datetime.date(2026, 3, 1), late) is Timing.AFTER


def test_delivery_in_a_time_that_holds_the_deadline_is_not_called_in_time_or_late():
    short = dataclasses.replace(WITH, deadline=Period.parse("2025-06-30"))
    assert timing(AFTER, event("2025"), action=short) is Timing.UNCLEAR


def test_what_was_stopped_is_not_late():
    assert timing(AFTER, event(state=State.STOPPED)) is Timing.STOPPED


def test_events_of_another_action_do_not_count():
    assert timing(AFTER, event(action=WITHOUT)) is Timing.LATE


def test_the_newest_firm_event_decides_and_weaker_news_is_told_beside_it():
    known = [
        event("2025-12-05", State.DELIVERED, Grade.REPORTED, "news"),
        event("2025-11-20", State.OPEN, name="open"),
        event("2025-10-20", State.PREPARED, name="prepared"),
    ]
    status = status_of(WITH, AFTER, known)
    assert (status.state, status.because.id) == (State.OPEN, "open")
    assert [found.id for found in status.events] == ["prepared", "open", "news"]
    assert [found.id for found in status.reported] == ["news"]


def test_a_report_that_a_firm_event_has_overtaken_is_not_told_as_open():
    known = [event("2025-10-20", State.OPEN, Grade.REPORTED, "news"), event("2025-11-20", State.RUNNING, name="runs")]
    assert status_of(WITH, AFTER, known).reported == ()


def test_an_event_without_a_state_is_told_and_changes_nothing():
    status = status_of(WITH, AFTER, [event(state=None)])
    assert (status.state, len(status.events)) == (State.ANNOUNCED, 1)


def test_an_event_of_some_day_in_the_running_month_may_or_may_not_have_happened():
    status = status_of(WITH, datetime.date(2025, 11, 15), [event("2025-11")])
    assert (status.state, status.events, len(status.perhaps)) == (State.ANNOUNCED, (), 1)
    assert status_of(WITH, datetime.date(2025, 11, 30), [event("2025-11")]).state is State.DELIVERED


def test_before_the_document_there_is_no_state():
    status = status_of(WITH, datetime.date(2025, 1, 1), ())
    assert status.state is None
    assert basis(status, Words("en")) == "It was announced on 8 October 2025."


OWN = """
events:
  pilot-here:
    actions: [raise]
    date: 2099-05-01
    state: running
    what: A pilot began near us.
    source: Own observation
    url: https://example.eu/pilot
    grade: reported
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path))
    own_events_dir().mkdir(parents=True)

    def write(text):
        (own_events_dir() / "ours.yaml").write_text(text, encoding="utf-8")

    return write


def test_own_events_are_added_without_code_and_known_as_ones_own(own):
    own(OWN)
    (found,) = (entry for entry in events() if not entry.shipped)
    assert (found.id, found.actions, found.grade) == ("pilot-here", ("raise",), Grade.REPORTED)
    status = status_of(WITHOUT, datetime.date(2100, 1, 1), events())
    assert found in status.events


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[raise]", "[rase]", "rase"),
        ("[raise]", "[]", "no action"),
        ("https://example.eu/pilot", "javascript:alert(1)", "https://"),
        ("pilot-here", "service-desk-opened", "two files"),
        ("grade: reported", "grade: certain", "certain"),
    ],
)
def test_an_own_event_that_cannot_be_used_is_named(own, old, new, told):
    own(OWN.replace(old, new))
    with pytest.raises(Problem) as caught:
        events()
    assert told in str(caught.value)
    assert "ours.yaml" in caught.value.where
