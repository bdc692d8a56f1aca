"""Organisations: nobody gets in unasked, nothing of one is seen from another, and consent holds at once."""

from __future__ import annotations

import io
import itertools
import json
import re
import uuid
import zipfile

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toepas_web.accounts import actions as accounts
from toepas_web.accounts.models import User
from toepas_web.audit.models import Event
from toepas_web.organisations import actions, rules
from toepas_web.organisations.models import Engagement, Invitation, Membership, Organisation
from toepas_web.organisations.roles import roles
from toepas_web.organisations.wording import choices

pytestmark = pytest.mark.django_db
FIRM = {"name": "Molen BV", "kind": "firm", "sector": "", "size": "10-49", "country": "NL", "region": ""}
HUB = {**FIRM, "name": "Hub Noord", "kind": "hub"}
PERMISSIONS = sorted(set().union(*(role.may for kind in ("organisation", "consent") for role in roles(kind).values())))


def person(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def firm(owner):
    return actions.create(by=owner, texts=FIRM)


@pytest.fixture
def hub(stranger):
    return actions.create(by=stranger, texts=HUB)


def member(organisation, role, name=None):
    user = person(name or f"{role}{uuid.uuid4().hex[:6]}")
    Membership.objects.create(organisation=organisation, user=user, role=role)
    return user


def customer(hub, firm, scopes, by):
    asked = actions.invite_customer(by=hub.memberships.first().user, hub=hub, email=by.email, wished=["cases"])
    return actions.become_customer(by=by, invitation=asked, customer=firm, scopes=scopes)


@pytest.mark.parametrize("role", list(roles("organisation")))
@pytest.mark.parametrize("permission", PERMISSIONS)
def test_every_role_may_do_what_the_table_says_and_nothing_else(firm, hub, role, permission):
    user = member(firm, role)
    assert rules.may(user, permission, firm) == (permission in roles("organisation")[role].may)
    assert not rules.may(user, permission, hub)


@pytest.mark.parametrize("role", list(roles("organisation")))
@pytest.mark.parametrize("count", range(len(roles("consent")) + 1))
def test_a_hub_sees_of_a_customer_what_was_consented_to_and_only_through_those_who_advise(
    owner, firm, hub, role, count
):
    user = member(hub, role)
    for scopes in itertools.combinations(roles("consent"), count):
        engagement = customer(hub, firm, scopes, owner)
        advises = "advise" in roles("organisation")[role].may
        expected = set().union(*(roles("consent")[scope].may for scope in scopes)) if advises else set()
        assert rules.permissions(user, firm) == expected
        actions.end_engagement(by=owner, engagement=engagement)
        assert rules.permissions(user, firm) == frozenset()


def test_consent_that_is_narrowed_holds_at_once(owner, stranger, firm, hub):
    engagement = customer(hub, firm, ["cases", "maturity"], owner)
    assert rules.may(stranger, "see-cases", firm)
    signed_in(owner).post(
        reverse("organisation-consent", args=[firm.pk, engagement.pk]), {"do": "change", "scopes": ["maturity"]}
    )
    assert not rules.may(stranger, "see-cases", firm)
    assert rules.may(stranger, "see-maturity", firm)


def test_a_hub_cannot_widen_what_it_may_see(owner, stranger, firm, hub):
    engagement = customer(hub, firm, ["services"], owner)
    for organisation in (hub, firm):
        answer = signed_in(stranger).post(
            reverse("organisation-consent", args=[organisation.pk, engagement.pk]), {"scopes": ["cases"]}
        )
        assert answer.status_code == 404
    engagement.refresh_from_db()
    assert engagement.scopes == ["services"]


def test_an_invitation_is_read_by_its_address_only_and_once(owner, firm):
    made = actions.invite(by=owner, organisation=firm, email="new@example.org", role="member")
    invited, other = person("new"), person("other")
    address = reverse("invitation", args=[made.pk])
    assert signed_in(other).get(address).status_code == 404
    assert signed_in(other).post(address, {"answer": "yes"}).status_code == 404
    assert signed_in(invited).post(address, {"answer": "yes"}).status_code == 302
    assert rules.role_in(invited, firm) == "member"
    assert signed_in(invited).post(address, {"answer": "yes"}).status_code == 404
    made.refresh_from_db()
    assert made.email == ""


@pytest.mark.parametrize("end", ["late", "withdrawn", "declined"])
def test_an_invitation_that_has_ended_lets_nobody_in(owner, firm, end):
    made = actions.invite(by=owner, organisation=firm, email="new@example.org", role="owner")
    invited = person("new")
    if end == "late":
        Invitation.objects.filter(pk=made.pk).update(expires=timezone.now())
    elif end == "withdrawn":
        signed_in(owner).post(reverse("organisation-withdraw", args=[firm.pk, made.pk]))
    else:
        signed_in(invited).post(reverse("invitation", args=[made.pk]), {"answer": "no"})
    assert signed_in(invited).post(reverse("invitation", args=[made.pk]), {"answer": "yes"}).status_code == 404
    assert rules.role_in(invited, firm) == ""


def test_an_address_that_never_answered_is_forgotten_each_night_and_room_is_made(owner, firm):
    late = actions.invite(by=owner, organisation=firm, email="late@example.org", role="member")
    waits = actions.invite(by=owner, organisation=firm, email="waits@example.org", role="member")
    Invitation.objects.filter(pk=late.pk).update(expires=timezone.now())
    call_command("forget")
    late.refresh_from_db()
    waits.refresh_from_db()
    assert (late.state, late.email) == ("expired", "")
    assert (waits.state, waits.email) == ("open", "waits@example.org")


def test_nobody_gives_oneself_a_higher_role(firm):
    plain = member(firm, "member")
    mine = Membership.objects.get(user=plain)
    answer = signed_in(plain).post(reverse("organisation-member", args=[firm.pk, mine.pk]), {"role": "owner"})
    assert answer.status_code == 403
    mine.refresh_from_db()
    assert mine.role == "member"


def test_a_membership_cannot_be_changed_through_another_organisation(owner, stranger, firm, hub):
    theirs = hub.memberships.get()
    answer = signed_in(owner).post(reverse("organisation-member", args=[firm.pk, theirs.pk]), {"do": "remove"})
    assert answer.status_code == 404
    assert rules.role_in(stranger, hub) == "owner"


def test_the_last_owner_stays(owner, firm):
    member(firm, "member")
    mine = firm.memberships.get(user=owner)
    for sent in ({"role": "member"}, {"do": "remove"}):
        answer = signed_in(owner).post(reverse("organisation-member", args=[firm.pk, mine.pk]), sent)
        assert answer.status_code == 422
        assert "needs an owner" in answer.content.decode()


def test_when_an_account_goes_the_organisation_keeps_an_owner_or_goes_too(owner, stranger, firm, hub):
    heir = member(firm, "member")
    accounts.delete(user=owner)
    accounts.delete(user=stranger)
    assert rules.role_in(heir, firm) == "owner"
    assert not Organisation.objects.filter(pk=hub.pk).exists()


def test_who_may_not_see_an_organisation_learns_not_that_it_exists(stranger, firm):
    real, made_up = (reverse("organisation", args=[one]) for one in (firm.pk, uuid.uuid4()))
    answers = [signed_in(stranger).get(address) for address in (real, made_up)]
    assert [answer.status_code for answer in answers] == [404, 404]
    shown = [re.sub(r"[0-9a-f-]{36}", "", answer.content.decode()) for answer in answers]
    assert shown[0] == shown[1]


def test_an_adviser_sees_no_people_of_a_customer(owner, stranger, firm, hub):
    customer(hub, firm, ["cases"], owner)
    shown = signed_in(stranger).get(reverse("organisation", args=[firm.pk])).content.decode()
    assert "Molen BV" in shown
    assert owner.email not in shown


def test_the_journey_from_an_invited_customer_to_consent(owner, stranger, firm, hub):
    sent = signed_in(stranger).post(
        reverse("organisation-invite", args=[hub.pk]),
        {"kind": "customer", "customer-email": owner.email, "scopes": ["cases", "maturity"]},
    )
    assert sent.status_code == 302
    (letter,) = mail.outbox
    address = re.search(r"/en/organisations/invitation/[0-9a-f-]+/", letter.body)[0]
    shown = signed_in(owner).get(address).content.decode()
    assert "Hub Noord" in shown
    assert "checked" not in shown
    signed_in(owner).post(address, {"answer": "yes", "customer": str(firm.pk), "scopes": ["maturity"]})
    engagement = Engagement.objects.get()
    assert (engagement.hub, engagement.customer, engagement.scopes) == (hub, firm, ["maturity"])
    assert "Molen BV" in signed_in(stranger).get(reverse("organisation", args=[hub.pk])).content.decode()


def test_a_customer_cannot_be_somebody_else_s_organisation(owner, stranger, firm, hub):
    third = actions.create(by=person("third"), texts={**FIRM, "name": "Derde"})
    asked = actions.invite_customer(by=stranger, hub=hub, email=owner.email, wished=[])
    sent = {"answer": "yes", "customer": str(third.pk), "scopes": ["cases"]}
    assert signed_in(owner).post(reverse("invitation", args=[asked.pk]), sent).status_code == 404
    assert not Engagement.objects.exists()


def test_everything_of_an_organisation_can_be_taken_along_and_deleted(owner, firm):
    packed = signed_in(owner).post(reverse("organisation-export", args=[firm.pk]))
    assert "organisation.json" in zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    page = reverse("organisation-delete", args=[firm.pk])
    assert signed_in(owner).post(page, {"name": "Molen"}).status_code == 422
    assert signed_in(owner).post(page, {"name": "Molen BV"}).status_code == 302
    assert not Organisation.objects.exists()
    assert not Membership.objects.exists()


def test_what_is_taken_along_names_the_other_side_only_while_the_consent_runs(owner, stranger, firm, hub):
    asked = actions.invite_customer(by=stranger, hub=hub, email=owner.email, wished=[])
    agreed = actions.become_customer(by=owner, invitation=asked, customer=firm, scopes=["cases"])

    def taken_along(by: User, organisation: Organisation) -> tuple[str | None, str | None]:
        packed = signed_in(by).post(reverse("organisation-export", args=[organisation.pk]))
        (kept,) = json.loads(zipfile.ZipFile(io.BytesIO(packed.content)).read("organisation.json"))["consent"]
        assert (kept["hub"]["id"], kept["customer"]["id"]) == (str(hub.pk), str(firm.pk))
        return kept["hub"]["name"], kept["customer"]["name"]

    assert taken_along(owner, firm) == (hub.name, firm.name)
    actions.end_engagement(by=owner, engagement=agreed)
    assert taken_along(owner, firm) == (None, firm.name)
    assert taken_along(stranger, hub) == (hub.name, None)


def test_who_leaves_keeps_no_notice_that_led_to_the_organisation(owner, stranger, firm, hub):
    asked = actions.invite_customer(by=stranger, hub=hub, email=owner.email, wished=[])
    adviser = member(hub, "adviser")
    actions.become_customer(by=owner, invitation=asked, customer=firm, scopes=["cases"])
    assert adviser.notices.count() == 1
    actions.leave(by=adviser, membership=hub.memberships.get(user=adviser))
    assert not adviser.notices.exists()


def test_every_write_is_in_the_record_without_addresses(owner, firm):
    made = actions.invite(by=owner, organisation=firm, email="new@example.org", role="member")
    actions.withdraw_invitation(by=owner, invitation=made)
    lines = [(one.action, one.subject) for one in Event.objects.all()]
    assert [action for action, _ in lines] == ["organisation created", "invitation sent", "invitation withdrawn"]
    assert not any("example.org" in subject for _, subject in lines)


def test_a_form_that_was_open_too_long_changes_nothing(owner, firm):
    page, client = reverse("organisation-change", args=[firm.pk]), signed_in(owner)
    assert client.post(page, {**FIRM, "name": "Molen NV", "number": "1"}).status_code == 302
    assert client.post(page, {**FIRM, "name": "Molen VOF", "number": "1"}).status_code == 422
    firm.refresh_from_db()
    assert firm.name == "Molen NV"


def test_roles_for_the_whole_site_are_given_and_taken(owner):
    assert not rules.site_may(owner, "decide-calls")
    actions.give_site_role(by=None, user=owner, role="policy-maker")
    assert rules.site_may(owner, "decide-calls")
    assert not rules.site_may(owner, "revoke-credentials")
    actions.take_site_role(by=None, user=owner, role="policy-maker")
    assert not rules.site_may(owner, "decide-calls")


@pytest.mark.parametrize("kind", ["organisation", "consent", "site"])
def test_every_role_has_a_name_in_every_language(kind):
    from toepas_web.ui.words import in_language

    for lang in ("en", "nl"):
        assert all(name != text for name, text in choices(kind, in_language(lang)))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_mix_of_ids_of_two_organisations_opens_or_changes_anything(data, owner, stranger, firm, hub):
    """Addresses of one organisation with the things of another, sent by somebody of either."""
    asked = Invitation.objects.filter(organisation=hub).first() or actions.invite(
        by=stranger, organisation=hub, email="x@example.org", role="member"
    )
    names = ["organisation-withdraw", "organisation-member", "organisation-consent"]
    name = data.draw(st.sampled_from(names))
    inner = {
        "organisation-withdraw": asked.pk,
        "organisation-member": hub.memberships.get().pk,
        "organisation-consent": uuid.uuid4(),
    }
    sent = data.draw(st.sampled_from([{}, {"do": "remove"}, {"role": "member"}, {"do": "end"}, {"scopes": "cases"}]))
    before = list(Membership.objects.values_list("pk", "role")), asked.state
    answer = signed_in(owner).post(
        reverse(name, args=[data.draw(st.sampled_from([firm.pk, hub.pk])), inner[name]]), sent
    )
    asked.refresh_from_db()
    assert answer.status_code == 404
    assert (list(Membership.objects.values_list("pk", "role")), asked.state) == before


@pytest.mark.parametrize("role", list(roles("site")))
def test_whoever_runs_the_site_gives_and_takes_every_role_at_the_terminal(owner, role):
    permission = min(roles("site")[role].may)
    call_command("role", owner.email.upper(), role)
    assert rules.site_may(User.objects.get(pk=owner.pk), permission)
    call_command("role", owner.email, role, "--remove")
    assert not rules.site_may(User.objects.get(pk=owner.pk), permission)
    with pytest.raises(CommandError, match="no account"):
        call_command("role", "nobody@example.org", role)


def test_a_curator_looks_at_the_queue_and_so_does_who_was_made_moderator_before(owner, stranger, as_owner, as_stranger):
    actions.give_site_role(by=None, user=owner, role="curator")
    User.objects.filter(pk=stranger.pk).update(is_moderator=True)
    for client in (as_owner, as_stranger):
        assert client.get(reverse("moderation")).status_code == 200
    call_command("role", stranger.email, "curator", "--remove")
    assert as_stranger.get(reverse("moderation")).status_code == 404
