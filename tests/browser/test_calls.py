"""A call of interest from its draft to a decision that an appeal changes: those who run it, those who apply, those who judge."""

import datetime
import sqlite3

import pytest

from tests.browser.conftest import DESK, PHONE, visitor
from tests.browser.people import gets_a_role, makes_an_organisation, signs_up

pytestmark = pytest.mark.browser
JUDGES = ("owl@judges.example", "swan@judges.example", "falcon@judges.example")
QUESTIONS = (
    {"Question": "Are you in the Union?", "kind": "Yes or no", "Which answer is needed": "yes"},
    {"Question": "How many people work for you?", "kind": "A number", "Which answer is needed": "0..249"},
    {"Question": "What will you try?", "kind": "A longer text"},
)
CRITERIA = (("Use for patients", "2", "3"), ("Quality of the plan", "1", ""))


@pytest.fixture
def people(chromium, site):
    """Browsers by name: phones are dark, desks are light."""
    made = {}

    def of(name: str, size=DESK):
        if name not in made:
            made[name] = visitor(
                chromium, site, viewport=size, locale="en-IE", color_scheme="dark" if size == PHONE else "light"
            )
        return made[name]

    yield of
    for person in made.values():
        person.page.context.close()


def runs_calls(person, email):
    signs_up(person, email)
    gets_a_role(person, email, "policy-maker")


def drafts_a_call(runner) -> str:
    """Everything a call needs, typed in. Returns its address."""
    page = runner.page
    runner.opens("/en/alliance/calls/")
    page.get_by_role("link", name="Make a call").click()
    page.get_by_role("button", name="Save").click()
    runner.reads("There is a problem")
    runner.leaves_an_accessible_page()
    page.get_by_label("Title").fill("Pilots in hospitals")
    page.get_by_label("Kind").select_option("Pilot")
    page.get_by_label("What it is about").fill("Try a model in a ward.\nSay what it changed.")
    page.get_by_label("Last day").fill("2099-10-30")
    page.get_by_label("Time zone").select_option("Europe/Helsinki")
    page.get_by_label("How many people judge each application").fill("2")
    page.get_by_label("People from at least two countries").uncheck()
    page.get_by_label("At least one person with much experience").uncheck()
    page.get_by_role("button", name="Save").click()
    for one in QUESTIONS:
        page.get_by_label("Question", exact=True).fill(one["Question"])
        page.get_by_label("What kind of answer").select_option(one["kind"])
        if "Which answer is needed" in one:
            page.get_by_label("Which answer is needed to take part").fill(one["Which answer is needed"])
            page.get_by_label("Has to be answered").check()
        page.get_by_role("button", name="Add the question").click()
    for name, weight, least in CRITERIA:
        page.get_by_label("Criterion", exact=False).first.fill(name)
        page.get_by_label("Weight").fill(weight)
        page.get_by_label("Mean that is needed").fill(least)
        page.get_by_role("button", name="Add the criterion").click()
    runner.leaves_an_accessible_page()
    page.get_by_role("button", name="Open the call").click()
    runner.reads("30 October 2099, 17:00 (Europe/Helsinki)")
    runner.reads("2 people judge each application.")
    runner.leaves_an_accessible_page()
    return page.url


def applies(firm, call, name, people, send="Hand in"):
    page = firm.page
    page.goto(call)
    page.get_by_role("link", name=f"Apply for {name}").click()
    page.get_by_label("Are you in the Union?").select_option("yes")
    page.get_by_label("How many people work for you?").fill(people)
    page.get_by_label("What will you try?").fill(f"{name} reads scans at night.")
    if send:
        page.get_by_role("button", name=send).click()


def agrees_to_judge(people, runner, call, address, gender):
    page = runner.page
    page.goto(f"{call}manage/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Invite to judge").click()
    runner.reads("The invitation was sent.")
    judge = people(address, PHONE if address == JUDGES[0] else DESK)
    signs_up(judge, address)
    judge.opens("/en/alliance/reviews/")
    judge.page.get_by_role("link", name="Read and answer").click()
    judge.page.get_by_label("Gender").select_option(gender)
    judge.leaves_an_accessible_page()
    judge.page.get_by_role("button", name="I will judge").click()
    judge.reads("You agreed to judge for Pilots in hospitals.")


