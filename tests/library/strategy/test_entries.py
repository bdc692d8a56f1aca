"""A data file that cannot be used is answered with file, line, entry and field."""

import datetime
from dataclasses import dataclass

import pytest

from toepas.kernel import Period, Problem
from toepas.strategy import Action, Amount, Event, Grade, State
from toepas.strategy.entries import entries, open_file
from toepas.strategy.references import unknown_names

GOOD = """
events:
  opened:
    actions: [raise]
    date: 2026-03
    state: open
    what: It opened.
    source: A page
    url: https://example.eu/page
    grade: official
"""


def read(tmp_path, text, kind=Event, under="events", **shared):
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return list(entries(kind, open_file(path), under, shared))


def refused(tmp_path, text, *args, **shared):
    with pytest.raises(Problem) as caught:
        read(tmp_path, text, *args, **shared)
    return str(caught.value)


def test_an_event_is_read_with_a_month_as_its_date(tmp_path):
    (event,) = read(tmp_path, GOOD)
    assert event.id == "opened"
    assert event.actions == ("raise",)
    assert event.date == Period.parse("2026-03")
    assert (event.state, event.grade, event.shipped) == (State.OPEN, Grade.OFFICIAL, True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("grade: official", "grade: sure", ("file.yaml:10", "opened.grade", "sure")),
        ("date: 2026-03", "date: in March", ("file.yaml:5", "opened.date", "YYYY-MM")),
        ("date: 2026-03", "date: 2026-02-30", ("file.yaml:5", "YYYY-MM-DD")),
        ("actions: [raise]", "actions: [1]", ("file.yaml:4", "opened.actions[0]", "quotes")),
        ("    source: A page\n", "", ("file.yaml:3", "opened", "source")),
        ("what: It opened.", "what: It opened.\n    wat: x", ("file.yaml:8", "opened.wat", "what")),
        ("what: It opened.", "shipped: no\n    what: x", ("file.yaml:7", "shipped")),
        ("events:", "event:", ("file.yaml", "events:")),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, old, new, told):
    message = refused(tmp_path, GOOD.replace(old, new))
    for part in told:
        assert part in message


def test_a_section_without_quotes_is_refused_because_2_10_would_become_2_1(tmp_path):
    text = "actions:\n  a:\n    title: A\n    what: B\n    section: 2.10\n"
    message = refused(
        tmp_path, text, Action, "actions", scope="sector", place={"document": "d"}, announced=datetime.date(2025, 1, 1)
    )
    assert "file.yaml:5" in message
    assert "quotes" in message


def test_an_entry_takes_over_what_the_head_says_and_may_say_otherwise(tmp_path):
    text = "actions:\n  a: {title: A, what: B, item: list 1}\n  b: {title: A, what: B, section: '9', actors: []}\n"
    shared = {
        "scope": "sector",
        "place": {"document": "d", "section": "2.1"},
        "announced": datetime.date(2025, 1, 1),
        "actors": ["commission"],
    }
    one, other = read(tmp_path, text, Action, "actions", **shared)
    assert (one.place.section, one.place.item, one.actors) == ("2.1", "list 1", ("commission",))
    assert (other.place.section, other.place.document, other.actors) == ("9", "d", ())


def test_an_entry_that_is_no_list_of_fields_is_named(tmp_path):
    assert "file.yaml:2" in refused(tmp_path, "events:\n  opened: yes\n")


def test_a_file_that_is_a_list_is_refused(tmp_path):
    assert "file.yaml" in refused(tmp_path, "- a\n- b\n")


@dataclass(frozen=True)
class Thing:
    id: str
    actors: tuple[str, ...] = ()


def test_a_name_that_does_not_exist_is_found_with_its_line(tmp_path):
    path = tmp_path / "file.yaml"
    path.write_text("a:\n  actors: [commission]\nb:\n  actors: [commission, nobody]\n", encoding="utf-8")
    ((name, where, expected),) = unknown_names(open_file(path), {"actors": {"commission"}})
    assert (name, expected) == ("nobody", ["commission"])
    assert where.endswith("file.yaml:4")


def test_an_amount_needs_a_kind(tmp_path):
    message = refused(tmp_path, "m: {what: W, document: d, section: '2', euro: 5}\n", Amount, "")
    assert "kind" in message
