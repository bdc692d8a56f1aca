"""The people of the alliance: nothing is shown before a person looked at it, nobody speaks for another, addresses only by consent."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from toepas_web.accounts import actions as accounts
from toepas_web.accounts.models import User
from toepas_web.audit.models import Event
from toepas_web.moderation.actions import rule
from toepas_web.moderation.models import Ruling, Ticket
from toepas_web.network import actions, rules, stream_actions
from toepas_web.network.counting import RefusedError
from toepas_web.network.limits import characters, per_day
from toepas_web.network.models import Introduction, Meeting, Member, Partner, Post
from toepas_web.notices.models import Notice
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)
SCRIPT = "<script>alert(1)</script>"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def moderator():
    return User.objects.get_or_create(email="moderator@example.org", defaults={"is_moderator": True})[0]


def show(verdict=Ruling.SHOWN):
    """Everything that waits is looked at."""
    for ticket in Ticket.objects.filter(open=True):
        rule(by=moderator(), ticket=ticket, verdict=verdict, ground="unclear", reasons="Say what for.")


def member_of(user, name, sector="energy", *, shown=True):
    firm = organisations.create(by=user, texts={"name": name, "kind": "firm", "country": "NL"})
    made = actions.send_member(
        by=user, organisation=firm, statement=f"{name} shares what it learns.", sector=sector, kind="firm", lang="en"
    )
    if shown:
        show()
    made.refresh_from_db()
    return made


@pytest.fixture
def molen(owner):
    return member_of(owner, "Molen BV")


@pytest.fixture
def haven(stranger):
    return member_of(stranger, "Haven NV")


def seat(member, user, stream="energy"):
    stream_actions.take_seat(by=user, member=member, stream=stream)


# --- The register and pledges


def test_a_member_is_shown_once_a_person_looked_and_hears_why_not(owner, as_owner):
    made = member_of(owner, "Molen BV", shown=False)
    assert "Molen" not in page(Client().get(reverse("network")))
    assert Client().get(reverse("network-member", args=[made.pk])).status_code == 404
    show(Ruling.REFUSED)
    assert "Say what for." in page(as_owner.get(reverse("network-mine")))
    assert "not shown; you can read why" in page(as_owner.get(reverse("notices")))
    actions.send_member(by=owner, organisation=made.organisation, statement="B", sector="", kind="firm", lang="en")
    show()
    assert "Molen BV" in page(Client().get(reverse("network")))


def test_a_new_text_or_name_waits_while_the_old_one_stays(owner, molen):
    molen.organisation.name = "Buy now BV"
    molen.organisation.save()
    actions.send_member(by=owner, organisation=molen.organisation, statement="New", sector="", kind="firm", lang="en")
    shown = page(Client().get(reverse("network-member", args=[molen.pk])))
    assert "Molen BV shares what it learns." in shown
    assert "Buy now" not in shown


def test_no_public_page_holds_an_address_of_a_person(owner, molen):
    for name, args in (("network", []), ("network-member", [molen.pk]), ("network-stream", ["energy"])):
        assert owner.email not in Client().get(reverse(name, args=args)).content.decode()


def test_who_leaves_is_gone_with_everything_at_once(owner, as_owner, molen):
    seat(molen, owner)
    actions.make_pledge(by=owner, member=molen, pact="own", text="Open data", until=None, lang="en")
    as_owner.post(reverse("network-leave", args=[molen.pk]))
    assert "Molen" not in page(Client().get(reverse("network")))
    assert "Molen" not in page(Client().get(reverse("network-stream", args=["energy"])))
    assert not Ticket.objects.filter(open=True).exists()


def test_late_is_said_only_where_a_date_was_given_and_it_is_not_done(owner, molen):
    past = TODAY - datetime.timedelta(days=1)
    undated = actions.make_pledge(by=owner, member=molen, pact="own", text="A", until=None, lang="en")
    dated = actions.make_pledge(by=owner, member=molen, pact="ai-pact", text="B", until=past, lang="en")
    assert not undated.late(TODAY)
    assert dated.late(TODAY)
    assert not dated.late(past)
    actions.note_progress(by=owner, pledge=dated, on=past, text="Ready", done=True, lang="en")
    assert dated.late(TODAY), "what nobody looked at yet does not count"
    show()
    dated.refresh_from_db()
    assert not dated.late(TODAY)


def test_a_pledge_and_its_progress_are_shown_after_somebody_looked_with_its_pact_and_how_it_is_known(owner, molen):
    made = actions.make_pledge(by=owner, member=molen, pact="pact-for-skills", text="Train", until=None, lang="en")
    address = reverse("network-member", args=[molen.pk])
    assert "Train" not in page(Client().get(address))
    show()
    actions.note_progress(by=owner, pledge=made, on=TODAY, text="Half of us", done=False, lang="en")
    shown = Client().get(address)
    assert "Train" in page(shown)
    assert "Half of us" not in page(shown)
    assert "no date was given" in page(shown)
    assert "as known on" in page(shown)
    assert "https://pact-for-skills.ec.europa.eu/" in shown.content.decode()
    show()
    assert "Half of us" in page(Client().get(address))


def test_only_who_may_bind_an_organisation_makes_it_a_member_or_pledges(owner, molen):
    plain = User.objects.create_user("plain@example.org")
    Membership.objects.create(organisation=molen.organisation, user=plain, role="member")
    for name, thing in (("network-join", molen.organisation_id), ("network-pledge", molen.pk)):
        assert signed_in(plain).get(reverse(name, args=[thing])).status_code == 403
    assert signed_in(plain).post(reverse("network-leave", args=[molen.pk])).status_code == 403


def test_an_adviser_of_a_hub_does_not_speak_for_a_customer(stranger, molen, haven):
    owner = molen.organisation.memberships.get().user
    asked = organisations.invite_customer(by=stranger, hub=haven.organisation, email=owner.email, wished=[])
    organisations.become_customer(
        by=owner, invitation=asked, customer=molen.organisation, scopes=["cases", "maturity", "learning", "services"]
    )
    assert list(rules.speaking(stranger)) == [haven]
    assert signed_in(stranger).get(reverse("network-join", args=[molen.organisation_id])).status_code == 403


def test_what_is_wrong_in_a_form_is_said_and_nothing_is_lost_or_cut(as_owner, owner, molen):
    long = "x" * (characters("pledge") + 1)
    answer = as_owner.post(
        reverse("network-pledge", args=[molen.pk]), {"pact": "none", "text": long, "until": "31-12-2027"}
    )
    assert answer.status_code == 422
    shown = page(answer)
    assert f"At most {characters('pledge')} characters; these are {len(long)}." in shown
    assert "Expected is year, month and day" in shown
    assert "Choose one of the list." in shown
    assert long in answer.content.decode()


# --- Partners


def found(member, user, seeks="", offers=""):
    return actions.be_found(by=user, member=member, seeks=seeks, offers=offers, lang="en")


def test_partners_are_found_by_what_one_seeks_and_another_offers_with_the_reason(
    owner, stranger, as_owner, molen, haven
):
    found(molen, owner, seeks="We want predictive maintenance of our machines.")
    found(haven, stranger, offers="Predictive maintenance for factories.")
    shown = page(as_owner.get(reverse("network-partners")))
    assert "Haven NV" in shown
    assert "offers what you seek" in shown
    assert "the same sector" in shown


def test_who_did_not_agree_is_not_found_and_cannot_be_asked(owner, stranger, as_owner, molen, haven):
    mine = found(molen, owner, seeks="Predictive maintenance")
    theirs = found(haven, stranger, offers="Predictive maintenance")
    address = reverse("network-introduce", args=[mine.pk, theirs.pk])
    actions.no_longer_be_found(by=stranger, partner=theirs)
    assert "Haven" not in page(as_owner.get(reverse("network-partners")))
    assert as_owner.post(address).status_code == 404


def test_addresses_are_exchanged_only_after_both_agreed_and_go_with_the_consent(
    owner, stranger, as_owner, as_stranger, molen, haven
):
    address = reverse("network-partners")
    mine, theirs = found(molen, owner, seeks="Translation"), found(haven, stranger, offers="Translation")
    as_owner.post(reverse("network-introduce", args=[mine.pk, theirs.pk]))
    asked = Introduction.objects.get()
    assert owner.email not in as_stranger.get(address).content.decode()
    assert as_owner.post(reverse("network-answer", args=[asked.pk]), {"answer": "yes"}).status_code == 404
    assert "Molen BV would like to get in touch" in page(as_stranger.get(reverse("notices")))
    as_stranger.post(reverse("network-answer", args=[asked.pk]), {"answer": "yes"})
    assert owner.email in as_stranger.get(address).content.decode()
    assert stranger.email in as_owner.get(address).content.decode()
    actions.no_longer_be_found(by=stranger, partner=theirs)
    assert stranger.email not in as_owner.get(address).content.decode()


def test_one_who_said_no_is_not_asked_again_and_stays_unknown(owner, stranger, as_owner, molen, haven):
    mine, theirs = found(molen, owner, seeks="Translation"), found(haven, stranger, offers="Translation")
    asked = actions.introduce(by=owner, mine=mine, theirs=theirs)
    actions.answer(by=stranger, introduction=asked, accept=False)
    for pair in ((mine, theirs), (theirs, mine), (mine, mine)):
        with pytest.raises(RefusedError):
            actions.introduce(by=owner, mine=pair[0], theirs=pair[1])
    assert stranger.email not in as_owner.get(reverse("network-partners")).content.decode()


# --- Workstreams


def write(member, user, **more):
    return stream_actions.write(
        by=user, member=member, stream="energy", lang="en", **{"text": "Hello", "title": "T", **more}
    )


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
    address = reverse("network-feed", args=[rules.feed_key(owner, "energy")])
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
    key = rules.feed_key(owner, "energy")
    assert Client().get(reverse("network-feed", args=[key])).status_code == 200
    for bad in (key[:-1] + ("A" if key[-1] != "A" else "B"), "x", rules.feed_key(stranger, "energy")):
        assert Client().get(reverse("network-feed", args=[bad])).status_code == 404
    stream_actions.leave_seat(by=owner, member=molen, stream="energy")
    assert Client().get(reverse("network-feed", args=[key])).status_code == 404


def test_a_decision_has_a_day_that_is_not_in_the_future(owner, as_owner, molen):
    seat(molen, owner)
    address = reverse("network-write", args=["energy"])
    sent = {"decision": "yes", "member": str(molen.pk), "title": "Share tests", "text": "Agreed by all."}
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
    assert kept["partner"] == [{"seeks": "Help", "offers": ""}]
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
