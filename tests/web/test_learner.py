"""A worker who learns: questions about their own work, courses in their own languages, other work told as it is, credentials that say all."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from tests.web.conftest import page
from tests.web.test_academy import EN, finished
from toepas.academy import missing_elements, profiles, shown
from toepas.academy.learning.reading import skill_level
from toepas_web.academy import actions, presenters, teaching
from toepas_web.academy.models import Learning
from toepas_web.academy.shown import own_words
from toepas_web.ui.words import in_language

pytestmark = pytest.mark.django_db
CLERK, NURSE = "office-clerk", "nurse"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ISSUER_FOLDER = tmp_path / "office"


@pytest.fixture
def path(owner):
    return actions.begin(by=owner, profile=profiles()[CLERK], organisation=None, said=EN)


def fields(client, **query):
    """Ids of the questions of the self-test."""
    answer = client.get(reverse("academy-test"), query)
    return set(re.findall(r'<select id="([a-z-]+)"', answer.content.decode()))


# --- The self-test


def test_the_self_test_for_ones_work_asks_only_what_that_work_asks(as_owner):
    assert fields(as_owner, work=CLERK) == set(profiles()[CLERK].needs)
    assert fields(as_owner) > fields(as_owner, work=CLERK)
    assert fields(as_owner, work="emperor") == fields(as_owner)


def test_what_was_not_asked_stays_as_it_was_and_what_was_left_open_is_not_known(as_owner, owner):
    actions.keep_self_test(by=owner, levels={"measuring": 2, "limits": 1, "checking": 3})
    as_owner.post(reverse("academy-test"), {"work": CLERK, "limits": "2", "checking": "", "measuring": "0"})
    assert actions.held_by(owner) == {"measuring": 2, "limits": 2}


def test_after_the_self_test_one_is_back_where_the_answers_count(as_owner, owner):
    answer = as_owner.post(reverse("academy-test"), {"work": CLERK})
    assert answer["Location"] == reverse("academy-profile", args=[CLERK])
    path = actions.begin(by=owner, profile=profiles()[CLERK], organisation=None, said=EN)
    answer = as_owner.post(reverse("academy-test"), {"work": CLERK})
    assert answer["Location"] == reverse("academy-path", args=[path.pk])


def test_one_answers_for_oneself(as_owner):
    shown_page = page(as_owner.get(reverse("academy-test")))
    assert "I do it in my own work" in shown_page
    assert "Does it in their own work" not in shown_page


# --- Languages of courses


def test_courses_are_looked_for_in_the_languages_that_one_can_follow(as_owner, owner):
    as_owner.post(reverse("academy-profile", args=[CLERK]), {"language": ["nl", "xx"]})
    learning = Learning.objects.get(user=owner)
    assert learning.languages == ["nl"]
    offered = {one.id: one for one in teaching.offered(EN)}
    assert learning.steps
    assert all({"nl", "mul"} & set(offered[name].languages) for name in learning.steps)
    assert "Courses in these languages: Dutch." in page(as_owner.get(reverse("academy-path", args=[learning.pk])))
    as_owner.post(reverse("academy-path", args=[learning.pk]), {"do": "anew", "language": ["en", "nl"]})
    learning.refresh_from_db()
    assert learning.languages == ["nl", "en"] or learning.languages == ["en", "nl"]


def test_in_which_languages_courses_are_looked_for_is_said_before_one_chooses(client):
    assert "Courses in these languages: English." in page(client.get(reverse("academy-profile", args=[CLERK])))


def test_the_language_of_the_reader_stands_first_among_those_of_a_course():
    (course,) = [one for one in teaching.offered(EN) if one.id == "elements-of-ai"]
    assert presenters.course_row(course, in_language("nl"))["languages"].startswith("Nederlands, ")
    assert presenters.course_row(course, EN)["languages"].startswith("English, ")


# --- Other work


def test_other_work_says_whether_it_is_more_exposed_and_asks_more_schooling(client):
    shown_page = page(client.get(reverse("academy-profile", args=[CLERK])))
    nurse = shown_page[shown_page.index("Nurse") :][:400]
    assert "(less than now)" in nurse
    assert "As a rule this work asks more schooling" in nurse
    entry = shown_page[shown_page.index("Data entry") :][:300]
    assert "(more than now)" in entry.split("To learn:")[0]
    assert "more schooling" not in page(client.get(reverse("academy-profile", args=[NURSE])))


@pytest.mark.parametrize(("isco", "level"), [("4110", 2), ("2221", 4), ("3343", 3), ("1411", 3), ("1120", 4), ("9112", 1), ("", None)])  # fmt: skip
def test_the_skill_level_follows_from_the_code_of_the_occupation(isco, level):
    assert skill_level(isco) == level


# --- The credential


@pytest.fixture
def credential(owner, path, settings):
    settings.ISSUER_LEGAL_ID = "NL001234567B01"
    return finished(owner, path)


def test_every_credential_says_all_that_is_mandatory_and_states_no_level(credential):
    assert missing_elements(credential.document) == ()
    assert shown(credential.document).level == "no level stated"
    text = json.dumps(credential.twin)
    assert "eqfLevel" not in text
    assert "level: no level stated" in text


def test_a_level_that_is_stated_for_a_quiz_stands_in_both_forms(owner, path, monkeypatch, settings):
    from dataclasses import replace

    from toepas.academy import banks

    settings.ISSUER_LEGAL_ID = "NL001234567B01"
    stated = {**banks(), "ai-literacy": replace(banks()["ai-literacy"], level=3)}
    monkeypatch.setattr(actions, "banks", lambda: stated)
    made = finished(owner, path)
    assert shown(made.document).level == "EQF level 3"
    assert made.twin["credentialSubject"]["hasClaim"][0]["specifiedBy"]["eqfLevel"]["id"].endswith("eqf/3")


def test_the_page_that_a_credential_names_for_its_quality_says_what_it_rests_on(client, credential):
    address = shown(credential.document).quality_url
    assert address.endswith(reverse("academy-quality"))
    told = page(client.get(reverse("academy-quality")))
    for text in ("Nobody watches", "No body from outside", "Level (EQF) not stated", "Tries a day 3"):
        assert text in told


def test_what_somebody_claims_without_proof_is_marked_as_such(client, credential):
    forged = json.dumps(credential.document).replace("AI literacy for", "Mastery of AI for")
    told = page(client.post(reverse("academy-verify"), {"credential": forged}))
    assert "Nothing of what follows is proved." in told
    right = page(client.post(reverse("academy-verify"), {"credential": json.dumps(credential.document)}))
    assert "Nothing of what follows is proved." not in right


def test_the_page_does_not_say_everything_twice_and_leaves_out_nothing(client, credential):
    told = page(client.get(reverse("academy-verified", args=[credential.pk])))
    for text in ("no level stated", "Recognise output that has to be checked", "a test taken online"):
        assert told.count(text) == 1
    assert "nobody watched" in told


def test_words_of_another_issuer_are_kept_as_they_are(credential):
    from dataclasses import replace

    told = "- Won a prize: first\n\nMore:\n- "
    facts = replace(
        shown(credential.document), criteria=told, workload="", level="", quality="", quality_url="", quality_kind=""
    )
    assert own_words(facts) == told
