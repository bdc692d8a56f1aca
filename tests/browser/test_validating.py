"""Testing a model on one's own data, in a real browser, from a table to a PDF."""

import pytest

from tests.repository.project import ROOT

pytestmark = pytest.mark.browser
TABLE = ROOT / "examples" / "assurance" / "four-hospitals.csv"
MINUTES = 5 * 60_000
PAGES = [
    "/nl/assurance/", "/en/assurance/example/", "/nl/assurance/seal/", "/nl/assurance/energy/",
    "/nl/catalogue/asset/eurollm-9b/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_pages_for_everybody_are_accessible(reader, path):
    reader.finds_it_accessible_on_a_desk_and_on_a_phone(path)


def test_somebody_uploads_a_table_reads_the_verdict_and_takes_the_pdf_along(person, tmp_path):
    # given somebody with an account and a table
    page = person.page
    width = page.viewport_size["width"]
    person.opens("/en/account/signup/")
    page.get_by_label("Email").fill(f"tester{width}@example.org")
    page.get_by_label("Password", exact=False).first.fill("a-long-enough-secret")
    page.get_by_role("button", name="Sign Up").click()
    page.get_by_label("Code").fill(person.code_from_mail())
    page.get_by_role("button", name="Confirm").click()
    person.opens("/en/assurance/")
    page.get_by_role("link", name="Upload a table").click()
    # when they forget something, it is said beside the field
    page.get_by_role("button", name="Upload, and choose the columns").click()
    person.reads("Choose a file.")
    person.leaves_an_accessible_page()
    # and when they upload it and say which column says what
    page.get_by_label("The table").set_input_files(TABLE)
    page.get_by_label("What is this validation called?").fill("Heart model")
    page.get_by_role("button", name="Upload, and choose the columns").click()
    person.reads("7 columns")
    person.leaves_an_accessible_page()
    page.get_by_label("At which site").select_option("hospital")
    page.get_by_label("From which score does a case count").fill("0.5")
    page.get_by_label("Measure 1").select_option("sensitivity")
    page.get_by_label("Number 1").fill("0.8")
    page.get_by_label("for every group and site (1)").check()
    page.get_by_role("button", name="Work out the verdict").click()
    person.reads("being worked out")
    person.leaves_an_accessible_page()
    # then the verdict comes by itself, in plain words, the first thing on the page
    page.get_by_role("heading", name="Take it along").wait_for(timeout=MINUTES)
    person.reads("a demand is not met")
    person.reads("of 50 cases with “disease” the model found 28")
    person.leaves_an_accessible_page()
    # and they take the PDF along, and delete the data
    with page.expect_download() as download:
        page.get_by_role("link", name="report.pdf").click()
    download.value.save_as(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    page.get_by_role("button", name="Delete the data now").click()
    person.reads("They are deleted; this report stays until you delete it.")
    person.leaves_an_accessible_page()


def test_an_energy_report_is_checked_without_scripts(person_without_scripts):
    # given somebody whose browser runs no scripts, and an energy report with a mistake
    page = person_without_scripts.page
    person_without_scripts.opens("/en/assurance/energy/")
    # when they send it
    page.get_by_label("The report").set_input_files({"name": "r.yaml", "mimeType": "text/yaml", "buffer": b"id: x\n"})
    page.get_by_role("button", name="Check").click()
    # then the place and what to do stand beside the field
    person_without_scripts.reads("is missing here")
