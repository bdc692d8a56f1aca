"""Workstreams: who takes part reads and writes, nobody writes for another, meetings are moments, leaving ends it."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from tests.web.members import found, member_of, moderator, seat, signed_in, write
from toepas_web.accounts import actions as accounts
from toepas_web.audit.models import Event
from toepas_web.network import stream_actions
from toepas_web.network.limits import per_day
from toepas_web.network.models import Meeting, Member, Partner, Post
from toepas_web.notices import actions as notices
from toepas_web.notices.feeds import key_of
from toepas_web.notices.models import Notice

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def molen(owner):
    return member_of(owner, "Molen BV")


@pytest.fixture
def haven(stranger):
    return member_of(stranger, "Haven NV")


def test_discussions_are_read_by_those_who_take_part_only(owner, as_owner, as_stranger, molen, haven):
    seat(molen, owner)
    post = write(molen, owner, title="Grid data")
    address = reverse("network-topic", args=[post.pk])
    assert as_owner.get(address).status_code == 200
    assert as_stranger.get(address).status_code == 404
    assert "Grid data" not in page(as_stranger.get(reverse("network-stream", args=["energy"])))
    assert as_stranger.post(address, {"text": "x", "member": str(haven.pk)}).status_code == 404


def test_nobody_writes_in_the_name_of_another_member(owner, stranger, as_stranger, molen, haven):
    seat(molen, owner)
    seat(haven, stranger)
    post = write(molen, owner)
    answer = as_stranger.post(reverse("network-topic", args=[post.pk]), {"text": "x", "member": str(molen.pk)})
    assert answer.status_code == 404
    sent = {"member": str(molen.pk), "do": "leave"}
    assert as_stranger.post(reverse("network-seat", args=["energy"]), sent).status_code == 404
    assert Post.objects.count() == 1


def test_what_is_written_is_shown_as_text(owner, as_owner, molen):
    seat(molen, owner)
    post = write(molen, owner, title=SCRIPT, text=SCRIPT)
    for name, args in (("network-topic", [post.pk]), ("network-stream", ["energy"])):
        shown = as_owner.get(reverse(name, args=args)).content.decode()
        assert SCRIPT not in shown
        assert "&lt;script&gt;" in shown


def test_the_author_changes_and_removes_a_moderator_removes_with_a_reason_others_neither(
    owner, stranger, as_owner, as_stranger, molen, haven
):
    seat(molen, owner)
    seat(haven, stranger)
    post = write(molen, owner, text="Frist", title="Grid")
    for name in ("network-edit", "network-remove"):
        assert as_stranger.post(reverse(name, args=[post.pk]), {"text": "x", "reason": "x"}).status_code == 404
    as_owner.post(reverse("network-edit", args=[post.pk]), {"title": "Grid", "text": "First"})
    address = reverse("network-topic", args=[post.pk])
    assert "changed on" in page(as_stranger.get(address))
    assert as_owner.post(reverse("network-remove", args=[post.pk]), {"reason": ""}).status_code == 422
    signed_in(moderator()).post(reverse("network-remove", args=[post.pk]), {"reason": "Advertising."})
    shown = page(as_stranger.get(address))
    assert "Removed by a moderator. Reason: Advertising." in shown
    assert "First" not in shown
    assert "A moderator removed what you wrote: Advertising." in page(as_owner.get(reverse("notices")))
    post.refresh_from_db()
    assert (post.text, post.title) == ("", "")


def test_who_follows_hears_of_new_posts_once_and_not_after_leaving(owner, stranger, molen, haven):
    seat(molen, owner)
    seat(haven, stranger)
    topic = write(molen, owner)
    write(molen, owner, title="", topic=topic)
    kind = "alliance-written"
    assert Notice.objects.filter(user=stranger, kind=kind).count() == 1
    assert not Notice.objects.filter(user=owner, kind=kind).exists()
    stream_actions.leave_seat(by=stranger, member=haven, stream="energy")
    write(molen, owner)
    assert Notice.objects.filter(user=stranger, kind=kind).count() == 1


def test_a_meeting_is_kept_as_a_moment_whatever_the_zone_and_the_feed_says_it_in_utc(owner, as_owner, molen):
    seat(molen, owner)
    sent = {"member": str(molen.pk), "title": "Kick-off; part 1", "day": "2027-07-01", "time": "14:30",
            "zone": "Europe/Helsinki", "minutes": "90", "place": "Room 1"}  # fmt: skip
    assert as_owner.post(reverse("network-meet", args=["energy"]), sent).status_code == 302
    shown = as_owner.get(reverse("network-stream", args=["energy"]))
    assert "14:30 Europe/Helsinki (11:30 UTC), 90 minutes" in page(shown)
    address = reverse("network-feed", args=[key_of(stream_actions.make_feed(by=owner, stream="energy"))])
    (event,) = icalendar.Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    assert event.decoded("dtstart") == datetime.datetime(2027, 7, 1, 11, 30, tzinfo=datetime.UTC)
    assert event.decoded("dtend") - event.decoded("dtstart") == datetime.timedelta(minutes=90)
    assert str(event["summary"]) == "Kick-off; part 1"
    as_owner.post(reverse("network-meeting-cancel", args=[Meeting.objects.get().pk]))
    (again,) = icalendar.Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    assert (again["uid"], str(again["status"]), again["sequence"]) == (event["uid"], "CANCELLED", 1)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"day": "2027-03-28", "time": "02:30", "zone": "Europe/Amsterdam"}, "does not exist on that day"),
        ({"day": "2020-01-01"}, "This moment is past."),
        ({"time": "half past"}, "Expected is hours and minutes"),
        ({"zone": "Mars/Olympus"}, "Choose one of the list."),
        ({"minutes": "-5"}, "A meeting takes 10 to 600 minutes."),
    ],
)
def test_a_moment_that_does_not_exist_is_refused(owner, as_owner, molen, more, wrong):
    seat(molen, owner)
    sent = {"member": str(molen.pk), "title": "T", "day": "2027-07-01", "time": "14:30", "zone": "UTC", "minutes": "60"}
    answer = as_owner.post(reverse("network-meet", args=["energy"]), {**sent, **more})
    assert answer.status_code == 422
    assert wrong in page(answer)
    assert not Meeting.objects.exists()


def test_the_address_of_a_feed_cannot_be_forged_and_ends_with_the_seat(owner, stranger, molen):
    seat(molen, owner)
    row = stream_actions.make_feed(by=owner, stream="energy")
    key, of_stranger = key_of(row), key_of(stream_actions.make_feed(by=stranger, stream="energy"))
    own_dates = key_of(notices.make_feed(by=owner))
    assert Client().get(reverse("network-feed", args=[key])).status_code == 200
    for bad in (key[:-1] + ("A" if key[-1] != "A" else "B"), "x", row.pk.hex, of_stranger, own_dates):
        assert Client().get(reverse("network-feed", args=[bad])).status_code == 404
    assert Client().get(reverse("dates-feed", args=[key])).status_code == 404
    stream_actions.leave_seat(by=owner, member=molen, stream="energy")
    assert Client().get(reverse("network-feed", args=[key])).status_code == 404


def feed_on(client):
    """The path of the calendar address on the page of the workstream; None where there is none."""
    found = re.search(
        r"/en/network/feed/[^\"]+\.ics", client.get(reverse("network-stream", args=["energy"])).content.decode()
    )
    return found and found[0]


def test_the_address_of_a_feed_is_made_renewed_and_withdrawn(owner, as_owner, as_stranger, molen):
    seat(molen, owner)
    address = reverse("network-feed-address", args=["energy"])
    assert feed_on(as_owner) is None
    as_owner.post(address, {"do": "make"})
    first = feed_on(as_owner)
    assert Client().get(first).status_code == 200
    as_owner.post(address, {"do": "make"})
    second = feed_on(as_owner)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    as_owner.post(address, {"do": "withdraw"})
    assert feed_on(as_owner) is None
    assert Client().get(second).status_code == 404
    assert as_stranger.post(address, {"do": "make"}).status_code == 404


def test_a_decision_has_a_day_that_is_not_in_the_future(owner, as_owner, molen):
    seat(molen, owner)
    address = reverse("network-write", args=["energy"])
    sent = {"decision": "yes", "member": str(molen.pk), "title": "Share tests", "text": "Agreed by all.", "why": "x"}
    late = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()
    assert as_owner.post(address, {**sent, "decided": late}).status_code == 422
    assert as_owner.post(address, {**sent, "decided": "2026-11-01"}).status_code == 302
    assert "Share tests" in page(as_owner.get(reverse("network-stream", args=["energy"])))


# --- Spam, traces, leaving


def test_too_much_on_one_day_is_refused_with_a_clear_message(owner, as_owner, molen):
    seat(molen, owner)
    for _ in range(per_day("posted")):
        post = write(molen, owner)
    answer = as_owner.post(reverse("network-topic", args=[post.pk]), {"text": "one more", "member": str(molen.pk)})
    assert answer.status_code == 422
    assert "Try again tomorrow." in page(answer)
    assert "one more" in answer.content.decode()
    Event.objects.filter(action="posted").update(at=timezone.now() - datetime.timedelta(hours=25))
    write(molen, owner)


def test_every_write_is_in_the_record(owner, molen):
    seat(molen, owner)
    post = write(molen, owner)
    stream_actions.remove(by=owner, post=post, reason="Mistake")
    done = list(Event.objects.filter(actor=owner.pk).values_list("action", flat=True))
    assert done[-3:] == ["workstream joined", "posted", "post removed"]


def test_everything_can_be_taken_along_by_the_person_and_by_the_organisation(owner, as_owner, molen):
    seat(molen, owner)
    write(molen, owner, text="What I wrote")
    found(molen, owner, seeks="Help")
    person = zipfile.ZipFile(io.BytesIO(as_owner.post(reverse("account-export")).content))
    assert "What I wrote" in person.read("network/network.json").decode()
    packed = as_owner.post(reverse("organisation-export", args=[molen.organisation_id])).content
    kept = json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("alliance-members/membership.json"))
    assert kept["partner"] == [{"seeks": "Help", "offers": "", "region": ""}]
    assert owner.email not in json.dumps(kept)


def test_when_an_account_goes_its_words_go_and_the_answers_of_others_stay(owner, stranger, as_stranger, molen, haven):
    seat(molen, owner)
    seat(haven, stranger)
    topic = write(molen, owner, text="Mine alone")
    write(haven, stranger, title="", text="An answer", topic=topic)
    found(molen, owner, seeks="Help")
    accounts.delete(user=owner)
    shown = page(as_stranger.get(reverse("network-topic", args=[topic.pk])))
    assert "Removed with the account" in shown
    assert "An answer" in shown
    assert "Mine alone" not in shown
    assert not Partner.objects.exists()
    assert not Member.objects.filter(pk=molen.pk).exists()


def test_every_zone_of_the_list_exists():
    from toepas_web.network.limits import zones

    assert all(ZoneInfo(zone) for zone in zones())
