"""Putting a call together and answering it: what is typed is never cut or read in two ways, and a mistake is named where it stands."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from tests.web.alliance.conftest import DRAFT, close, firm, hand_in, of, signed_in
from tests.web.conftest import page
from toepas.kernel import Words
from toepas_web.alliance.call_data import as_application
from toepas_web.alliance.call_models import Application, Call
from toepas_web.alliance.call_times import left
from toepas_web.alliance.typed import number_of, text_of


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("20", 20), ("12,5", 12.5), ("12.5", 12.5), ("1200", 1200), ("-3", -3), ("0,125", 0.125), ("0", 0),
        ("1.200", None), ("1,200", None), ("1 200", None), ("1'200", None), ("12.500", None), ("€ 5", None), ("1_000", None),
        ("1e3", None), ("nan", None), ("inf", None), ("١٢", None), ("", None), ("5 people", None), ("1.2.3", None),
    ],
)  # fmt: skip
def test_a_number_that_can_be_read_in_two_ways_is_none(typed, wanted):
    assert number_of(typed) == wanted


def test_ends_of_lines_count_once():
    given = QueryDict(mutable=True)
    given["text"] = " one\r\ntwo\r\n"
    assert text_of(given, "text") == "one\ntwo"


@pytest.mark.django_db
def test_twelve_hundred_people_are_not_taken_for_one(call, owner):
    """Given a call for at most 249 people, and somebody who writes a point between thousands as at home."""
    organisation = firm("Dzintars", owner)
    answer = hand_in(call, organisation, owner, q2="1.200")
    assert answer.status_code == 422
    assert "How many people?: Write one number in digits, and nothing between thousands: 1200, or 12.5." in page(answer)
    assert hand_in(call, organisation, owner, q2="12,5").status_code == 302
    assert of("Dzintars").answers["q2"] == "12.5", "kept as every rule reads it"


@pytest.mark.django_db
def test_a_text_that_is_pasted_is_never_cut_and_comes_back_whole(call, owner):
    call.questions = [*call.questions, {"id": "q4", "label": "What does it do?", "kind": "long", "required": True, "choices": [], "needed": {}}]  # fmt: skip
    call.save()
    organisation, pasted = firm("Dzintars", owner), "ā" * 200_000
    at = reverse("call-apply", args=[call.pk, organisation.pk])
    assert "maxlength" not in signed_in(owner).get(at).content.decode().split("<main")[1], "a browser would cut it"
    answer = hand_in(call, organisation, owner, q4=pasted)
    assert answer.status_code == 422
    assert "What does it do?: At most 8000 characters; these are 200000." in page(answer)
    assert pasted in answer.content.decode()
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_each_mistake_says_which_question_it_is_about(call, owner):
    refused = page(hand_in(call, firm("Dzintars", owner), owner, q1="", q2="many"))
    assert "Are you in the Union?: Answer this before you hand it in." in refused
    assert "How many people?: Write one number in digits" in refused


@pytest.mark.parametrize(
    ("seconds", "wanted"),
    [
        (179, "2 minutes are left, by the clock of this site."), (60, "1 minute is left, by the clock of this site."),
        (59, "Less than a minute is left, by the clock of this site."), (3 * 3600 + 5, "3 hours are left."), (5 * 86_400 + 5, "5 days are left."),
    ],
)  # fmt: skip
def test_how_long_there_is_left_is_the_same_in_every_time_zone(seconds, wanted, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert left(now + datetime.timedelta(seconds=seconds), Words()) == wanted


@pytest.mark.django_db
def test_the_form_says_how_long_there_is_left_and_nothing_once_it_is_over(call, owner):
    organisation = firm("Dzintars", owner)
    Call.objects.update(deadline=timezone.now() + datetime.timedelta(seconds=200))
    at = reverse("call-apply", args=[call.pk, organisation.pk])
    assert "3 minutes are left, by the clock of this site." in page(signed_in(owner).get(at))
    close(call)
    assert "left" not in page(signed_in(owner).get(reverse("call", args=[call.pk])))


@pytest.mark.django_db
def test_topics_on_one_line_are_several_topics(call, owner):
    hand_in(call, firm("Dzintars", owner), owner, q3="Speech, Latvian; health\nlaw")
    assert as_application(of("Dzintars"), call).topics == {"speech", "latvian", "health", "law"}


@pytest.mark.django_db
def test_a_panel_too_small_for_its_rules_is_refused_before_anybody_applies(maker):
    form = DRAFT | {"reviewers": "1", "balance": ["women-and-men", "experience"], "key": str(uuid.uuid4())}
    answer = signed_in(maker).post(reverse("call-new"), form)
    assert answer.status_code == 422
    assert "A panel of 1 cannot have this: At least one woman and one man. Ask at least 2 people" in page(answer)
    assert not Call.objects.exists()
    able = form | {"balance": ["experience"]}
    assert signed_in(maker).post(reverse("call-new"), able).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"day": ""}, "Last day: Fill this in."),
        ({"clock": ""}, "Until what time: Fill this in."),
        ({"title": ""}, "Title: Fill this in."),
        ({"most": "0"}, "How many applications one person judges at most: A whole number from 1 to 1000."),
    ],
)
def test_a_mistake_in_a_call_says_where_it_is(maker, fields, why):
    assert why in page(signed_in(maker).post(reverse("call-new"), DRAFT | fields))


@pytest.mark.django_db
def test_choices_are_shown_to_everybody_and_never_cut(draft, maker):
    client, at = signed_in(maker), reverse("call-part", args=[draft.pk])
    fields = {"label": "Where?", "question_kind": "choice", "choices": "health\nhealth\nenergy"}
    long = client.post(at, fields | {"choices": "x" * 201 + "\nenergy"})
    assert long.status_code == 422
    assert "Choices, one a line: At most 200 characters; these are 201." in page(long)
    assert client.post(at, fields).status_code == 302
    for name in ("call", "call-change"):
        assert "health; energy" in page(client.get(reverse(name, args=[draft.pk]))), name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("needed", "kept"),
    [("0..249", {"least": 0, "most": 249}), ("..1,5", {"most": 1.5}), ("249..0", None), ("..", None), ("0..1.000", None), ("5", None)],
)  # fmt: skip
def test_a_span_that_nobody_can_meet_or_that_reads_in_two_ways_is_refused(draft, maker, needed, kept):
    fields = {"label": "How many?", "question_kind": "number", "needed": needed}
    answer = signed_in(maker).post(reverse("call-part", args=[draft.pk]), fields)
    draft.refresh_from_db()
    assert answer.status_code == (422 if kept is None else 302)
    assert kept is None or draft.questions[-1]["needed"] == kept


@pytest.mark.django_db
def test_weights_and_needed_means_take_a_comma(draft, maker):
    fields = {"of": "criteria", "criterion": "Reach", "weight": "1,5", "least": "2,5"}
    assert signed_in(maker).post(reverse("call-part", args=[draft.pk]), fields).status_code == 302
    draft.refresh_from_db()
    assert (draft.criteria[-1]["weight"], draft.criteria[-1]["least"]) == (1.5, 2.5)
