"""A worker learns, and somebody else checks what they can show for it."""

import datetime
import json
import os
import re
import subprocess
import sys

import pytest

from tests.browser.conftest import DESK, PHONE, visitor
from tests.library.academy.material import LIST
from tests.repository.project import ROOT
from toepas.academy import Office, banks, item_option, item_question, make_key, present, read_description
from toepas.kernel import Words

pytestmark = pytest.mark.browser
EN = Words("en")
ADDRESS = "worker@example.org"


def now() -> datetime.datetime:
    return datetime.datetime.now(tz=datetime.UTC).replace(microsecond=0)


def answers_right(page) -> None:
    """Choose the right option of every question that is asked, as somebody does who knows them."""
    known = {item_question(item, EN): item_option(item, 0, EN) for item in banks()["ai-literacy"].items}
    for group in page.locator("fieldset").all():
        question = re.sub(r"^\d+\. ", "", group.locator("legend").inner_text())
        group.get_by_label(known[question], exact=True).check()


def signs_up(worker) -> None:
    worker.opens("/en/account/signup/")
    worker.page.get_by_label("Email").fill(ADDRESS)
    worker.page.get_by_label("Password", exact=False).first.fill("a-long-enough-secret")
    worker.page.get_by_role("button", name="Sign Up").click()
    worker.page.get_by_label("Code").fill(worker.code_from_mail())
    worker.page.get_by_role("button", name="Confirm").click()


def takes_the_path(worker) -> None:
    """Says what they can already, takes the path for their work, and does the courses."""
    page = worker.page
    worker.opens("/en/academy/test/")
    page.get_by_label("I know the usual mistakes of AI", exact=False).select_option("2")
    worker.leaves_an_accessible_page()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Office clerk").click()
    page.get_by_role("button", name="Take this path").click()
    worker.leaves_an_accessible_page()
    while page.get_by_role("button", name="I have finished it").count():
        page.get_by_role("button", name="I have finished it").first.click()
        page.wait_for_load_state()


def passes_the_quiz(worker) -> None:
    """Not at the first try: then they read what to look at again."""
    page = worker.page
    page.get_by_role("link", name="To the quiz").click()
    page.get_by_role("button", name="Begin").click()
    worker.leaves_an_accessible_page()
    page.get_by_role("button", name="Hand in").click()
    worker.reads("To look at again")
    worker.reads("You can try 2 more times today.")
    worker.leaves_an_accessible_page()
    page.get_by_role("link", name="Your path: Office clerk").click()
    page.get_by_role("link", name="To the quiz").click()
    page.get_by_role("button", name="Begin").click()
    answers_right(page)
    page.get_by_role("button", name="Hand in").click()
    worker.reads("Passed.")
    worker.leaves_an_accessible_page()


def gets_the_credential(worker, wallet) -> None:
    """Bound to the key of their wallet, which answers the question that stands there."""
    page = worker.page
    page.get_by_role("link", name="Your path: Office clerk").click()
    page.get_by_text("Bind it to your wallet").click()
    worker.leaves_an_accessible_page()
    question, domain = page.locator("details code").all_inner_texts()
    answer = present(None, wallet.secret, holder=wallet.did, challenge=question, domain=domain, now=now())
    page.get_by_label("The key of your wallet").fill(wallet.did)
    page.get_by_label("The answer of your wallet").fill(json.dumps(answer))
    page.get_by_role("button", name="Get the credential").click()
    worker.reads("Your credential is there.")
    worker.reads("Bound to the key of your wallet")
    worker.leaves_an_accessible_page()


def downloads(worker, folder) -> dict:
    """The credential, and a badge that carries it, in files. Returns the credential."""
    for link, name in (
        ("Download for a wallet", "credential.json"),
        ("Badge as PNG", "badge.png"),
        ("as SVG", "badge.svg"),
    ):
        with worker.page.expect_download() as waiting:
            worker.page.get_by_role("link", name=link).click()
        waiting.value.save_as(folder / name)
    text = (folder / "credential.json").read_text()
    assert ADDRESS not in text
    return json.loads(text)


