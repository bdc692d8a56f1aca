"""What an action lacks is counted, and a country narrows only what is asked of countries."""

import datetime

from toepas.strategy import Gap, actions, contradictions_about, events, gaps, positions_on

ON = datetime.date(2026, 11, 26)


def test_what_is_missing_is_told_action_by_action():
    found = gaps(ON, ())
    assert set(found["raise"]) >= {Gap.DEADLINE, Gap.EVENT}
    assert Gap.ACTOR not in found["raise"]
    assert Gap.DEADLINE not in found["digcomp-update"]
    assert Gap.ACTOR in found["digcomp-update"]


def test_an_event_closes_a_gap_once_it_has_happened():
    (first, *_) = (event for event in events() if "digcomp-update" in event.actions)
    before, after = (datetime.date.fromordinal(day) for day in (first.date.first - 1, first.date.last))
    assert Gap.EVENT in gaps(before, events())["digcomp-update"]
    assert Gap.EVENT not in gaps(after, events())["digcomp-update"]


def test_an_action_that_was_not_announced_yet_lacks_nothing():
    assert "raise" not in gaps(datetime.date(2025, 1, 1), ())
    assert "ai-factories" in gaps(datetime.date(2025, 1, 1), ())


def test_positions_of_another_country_do_not_count():
    spoken = next(action for action in actions().values() if positions_on(action, "nl"))
    assert Gap.POSITION not in gaps(ON, (), country="NL")[spoken.id]
    assert Gap.POSITION in gaps(ON, (), country="FI")[spoken.id]


def test_a_choice_of_actions_is_kept_to():
    assert list(gaps(ON, (), among=[actions()["raise"]])) == ["raise"]


def test_disagreements_are_found_from_the_action():
    assert all(entry.statements for entry in contradictions_about(actions()["one-billion"]))
    assert contradictions_about(actions()["one-billion"])
