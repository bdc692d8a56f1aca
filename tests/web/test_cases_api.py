"""An organisation's cases for programs: read by whoever reads them on the pages, changed by their owner alone."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.web.conftest import signed_in
from toepas_web.accounts.models import User
from toepas_web.check import actions
from toepas_web.check.models import Case
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership

pytestmark = pytest.mark.django_db
CASES = "/api/v1/cases"


@pytest.fixture
def colleague(firm):
    user = User.objects.create_user("colleague@example.org")
    Membership.objects.create(organisation=firm, user=user, role="member")
    return user


@pytest.fixture
def shared(owner, firm, case):
    actions.put_into(by=owner, case=case, organisation=firm)
    return case


def ids(client, **asked):
    answer = client.get(CASES, asked)
    return [one["id"] for one in answer.json()["items"]] if answer.status_code == 200 else answer.status_code


def test_a_member_reads_the_cases_that_stand_in_its_organisation(firm, colleague, shared):
    client = signed_in(colleague)
    assert ids(client, organisation=str(firm.pk)) == [str(shared.pk)]
    one = client.get(f"{CASES}/{shared.pk}").json()
    assert (one["own"], one["shared_with"]) == (False, str(firm.pk))
    assert one["facts"]["ai_system"] is True
    assert ids(client) == [], "the list without an organisation holds one's own"


def test_the_owner_sees_what_is_its_own(as_owner, firm, shared):
    assert ids(as_owner) == [str(shared.pk)]
    assert as_owner.get(f"{CASES}/{shared.pk}").json()["own"] is True


def test_nobody_else_learns_that_it_exists(as_stranger, firm, shared):
    assert ids(as_stranger, organisation=str(firm.pk)) == 404
    assert as_stranger.get(f"{CASES}/{shared.pk}").status_code == 404
    assert ids(as_stranger, organisation=str(uuid.uuid4())) == 404


def test_who_only_reads_changes_nothing(colleague, shared):
    client = signed_in(colleague)
    sent = {"number": 1, "facts": {}}
    assert client.put(f"{CASES}/{shared.pk}/facts", sent, content_type="application/json").status_code == 404
    assert client.delete(f"{CASES}/{shared.pk}").status_code == 404
    assert Case.objects.get().number == 1


def test_what_was_taken_back_or_whose_owner_left_is_not_read(owner, firm, colleague, shared):
    client = signed_in(colleague)
    Membership.objects.filter(organisation=firm, user=owner).delete()
    assert ids(client, organisation=str(firm.pk)) == []
    assert client.get(f"{CASES}/{shared.pk}").status_code == 404
    Membership.objects.create(organisation=firm, user=owner, role="owner")
    assert client.get(f"{CASES}/{shared.pk}").status_code == 200
    actions.put_into(by=owner, case=shared, organisation=None)
    assert client.get(f"{CASES}/{shared.pk}").status_code == 404


def test_an_adviser_reads_while_the_consent_covers_cases(owner, stranger, hub, firm, adviser, shared):
    client = signed_in(adviser)
    assert ids(client, organisation=str(firm.pk)) == 404
    asked = organisations.invite_customer(by=stranger, hub=hub, email=owner.email, wished=["cases"])
    engagement = organisations.become_customer(by=owner, invitation=asked, customer=firm, scopes=["cases"])
    assert ids(client, organisation=str(firm.pk)) == [str(shared.pk)]
    organisations.change_consent(by=owner, engagement=engagement, scopes=["maturity"])
    assert ids(client, organisation=str(firm.pk)) == 404
    assert client.get(f"{CASES}/{shared.pk}").status_code == 404


def test_nobody_without_an_account_reads_any(client, firm, shared):
    assert client.get(CASES, {"organisation": str(firm.pk)}).status_code == 401


def test_what_is_no_number_of_an_organisation_is_a_problem(as_owner):
    answer = as_owner.get(CASES, {"organisation": "x"})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_the_list_is_cut_into_pages_by_the_database(owner, as_owner, case, answers):
    texts = {"organisation": "", "system": "", "purpose": ""}
    for number in range(7):
        actions.create(by=owner, answers=answers, texts={**texts, "title": f"Case {number}"}, on=timezone.localdate())
    every = ids(as_owner)
    assert len(every) == 8
    with CaptureQueriesContext(connection) as asked:
        answer = as_owner.get(CASES, {"page": 2, "page_size": 3}).json()
    assert answer["count"] == 8
    assert [one["id"] for one in answer["items"]] == every[3:6]
    (read,) = [one["sql"] for one in asked if '"check_case"."answers"' in one["sql"]]
    assert "LIMIT 3" in read
    assert as_owner.get(CASES, {"page": 10**20}).status_code == 422
