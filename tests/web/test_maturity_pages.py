"""Pages of maturity help to begin, keep what was typed and say what is wrong at its field."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse

from tests.web.conftest import page
from toepas import maturity
from toepas_web.maturity import actions

pytestmark = pytest.mark.django_db
T0 = datetime.date(2025, 3, 1)
SENT = {"title": "Letters", "kind": "time", "unit": "minutes", "better": "lower", "starts": "2026-06-01"}


@pytest.fixture
def home(firm):
    return reverse("maturity-organisation", args=[firm.pk])


def chosen(text: str, name: str) -> str:
    """The code that stands chosen in a form."""
    part = text.partition(f'name="{name}"')[2].partition("</select>")[0]
    return re.search(r'value="([^"]*)" selected', part)[1]


def test_the_first_moment_that_is_not_there_yet_stands_ready(owner, firm, home, as_owner):
    assert chosen(as_owner.get(home).content.decode(), "stage") == "T0"
    actions.start(by=owner, organisation=firm, questionnaire="sme", version="1.0", stage="T0", on=T0)
    text = as_owner.get(home).content.decode()
    assert chosen(text, "stage") == "T1"
    assert re.search(r'name="questionnaire" value="sme" checked', text)


def test_what_fits_the_organisation_comes_before_the_closer_look_at_ai(home, as_owner):
    shown = page(as_owner.get(home))
    assert shown.index("Digital maturity of a firm") < shown.index("Ready for AI")


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"stage": "T0", "on": "2026-01-10"}, "stage", "This moment is there already"),
        ({"stage": "T1", "on": "2024-01-10"}, "on", "T0 comes before T1"),
        ({"stage": "T1", "on": "10-01-2026"}, "on", "Choose a day of the last ten years"),
    ],
)
def test_what_cannot_be_begun_is_said_at_its_field_and_nothing_typed_is_lost(
    owner, firm, home, as_owner, sent, field, said
):
    actions.start(by=owner, organisation=firm, questionnaire="sme", version="1.0", stage="T0", on=T0)
    answer = as_owner.post(home, {"questionnaire": "sme", **sent})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf'<a href="#{field}">{said}', text)
    assert f'id="{field}-error"' in text
    assert chosen(text, "stage") == sent["stage"]
    assert f'value="{sent["on"]}"' in text


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"title": ""}, "title", "Say which work it is"),
        ({"unit": ""}, "unit", "Say in what it is counted"),
        ({"starts": "1 June"}, "starts", "Choose the day on which AI comes in"),
        ({"continue": "10", "stop": "30"}, "stop", "must be lower than the limit to go on"),
        ({"continue": "10"}, "stop", "Give both limits as a number of percent"),
    ],
)
def test_what_is_wrong_with_a_measurement_is_said_at_its_field(firm, as_owner, more, field, said):
    answer = as_owner.post(reverse("maturity-impact-new", args=[firm.pk]), {**SENT, **more})
    assert answer.status_code == 422
    assert re.search(rf'<a href="#{field}">[^<]*{said}', answer.content.decode())


def test_limits_may_be_written_with_the_sign_of_percent(owner, firm, as_owner):
    as_owner.post(reverse("maturity-impact-new", args=[firm.pk]), {**SENT, "continue": "20 %", "stop": "0%"})
    limits = firm.impacts.get().plan["measures"][0]["limits"]
    assert limits == {"continue": 20.0, "stop": 0.0}


def test_the_verdict_on_an_effect_comes_first_and_once(firm, as_owner):
    as_owner.post(reverse("maturity-impact-new", args=[firm.pk]), {**SENT, "before": "12 11 13", "after": "8 9 8"})
    shown = page(as_owner.get(reverse("maturity-impact", args=[firm.impacts.get().pk])))
    assert shown.count("there is no verdict") == 1
    assert shown.index("there is no verdict") < shown.index("Before:")


def test_before_a_change_is_read_it_is_said_what_it_does_not_show(owner, firm, as_owner):
    for stage, day in (("T0", T0), ("T1", T0 + datetime.timedelta(300))):
        one = actions.start(by=owner, organisation=firm, questionnaire="sme", version="1.0", stage=stage, on=day)
        actions.finish(by=owner, assessment=one)
    shown = page(as_owner.get(reverse("maturity-compared", args=[firm.pk, "sme"])))
    assert shown.index("regression to the mean") < shown.index("From T0 to T1")


def test_an_assessment_without_an_answer_says_so_and_advises_nothing(owner, firm, as_owner):
    one = actions.start(by=owner, organisation=firm, questionnaire="sme", version="1.0", stage="T0", on=T0)
    address = reverse("maturity-result", args=[one.pk])
    shown = page(as_owner.get(address))
    assert "Nothing is answered yet" in shown
    assert "What to do next" not in shown
    assert "Weakest" not in shown
    asked = maturity.questionnaires()["sme"].dimensions[0].questions[0]
    first = asked.rows[0]
    actions.answer(
        by=owner, assessment=one, dimension="strategy", answers={asked.id: {first.id: next(iter(asked.kind.codes))}}, evidence={}, number=0
    )  # fmt: skip
    shown = page(as_owner.get(address))
    assert "Nothing is answered yet" not in shown
    assert "What to do next" in shown
