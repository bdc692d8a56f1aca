"""Keys, invitations, credentials and sessions: forged, carried elsewhere or kept for too long, they open nothing.

The seal of a table that a hub brings in is tried in ``test_workspace_import``, that of a report in ``assurance/test_validations``.
"""

from __future__ import annotations

import datetime
import json

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page, signed_in
from tests.web.members import member_of, seat
from toepas_web.accounts.models import User
from toepas_web.check import actions as cases
from toepas_web.check.models import CouncilLink
from toepas_web.check.rules import secret_of
from toepas_web.network import stream_actions as streams
from toepas_web.notices import actions as notices
from toepas_web.notices.feeds import key_of
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership

pytestmark = pytest.mark.django_db


def stream_key(user: User, stream: str) -> str:
    return key_of(streams.make_feed(by=user, stream=stream))


def opened(name: str, secret: str) -> int:
    return Client().get(reverse(name, args=[secret])).status_code


@pytest.fixture
def link(owner, case):
    return cases.make_council_link(by=owner, case=case, days=30)


def test_a_works_council_link_opens_only_as_it_was_given_and_while_it_runs(owner, case, link):
    secret, other = secret_of(link), secret_of(cases.make_council_link(by=owner, case=case, days=30))
    assert opened("works-council", secret) == 200
    number, _, seal = secret.partition(".")
    for forged in (
        f"{other.partition('.')[0]}.{seal}",
        f"{number}.{seal[:-1]}",
        f"{number}.",
        number,
        secret.upper(),
        stream_key(owner, "energy"),
        signing.Signer(salt="another").sign(link.pk.hex).replace(":", "."),
    ):
        assert opened("works-council", forged) == 404, forged
    CouncilLink.objects.filter(pk=link.pk).update(expires=timezone.now() - datetime.timedelta(seconds=1))
    assert opened("works-council", secret) == 404
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert opened("works-council", other) == 404
    User.objects.filter(pk=owner.pk).update(is_active=True)
    assert opened("works-council", other) == 200
    cases.withdraw_council_link(by=owner, link=CouncilLink.objects.exclude(pk=link.pk).get())
    assert opened("works-council", other) == 404


def test_a_works_council_link_goes_with_its_case(owner, case, link):
    secret = secret_of(link)
    cases.remove(by=owner, case=case)
    assert opened("works-council", secret) == 404


def test_the_key_of_a_calendar_is_of_one_account_and_one_workstream_and_stops_with_the_seat(owner, stranger, link):
    member = member_of(owner, "Molen")
    seat(member, owner, "energy")
    key = stream_key(owner, "energy")
    assert opened("network-feed", key) == 200
    for forged in (
        stream_key(stranger, "energy"),
        stream_key(owner, "space"),
        key[:-1],
        f"{key.partition('.')[0]}.{key.partition('.')[2][::-1]}",
        key_of(notices.make_feed(by=owner)),
        secret_of(link),
    ):
        assert opened("network-feed", forged) == 404, forged
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert opened("network-feed", key) == 404
    User.objects.filter(pk=owner.pk).update(is_active=True)
    assert opened("network-feed", key) == 200
    Membership.objects.filter(user=owner).update(role="adviser")
    assert opened("network-feed", key) == 404


def test_an_address_of_dates_opens_what_it_was_made_for_until_it_is_replaced_or_its_person_leaves(hub, adviser, owner):
    own, hubs = (key_of(notices.make_feed(by=adviser, hub=one)) for one in (None, hub.pk))
    assert (opened("dates-feed", own), opened("workspace-dates-feed", hubs)) == (200, 200)
    assert (opened("dates-feed", hubs), opened("workspace-dates-feed", own)) == (404, 404)
    assert (opened("dates-feed", own[:-1]), opened("dates-feed", stream_key(adviser, "energy"))) == (404, 404)
    stolen = key_of(notices.make_feed(by=owner, hub=hub.pk))  # of somebody who does not advise for this hub
    assert opened("workspace-dates-feed", stolen) == 404
    newer = key_of(notices.make_feed(by=adviser))
    assert (opened("dates-feed", own), opened("dates-feed", newer)) == (404, 200)
    Membership.objects.filter(user=adviser).delete()
    assert opened("workspace-dates-feed", hubs) == 404
    User.objects.filter(pk=adviser.pk).update(is_active=False)
    assert opened("dates-feed", newer) == 404


