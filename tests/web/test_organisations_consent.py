"""What somebody reads and is asked when they let a hub work for them, change that, end it, or leave an organisation."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.conftest import FIRM, page, signed_in
from toepas_web.organisations import actions
from toepas_web.organisations.models import Engagement, Invitation, Membership, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(hub, stranger, owner):
    return actions.invite_customer(by=stranger, hub=hub, email=owner.email, wished=["cases"])


def agreed(asked, firm, owner, scopes):
    return actions.become_customer(by=owner, invitation=asked, customer=firm, scopes=scopes)


def changes(client, firm, engagement, **sent):
    return page(client.post(reverse("organisation-consent", args=[firm.pk, engagement.pk]), sent, follow=True))


def test_who_agrees_and_ticks_nothing_is_asked_what_they_allow(asked, firm, as_owner):
    answer = as_owner.post(reverse("invitation", args=[asked.pk]), {"answer": "yes", "customer": str(firm.pk)})
    assert answer.status_code == 422
    assert "Tick at least one thing" in page(answer)
    assert 'href="#scope-cases"' in answer.content.decode()
    assert not Engagement.objects.exists()
    assert Invitation.objects.get().running


def test_who_agrees_reads_what_the_hub_may_do_from_now_on(asked, firm, as_owner):
    sent = {"answer": "yes", "customer": str(firm.pk), "scopes": ["cases"]}
    shown = page(as_owner.post(reverse("invitation", args=[asked.pk]), sent, follow=True))
    assert "Hub Noord may do this for Molen BV from now on: See the cases and their duties." in shown


def test_who_narrows_or_ends_consent_reads_what_holds_now(asked, firm, owner, as_owner):
    engagement = agreed(asked, firm, owner, ["cases", "maturity"])
    assert "from now on: See the cases and their duties." in changes(as_owner, firm, engagement, scopes="cases")
    assert "Hub Noord may see nothing of Molen BV now." in changes(as_owner, firm, engagement)
    shown = changes(as_owner, firm, engagement, do="end")
    assert "sees nothing of it any more" in shown
    assert "the hub has to send a new invitation" in shown


def test_ending_takes_a_second_step_that_says_what_it_does(asked, firm, owner, as_owner):
    agreed(asked, firm, owner, ["cases"])
    text = as_owner.get(reverse("organisation", args=[firm.pk])).content.decode()
    before, _, after = text.partition("End the agreement")
    assert before.rstrip().endswith("<summary>")
    assert "at once" in after.partition("</details>")[0]
    assert "End it now" in after.partition("</details>")[0]


def test_who_makes_an_organisation_for_an_invitation_comes_back_to_the_invitation(asked, owner, as_owner):
    answer = as_owner.post(reverse("organisation-new"), FIRM)
    assert answer.url == reverse("invitation", args=[asked.pk])
    asked.refresh_from_db()
    assert asked.running


def test_who_is_asked_to_join_elsewhere_stays_with_the_organisation_they_made(hub, stranger, owner, as_owner):
    actions.invite(by=stranger, organisation=hub, email=owner.email, role="member")
    answer = as_owner.post(reverse("organisation-new"), FIRM)
    assert answer.url == reverse("organisation", args=[Organisation.objects.get(name="Molen BV").pk])


def test_the_only_member_does_not_lose_the_organisation_by_leaving(firm, owner, as_owner):
    address = reverse("organisation", args=[firm.pk])
    assert "Leave the organisation" not in page(as_owner.get(address))
    mine = Membership.objects.get(organisation=firm)
    answer = as_owner.post(reverse("organisation-member", args=[firm.pk, mine.pk]), {"do": "remove"})
    assert answer.status_code == 422
    assert "You are the only member" in page(answer)
    assert Organisation.objects.filter(pk=firm.pk).exists()


def test_what_is_missing_in_the_description_is_named_one_by_one(as_owner):
    shown = page(as_owner.post(reverse("organisation-new"), {"name": "", "kind": "", "country": "", "size": "many"}))
    for said in ("Fill in the name.", "Choose what kind", "Choose the country.", "Choose a size of the list"):
        assert shown.count(said) == 2, said


def test_who_is_a_member_already_is_not_invited_and_it_is_said_who(firm, owner, as_owner):
    sent = {"kind": "member", "email": owner.email, "role": "member"}
    assert "is a member already" in page(as_owner.post(reverse("organisation-invite", args=[firm.pk]), sent))


def test_an_invitation_that_was_sent_says_where_to_and_until_when(firm, as_owner):
    sent = {"kind": "member", "email": "new@example.org", "role": "member"}
    shown = page(as_owner.post(reverse("organisation-invite", args=[firm.pk]), sent, follow=True))
    assert "sent to new@example.org. It runs until" in shown


def test_a_customer_that_ended_the_agreement_can_be_asked_again(hub, stranger, asked, firm, owner):
    engagement = agreed(asked, firm, owner, ["services"])
    file = hub.customer_files.get()
    address = reverse("workspace-invite", args=[hub.pk, file.pk])
    sent = {"customer-email": owner.email, "scopes": ["services"]}
    client = signed_in(stranger)
    assert client.post(address, sent).status_code == 422
    actions.end_engagement(by=owner, engagement=engagement)
    assert "Invite this customer again" in page(client.get(reverse("workspace-customer", args=[hub.pk, file.pk])))
    assert client.post(address, sent).status_code == 302
    agreed(Invitation.objects.get(state=Invitation.OPEN), firm, owner, ["services"])
    assert hub.customer_files.get() == file
