"""What people do in more than one journey: make an account and an organisation, get a role for the whole site."""

import os
import re
import subprocess
import sys

from tests.repository.project import ROOT


def signs_up(person, email: str) -> None:
    """Make an account with this address, with the code that comes by mail."""
    page, before = person.page, len(person.log.read_text())
    person.opens("/en/account/signup/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=False).first.fill("a-long-enough-secret")
    page.get_by_role("button", name="Sign Up").click()
    page.get_by_label("Code").wait_for()
    found: list[str] = []
    for _ in range(100):
        found = re.findall(r"^([A-Z0-9]{3,4}-[A-Z0-9]{3,4})$", person.log.read_text()[before:], re.MULTILINE)
        if found:
            break
        page.wait_for_timeout(100)
    page.get_by_label("Code").fill(found[-1])
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_load_state()


def makes_an_organisation(person, name: str, kind: str) -> None:
    person.opens("/en/organisations/new/")
    person.page.get_by_label("Name").fill(name)
    person.page.get_by_label("Kind").select_option(kind)
    person.page.get_by_label("Country").select_option("NL")
    person.page.get_by_label("Size").select_option("10-49")
    person.page.get_by_role("button", name="Save").click()


def gets_a_role(person, email: str, role: str) -> None:
    """An administrator gives it at the terminal, as the guide of the site says."""
    _at_the_terminal(person, "manage", "role", email, role)


def the_site_signs_reports(person) -> None:
    """The account that runs the site makes a key, as the guide of the site says."""
    if not list((person.log.parent / "data" / "keys").glob("*")):
        _at_the_terminal(person, "validate", "keys")


def _at_the_terminal(person, *command: str) -> None:
    home = person.log.parent
    subprocess.run(
        [sys.executable, "-P", "-m", "toepas", *command],
        env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "TOEPAS_HOME": str(home / "data")},
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
