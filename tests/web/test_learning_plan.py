"""The plan of an organisation for who learns what: numbers that add up, a day, a table to take along."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from toepas.academy import profile_title, profiles
from toepas_web.academy.models import Plan
from toepas_web.organisations import actions as organisations
from toepas_web.ui.words import in_language

pytestmark = pytest.mark.django_db
EN = in_language("en")
SIXTY = {"office-clerk": "25", "nurse": "20", "data-entry-clerk": "10", "role-overseer": "5"}


@pytest.fixture
def hospital(owner):
    return organisations.create(by=owner, texts={"name": "Hospital", "kind": "hospital", "country": "NL"})


def where(hospital, name="academy-organisation"):
    return reverse(name, args=[hospital.pk])


def table(client, hospital):
    text = client.get(where(hospital, "academy-plan")).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_plan_says_for_how_many_it_is_and_since_when(as_owner, hospital):
    as_owner.post(where(hospital), SIXTY)
    shown = page(as_owner.get(where(hospital)))
    assert "Planned for 55 people by work and 5 by place in the AI Act; who is counted in both counts twice" in shown
    today = timezone.localdate()
    assert f"Last changed on {today.day} " in shown
    assert str(today.year) in shown.split("Last changed on")[1][:40]


def test_what_is_no_number_is_named_with_its_work_and_nothing_is_kept(as_owner, hospital):
    answer = as_owner.post(where(hospital), {**SIXTY, "physician": "two"})
    assert answer.status_code == 422
    title = profile_title(profiles()["physician"], EN)
    assert f"{title}: write a whole number of people, from 0 to 1,000,000." in page(answer)
    assert not Plan.objects.exists()


def test_the_plan_can_be_taken_along_with_what_no_course_teaches(as_owner, hospital):
    as_owner.post(where(hospital), SIXTY)
    rows = table(as_owner, hospital)
    assert rows[0][:3] == ["What it is", "Name", "People"]
    assert all(len(row) == len(rows[0]) for row in rows)
    planned = {row[1]: int(row[2]) for row in rows if row[0] == "work or place in the AI Act"}
    assert sum(planned.values()) == 60
    assert planned["Office clerk"] == 25
    shown = page(as_owner.get(where(hospital)))
    courses = [row for row in rows if row[0] == "course"]
    assert courses
    assert all(row[1] in shown and row[6].startswith("http") for row in courses)
    assert any(row[4] == "not known" for row in courses)
    assert ["taught far enough by no course", "Checking what comes out", "60"] in [row[:3] for row in rows]


def test_without_a_plan_the_table_is_empty_and_strangers_do_not_get_it(as_owner, as_stranger, client, hospital):
    assert len(table(as_owner, hospital)) == 1
    assert as_stranger.get(where(hospital, "academy-plan")).status_code == 404
    assert client.get(where(hospital, "academy-plan")).status_code == 302