def the_deadline_passes(runner):
    """The clock of the site is not ours to turn, so the deadline comes to it."""
    past = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=1)
    with sqlite3.connect(runner.log.parent / "data" / "site.sqlite3", timeout=20) as kept:
        kept.execute("UPDATE alliance_call SET deadline = ?", [past.strftime("%Y-%m-%d %H:%M:%S.%f")])
    kept.close()


def judges(judge, scores, comment):
    """Everything that waits, with the keyboard alone: from one score to the next, and send."""
    page = judge.page
    judge.opens("/en/alliance/reviews/")
    waiting = page.locator("main .results li", has_text="not judged yet").get_by_role("link")
    while waiting.count():
        waiting.first.click()
        name = judge.heading().removeprefix("Judge the application of ")
        page.get_by_label(CRITERIA[0][0]).focus()
        for typed in (*scores[name], comment.format(name=name)):
            page.keyboard.type(typed)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        judge.reads("Your review was received.")


def declares_a_conflict(people) -> None:
    """Of the two women, who is on every panel or one of them, the first who was given something must not judge it."""
    for address in (JUDGES[0], JUDGES[2]):
        judge = people(address)
        judge.opens("/en/alliance/reviews/")
        if judge.page.locator("main .results a").count():
            judge.page.locator("main .results a").first.click()
            judge.leaves_an_accessible_page()
            judge.page.get_by_role("button", name="I have a conflict of interest").click()
            return
    raise AssertionError("neither was given anything")


def decides(runner, call, decisions):
    page = runner.page
    page.goto(f"{call}manage/")
    for name, decision in decisions.items():
        page.get_by_label(f"Decision: {name}").select_option(decision)
    runner.leaves_an_accessible_page()
    page.get_by_role("button", name="Decide", exact=True).click()


def reads_own(firm, call, name):
    firm.page.goto(call)
    firm.page.locator("main").get_by_role("link", name=name, exact=True).click()


def names_nobody_who_judged(firm) -> None:
    """Neither the page nor its source, nor what the organisation takes along."""
    source = firm.page.content().lower()
    assert [word for word in ("judges.example", "owl", "swan", "falcon") if word in source] == []


def has_it_judged_anew(second, call):
    page = second.page
    page.goto(f"{call}manage/")
    page.get_by_role("link", name="Answer the appeal of Beta").click()
    page.get_by_label("Upheld: others judge the application anew").check()
    page.get_by_role("button", name="Answer the appeal").click()
    second.reads("Say why. The applicant reads this.")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Why").fill("Page two was left out of what reviewers saw.")
    second.leaves_an_accessible_page()
    page.get_by_role("button", name="Answer the appeal").click()
    second.reads("1 application is judged anew after an appeal")


def agrees_again(people, second, call, address, gender):
    second.page.goto(f"{call}manage/")
    second.page.get_by_label("E-mail address").fill(address)
    second.page.get_by_role("button", name="Invite to judge").click()
    judge = people(address)
    signs_up(judge, address)
    judge.opens("/en/alliance/reviews/")
    judge.page.get_by_role("link", name="Read and answer").click()
    judge.page.get_by_label("Gender").select_option(gender)
    judge.page.get_by_role("button", name="I will judge").click()


def apply_in_time_and_too_late(people, firms, runner, call):
    """Three firms apply, one of which cannot take part; reviewers agree; the fourth firm is a second too late."""
    for name, size in (("Acme", "20"), ("Beta", "30"), ("Colossus", "900")):
        applies(firms[name], call, name, size)
        firms[name].reads("deadline: 30 October 2099, 17:00 (Europe/Helsinki)")
    firms["Colossus"].reads("at most 249. This is not met, so the application cannot take part.")
    firms["Colossus"].reads("nobody will judge it. If an answer is wrong, change it before the deadline")
    firms["Colossus"].leaves_an_accessible_page()
    for address, gender in zip(JUDGES, ("woman", "man", "woman"), strict=True):
        agrees_to_judge(people, runner, call, address, gender)
    applies(firms["Delta"], call, "Delta", "10", send="")
    the_deadline_passes(runner)
    firms["Delta"].page.get_by_role("button", name="Hand in").click()
    firms["Delta"].reads("The deadline has passed, so nothing was kept.")
    firms["Delta"].reads("Delta reads scans at night.")
    firms["Delta"].leaves_an_accessible_page()


