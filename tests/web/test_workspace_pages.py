"""The pages of the workspace tell an adviser what to do next, what is meant, and no figure that was not asked for."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.web.conftest import page, signed_in
from toepas.kernel import Words
from toepas_web.workspace.models import Customer, Referral, Service
from toepas_web.workspace.report import Sum
from toepas_web.workspace.report_page import summed

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 2)


@pytest.fixture
def client(adviser):
    return signed_in(adviser)


def at(name, customer, *more):
    return reverse(name, args=[customer.hub_id, customer.pk, *more])


def test_what_fits_a_customer_is_found_in_the_catalogue_and_referred_to_once(client, known):
    answer = client.get(at("workspace-customer", known), {"q": "computing power"})
    assert answer.status_code == 200
    ids = re.findall(r'name="asset" value="([^"]+)"', answer.content.decode())
    assert ids
    first = {"asset": ids[0], "state": "proposed"}
    assert client.post(at("workspace-note", known, "referral"), first).status_code == 302
    assert Referral.objects.get().name in page(answer)
    assert "was referred to it before" in page(client.post(at("workspace-note", known, "referral"), first))


def test_a_hub_without_customers_says_how_to_get_them(client, hub):
    shown = page(client.get(reverse("workspace-hub", args=[hub.pk])))
    assert "no customers yet" in shown
    assert "0 customers" not in shown


def test_a_search_without_a_hit_leads_back_to_all_customers(client, known):
    shown = page(client.get(reverse("workspace-hub", args=[known.hub_id]), {"q": "zzz"}))
    assert "No customer has this in its name. All customers" in shown


def test_a_period_that_cannot_be_shows_no_figures_of_another(client, known):
    Service.objects.create(customer=known, kind="skills", on=DAY)
    answer = client.get(reverse("workspace-report", args=[known.hub_id]), {"from": "2026-05-01", "to": "31-12-2026"})
    shown = page(answer)
    assert answer.status_code == 422
    assert "&#39;31-12-2026&#39; is not a date. Write year-month-day" in shown
    assert "All who got a service" not in shown
    assert "Download" not in shown


def test_the_page_of_the_report_tells_sums_with_what_is_not_known(client, known):
    for hours, value in (("3.5", "1234.5"), ("2", None), (None, None)):
        Service.objects.create(customer=known, kind="skills", on=DAY, hours=hours and Decimal(hours), value=value)
    shown = page(
        client.get(reverse("workspace-report", args=[known.hub_id]), {"from": "2026-01-01", "to": "2026-12-31"})
    )
    assert "3 services, for one customer" in shown
    assert "hours: 5.5, without one entry where it is not known" in shown
    assert "value: € 1,234.50, without 2 entries where it is not known" in shown
    assert "Networking none" in shown


@pytest.mark.parametrize(
    ("known", "counted", "unknown", "said"),
    [("0", 0, 2, "not known (2 entries)"), ("0", 1, 0, "0"), ("4", 3, 0, "4"), ("4", 3, 1, "4, without one entry where it is not known")],
)  # fmt: skip
def test_a_sum_says_nought_only_where_it_is_nought(known, counted, unknown, said):
    assert summed(Sum(Decimal(known), counted, unknown), Words().number, Words()) == said


def test_a_report_in_which_nobody_was_asked_twice_says_so(client, known):
    shown = page(client.get(reverse("workspace-report", args=[known.hub_id])))
    assert "Maturity gained, in points No customer that lets you see it was assessed again" in shown


def test_a_line_of_the_books_goes_only_after_a_second_step(client, known):
    Service.objects.create(customer=known, kind="skills", on=DAY)
    text = client.get(at("workspace-customer", known)).content.decode()
    assert "Remove it now" in text.partition("<summary>Remove")[2].partition("</details>")[0]


def test_an_invited_customer_is_not_asked_again_by_accident(client, known):
    sent = {"customer-email": "firm@example.org", "scopes": ["cases"]}
    client.post(at("workspace-invite", known), sent)
    text = client.get(at("workspace-customer", known)).content.decode()
    assert "Invited; the invitation runs until" in text
    folded = text.partition("Send another invitation")[2].partition("</details>")[0]
    assert "the earlier letter no longer works" in folded
    assert 'id="customer-email"' in folded


def test_the_list_tells_in_a_few_words_what_each_customer_agreed_to(client, hub, firm, owner, stranger):
    from toepas_web.organisations import actions

    asked = actions.invite_customer(by=stranger, hub=hub, email=owner.email, wished=["cases"])
    actions.become_customer(by=owner, invitation=asked, customer=firm, scopes=["cases", "services"])
    assert Customer.objects.filter(hub=hub).count() == 1
    assert "agreed: cases and duties, services and report" in page(client.get(reverse("workspace-hub", args=[hub.pk])))


def test_of_the_duties_of_a_case_it_is_said_which_only_may_apply(client, hub, firm, owner, stranger, case):
    from toepas_web.check import actions as cases
    from toepas_web.organisations import actions

    asked = actions.invite_customer(by=stranger, hub=hub, email=owner.email, wished=["cases"])
    actions.become_customer(by=owner, invitation=asked, customer=firm, scopes=["cases"])
    cases.put_into(by=owner, case=case, organisation=firm)
    shown = page(client.get(at("workspace-customer", Customer.objects.get(hub=hub))))
    assert "duties done" in shown
    assert "(applies now)" in shown
    assert ("not known whether" in shown) == ("(may apply)" in shown)
