"""What people come for, in a real browser. Each journey: given somebody, when they do this, then they see that."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, visitor
from tests.web.conftest import example

pytestmark = pytest.mark.browser
ANSWERS = example("cv-ranking-staffing-agency").pack()
PAGES = [
    "/en/", "/nl/", "/nl/about/", "/nl/privacy/", "/nl/accessibility/", "/nl/interfaces/", "/nl/check/", "/nl/check/question/",
    "/nl/check/question/organisation_country/", "/nl/check/question/placed_on_market_on/", "/nl/check/question/annex_i_product/",
    "/nl/check/question/toys/", f"/nl/check/answers/?a={ANSWERS}", f"/nl/check/result/?a={ANSWERS}", "/en/check/result/",
    f"/nl/check/result/texts/?a={ANSWERS}", f"/nl/check/result/otherwise/high_risk/?a={ANSWERS}", f"/nl/dossier/?a={ANSWERS}",
    "/nl/catalogue/?q=chatbot", "/nl/catalogue/asset/eurollm-9b/", "/nl/catalogue/compare/?id=eurollm-9b&id=ebo", "/nl/catalogue/match/?q=robots in de fabriek&country=NL", "/nl/sectors/", "/nl/sectors/energy/", "/nl/sectors/manufacturing/?country=NL", "/en/sectors/defence-and-space/",
    "/nl/strategy/", "/en/strategy/?sector=energy&deadline=none", "/nl/strategy/action/ai-factories/", "/nl/strategy/money/", "/nl/strategy/questions/?sector=agri-food&country=NL",
    "/nl/strategy/contradictions/", "/nl/strategy/gaps/?gap=no-actor", "/nl/strategy/governance/", "/nl/strategy/proposals/", "/nl/strategy/?sector=none",
    "/nl/law/", "/nl/law/?q=logboek", "/nl/law/?q=zzzz", "/nl/law/changes/", "/nl/law/art_26/", "/nl/law/anx_III/", "/nl/law/rct_12/",
    "/nl/alliance/calls/", "/nl/calendar/", "/nl/authorities/", "/nl/authorities/?country=NL", "/nl/authorities/?country=XX", "/nl/ask/", "/nl/ask/?q=Mag ik sollicitanten laten rangschikken door AI?",
    "/nl/observatory/", "/nl/observatory/ai-use/", "/nl/observatory/ai-use/?geo=NL&geo=EU27_2020&chart=line", "/nl/observatory/ai-use/?geo=XX",
    "/nl/observatory/ai-technologies/", "/en/observatory/ai-use-by-activity/", "/nl/observatory/strategy-figures/",
    "/nl/observatory/country/NL/", "/nl/observatory/labour/", "/nl/observatory/labour/?geo=NL&by=sex", "/nl/observatory/labour/?q=verpleeg",
    "/nl/observatory/occupation/4131/", "/nl/observatory/occupation/41/", "/nl/observatory/data/isoc_eb_ai/",
    "/nl/observatory/find/?q=weer morgen", "/nl/observatory/embed/indicator=ai-use&geo=NL/",
    "/nl/academy/", "/nl/academy/profile/data-entry-clerk/", "/en/academy/profile/role-overseer/", "/nl/academy/verify/", "/nl/academy/verify/?id=none",
    "/nl/network/", "/nl/network/?sector=energy", "/nl/network/workstreams/", "/nl/network/workstreams/energy/",
    "/nl/search/", "/nl/search/?q=energie", "/en/search/?q=transparency&kind=law", "/nl/search/?q=qqzz", f"/nl/search/?q={'x' * 201}",
    "/nl/account/login/", "/nl/account/signup/", "/nl/account/password/reset/", "/nl/account/login/code/", "/nl/nothing/", "/nl/check/result/?a=broken",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_on_a_desk_and_on_a_phone_in_light_and_dark(reader, path):
    reader.finds_it_accessible_on_a_desk_and_on_a_phone(path)


def test_every_hidden_part_of_the_result_is_accessible_too(person):
    # given the result of a check
    person.opens(f"/en/check/result/?a={ANSWERS}")
    # when every part is opened
    person.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    # then it passes as well
    person.leaves_an_accessible_page()


def test_somebody_without_an_account_gets_from_the_home_page_to_a_dossier_in_dutch(person, tmp_path):
    # given somebody who reads Dutch
    person.opens("/nl/")
    # when they check their system, leave a question open and look at the result
    person.page.get_by_role("link", name="Check uw AI-systeem").click()
    person.page.get_by_role("link", name="De check beginnen").click()
    person.answers("Ja", then="Verder")
    person.answers("Ik weet het niet", then="Verder")
    person.answers("Ja", then="Antwoorden en de uitkomst bekijken")
    # then they see what is settled and what is open
    person.reads("vragen staan nog open")
    # and when they download everything
    person.page.get_by_role("link", name="Het dossier downloaden").last.click()
    person.page.get_by_label("Naam van de casus").fill("Selectie van sollicitanten")
    with person.page.expect_download() as waiting:
        person.page.get_by_role("button", name="Alle bestanden downloaden (ZIP)").click()
    # then it is a dossier in Dutch with that name
    waiting.value.save_as(tmp_path / "dossier.zip")
    with zipfile.ZipFile(tmp_path / "dossier.zip") as packed:
        assert {"dossier.html", "dossier.pdf", "dossier.json", "deadlines.ics", "tasks.csv"} <= set(packed.namelist())
        html = packed.read("dossier.html").decode()
    assert '<html lang="nl">' in html
    assert "Selectie van sollicitanten" in html
    person.leaves_an_accessible_page()


def test_the_keyboard_alone_is_enough_for_the_check(chromium, site):
    # given somebody who uses no mouse
    person = visitor(chromium, site, viewport=DESK)
    keyboard, page = person.page.keyboard, person.page

    def focus(text: str) -> None:
        """Press Tab until the element with this text has the focus."""
        for _ in range(60):
            keyboard.press("Tab")
            here = page.evaluate("(document.activeElement.labels?.[0] || document.activeElement).innerText || ''")
            if text in here:
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none"
                return
        raise AssertionError(text)

    person.opens("/nl/")
    # when the first stop is the way past the menu
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    keyboard.press("Enter")
    focus("Check uw AI-systeem")
    keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Wat vraagt de AI-verordening van u?")
    focus("De check beginnen")
    keyboard.press("Enter")
    # and the first question is answered with the arrow keys
    expect(page.locator("h1")).to_contain_text("AI-systeem")
    focus("Ja")
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    keyboard.press("ArrowUp")
    focus("Antwoorden en de uitkomst bekijken")
    keyboard.press("Enter")
    # then the result is there, and a duty opens with Enter
    expect(page.locator("h1")).to_contain_text("Wat de AI-verordening van u vraagt")
    focus("Het dossier downloaden")
    keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Het dossier downloaden")
    focus("Het dossier als pdf")
    with page.expect_download() as waiting:
        keyboard.press("Enter")
    assert waiting.value.suggested_filename == "dossier.pdf"
    person.leaves_an_accessible_page()
    page.context.close()


def test_the_check_works_without_scripts(person_without_scripts):
    # given a browser without scripts
    person = person_without_scripts
    person.opens("/en/check/")
    person.page.get_by_role("link", name="Start the check").click()
    # when nothing is chosen
    person.page.get_by_role("button", name="Go on", exact=True).click()
    # then the page says so, with a link to the field
    person.reads("There is a problem")
    person.answers("Yes")
    # and when an answer is changed
    person.page.get_by_role("link", name="Look at or change your answers").click()
    person.page.get_by_role("link", name=re.compile("Change ?: Is it an AI system")).click()
    expect(person.page.get_by_label("Yes", exact=True)).to_be_checked()
    person.answers("No", then="Answer and see the result")
    # then the result follows
    person.reads("questions are still open")
    # and the law can be searched
    person.opens("/en/law/")
    person.page.get_by_role("main").get_by_role("searchbox").fill("logs")
    person.page.get_by_role("main").get_by_role("button", name="Search").click()
    person.reads("Article 19")


def test_somebody_gets_from_the_home_page_to_a_sector_its_actions_and_its_figure(person):
    # given somebody who works in energy
    person.opens("/en/")
    person.page.get_by_role("link", name="Your sector").click()
    person.page.get_by_role("link", name="Energy", exact=True).click()
    person.reads("What the strategy announced")
    # when they look at an action
    person.page.get_by_role("link", name="AI models for the energy system").first.click()
    person.reads("no deadline was given")
    person.leaves_an_accessible_page()
    # and go from there to the figures of the sector
    person.page.get_by_role("link", name="Use of AI: Energy").click()
    expect(person.page.locator("#figures")).to_be_in_viewport()
    person.reads("Electricity, gas, steam and cooling, European Union, 2025")
    chart = person.page.locator("main figure img").first
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_js_property("complete", True)
    assert chart.evaluate("image => image.naturalWidth") > 100
    # then the observatory has the same figure, to take along
    person.page.get_by_role("link", name=re.compile("Open in the observatory")).click()
    person.reads("Electricity, gas, steam and cooling")
    person.leaves_an_accessible_page()


def test_proposals_are_laid_beside_the_actions_without_scripts(person_without_scripts):
    # given somebody with two proposals and a browser without scripts
    person = person_without_scripts
    person.opens("/en/strategy/proposals/")
    # when nothing is sent
    person.page.get_by_role("button", name="Compare").click()
    # then the page says so
    person.reads("Nothing was sent.")
    # and when a line is sent
    person.page.get_by_label("Your proposals").fill("A network of centres that screen for cancer with AI")
    person.page.get_by_role("button", name="Compare").click(timeout=180_000)
    # then its action is found, with the reason; the first time the actions are read for their meaning
    found = person.page.get_by_role("link", name="European network of AI-powered screening centres")
    expect(found.first).to_be_visible()
    person.reads("is near to")


def test_a_question_leads_to_a_figure_that_is_taken_along(person, tmp_path):
    # given somebody who wants to know how many small firms use AI
    person.opens("/en/observatory/")
    page = person.page
    page.get_by_label("Ask for a figure").fill("use of AI by small firms in the Netherlands in 2025")
    # when they ask
    page.get_by_role("button", name="Find the figure").click()
    # then the figure is there, with what was understood, and a picture that fits their screen and theme
    person.reads("Your question: use of AI by small firms in the Netherlands in 2025")
    person.reads("28.76")
    person.reads("break in the series")
    picture = page.locator(".chart img").first
    expect(picture).to_be_visible()
    shown = picture.evaluate("async image => { await image.decode(); return [image.currentSrc, image.naturalWidth]; }")
    phone = page.viewport_size["width"] < 600
    assert ("size=phone" in shown[0], "theme=dark" in shown[0]) == (phone, phone)
    assert shown[1] > 300
    person.leaves_an_accessible_page()
    # and when they choose another country and take it along
    page.get_by_text("Choose places, years and groups").click()
    page.get_by_label("Germany", exact=True).check()
    page.get_by_role("button", name="Show this").click()
    person.reads("23.06")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Everything in one file (ZIP)").click()
    # then all of it is in one file
    waiting.value.save_as(tmp_path / "figures.zip")
    with zipfile.ZipFile(tmp_path / "figures.zip") as packed:
        table = packed.read("ai-use/ai-use.csv").decode()
    assert "28.76" in table
    assert "23.06" in table
    person.leaves_an_accessible_page()


def test_figures_are_chosen_without_scripts(person_without_scripts):
    person = person_without_scripts
    person.opens("/en/observatory/ai-use/")
    person.page.get_by_text("Choose places, years and groups").click()
    person.page.get_by_label("Malta", exact=True).check()
    person.page.get_by_label("2023", exact=True).check()
    person.page.get_by_label("2025", exact=True).check()
    person.page.get_by_label("Chart", exact=True).select_option("")
    person.page.get_by_role("button", name="Show this").click()
    person.reads("13.17")
    person.reads("Malta")


def test_the_back_button_of_the_browser_goes_back_one_question(person):
    person.opens("/en/check/question/")
    first = person.heading()
    person.answers("Yes")
    expect(person.page.locator("h1")).not_to_have_text(first)
    person.page.go_back()
    expect(person.page.locator("h1")).to_have_text(first)
    person.leaves_an_accessible_page()


def test_a_link_brings_somebody_else_to_the_same_result(person, chromium, site):
    person.opens(f"/en/check/result/?a={ANSWERS}")
    link = person.page.get_by_label(re.compile("A link to this result")).input_value()
    other = visitor(chromium, site, viewport=DESK)
    other.page.goto(link)
    other.reads("This is a high-risk system")
    other.leaves_an_accessible_page()
    other.page.context.close()


def test_somebody_makes_an_account_saves_a_case_works_on_it_and_deletes_everything(chromium, site, tmp_path):
    # given somebody with a result
    person = visitor(chromium, site, viewport=DESK)
    page = person.page
    person.opens(f"/en/check/result/?a={ANSWERS}")
    # when they save it and make an account for that
    page.get_by_role("link", name="Save this case").first.click()
    page.get_by_role("link", name="sign up").click()
    page.get_by_label("Email").fill("person@example.org")
    page.get_by_label("Password", exact=False).first.fill("a-long-enough-secret")
    page.get_by_role("button", name="Sign Up").click()
    person.leaves_an_accessible_page()
    page.get_by_label("Code").fill(person.code_from_mail())
    page.get_by_role("button", name="Confirm").click()
    # then they are back where they were, and can save
    page.get_by_label("Name of the case").fill("Ranking applicants")
    page.get_by_role("button", name="Save", exact=True).click()
    person.reads("The case is saved.")
    person.leaves_an_accessible_page()
    # and when they take up a duty with a file as evidence
    page.get_by_role("link", name="Help your people understand AI").click()
    page.get_by_label("Being done").check()
    page.get_by_label("Who does it").fill("Head of personnel")
    page.get_by_role("button", name="Save", exact=True).click()
    person.reads("The task is saved.")
    proof = tmp_path / "plan.txt"
    proof.write_text("Our plan")
    page.get_by_label("Add a file").set_input_files(str(proof))
    page.get_by_role("button", name="Add", exact=True).click()
    person.reads("plan.txt")
    person.leaves_an_accessible_page()
    # and change an answer
    page.get_by_role("link", name="Ranking applicants").click()
    page.get_by_role("link", name="Look at or change your answers").click()
    page.get_by_role("link", name=re.compile("Change ?: .*recruit", re.IGNORECASE)).first.click()
    person.leaves_an_accessible_page()
    person.opens("/en/check/cases/")
    person.leaves_an_accessible_page()
    # then everything can be taken along and deleted
    person.opens("/en/account/")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download everything").click()
    assert waiting.value.suggested_filename == "toepas-my-data.zip"
    person.leaves_an_accessible_page()
    page.get_by_role("link", name="Delete this account").click()
    page.get_by_role("button", name="Delete everything").click()
    person.reads("Type the e-mail address of this account.")
    person.leaves_an_accessible_page()
    page.get_by_label(re.compile("Your e-mail address")).fill("person@example.org")
    page.get_by_role("button", name="Delete everything").click()
    person.reads("Everything that belonged to it is gone.")
    person.leaves_an_accessible_page()
    page.context.close()


def test_a_passkey_can_be_added_and_used_to_sign_in(chromium, site):
    # given an account and a device that can hold passkeys
    person = visitor(chromium, site, viewport=DESK)
    page = person.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})
    person.opens("/en/account/signup/")
    page.get_by_label("Email").fill("passkey@example.org")
    page.get_by_label("Password", exact=False).first.fill("a-long-enough-secret")
    page.get_by_role("button", name="Sign Up").click()
    page.get_by_label("Code").fill(person.code_from_mail())
    page.get_by_role("button", name="Confirm").click()
    # when they add a passkey
    person.opens("/en/account/2fa/webauthn/add/")
    if page.get_by_label("Password", exact=False).count():
        page.get_by_label("Password", exact=False).first.fill("a-long-enough-secret")
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name", exact=False).fill("Phone")
    if page.get_by_label("Passwordless", exact=False).count():
        page.get_by_label("Passwordless", exact=False).check()
    person.leaves_an_accessible_page()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(re.compile("webauthn/(?!add)|recovery"))
    page.wait_for_load_state()
    person.leaves_an_accessible_page()
    # and sign out
    person.opens("/en/account/")
    page.get_by_role("button", name="Sign out").click()
    # then they sign in with it, without a password
    person.opens("/en/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile("/check/cases/"))
    person.leaves_an_accessible_page()
    page.context.close()
