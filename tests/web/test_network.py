"""The people of the alliance: nothing is shown before a person looked at it, nobody speaks for another, addresses only by consent."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.conftest import page
from tests.web.members import found, member_of, seat, show, signed_in
from toepas_web.accounts.models import User
from toepas_web.moderation.models import Ruling, Ticket
from toepas_web.network import actions, partner_actions, rules
from toepas_web.network.counting import RefusedError
from toepas_web.network.limits import characters
from toepas_web.network.models import Introduction
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)


@pytest.fixture
def molen(owner):
    return member_of(owner, "Molen BV")


@pytest.fixture
def haven(stranger):
    return member_of(stranger, "Haven NV")


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
    assert "last known to run on" in page(shown)
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
    partner_actions.no_longer_be_found(by=stranger, partner=theirs)
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
    partner_actions.no_longer_be_found(by=stranger, partner=theirs)
    assert stranger.email not in as_owner.get(address).content.decode()


def test_one_who_said_no_is_not_asked_again_and_stays_unknown(owner, stranger, as_owner, molen, haven):
    mine, theirs = found(molen, owner, seeks="Translation"), found(haven, stranger, offers="Translation")
    asked = partner_actions.introduce(by=owner, mine=mine, theirs=theirs)
    partner_actions.answer(by=stranger, introduction=asked, accept=False)
    for pair in ((mine, theirs), (theirs, mine), (mine, mine)):
        with pytest.raises(RefusedError):
            partner_actions.introduce(by=owner, mine=pair[0], theirs=pair[1])
    assert stranger.email not in as_owner.get(reverse("network-partners")).content.decode()


def test_who_left_an_organisation_is_no_longer_its_contact(owner, stranger, as_owner, molen, haven):
    mine, theirs = found(molen, owner, seeks="Translation"), found(haven, stranger, offers="Translation")
    asked = partner_actions.introduce(by=owner, mine=mine, theirs=theirs)
    partner_actions.answer(by=stranger, introduction=asked, accept=True)
    address = reverse("network-partners")
    assert stranger.email in as_owner.get(address).content.decode()
    Membership.objects.filter(organisation=haven.organisation).delete()
    shown = as_owner.get(address)
    assert stranger.email not in shown.content.decode()
    assert "who agreed is no longer there" in page(shown)
