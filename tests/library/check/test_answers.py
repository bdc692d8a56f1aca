"""Answers that fit in a link: they come back as they were, and nothing else gets in."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from toepas.check import Answers, BrokenLinkError, all_facts, contradictions, unpack
from toepas.kernel import Period

FACTS = all_facts()


def values(name):
    fact = FACTS[name]
    if fact.type == "truth":
        return some.one_of(some.none(), some.booleans())
    if fact.type == "code":
        return some.one_of(some.none(), some.sampled_from(sorted(fact.values)))
    if fact.type == "number":
        return some.one_of(some.none(), some.floats(0, 1e27, allow_nan=False))
    days = some.dates().map(Period.parse)
    return some.one_of(some.none(), days)


sets_of_answers = some.lists(some.sampled_from(sorted(FACTS)), unique=True, max_size=40).flatmap(
    lambda names: some.fixed_dictionaries({name: values(name) for name in names})
)


@given(sets_of_answers)
def test_answers_come_back_as_they_were(given_):
    answers = Answers()
    for name, value in given_.items():
        answers, _ = answers.with_answer(name, value)
    back, dropped = unpack(answers.pack())
    assert back == answers
    assert list(back.given) == list(answers.given)
    assert dropped == ()


@given(sets_of_answers)
def test_answers_given_one_by_one_never_contradict_each_other(given_):
    answers = Answers()
    for name, value in given_.items():
        answers, _ = answers.with_answer(name, value)
        assert answers.given[name] == value
        assert contradictions(answers.facts) == []


@given(some.text())
def test_any_other_text_is_refused_or_holds_answers(text):
    try:
        answers, _ = unpack(text)
    except BrokenLinkError:
        return
    assert set(answers.given) <= set(FACTS)


def packed(data) -> str:
    return "1" + base64.urlsafe_b64encode(zlib.compress(json.dumps(data).encode())).decode().rstrip("=")


@pytest.mark.parametrize(
    "data",
    [
        [],
        "x",
        1,
        None,
        {"ai_system": False, "builds_on_gpai_model": True, "x": 1} | {"ai_system": 0, "builds_on_gpai_model": 1},
    ],
)
def test_what_is_no_set_of_answers_is_refused(data):
    with pytest.raises(BrokenLinkError):
        unpack(packed(data))


def test_a_text_that_unpacks_to_megabytes_is_refused_unread():
    bomb = "1" + base64.urlsafe_b64encode(zlib.compress(b"[" + b"0," * 5_000_000)).decode()
    with pytest.raises(BrokenLinkError):
        unpack(bomb)


@pytest.mark.parametrize("value", [2, 1.5, "yes", [], {}, "2026"])
def test_a_value_of_the_wrong_kind_is_left_out(value):
    answers, dropped = unpack(packed({"ai_system": value, "gpai_model": 1}))
    assert answers.given == {"gpai_model": True}
    assert dropped == ("ai_system",)
