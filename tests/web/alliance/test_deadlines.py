"""Deadlines of calls: moved to later with a reason and told to all, counted to the second, and right on the days on which clocks change."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.web.alliance.conftest import DRAFT, close, firm, hand_in, person, seats, signed_in
from tests.web.conftest import page
from toepas.kernel import Words
from toepas_web.alliance import call_actions
from toepas_web.alliance.call_models import Application, Call, Decision
from toepas_web.alliance.call_times import later, moment
from toepas_web.alliance.notices import remind
from toepas_web.alliance.telling import EXTENDED
from toepas_web.audit.models import Event
from toepas_web.notices.models import Notice
from toepas_web.notices.wording import moment as told

LATER = {"day": "2099-11-15", "clock": "12:00", "reason": "The form was broken for a day."}
SECOND = datetime.timedelta(seconds=1)


def move(client, call, **fields):
    call.refresh_from_db()
    return client.post(reverse("call-extend", args=[call.pk]), {"number": call.number, **LATER, **fields})


def test_a_deadline_moves_to_later_in_the_zone_of_the_call_and_everybody_reads_when_and_why(call, maker):
    assert move(signed_in(maker), call).status_code == 302
    call.refresh_from_db()
    assert call.deadline == datetime.datetime(2099, 11, 15, 10, tzinfo=datetime.UTC)
    shown = page(Client().get(reverse("call", args=[call.pk])))
    assert "Deadline: 15 November 2099, 12:00 (Europe/Helsinki); that is 15 November 2099, 10:00 UTC" in shown
    assert "From 30 October 2099, 17:00 (Europe/Helsinki)" in shown
    assert "The form was broken for a day." in shown
    assert Event.objects.filter(subject=f"call:{call.pk}", action="deadline moved").count() == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"day": "2099-10-30", "clock": "17:00"}, "It never moves to earlier"), ({"day": "2099-10-01"}, "It never moves to earlier"),
     ({"reason": " "}, "Fill this in."), ({"day": "soon"}, "This is no moment"), ({"reason": "x" * 501}, "At most 500"),
     ({"number": "1"}, "Somebody changed it in the meantime")],
)  # fmt: skip
def test_what_is_no_extension_is_refused_and_changes_nothing(call, maker, fields, why):
    answer = move(signed_in(maker), call, **fields)
    assert answer.status_code == 422
    assert why in page(answer)
    was = call.deadline
    call.refresh_from_db()
    assert (call.deadline, call.extensions) == (was, [])


def test_once_it_has_passed_it_does_not_move_and_only_who_runs_the_call_moves_it(call, maker, owner):
    assert move(signed_in(owner), call).status_code == 404
    Application.objects.create(call=call, organisation=firm("Acme", maker))
    assert move(signed_in(maker), call).status_code == 403, "who applied runs it no longer"
    Application.objects.all().delete()
    close(call)
    answer = move(signed_in(maker), call)
    assert answer.status_code == 422
    assert "not possible at this stage" in page(answer)


def test_all_who_applied_or_began_to_and_who_will_judge_are_told_once_for_each_deadline(call, maker, owner, stranger):
    hand_in(call, firm("Acme", owner), owner)
    hand_in(call, firm("Beta", stranger), stranger, do="keep")
    judges, other = seats(call, maker), person("other")
    firm("Elsewhere", other)
    move(signed_in(maker), call)
    people = [owner, stranger, *judges]
    assert set(Notice.objects.filter(kind=EXTENDED).values_list("user", flat=True)) == {one.pk for one in people}
    for one in people:
        assert "The deadline was moved to 15 November 2099, 12:00 (Europe/Helsinki)" in page(signed_in(one).get(reverse("notices")))  # fmt: skip
    move(signed_in(maker), call, day="2099-11-20")
    assert Notice.objects.filter(kind=EXTENDED, user=owner).count() == 2
    shown = page(signed_in(owner).get(reverse("notices")))
    assert "20 November 2099" in shown
    assert "15 November 2099" not in shown, "a deadline that holds no longer is not told"


def test_who_was_reminded_of_the_first_deadline_is_reminded_of_the_next(call, maker, owner):
    hand_in(call, firm("Acme", owner), owner, do="keep")

    def reminded():
        call.refresh_from_db()
        remind(call.deadline - datetime.timedelta(days=1))
        return Notice.objects.filter(user=owner, kind="call-application-due").count()

    assert reminded() == 1
    move(signed_in(maker), call)
    assert reminded() == 2


def test_calendars_follow_with_a_higher_number(call, maker):
    move(signed_in(maker), call)
    feed = icalendar.Calendar.from_ical(Client().get(reverse("calls-feed")).content).walk("VEVENT")
    (event,) = [one for one in feed if str(one["uid"]).startswith(f"call-{call.pk}")]
    assert event.decoded("dtstart") == datetime.datetime(2099, 11, 15, 10, tzinfo=datetime.UTC)
    assert int(event["sequence"]) == 1
    assert "12:00 (Europe/Helsinki)" in str(event["description"])


@pytest.mark.parametrize(("late", "said"), [(0.0, "within one second"), (0.4, "within one second"), (1.0, "within 2 seconds"), (59.5, "within 60 seconds")])  # fmt: skip
def test_who_is_late_by_seconds_is_told_by_how_many(call, owner, monkeypatch, late, said):
    organisation = firm("Acme", owner)
    monkeypatch.setattr(timezone, "now", lambda: call.deadline + late * SECOND)
    answer = hand_in(call, organisation, owner)
    assert answer.status_code == 422
    assert f"It arrived {said} after the deadline." in page(answer)
    assert "speech" in answer.content.decode(), "what was typed is not lost"


def test_what_arrived_in_time_counts_though_it_had_to_wait_and_what_arrived_late_does_not(call, owner, stranger):
    acme, beta = firm("Acme", owner), firm("Beta", stranger)
    close(call)
    call.refresh_from_db()
    same = {"call": call, "answers": {"q1": "yes"}, "partners": "", "send": True, "number": 0}
    kept = call_actions.keep_application(by=owner, organisation=acme, at=call.deadline - 0.1 * SECOND, **same)
    assert kept.sent == call.deadline - 0.1 * SECOND
    with pytest.raises(call_actions.RefusedError, match="closed"):
        call_actions.keep_application(by=stranger, organisation=beta, at=call.deadline, **same)


def test_nothing_is_taken_any_more_once_the_evaluation_has_ended(call, owner):
    Call.objects.filter(pk=call.pk).update(state=Call.EVALUATED)
    with pytest.raises(call_actions.RefusedError, match="closed"):
        call_actions.keep_application(by=owner, call=call, organisation=firm("Acme", owner), answers={}, partners="", send=True, number=0, at=call.deadline - SECOND)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "clock", "zone", "utc"),
    [
        ("2027-03-28", "01:59", "Europe/Brussels", "2027-03-28T00:59"),
        ("2027-03-28", "02:30", "Europe/Brussels", None),  # the clocks jump from 02:00 to 03:00
        ("2027-03-28", "03:00", "Europe/Brussels", "2027-03-28T01:00"),
        ("2027-03-28", "02:30", "Europe/Helsinki", "2027-03-28T00:30"),  # there they jump at 03:00
        ("2027-03-28", "03:30", "Europe/Helsinki", None),
        ("2027-10-31", "02:30", "Europe/Brussels", "2027-10-31T01:30"),  # it comes twice: the later one
        ("2027-10-31", "01:30", "Europe/Lisbon", "2027-10-31T01:30"),
    ],
)
def test_on_days_on_which_the_clocks_change_a_deadline_is_a_moment_that_exists(day, clock, zone, utc):
    found = moment(day, clock, zone)
    assert (found.strftime("%Y-%m-%dT%H:%M") if found else None) == utc
    if found:
        shown = told(found, zone, Words())
        assert f"{clock} ({zone})" in shown
        assert found.strftime("%H:%M UTC") in shown


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Europe/Helsinki", "Europe/Lisbon", "UTC"])
@pytest.mark.parametrize("start", ["2027-10-20T23:30", "2027-03-10T00:15", "2027-02-26T02:30", "2027-10-01T02:30"])
def test_days_are_counted_by_the_clock_of_the_zone_so_that_none_is_lost_when_clocks_change(zone, start):
    own = ZoneInfo(zone)
    begun = datetime.datetime.fromisoformat(start).replace(tzinfo=own)
    found = later(begun, 30, zone).astimezone(own)
    assert found.date() == begun.date() + datetime.timedelta(days=30)
    jumped = found.time().replace(fold=0) != begun.time().replace(fold=0)
    assert not jumped or (found.hour - begun.hour == 1 and found.date() == datetime.date(2027, 3, 28))


def test_the_last_day_to_object_and_to_judge_is_the_one_that_people_count(db):
    """Decided shortly after midnight in Helsinki, in summer; thirty days later it is winter there."""
    deadline = datetime.datetime(2027, 10, 20, 21, 30, tzinfo=datetime.UTC)  # 00:30 on the 21st
    call = Call(zone="Europe/Helsinki", deadline=deadline, review_days=30, appeal_days=30)
    decision = Decision(application=Application(call=call), at=deadline)
    for until in (call_actions.judged_until(call), call_actions.appeal_until(decision)):
        assert told(until, call.zone, Words()).startswith("20 November 2027, 00:30 (Europe/Helsinki)")


def test_a_reader_of_dutch_reads_the_day_in_dutch_with_the_zone(call):
    with translation.override("nl"):
        shown = page(Client().get(reverse("call", args=[call.pk])))
    assert "30 oktober 2099, 17:00 uur (Europe/Helsinki)" in shown
    assert DRAFT["zone"] == "Europe/Helsinki"