def checks(other, file=None, text="", **more) -> None:
    other.opens("/en/academy/verify/")
    page = other.page
    if file:
        page.get_by_label("or choose its file").set_input_files(str(file))
    if text:
        page.get_by_label("Paste the credential").fill(text)
    if more:
        page.get_by_text("Is it about the person before you?").click()
    for label, value in more.items():
        page.get_by_label({"learner": "Their e-mail address", "question": "Your question to the wallet"}[label]).fill(
            value
        )
    page.get_by_role("button", name="Check this credential").click()


def revokes(site, file) -> None:
    """The issuer, at the terminal of the machine where the site runs."""
    home = site[1].parent / "data"
    command = [sys.executable, "-m", "toepas", "credential", "revoke", str(file)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TOEPAS_HOME": str(home)}
    subprocess.run(command, env=env, check=True, capture_output=True)


def test_a_worker_finishes_a_path_and_a_third_party_verifies_the_credential(chromium, site, tmp_path):
    # given a worker with an account, on a phone, who finishes a path and gets a credential bound to their wallet
    worker, wallet = visitor(chromium, site, viewport=PHONE), make_key(now())
    signs_up(worker)
    takes_the_path(worker)
    passes_the_quiz(worker)
    gets_the_credential(worker, wallet)
    made = downloads(worker, tmp_path)
    address = worker.page.get_by_role("link", name="Page where anybody can check it").get_attribute("href")
    # when somebody without an account gets the file, the badge or the address, then it is valid, and names nobody
    other = visitor(chromium, site, viewport=DESK)
    for name in ("credential.json", "badge.svg", "badge.png"):
        checks(other, tmp_path / name)
        other.reads("This credential is valid.")
        other.reads("That whoever shows it is the one it is about.")
    other.leaves_an_accessible_page()
    other.opens(address)
    other.reads("This credential is valid.")
    other.reads("Example Academy")
    assert "worker" not in other.page.locator("main").inner_text().lower()
    other.leaves_an_accessible_page()
    # and the worker's wallet proves that it is theirs, by answering the question of the one who asks
    other.opens("/en/academy/verify/")
    question = other.page.get_by_label("Your question to the wallet").input_value()
    domain = site[0].removeprefix("http://")
    shown = present(made, wallet.secret, holder=wallet.did, challenge=question, domain=domain, now=now())
    checks(other, text=json.dumps(shown), question=question)
    other.reads("they answered your question with it")
    other.leaves_an_accessible_page()
    # and the same answer to another question is refused: it may be a copy
    checks(other, text=json.dumps(shown), question="another question")
    other.reads("This credential is not valid.")
    # and the address of somebody else is not theirs
    checks(other, tmp_path / "credential.json", learner="somebody.else@example.org")
    other.reads("It is not about the person with the e-mail address that you typed.")
    other.leaves_an_accessible_page()
    # and what was changed since is not valid
    checks(other, text=json.dumps(made).replace("AI literacy for people", "Mastery of AI for people"))
    other.reads("This credential is not valid. The signature does not fit")
    other.leaves_an_accessible_page()
    # and once the issuer has revoked it, nor is the credential itself
    revokes(site, tmp_path / "credential.json")
    checks(other, tmp_path / "badge.png")
    other.reads("This credential is not valid. The issuer has revoked it.")
    other.opens(address)
    other.reads("The issuer has revoked it.")
    other.leaves_an_accessible_page()
    other.page.context.close()
    worker.page.context.close()


def test_a_third_party_is_told_that_a_credential_has_expired(chromium, site, tmp_path):
    # given a credential of another issuer that ended last year
    guide = (ROOT / "docs/guides/credentials.md").read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "course.yaml").write_text(guide, "utf-8")
    office, begun = Office(tmp_path / "office", EN), datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    office.open(begun, did=None, list_address=LIST)
    made = office.issue(*read_description(tmp_path / "course.yaml", EN), begun, identity=ADDRESS)
    # when somebody checks it, then they read since when it no longer counts
    other = visitor(chromium, site, viewport=PHONE)
    checks(other, text=json.dumps(made.credential))
    other.reads("This credential is not valid. It has expired: it was valid until 1 January 2025.")
    other.leaves_an_accessible_page()
    other.page.context.close()
