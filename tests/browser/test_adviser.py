"""An adviser of a hub and a customer, each with a browser of their own."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, visitor
from tests.browser.people import makes_an_organisation, signs_up

pytestmark = pytest.mark.browser


def assesses(person, moment: str, day: str) -> None:
    """Begin an assessment, answer nothing (which is not known, not no), and finish it."""
    page = person.page
    page.get_by_label("Moment").select_option(moment)
    page.get_by_label("Day of the answers").fill(day)
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("button", name="Keep and see the result").click()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("button", name="Finish")).to_have_count(0)
    page.get_by_role("link", name="Maturity of Molen BV").click()


def test_an_adviser_takes_a_customer_from_invitation_to_a_second_assessment_with_a_report(chromium, site, tmp_path):
    # given a hub with a customer that has not agreed to anything yet
    adviser, firm = (visitor(chromium, site, viewport=DESK) for _ in range(2))
    signs_up(adviser, "adviser@example.org")
    makes_an_organisation(adviser, "Hub Noord", "hub")
    adviser.page.get_by_role("link", name="To the workspace for advisers").click()
    adviser.page.get_by_role("link", name="Add a customer").click()
    adviser.page.get_by_label("Name of the organisation").fill("Molen")
    adviser.page.get_by_role("button", name="Save").click()
    adviser.page.get_by_role("link", name="Molen").click()
    adviser.leaves_an_accessible_page()
    # when the adviser invites it, and it agrees
    adviser.page.get_by_label("E-mail address of the customer").fill("firm@example.org")
    adviser.page.get_by_role("button", name="Send the invitation").click()
    adviser.reads("The invitation was sent to firm@example.org.")
    customer = adviser.page.url
    signs_up(firm, "firm@example.org")
    makes_an_organisation(firm, "Molen BV", "firm")
    firm.opens("/en/organisations/")
    firm.page.get_by_role("link", name="Read and answer").click()
    for box in firm.page.get_by_role("checkbox").all():
        box.check()
    firm.page.get_by_role("button", name="Agree").click()
    firm.reads("Hubs that work for you")
    # and a service is noted between two assessments
    adviser.page.goto(customer)
    adviser.page.get_by_text("Note a service").click()
    adviser.page.get_by_label("Hours").fill("3,5")
    adviser.page.get_by_role("button", name="Note it").first.click()
    adviser.reads("value: not known")
    adviser.page.get_by_role("link", name="Assessments of this customer").click()
    assesses(adviser, "T0", "2026-01-10")
    assesses(adviser, "T1", "2026-06-10")
    # then its page has both, and the report counts it without giving away a single customer's maturity
    adviser.page.goto(customer)
    adviser.reads("T1: after support")
    adviser.leaves_an_accessible_page()
    adviser.page.get_by_role("link", name="Customers of Hub Noord").click()
    adviser.page.get_by_role("link", name="Report").click()
    adviser.reads("fewer than 5 customers")
    adviser.leaves_an_accessible_page()
    with adviser.page.expect_download() as waiting:
        adviser.page.get_by_role("link", name="Download as CSV").click()
    waiting.value.save_as(tmp_path / "report.csv")
    assert "10-49 people,customers,1" in (tmp_path / "report.csv").read_text("utf-8-sig")
    # and when the customer ends it, nothing of it is left on the adviser's page
    firm.page.get_by_text("End the agreement").click()
    firm.page.get_by_role("button", name="End it now").click()
    expect(firm.page.get_by_role("button", name="End it now")).to_have_count(0)
    adviser.page.goto(customer)
    adviser.reads("its books are closed")
    firm.leaves_an_accessible_page()
