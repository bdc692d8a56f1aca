"""The check in the browser: one question per page, nothing stored, every answer in the address."""

import datetime
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from tests.web.conftest import example, page
from toepas.check import Answers, all_facts, check, plain, unpack
from toepas.kernel import Period
from toepas_web.audit.models import Event
from toepas_web.check.models import Case


def go(client, answers=None, lang="en", **more):
    query = {"a": answers.pack() if answers and answers.given else "", **more}
    return client.get(f"/{lang}/check/question/", query)


def given(response) -> Answers:
    """The answers in the address that a page leads to."""
    return unpack(parse_qs(urlsplit(response["Location"]).query)["a"][0])[0]


def test_the_first_page_asks_one_question_and_offers_not_to_know(client):
    response = go(client)
    assert response.status_code == 200
    assert response.content.decode().count("<h1>") == 1
    assert "I don't know" in page(response).replace("&#39;", "'")
    assert "Why we ask" in page(response)


def test_an_answer_goes_into_the_address_and_leads_on(client):
    response = client.get("/en/check/question/ai_system/answer/", {"answer": "yes"})
    assert response.status_code == 302
    assert given(response).facts == {"ai_system": True}


def test_not_knowing_is_an_answer_that_is_not_asked_again(client):
    response = client.get("/en/check/question/ai_system/answer/", {"answer": "unknown"})
    assert given(response).given == {"ai_system": None}
    assert "Is it an AI system?" not in page(client.get(response["Location"]))


def test_a_question_without_an_answer_comes_back_with_an_error_that_leads_to_the_field(client):
    response = client.get("/en/check/question/ai_system/answer/")
    assert response.status_code == 422
    html = response.content.decode()
    assert 'href="#answer"' in html
    assert 'id="answer"' in html
    assert "<title>Problem" in html


