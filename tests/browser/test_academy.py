"""A worker learns, and somebody else checks what they can show for it."""

import re

import pytest

from tests.browser.conftest import DESK, PHONE, visitor
from toepas.academy import banks, item_option, item_question
from toepas.kernel import Words

pytestmark = pytest.mark.browser
EN = Words("en")


def answers_right(page) -> None:
    """Choose the right option of every question that is asked, as somebody does who knows them."""
    known = {item_question(item, EN): item_option(item, 0, EN) for item in banks()["ai-literacy"].items}
    for group in page.locator("fieldset").all():
        question = re.sub(r"^\d+\. ", "", group.locator("legend").inner_text())
        group.get_by_label(known[question], exact=True).check()


def test_a_worker_finishes_a_path_and_a_third_party_verifies_the_credential(chromium, site, tmp_path):
    # given a worker with an account, on a phone
    worker = visitor(chromium, site, viewport=PHONE)
    page = worker.page
    worker.opens("/en/account/signup/")
    page.get_by_label("Email").fill("worker@example.org")
    page.get_by_label("Password", exact=False).first.fill("a-long-enough-secret")
    page.get_by_role("button", name="Sign Up").click()
    page.get_by_label("Code").fill(worker.code_from_mail())
    page.get_by_role("button", name="Confirm").click()
    # when they say what they can already, and take the path for their work
    worker.opens("/en/academy/test/")
    page.get_by_label("I know the usual mistakes of AI", exact=False).select_option("2")
    worker.leaves_an_accessible_page()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Office clerk").click()
    page.get_by_role("button", name="Take this path").click()
    worker.leaves_an_accessible_page()
    # and do the courses
    while page.get_by_role("button", name="I have finished it").count():
        page.get_by_role("button", name="I have finished it").first.click()
        page.wait_for_load_state()
    # and pass the quiz
    page.get_by_role("link", name="To the quiz").click()
    page.get_by_role("button", name="Begin").click()
    worker.leaves_an_accessible_page()
    answers_right(page)
    page.get_by_role("button", name="Hand in").click()
    worker.reads("Passed.")
    worker.leaves_an_accessible_page()
    page.get_by_role("link", name="Your path: Office clerk").click()
    page.get_by_role("button", name="Get the credential").click()
    # then they can take the credential along
    worker.reads("Your credential is there.")
    worker.leaves_an_accessible_page()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download for a wallet").click()
    waiting.value.save_as(tmp_path / "credential.json")
    assert "worker@example.org" not in (tmp_path / "credential.json").read_text()
    address = page.get_by_role("link", name="Page where anybody can check it").get_attribute("href")
    # and somebody without an account, who was given the file or the address, sees that it is valid and nobody's name
    other = visitor(chromium, site, viewport=DESK)
    other.opens("/en/academy/verify/")
    other.page.get_by_label("or choose its file").set_input_files(str(tmp_path / "credential.json"))
    other.page.get_by_role("button", name="Check", exact=True).click()
    other.reads("This credential is valid.")
    other.leaves_an_accessible_page()
    other.opens(address)
    other.reads("This credential is valid.")
    other.reads("Example Academy")
    assert "worker" not in other.page.locator("main").inner_text().lower()
    other.leaves_an_accessible_page()
    # and what was changed since is not
    changed = (tmp_path / "credential.json").read_text().replace("AI literacy for people", "Mastery of AI for people")
    other.opens("/en/academy/verify/")
    other.page.get_by_label("Paste the credential").fill(changed)
    other.page.get_by_role("button", name="Check", exact=True).click()
    other.reads("This credential is not valid.")
    other.page.context.close()
    page.context.close()
