"""The interface for programs: described, pinned, the same answers, problems as problem+json."""

import json

import pytest
from django.test import Client

from tests.repository.project import ROOT
from toepas.check import check, result_data
from toepas_web.api.main import description
from toepas_web.check.models import Case

PINNED = ROOT / "docs/openapi.json"
JSON = "application/json"


def test_the_description_is_the_one_that_is_pinned():
    fresh = json.loads(json.dumps(description()))
    assert json.loads(PINNED.read_text("utf-8")) == fresh, (
        "the interface changed: python -m tests.web.pin_openapi writes it anew"
    )


def post(path, data, client=None, **more):
    return (client or Client()).post(f"/api/v1/{path}", data, content_type=JSON, **more)


def test_the_check_gives_the_same_answer_as_the_library(answers):
    import datetime

    from toepas.check import Case as Checked

    day = datetime.date(2026, 11, 24)
    facts = {name: value for name, value in answers.facts.items() if isinstance(value, bool | str | float)}
    response = post("check", {"facts": facts, "on": day.isoformat()})
    expected = json.loads(json.dumps(result_data(check(facts, day), Checked("case", facts)), default=str))
    got = response.json()
    assert {key: got[key] for key in expected} == expected
    assert "high-risk" in got["verdict"]


@pytest.mark.parametrize(
    ("facts", "where"),
    [({"nonsense": True}, "facts.nonsense"), ({"ai_system": "maybe"}, "facts.ai_system"), ({"organisation_size": "huge"}, "facts.organisation_size"),
     ({"worldwide_turnover": -1}, "facts.worldwide_turnover"), ({"placed_on_market_on": "2026-02-30"}, "facts.placed_on_market_on"),
     ({"ai_system": False, "builds_on_gpai_model": True}, "facts.builds_on_gpai_model, ai_system")],
)  # fmt: skip
def test_facts_that_cannot_be_used_are_named(facts, where):
    response = post("check", {"facts": facts})
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["where"] == where


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '{"facts": []}',
        '{"facts": {"ai_system": {}}}',
        '{"on": "soon"}',
        '{"text_version": "2020-01-01"}',
        '{"facts": {"ai_system": NaN}}',
    ],
)
def test_a_body_of_another_form_is_a_problem(body):
    response = post("check", body)
    assert response.status_code in (400, 422)
    assert response["Content-Type"] == "application/problem+json"


def test_a_form_with_files_is_a_problem():
    response = Client().post("/api/v1/check", {"facts": "x"})
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["title"] == "Send JSON, not a form with files"


def test_a_body_that_is_too_large_is_refused():
    assert post("check", json.dumps({"facts": {f"x{n}": "y" * 100 for n in range(20_000)}})).status_code in (
        400,
        413,
        422,
    )


def test_pages_are_as_long_as_asked():
    first = Client().get("/api/v1/facts?page=1&page_size=10").json()
    second = Client().get("/api/v1/facts?page=2&page_size=10").json()
    assert len(first["items"]) == 10
    assert first["count"] > 190
    assert not {f["id"] for f in first["items"]} & {f["id"] for f in second["items"]}


def test_texts_come_in_the_language_asked_for():
    title = Client().get("/api/v1/law/provisions/art_5?lang=nl").json()["title"]
    assert title == "Praktijken die verboden zijn"


@pytest.mark.parametrize("path", ["law/provisions/art_999", "law/authorities/XX", "nothing"])
def test_what_is_not_there_is_a_problem(path):
    response = Client().get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_too_many_requests_are_slowed_down(settings):
    from django.core.cache import caches

    from toepas_web.api.main import api

    throttle = api.throttle[0]
    before = throttle.num_requests, throttle.duration
    caches["local"].clear()
    throttle.num_requests, throttle.duration = 3, 60
    try:
        statuses = [Client().get("/api/v1/law/calendar") for _ in range(5)]
    finally:
        throttle.num_requests, throttle.duration = before
        caches["local"].clear()
    assert [r.status_code for r in statuses] == [200, 200, 200, 429, 429]
    assert int(statuses[-1]["Retry-After"]) > 0


@pytest.mark.django_db
def test_cases_are_saved_read_changed_and_deleted(as_owner, owner):
    made = post("cases", {"title": "Chatbot", "facts": {"ai_system": True}}, as_owner)
    assert made.status_code == 201
    number = made.json()["id"]
    assert as_owner.get("/api/v1/cases").json()["items"][0]["title"] == "Chatbot"
    changed = as_owner.put(
        f"/api/v1/cases/{number}/facts", {"number": 1, "facts": {"ai_system": False}}, content_type=JSON
    )
    assert changed.json()["number"] == 2
    stale = as_owner.put(f"/api/v1/cases/{number}/facts", {"number": 1, "facts": {}}, content_type=JSON)
    assert stale.status_code == 409
    assert as_owner.delete(f"/api/v1/cases/{number}").status_code == 204
    assert Case.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["", " ", "x" * 121, "a\x00b", "a\x1bb"])
def test_a_case_with_an_impossible_name_is_refused(as_owner, title):
    assert post("cases", {"title": title, "facts": {}}, as_owner).status_code == 422
    assert Case.objects.count() == 0
