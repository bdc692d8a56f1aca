"""Calendar programs read dates at an address with a key: the right day or instant, for as long as it may, nobody else's."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page, signed_in
from tests.web.members import member_of, seat
from toepas_web.accounts import actions as accounts
from toepas_web.accounts.models import User
from toepas_web.alliance.call_models import Call
from toepas_web.check import actions as cases
from toepas_web.maturity import actions as maturity
from toepas_web.network import stream_actions
from toepas_web.notices import actions, feeds
from toepas_web.notices.models import Feed
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership

pytestmark = pytest.mark.django_db
DUTY = "deployer_oversight"
DAY = datetime.timedelta(days=1)


def events(address):
    """What an independent reader finds at an address, by the beginning of its id."""
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert answer.content.count(b"\n") == answer.content.count(b"\r\n")
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


def called(found, name):
    return [one for one in found if str(one["uid"]).startswith(f"{name}-")]


def mine(user):
    feed = Feed.objects.filter(user=user, hub=None).first() or actions.make_feed(by=user)
    return reverse("dates-feed", args=[feeds.key_of(feed)])


def of_hub(user, hub):
    feed = Feed.objects.filter(user=user, hub=hub.pk).first() or actions.make_feed(by=user, hub=hub.pk)
    return reverse("workspace-dates-feed", args=[feeds.key_of(feed)])


def due(owner, case, day, duty=DUTY, status="to-do"):
    return cases.change_task(by=owner, case=case, duty=duty, status=status, who="", due=day, note="")


def call(**more):
    given = {"title": "Pilot", "kind": "pilot", "text": "x", "state": Call.OPEN, "zone": "UTC", **more}
    return Call.objects.create(**{"deadline": timezone.now() + 30 * DAY, **given})


def test_a_person_makes_an_address_renews_it_and_withdraws_it(owner, as_owner, case):
    day = timezone.localdate() + 5 * DAY
    due(owner, case, day)
    assert "Make an address" in page(as_owner.get(reverse("dates")))
    as_owner.post(reverse("dates-address"), {"do": "make"})
    first = mine(owner)
    assert first in as_owner.get(reverse("dates")).content.decode()
    (found,) = called(events(first), "task")
    assert found.decoded("dtstart") == day
    assert found.decoded("dtend") == day + DAY
    assert "Ranking applicants" in str(found["summary"])
    as_owner.post(reverse("dates-address"), {"do": "make"})
    assert Client().get(first).status_code == 404
    second = mine(owner)
    assert events(second)
    as_owner.post(reverse("dates-address"), {"do": "withdraw"})
    assert Client().get(second).status_code == 404


def test_an_address_is_nobody_elses_and_cannot_be_made_up(owner, stranger, case, hub):
    address = mine(owner)
    key = address.rsplit("/", 1)[1].removesuffix(".ics")
    feed = Feed.objects.get()
    for wrong in (feed.pk.hex, str(feed.pk), key[:-1], f"{key}x", key.upper(), "x.y", key.split(".")[0] + "."):
        assert Client().get(reverse("dates-feed", args=[wrong])).status_code == 404
    assert Client().get(reverse("workspace-dates-feed", args=[key])).status_code == 404  # the key of another kind
    ours = of_hub(stranger, hub).rsplit("/", 1)[1].removesuffix(".ics")
    assert Client().get(reverse("dates-feed", args=[ours])).status_code == 404


def test_an_address_ends_with_the_account(owner, case):
    address = mine(owner)
    owner.is_active = False
    owner.save()
    assert Client().get(address).status_code == 404
    owner.is_active = True
    owner.save()
    assert events(address)
    accounts.delete(user=owner)
    assert Client().get(address).status_code == 404


def test_nothing_on_the_way_keeps_a_private_calendar(owner, case):
    answer = Client().get(mine(owner))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_the_days_of_duties_and_only_what_is_open_stand_in_it(owner, case):
    due(owner, case, timezone.localdate(), status="done")
    found = events(mine(owner))
    assert not called(found, "task")
    days = {one.duty: one.day for one in case.days.filter(kind="start").exclude(duty=DUTY)}
    span = feeds.window(timezone.localdate())
    told = {str(one["uid"]).split(str(case.pk) + "-")[1].removesuffix("@toepas"): one.decoded("dtstart") for one in called(found, "start")}  # fmt: skip
    assert told == {duty: day for duty, day in days.items() if span.first <= day <= span.last}


@pytest.mark.parametrize(
    ("zone", "local", "instant"),
    [
        ("Europe/Lisbon", (2027, 3, 27, 17, 0), (2027, 3, 27, 17, 0)),
        ("Europe/Lisbon", (2027, 3, 29, 17, 0), (2027, 3, 29, 16, 0)),
        ("Europe/Helsinki", (2027, 3, 29, 17, 0), (2027, 3, 29, 14, 0)),
        ("Europe/Helsinki", (2027, 3, 29, 0, 30), (2027, 3, 28, 21, 30)),  # the day before, in most of Europe
        ("Europe/Helsinki", (2027, 11, 1, 17, 0), (2027, 11, 1, 15, 0)),
    ],
)
def test_the_deadline_of_a_call_is_one_instant_and_says_by_which_clock_it_was_set(zone, local, instant):
    deadline = datetime.datetime(*local, tzinfo=ZoneInfo(zone))
    call(deadline=deadline, zone=zone, title="Pilot; part 1, Zürich " + "ö" * 80)
    (found,) = events(reverse("calls-feed"))
    assert found.decoded("dtstart") == datetime.datetime(*instant, tzinfo=datetime.UTC)
    assert "dtend" not in found
    assert f"{local[3]:02}:{local[4]:02} ({zone})" in str(found["description"])
    assert f"{instant[3]:02}:{instant[4]:02} UTC" in str(found["description"])
    assert str(found["summary"]) == "Deadline: Pilot; part 1, Zürich " + "ö" * 80


def test_everybody_reads_deadlines_of_calls_that_were_opened_and_not_decided():
    call(state=Call.DRAFT, title="Draft")
    call(state=Call.DECIDED, title="Decided")
    call(title="Open")
    assert [str(one["summary"]) for one in events(reverse("calls-feed"))] == ["Deadline: Open"]
    assert "public" in Client().get(reverse("calls-feed"))["Cache-Control"]


def test_a_reviewer_and_an_applicant_each_find_their_own_deadline(owner, stranger, firm):
    made = call(title="Pilot 7", zone="Europe/Helsinki")
    application = made.applications.create(organisation=firm)
    (found,) = called(events(mine(owner)), "application")
    assert found.decoded("dtstart") == made.deadline.replace(microsecond=0)
    assert str(found["summary"]) == "Deadline, and not handed in yet: Pilot 7"
    made.deadline = timezone.now() - DAY
    made.save()
    application.sent = timezone.now() - 2 * DAY
    application.save()
    made.panelists.create(user=stranger, state="accepted").reviews.create(application=application)
    (found,) = called(events(mine(stranger)), "reviews")
    assert found.decoded("dtstart") == (made.deadline + made.review_days * DAY).replace(microsecond=0)
    assert str(found["summary"]) == "One application to judge: Pilot 7"
    told = "".join(f"{one['summary']}{one.get('description')}" for one in events(mine(owner)))
    assert stranger.email not in told
    assert "judge" not in told


def test_gates_of_running_projects_and_measurements_of_one_s_organisations_stand_in_it(owner, stranger, firm):
    project = firm.projects.create(title="Wound photos")
    project.steps.create(level=4, set_on=timezone.localdate(), needs=[])
    project.steps.create(level=3, set_on=timezone.localdate(), needs=[], outcome="pass")
    starts = timezone.localdate() + 20 * DAY
    plan = {"title": "Letters", "set_on": "2026-01-01", "starts": starts.isoformat(), "measures": []}
    maturity.plan_impact(by=owner, organisation=firm, plan=plan)
    maturity.start(by=owner, organisation=firm, questionnaire="sme", version="1.0", stage="T0", on=timezone.localdate())
    found = events(mine(owner))
    assert [str(one["summary"]) for one in called(found, "gate")] == ["Gate set, evidence is awaited: Wound photos"]
    assert [one.decoded("dtstart") for one in called(found, "impact")] == [starts]
    assert len(called(found, "assessment")) == 1
    assert not events(mine(stranger))
    project.state = "stopped"
    project.save()
    assert not called(events(mine(owner)), "gate")


def test_meetings_of_followed_workstreams_stand_in_it_while_one_takes_part(owner):
    molen = member_of(owner, "Molen")
    seat(molen, owner)
    starts = datetime.datetime(2027, 3, 28, 3, 30, tzinfo=ZoneInfo("Europe/Helsinki")).astimezone(datetime.UTC) + DAY
    made = stream_actions.call_meeting(
        by=owner, member=molen, stream="energy", title="Kick-off", place="Room 1\r\nBEGIN:VEVENT", starts=starts,
        zone="Europe/Helsinki", minutes=90, lang="en",
    )  # fmt: skip
    (found,) = called(events(mine(owner)), "meeting")
    assert found.decoded("dtstart") == starts
    assert found.decoded("dtend") - found.decoded("dtstart") == datetime.timedelta(minutes=90)
    stream_actions.cancel_meeting(by=owner, meeting=made)
    (again,) = called(events(mine(owner)), "meeting")
    assert (again["uid"], str(again["status"]), again["sequence"]) == (found["uid"], "CANCELLED", 1)
    stream_actions.leave_seat(by=owner, member=molen, stream="energy")
    assert not called(events(mine(owner)), "meeting")


@pytest.fixture
def agreed(hub, firm, owner, case):
    cases.put_into(by=owner, case=case, organisation=firm)
    due(owner, case, timezone.localdate() + DAY)
    asked = organisations.invite_customer(by=hub.memberships.first().user, hub=hub, email=owner.email, wished=[])
    return organisations.become_customer(by=owner, invitation=asked, customer=firm, scopes=["cases"])


def test_the_calendar_of_a_hub_ends_with_consent_and_with_membership(hub, owner, adviser, agreed, case):
    client = signed_in(adviser)
    client.post(reverse("workspace-dates-address", args=[hub.pk]), {"do": "make"})
    address = of_hub(adviser, hub)
    assert address in client.get(reverse("workspace-dates", args=[hub.pk])).content.decode()
    found = events(address)
    assert [one.decoded("dtstart") for one in called(found, "hub-tasks")] == [timezone.localdate() + DAY]
    assert "Molen BV" in str(called(found, "hub-tasks")[0]["summary"])
    assert called(found, "hub-duties")
    organisations.change_consent(by=owner, engagement=agreed, scopes=["services"])
    assert not events(address)
    organisations.change_consent(by=owner, engagement=agreed, scopes=["cases"])
    assert events(address)
    Membership.objects.filter(organisation=hub, user=adviser).update(role="member")
    assert Client().get(address).status_code == 404
    Membership.objects.filter(organisation=hub, user=adviser).update(role="adviser")
    assert events(address)
    organisations.end_engagement(by=owner, engagement=agreed)
    assert not events(address)
    Membership.objects.filter(organisation=hub, user=adviser).delete()
    assert Client().get(address).status_code == 404


def test_an_adviser_withdraws_only_their_own_address(hub, adviser, stranger, agreed):
    own, other = of_hub(adviser, hub), of_hub(stranger, hub)
    signed_in(adviser).post(reverse("workspace-dates-address", args=[hub.pk]), {"do": "withdraw"})
    assert Client().get(own).status_code == 404
    assert events(other)
    outsider = User.objects.create_user("outsider@example.org")
    assert signed_in(outsider).post(reverse("workspace-dates-address", args=[hub.pk])).status_code == 404
