"""Two people do what excludes each other at the same moment: real threads on PostgreSQL, which lets both begin.

The first has done it and not yet confirmed it when the second begins. (SQLite lets one writer in at a time, so there is nothing to try.)
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation

from tests.web.alliance.conftest import call as call
from tests.web.alliance.conftest import close, hand_in
from tests.web.alliance.conftest import draft as draft
from tests.web.alliance.conftest import maker as maker
from tests.web.conftest import FIRM, signed_in
from tests.web.members import found, member_of
from toepas_web.accounts import actions as accounts
from toepas_web.accounts.models import User
from toepas_web.alliance.call_models import Application, Review
from toepas_web.network import partner_actions as partners
from toepas_web.network.models import Introduction
from toepas_web.organisations import actions
from toepas_web.organisations.models import Engagement, Invitation, Membership, Organisation

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL lets two write at once"),
]
A_WHILE = 0.7
"""Seconds in which a second one that nothing holds back is done."""


def at_once(first: Callable[[], object], second: Callable[[], object]) -> object:
    """What came of the second: its answer, or what it raised. It begins before the first is confirmed."""

    def begin() -> object:
        translation.activate("en")
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            first()
            later = threads.submit(begin)
            wait([later], timeout=A_WHILE)
        return later.exception(timeout=120) or later.result()


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def other(firm):
    """A second owner."""
    user = User.objects.create_user("other@example.org")
    Membership.objects.create(organisation=firm, user=user, role="owner")
    return user


def place(user: User, organisation: Organisation) -> Membership:
    return Membership.objects.get(user=user, organisation=organisation)


def posted(user: User, name: str, /, *ids: object, **fields: object) -> Callable[[], int]:
    """Sends a form when it is called; gives back the status."""
    client = signed_in(user)
    return lambda: client.post(reverse(name, args=ids), fields).status_code


def test_of_two_owners_who_go_at_once_one_stays_while_others_are_there(owner, other, firm, stranger):
    Membership.objects.create(organisation=firm, user=stranger, role="member")
    go = posted(other, "organisation-member", firm.pk, place(other, firm).pk, do="remove")
    assert at_once(lambda: actions.leave(by=owner, membership=place(owner, firm)), go) == 422
    assert sorted(one.role for one in firm.memberships.all()) == ["member", "owner"]


def test_of_two_owners_who_take_the_role_from_each_other_one_stays(owner, other, firm):
    take = posted(other, "organisation-member", firm.pk, place(owner, firm).pk, role="member")
    at_once(lambda: actions.set_role(by=owner, membership=place(other, firm), role="member"), take)
    assert sorted(one.role for one in firm.memberships.all()) == ["member", "owner"]


def test_where_one_owner_deletes_the_account_and_the_other_goes_somebody_owns_what_stays(owner, other, firm, stranger):
    Membership.objects.create(organisation=firm, user=stranger, role="member")
    go = posted(other, "organisation-member", firm.pk, place(other, firm).pk, do="remove")
    at_once(lambda: accounts.delete(user=owner), go)
    assert firm.memberships.filter(role="owner").exists()


def test_where_both_owners_delete_their_accounts_a_member_becomes_owner(owner, other, firm, stranger):
    Membership.objects.create(organisation=firm, user=stranger, role="member")
    assert at_once(lambda: accounts.delete(user=owner), lambda: accounts.delete(user=other)) is None
    assert [(one.user, one.role) for one in firm.memberships.all()] == [(stranger, "owner")]


def test_nobody_joins_what_is_being_deleted(owner, firm, stranger):
    asked = actions.invite(by=owner, organisation=firm, email=stranger.email, role="member")
    come = posted(stranger, "invitation", asked.pk, answer="yes")
    assert at_once(lambda: actions.remove(by=owner, organisation=firm), come) in (404, 422)
    assert not Organisation.objects.exists()


def test_the_same_address_invited_twice_at_once_has_one_invitation(owner, other, firm):
    ask = posted(other, "organisation-invite", firm.pk, email="x@example.org", role="member")
    done = at_once(lambda: actions.invite(by=owner, organisation=firm, email="x@example.org", role="member"), ask)
    assert done == 302
    assert Invitation.objects.filter(state="open").count() == 1


def test_an_invitation_accepted_twice_at_once_makes_one_member(owner, firm, stranger):
    asked = actions.invite(by=owner, organisation=firm, email=stranger.email, role="member")
    again = posted(stranger, "invitation", asked.pk, answer="yes")
    assert at_once(lambda: actions.join(by=stranger, invitation=asked), again) == 422
    assert firm.memberships.filter(user=stranger).count() == 1


def test_two_owners_who_agree_to_the_same_hub_at_once_agree_once(owner, other, firm, hub, stranger):
    mine, theirs = (
        actions.invite_customer(by=stranger, hub=hub, email=user.email, wished=[]) for user in (owner, other)
    )
    agree = posted(other, "invitation", theirs.pk, answer="yes", customer=str(firm.pk), scopes=["cases"])
    done = at_once(
        lambda: actions.become_customer(by=owner, invitation=mine, customer=firm, scopes=[]),
        agree,
    )
    assert done == 422
    assert [one.scopes for one in Engagement.objects.all()] == [[]]


def test_consent_that_is_ended_is_not_changed_at_the_same_moment(owner, other, firm, hub, stranger):
    asked = actions.invite_customer(by=stranger, hub=hub, email=owner.email, wished=[])
    made = actions.become_customer(by=owner, invitation=asked, customer=firm, scopes=["cases"])
    change = posted(other, "organisation-consent", firm.pk, made.pk, do="change", scopes=["cases", "maturity"])
    at_once(lambda: actions.end_engagement(by=owner, engagement=made), change)
    made.refresh_from_db()
    assert (made.state, made.scopes) == ("ended", [])


def test_two_members_who_ask_each_other_at_once_are_introduced_once(owner, stranger):
    mine, theirs = (found(member_of(user, user.email), user, seeks="Help", offers="Help") for user in (owner, stranger))
    ask = posted(stranger, "network-introduce", theirs.pk, mine.pk)
    at_once(lambda: partners.introduce(by=owner, mine=mine, theirs=theirs), ask)
    assert Introduction.objects.count() == 1


def test_an_application_handed_in_twice_at_once_is_one_and_says_so(call, owner, firm):
    from toepas_web.alliance import call_actions

    send = posted(owner, "call-apply", call.pk, firm.pk, q1="yes", q2="30", q3="other", do="send", number="0")
    done = at_once(
        lambda: call_actions.keep_application(
            by=owner,
            call=call,
            organisation=firm,
            answers={"q1": "yes", "q2": "20", "q3": "speech"},
            partners="",
            send=True,
            number=0,
            at=timezone.now(),
        ),
        send,
    )
    assert done in (302, 422)
    assert Application.objects.get().answers["q2"] == "20"


def test_of_two_different_judgements_sent_at_once_the_first_counts(call, owner, firm, stranger):
    from toepas_web.alliance import call_judging

    hand_in(call, firm, owner)
    close(call)
    seat = call.panelists.create(user=stranger, state="accepted")
    review = Review.objects.create(application=Application.objects.get(), panelist=seat)
    scores = {one["id"]: 5 for one in call.criteria}
    again = posted(
        stranger, "review", review.pk, **{f"score-{name}": "0" for name in scores}, comment="Again", do="send"
    )
    at_once(lambda: call_judging.send_review(by=stranger, review=review, scores=scores, comment="First"), again)
    review.refresh_from_db()
    assert (review.scores, review.comment) == (scores, "First")


def test_more_organisations_than_one_may_have_are_not_made_at_once(stranger, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ORGANISATIONS", 1)
    make = posted(stranger, "organisation-new", **FIRM)
    at_once(lambda: actions.create(by=stranger, texts=FIRM), make)
    assert Organisation.objects.count() == 1
