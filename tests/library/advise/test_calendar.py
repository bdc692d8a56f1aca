"""The dates of a dossier arrive in any calendar, once, on the right day."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar

from toepas.advise.calendar import Entry, ics
from toepas.kernel.words import Words

STAMP = dt.datetime(2026, 11, 23, 10, 30, tzinfo=dt.UTC)
ENTRY = Entry("log@toepas", dt.date(2027, 12, 2), "Keep the logs", "From this day\non.", "https://example.org/x", 30)


def made(*entries: Entry) -> bytes:
    return ics(entries, Words(), STAMP)


def events(raw: bytes) -> list[object]:
    return list(Calendar.from_ical(raw).walk("VEVENT"))


def test_an_entry_is_a_whole_day_that_leaves_the_person_free() -> None:
    (event,) = Calendar.from_ical(made(ENTRY)).walk("VEVENT")
    assert event.decoded("dtstart") == dt.date(2027, 12, 2)
    assert event.decoded("dtend") == dt.date(2027, 12, 3)
    assert event["transp"] == "TRANSPARENT"
    assert event["uid"] == "log@toepas"
    assert event.decoded("dtstamp") == STAMP
    assert str(event["description"]) == "From this day\non."


def test_a_reminder_comes_so_many_days_before() -> None:
    (alarm,) = Calendar.from_ical(made(ENTRY)).walk("VALARM")
    assert alarm["action"] == "DISPLAY"
    assert alarm.decoded("trigger") == dt.timedelta(days=-30)


def test_without_days_there_is_no_reminder() -> None:
    assert b"VALARM" not in made(Entry("a", dt.date(2027, 1, 1), "s", ""))


def test_lines_end_and_fold_as_the_standard_wants() -> None:
    raw = made(Entry("a", dt.date(2027, 1, 1), "Überprüfung, Pflicht; " * 12, "Ω" * 200))
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert str(event["summary"]) == "Überprüfung, Pflicht; " * 12


def test_text_cannot_smuggle_in_another_event() -> None:
    evil = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil"
    raw = made(Entry("a", dt.date(2027, 1, 1), evil, evil, "https://example.org/\r\nSUMMARY:evil"))
    assert len(events(raw)) == 1
    assert b"\r\nSUMMARY:evil" not in raw


def test_a_link_that_could_run_something_is_left_out() -> None:
    assert b"URL" not in made(Entry("a", dt.date(2027, 1, 1), "s", "", "javascript:alert(1)"))


def test_the_same_dates_give_the_same_file_in_any_order() -> None:
    other = Entry("b", dt.date(2027, 1, 1), "s", "")
    assert made(ENTRY, other) == made(other, ENTRY)


def test_a_stamp_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ics([ENTRY], Words(), STAMP.replace(tzinfo=None))
