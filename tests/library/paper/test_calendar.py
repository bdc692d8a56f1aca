"""Dates arrive in any calendar, once, on the right day and at the right moment."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from toepas.kernel.words import Words
from toepas.paper.calendar import CalendarEntry as Entry
from toepas.paper.calendar import ics

STAMP = dt.datetime(2026, 11, 23, 10, 30, tzinfo=dt.UTC)
ENTRY = Entry("log@toepas", dt.date(2027, 12, 2), "Keep the logs", "From this day\non.", "https://example.org/x", 30)


def made(*entries: Entry) -> bytes:
    return ics(entries, Words(), STAMP, "Dates")


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
        ics([ENTRY], Words(), STAMP.replace(tzinfo=None), "Dates")


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        made(Entry("a", dt.datetime(2027, 3, 1, 17, 0), "s", ""))  # noqa: DTZ001 (this is what is refused)


@pytest.mark.parametrize(
    ("local", "zone", "fold", "instant"),
    [
        (
            (2027, 3, 28, 0, 30),
            "Europe/Lisbon",
            0,
            (2027, 3, 28, 0, 30),
        ),  # winter time, an hour before the clocks go on
        ((2027, 3, 28, 2, 30), "Europe/Lisbon", 0, (2027, 3, 28, 1, 30)),
        ((2027, 3, 28, 2, 30), "Europe/Helsinki", 0, (2027, 3, 28, 0, 30)),
        (
            (2027, 10, 31, 3, 30),
            "Europe/Helsinki",
            0,
            (2027, 10, 31, 0, 30),
        ),  # the hour that comes twice: first, then again
        ((2027, 10, 31, 3, 30), "Europe/Helsinki", 1, (2027, 10, 31, 1, 30)),
        ((2027, 7, 1, 0, 0), "Europe/Helsinki", 0, (2027, 6, 30, 21, 0)),
    ],
)
def test_a_moment_is_one_instant_wherever_and_whenever_it_was_set(local, zone, fold, instant) -> None:
    when = dt.datetime(*local, tzinfo=ZoneInfo(zone), fold=fold)
    raw = made(Entry("a", when, "Deadline", ""))
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert event.decoded("dtstart") == dt.datetime(*instant, tzinfo=dt.UTC)
    assert b"TZID" not in raw
    assert "dtend" not in event


def test_moments_and_days_stand_in_order_and_the_same_moment_in_two_zones_is_the_same() -> None:
    lisbon = Entry("b", dt.datetime(2027, 6, 1, 17, 0, tzinfo=ZoneInfo("Europe/Lisbon")), "s", "")
    helsinki = Entry("a", dt.datetime(2027, 6, 1, 19, 0, tzinfo=ZoneInfo("Europe/Helsinki")), "s", "")
    found = events(made(lisbon, Entry("c", dt.date(2027, 6, 1), "s", ""), helsinki))
    assert [str(event["uid"]) for event in found] == ["c", "a", "b"]
    assert found[1].decoded("dtstart") == found[2].decoded("dtstart")


def test_a_meeting_ends_keeps_people_busy_and_says_when_it_was_cancelled() -> None:
    starts = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)
    (event,) = events(made(Entry("a", starts, "s", "", minutes=90, place="Room\r\n1", cancelled=True, number=2)))
    assert event.decoded("dtend") == starts + dt.timedelta(minutes=90)
    assert (str(event["status"]), event["sequence"], str(event["location"])) == ("CANCELLED", 2, "Room\n1")
    assert "transp" not in event


def test_a_feed_says_how_often_it_may_be_asked_for() -> None:
    raw = ics([ENTRY], Words(), STAMP, "Dates; mine,\nall " + "Ω" * 90, dt.timedelta(hours=12))
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in raw
    assert b"X-WR-CALNAME:Dates\\; mine\\, all \xce\xa9" in raw
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert "Ω" * 90 in str(Calendar.from_ical(raw)["x-wr-calname"])