@pytest.mark.parametrize(
    ("typed", "value"),
    [("6500000", 6_500_000.0), ("6.500.000", 6_500_000.0), ("6,500,000", 6_500_000.0), ("6 500 000", 6_500_000.0),
     ("€ 1.234,56", 1234.56), ("1,234.56", 1234.56), ("0", 0.0)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(client, typed, value):
    response = client.get("/nl/check/question/worldwide_turnover/answer/", {"value": typed})
    assert given(response).facts == {"worldwide_turnover": value}


@pytest.mark.parametrize("typed", ["", "much", "-1", "1e999", "nan", "١٢٣x", "9" * 500])
def test_what_is_no_number_is_refused(client, typed):
    response = client.get("/en/check/question/worldwide_turnover/answer/", {"value": typed})
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-08-02", "2026-08-02", "2026-08-02"),
        ("2026-08", "2026-08-01", "2026-08-31"),
        ("2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_dates_may_be_known_by_month_or_year(client, typed, first, last):
    response = client.get("/en/check/question/placed_on_market_on/answer/", {"value": typed})
    expected = Period(Period.parse(first).first, Period.parse(last).last)
    assert given(response).facts == {"placed_on_market_on": expected}


@pytest.mark.parametrize("typed", ["2026-02-30", "tomorrow", "0000-01-01", "99999-01-01"])
def test_an_impossible_date_is_refused(client, typed):
    assert client.get("/en/check/question/placed_on_market_on/answer/", {"value": typed}).status_code == 422


def test_which_of_these_is_one_question(client):
    ticked = ["area_employment", "area_education"]
    response = client.get("/en/check/question/area_employment/answer/", {"ticked": ticked, "rest": "no"})
    facts = given(response).facts
    assert {name for name, value in facts.items() if value} == set(ticked)
    assert facts["area_justice"] is False
    assert len(facts) == 8


def test_of_which_of_these_the_rest_can_be_unknown(client):
    response = client.get(
        "/en/check/question/area_employment/answer/", {"ticked": ["area_employment"], "rest": "unknown"}
    )
    assert given(response).given["area_justice"] is None
    assert given(response).given["area_employment"] is True


def test_the_rest_must_be_said(client):
    response = client.get("/en/check/question/area_employment/answer/", {"ticked": ["area_employment"]})
    assert response.status_code == 422
    assert "Say how it is with the others" in page(response)


def test_a_new_answer_takes_back_what_contradicts_it_and_says_so(client, answers):
    response = client.get("/en/check/question/annex_iii_area/answer/", {"a": answers.pack(), "answer": "no"})
    assert "area_employment" not in given(response).facts
    assert "These are open again" in page(client.get(response["Location"], follow=True))


def test_changing_an_answer_shows_the_one_given(client, answers):
    html = client.get("/en/check/question/recruitment/", {"a": answers.pack()}).content.decode()
    assert re.search(r'name="ticked" id="recruitment" value="recruitment" checked', html)


def test_back_leads_to_the_question_before(client):
    answers, _ = Answers().with_answer("ai_system", True)
    answers, _ = answers.with_answer("gpai_model", False)
    html = client.get("/en/check/question/gpai_model/", {"a": answers.pack()}).content.decode()
    assert "/en/check/question/ai_system/?a=" in html


def walk(client, known, lang="en"):
    """Answer every question as a case file does, and return the pages seen and the last answer."""
    response, seen = go(client, lang=lang), 0
    while response.status_code == 200:
        seen += 1
        assert seen < 80
        html = response.content.decode()
        name = re.search(r"/check/question/(\w+)/answer/", html)[1]
        state = re.search(r'name="a" value="([^"]+)"', html)
        query = {"a": state[1] if state else ""}
        names = re.findall(r'name="ticked" id="(\w+)"', html)
        if names:
            query |= {
                "ticked": [n for n in names if known.get(n)],
                "rest": "unknown" if any(n not in known for n in names) else "no",
            }
        elif (value := known.get(name)) is None:
            query["answer"] = "unknown"
        elif all_facts()[name].type == "truth":
            query["answer"] = "yes" if value else "no"
        else:
            query["value"] = str(int(value)) if isinstance(value, float) else str(plain(value))
        response = client.get(f"/{lang}/check/question/{name}/answer/", query)
        assert response.status_code == 302, html
        response = client.get(response["Location"])
    return seen, response


@pytest.mark.parametrize("name", ["cv-ranking-staffing-agency", "website-chatbot-municipality", "open-language-model"])
def test_the_questions_end_in_the_same_class_as_the_case_file(client, name):
    known = example(name).facts
    seen, response = walk(client, known)
    assert response["Location"].startswith("/en/check/result/")
    day = datetime.date(2026, 11, 24)
    assert check(given(response).facts, day).class_ == check(known, day).class_
    assert seen <= 50


def test_a_fact_of_no_text_version_is_not_found(client):
    assert client.get("/en/check/question/nonsense/").status_code == 404
    assert client.get("/en/check/question/nonsense/answer/", {"answer": "yes"}).status_code == 404


@pytest.mark.parametrize(
    "a", ["1", "1AAAA", "2abc", "x" * 40_000, "1" + "A" * 100, "%00", "1eJyrVkrLLC5R0lEqSy0qzszPU7JSAgA4TQZd"]
)
@pytest.mark.parametrize("where", ["check-next", "check-result", "check-answers", "check-texts"])
def test_damaged_answers_get_a_clear_message(client, a, where):
    response = client.get(reverse(where), {"a": a})
    assert response.status_code in (200, 400)
    if response.status_code == 400:
        assert "damaged or incomplete" in page(response) or "cannot be read" in page(response)


@pytest.mark.parametrize("on", ["yesterday", "2026-13-01", "1000-01-01", "9999-12-31", "2026-11-24T00:00"])
def test_an_impossible_day_gets_a_clear_message(client, on):
    assert client.get(reverse("check-result"), {"on": on}).status_code == 400


def test_the_result_shows_verdict_roles_duties_with_dates_and_proof(client, answers):
    text = page(client.get("/en/check/result/", {"a": answers.pack(), "on": "2026-11-24"}))
    for words in (
        "high-risk system",
        "Deployer",
        "2 December 2027",
        "It follows from these answers:",
        "Art. 26(2)",
        "still open",
    ):
        assert words in text, words


def test_the_result_depends_on_the_day_asked_about(client, answers):
    answers, _ = answers.with_answer("placed_on_market_on", Period.parse("2027-12-20"))
    for day, words in (("2026-11-24", "strict rules apply from 2 December 2027"), ("2028-01-01", "have applied since")):
        assert words in page(client.get("/en/check/result/", {"a": answers.pack(), "on": day}))


def test_the_result_comes_in_dutch(client, answers):
    text = page(client.get("/nl/check/result/", {"a": answers.pack()}))
    assert "Gebruiksverantwoordelijke" in text
    assert "Your roles" not in text


def test_both_texts_are_compared(client, answers):
    text = page(client.get("/en/check/result/texts/", {"a": answers.pack()}))
    assert "2 August 2026" in text
    assert "2 December 2027" in text


def test_what_would_turn_a_finding_is_shown(client, answers):
    text = page(client.get("/en/check/result/otherwise/high_risk/", {"a": answers.pack()}))
    assert "Is it meant for recruiting or selecting people" in text or "now: yes" in text
    assert client.get("/en/check/result/otherwise/nonsense/").status_code == 404


@pytest.mark.django_db
def test_nothing_is_stored_by_checking(client, answers):
    before = Case.objects.count(), Event.objects.count()
    for name in ("check", "check-next", "check-result", "check-answers", "check-texts"):
        response = client.get(reverse(name), {"a": answers.pack()})
        assert "sessionid" not in response.cookies
    assert (Case.objects.count(), Event.objects.count()) == before


def test_only_reading_is_possible(client):
    for name in ("check", "check-next", "check-result", "check-answers", "check-texts"):
        assert client.post(reverse(name)).status_code == 405


def test_the_link_carries_every_answer(client, answers):
    html = client.get("/en/check/result/", {"a": answers.pack()}).content.decode()
    link = re.search(r'id="link" type="text" readonly value="([^"]+)"', html)[1].replace("&amp;", "&")
    assert unpack(parse_qs(urlsplit(link).query)["a"][0])[0] == answers


def test_answers_to_questions_that_no_longer_exist_are_left_out_and_said(client, monkeypatch):
    import base64
    import json
    import zlib

    raw = json.dumps({"ai_system": 1, "a_question_of_old": 1}).encode()
    packed = "1" + base64.urlsafe_b64encode(zlib.compress(raw)).decode().rstrip("=")
    assert "no longer exists" in page(client.get("/en/check/result/", {"a": packed}))