def test_an_invitation_is_answered_once_and_by_who_was_asked(owner, stranger, firm, adviser):
    asked = organisations.invite(by=owner, organisation=firm, email=adviser.email, role="owner")
    address = reverse("invitation", args=[asked.pk])
    for client in (signed_in(stranger), signed_in(owner)):
        assert client.get(address).status_code == 404
        assert client.post(address, {"answer": "yes"}).status_code == 404
    assert signed_in(adviser).post(address, {"answer": "yes"}).status_code == 302
    organisations.leave(by=owner, membership=firm.memberships.get(user=adviser))
    assert signed_in(adviser).post(address, {"answer": "yes"}).status_code == 404
    assert not firm.memberships.filter(user=adviser).exists()


def test_an_invitation_that_was_withdrawn_declined_or_ran_out_lets_nobody_in(owner, stranger, firm):
    def asked():
        return organisations.invite(by=owner, organisation=firm, email=stranger.email, role="member")

    withdrawn = asked()
    organisations.withdraw_invitation(by=owner, invitation=withdrawn)
    declined = asked()
    organisations.decline(by=stranger, invitation=declined)
    over = asked()
    over.expires = timezone.now() - datetime.timedelta(seconds=1)
    over.save()
    for one in (withdrawn, declined, over):
        assert signed_in(stranger).post(reverse("invitation", args=[one.pk]), {"answer": "yes"}).status_code == 404
    assert firm.memberships.count() == 1


def test_a_session_that_is_open_loses_what_is_taken_away_at_once(owner, stranger, firm):
    client, at = signed_in(stranger), reverse("organisation", args=[firm.pk])
    made = Membership.objects.create(organisation=firm, user=stranger, role="owner")
    deleting = reverse("organisation-delete", args=[firm.pk])
    assert client.get(deleting).status_code == 200
    organisations.set_role(by=owner, membership=made, role="member")
    assert (client.get(at).status_code, client.get(deleting).status_code) == (200, 403)
    assert client.post(deleting, {"name": firm.name}).status_code == 403
    organisations.leave(by=owner, membership=made)
    assert client.get(at).status_code == 404
    for role, name in (("analyst", "maturity-figures"), ("policy-maker", "call-new"), ("curator", "moderation")):
        organisations.give_site_role(by=None, user=stranger, role=role)
        assert client.get(reverse(name)).status_code == 200, name
        organisations.take_site_role(by=None, user=stranger, role=role)
        assert client.get(reverse(name)).status_code == 404, name
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    assert "/account/login/" in client.get(reverse("organisations"))["Location"]


def test_a_new_password_ends_the_sessions_that_were_open(stranger):
    client = signed_in(stranger)
    assert client.get(reverse("cases")).status_code == 200
    stranger.set_password("another-long-enough-secret")
    stranger.save()
    assert client.get(reverse("cases")).status_code == 302


def test_a_credential_that_somebody_changed_or_made_is_not_said_to_be_ours(owner, settings, tmp_path):
    from tests.web.things import of_the_academy
    from toepas_web.academy.models import Credential

    settings.ISSUER_FOLDER = tmp_path / "issuer"
    kept = Credential.objects.get(pk=of_the_academy(owner)["credential_id"])

    def checked(document) -> str:
        return page(Client().post(reverse("academy-verify"), {"credential": json.dumps(document)}))

    good = checked(kept.document)
    changed = json.loads(json.dumps(kept.document))
    changed["validFrom"] = "2020-01-01T00:00:00Z"
    assert checked(changed) != good
    without = {key: one for key, one in kept.document.items() if key != "proof"}
    assert checked(without) != good