def are_judged_and_decided_on(people, runner, call):
    """Panels are put together, somebody must not judge and is replaced, all others do; then everything is decided at once."""
    page = runner.page
    page.goto(f"{call}manage/")
    page.get_by_role("button", name="Assign the applications").click()
    declares_a_conflict(people)
    page.goto(f"{call}manage/")
    runner.reads("because somebody declared a conflict of interest")
    page.get_by_role("button", name="Assign the applications").click()
    runner.leaves_an_accessible_page()
    for address in JUDGES:
        judges(people(address), {"Acme": ("5", "4"), "Beta": ("2", "3")}, "{name} is clear.")
    page.goto(f"{call}manage/")
    runner.reads("Rank 1: Acme")
    runner.reads("All reviews are in.")
    page.get_by_role("button", name="Finish the evaluation").click()
    decides(runner, call, {"Acme": "Selected", "Beta": "Not selected", "Colossus": "Cannot take part"})


def read_why(firms, call):
    """Each applicant reads the reasons, and nobody learns who judged."""
    for name, texts in {
        "Acme": ("The application was selected.", "That is rank 1 of 2."),
        "Colossus": ("This condition is not met: How many people work for you? The number has to be: at least 0, at most 249. The answer was: 900", "Applications in this call: 3. Selected: 1."),
        "Beta": ("Use for patients: 2 on average, on a scale from 0 to 5. It counts for 67% of the score. At least 3 was needed.", "Until when:", "A reviewer wrote: Beta is clear.", "You can object once, until"),
    }.items():  # fmt: skip
        reads_own(firms[name], call, name)
        for text in texts:
            firms[name].reads(text)
    firms["Beta"].leaves_an_accessible_page()
    for firm in firms.values():
        names_nobody_who_judged(firm)


def is_judged_anew(people, second, call):
    """Two others are asked, judge, and it is decided again."""
    page = second.page
    for address, gender in (("heron@judges.example", "woman"), ("crane@judges.example", "man")):
        agrees_again(people, second, call, address, gender)
    page.goto(f"{call}manage/")
    page.get_by_role("button", name="Assign the applications").click()
    for address in ("heron@judges.example", "crane@judges.example"):
        judges(people(address), {"Beta": ("5", "5")}, "Page two convinces.")
    page.goto(f"{call}manage/")
    page.get_by_role("link", name="Decide again: Beta").click()
    page.get_by_label("The new decision").select_option("Selected")
    second.leaves_an_accessible_page()
    page.get_by_role("button", name="Decide again").click()


def test_a_call_goes_from_draft_to_a_ranked_decision_that_an_appeal_changes(people):
    # given two people who run calls, four firms, and a call that one of the two put together
    runner, second = people("runner"), people("second", PHONE)
    runs_calls(runner, "runner@example.org")
    runs_calls(second, "second@example.org")
    call = drafts_a_call(runner)
    firms = {name: people(name, PHONE if name == "Beta" else DESK) for name in ("Acme", "Beta", "Colossus", "Delta")}
    for name, firm in firms.items():
        signs_up(firm, f"{name.lower()}@example.org")
        makes_an_organisation(firm, name, "firm")
    acme, beta = firms["Acme"], firms["Beta"]
    # when firms apply, are judged, and it is decided on them
    apply_in_time_and_too_late(people, firms, runner, call)
    are_judged_and_decided_on(people, runner, call)
    # then each of them reads why
    read_why(firms, call)
    # and when one objects, who decided cannot answer, and somebody else has it judged anew
    beta.page.get_by_label("Why the decision is wrong").fill("The plan was not read: page two is about patients.")
    beta.page.get_by_role("button", name="Object").click()
    beta.reads("Somebody else than who decided answers; the call promises an answer by")
    runner.page.goto(f"{call}manage/")
    runner.page.get_by_role("link", name="Appeal of Beta").click()
    runner.reads("You decided on this, so somebody else has to act.")
    runner.leaves_an_accessible_page()
    has_it_judged_anew(second, call)
    beta.page.reload()
    beta.reads("Others judge the application anew")
    is_judged_anew(people, second, call)
    # then the decision changed with its reasons, the former one is kept, and the other firm sees its new rank
    beta.page.reload()
    beta.reads("The application was selected.")
    beta.reads("That is rank 1 of 2.")
    beta.page.get_by_text("The former decision of").click()
    beta.reads("The application was not selected.")
    beta.leaves_an_accessible_page()
    names_nobody_who_judged(beta)
    acme.page.reload()
    acme.reads("The application was selected.")
    acme.reads("This application now has rank 2 of 2. The decision on it stays as it is.")
    acme.leaves_an_accessible_page()
