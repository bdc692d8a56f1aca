"""Long lists come in pages: everything is on exactly one of them, and the ways to the others are there."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse

from tests.web.conftest import FIRM, example, signed_in
from toepas.check import Answers
from toepas_web.accounts.models import User
from toepas_web.check import actions, case_presenters, case_views
from toepas_web.network import views as network_views
from toepas_web.network.models import Member
from toepas_web.notices.models import Notice
from toepas_web.organisations.models import Engagement, Membership, Organisation
from toepas_web.workspace import presenters
from toepas_web.workspace.models import Collaboration, Customer

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 24)
PARTS = {"title": "", "organisation": "", "system": "", "purpose": ""}


def walk(client, address: str) -> list[str]:
    """Every page of a list, by its own links to the page after."""
    pages = [client.get(address)]
    while following := re.search(r'rel="next" href="([^"]+)"', pages[-1].content.decode()):
        pages.append(client.get(following[1].replace("&amp;", "&")))
        assert len(pages) < 20
    assert {one.status_code for one in pages} == {200}
    return [one.content.decode() for one in pages]


def on(pages: list[str], names: list[str]) -> list[int]:
    """On how many of the pages each name stands."""
    return [sum(name in one for one in pages) for name in names]


def cases_of(user, names, organisation=None):
    for name in names:
        made = actions.create(by=user, answers=example("film-dubbing"), texts={**PARTS, "title": name}, on=DAY)
        actions.put_into(by=user, case=made, organisation=organisation)


def named(what: str, count: int) -> list[str]:
    return [f"{what} number {place:03}." for place in range(count)]


def test_ones_cases(owner, as_owner, monkeypatch):
    monkeypatch.setattr(case_views, "PER_PAGE", 2)
    cases_of(owner, names := named("Case", 5))
    assert on(walk(as_owner, reverse("cases")), names) == [1] * 5


def test_ones_cases_of_a_provision(owner, as_owner, monkeypatch):
    monkeypatch.setattr(case_views, "PER_PAGE", 2)
    cases_of(owner, names := named("Case", 3))
    pages = walk(as_owner, reverse("cases") + "?provision=art_50")
    assert on(pages, names) == [1] * 3
    assert all("Shown are only cases" in one for one in pages)


def test_only_some_cases_are_looked_through_at_once_for_those_of_a_provision(owner, as_owner, monkeypatch):
    monkeypatch.setattr(case_presenters, "LOOKED_THROUGH", 2)
    cases_of(owner, names := named("Case", 3))
    for number in range(4):
        texts = {**PARTS, "title": f"No AI {number}"}
        actions.create(by=owner, answers=Answers({"ai_system": False}), texts=texts, on=DAY)
    pages = walk(as_owner, reverse("cases") + "?provision=art_50")
    assert on(pages, names) == [1] * 3
    assert on(pages, ["No AI"]) == [0]
    assert "There are more cases." in pages[0]
    assert "There are none." not in pages[0]
    assert 'rel="next"' not in pages[-1]


def test_where_to_look_further_is_one_s_own_case_or_counts_as_not_said(owner, stranger, as_owner):
    cases_of(owner, names := named("Case", 2))
    cases_of(stranger, ["Not mine"])
    others = stranger.cases.get().pk
    for after in ("x", str(others), "0" * 32):
        assert (
            on([as_owner.get(reverse("cases") + f"?provision=art_50&after={after}").content.decode()], names) == [1] * 2
        )


def test_cases_of_others_are_a_few_in_ones_own_list_and_all_on_their_page(owner, stranger, firm, monkeypatch):
    monkeypatch.setattr(case_views, "PER_PAGE", 2)
    monkeypatch.setattr(case_presenters, "OF_OTHERS", 2)
    Membership.objects.create(organisation=firm, user=stranger, role="member")
    cases_of(owner, names := named("Case", 5), firm)
    cases_of(stranger, own := named("Own", 1), firm)
    client, whole = signed_in(stranger), reverse("cases-of-others", args=[firm.pk])
    (mine,) = walk(client, reverse("cases"))
    assert sum(on([mine], names)) == 2
    assert whole in mine
    assert "All 5 cases of others in Molen BV" in mine
    pages = walk(client, whole)
    assert on(pages, names) == [1] * 5
    assert on(pages, own) == [0]


def test_cases_of_others_open_only_for_members_who_see_cases(owner, firm, case):
    actions.put_into(by=owner, case=case, organisation=firm)
    outsider = User.objects.create_user("outsider@example.org")
    assert signed_in(outsider).get(reverse("cases-of-others", args=[firm.pk])).status_code == 404


def test_cases_of_a_customer(owner, firm, hub, adviser, monkeypatch):
    monkeypatch.setattr(presenters, "CASES_PER_PAGE", 2)
    cases_of(owner, names := named("Case", 5), firm)
    Engagement.objects.create(hub=hub, customer=firm, scopes=["cases"])
    customer = Customer.objects.get(organisation=firm)
    pages = walk(signed_in(adviser), reverse("workspace-customer", args=[hub.pk, customer.pk]))
    assert on(pages, names) == [1] * 5


def test_customers_and_collaborations_of_a_hub(hub, adviser, monkeypatch):
    monkeypatch.setattr(presenters, "PER_PAGE", 2)
    client, names, partners = signed_in(adviser), named("Customer", 5), named("Partner", 3)
    Customer.objects.bulk_create(Customer(hub=hub, name=name) for name in names)
    Collaboration.objects.bulk_create(Collaboration(hub=hub, kind="hub", partner=name) for name in partners)
    assert on(walk(client, reverse("workspace-hub", args=[hub.pk])), names) == [1] * 5
    found = walk(client, reverse("workspace-hub", args=[hub.pk]) + "?q=number+00")
    assert on(found, names) == [1] * 5
    assert on(walk(client, reverse("workspace-collaborations", args=[hub.pk])), partners) == [1] * 3


def test_members_of_the_alliance_also_of_one_sector(client, monkeypatch):
    monkeypatch.setattr(network_views, "PER_PAGE", 2)
    names = named("Member", 6)
    for place, name in enumerate(names):
        record = {"name": name, "type": "firm", "sector": "energy" if place % 2 else "finance", "statement": "We", "lang": "en"}  # fmt: skip
        Member.objects.create(organisation=Organisation.objects.create(**{**FIRM, "name": name}), shown=record)
    assert on(walk(client, reverse("network")), names) == [1] * 6
    assert on(walk(client, reverse("network") + "?sector=energy"), names) == [0, 1] * 3


@pytest.mark.parametrize("asked", ["0", "-1", "99999999999999999999", "x", "1.5", "²", "9" * 5000])
def test_a_page_that_is_not_there_is_the_first_or_the_last(client, asked):
    assert client.get(reverse("network"), {"page": asked}).status_code == 200


def test_notices(owner, as_owner, monkeypatch):
    from toepas_web.notices import views

    monkeypatch.setattr(views, "limits", lambda: {"shown": 2, "kept-days": 180})
    made = [Notice.objects.create(user=owner, kind="gone", address=["notices"]) for _ in range(5)]
    pages = walk(as_owner, reverse("notices"))
    assert on(pages, [str(one.pk) for one in made]) == [1] * 5
