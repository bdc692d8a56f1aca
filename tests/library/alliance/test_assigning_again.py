"""The assignment beside a second opinion: trying everything, and the same rules as another programme; what is said to be in the way is."""

import dataclasses
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.alliance.opinion import (
    COUNTRIES,
    EXPERIENCE,
    GENDER,
    best_by_another_programme,
    best_by_trying,
    made,
)
from toepas.alliance import Application, PanelRules, Reviewer, assign, broken_text
from toepas.kernel import Words

RULES = st.lists(st.sampled_from([GENDER, COUNTRIES, EXPERIENCE]), unique=True, max_size=3).map(tuple)


def solved(applications, reviewers, rules, scores, seconds=20):
    return assign(applications, reviewers, rules, scores, now=time.monotonic, seconds=seconds)


def agrees(found, best):
    assert found.outcome == ("impossible" if best is None else "optimal")
    if best is None:
        assert found.broken
        assert found.panels == {}
    else:
        assert found.total == pytest.approx(best, abs=1e-6)
        assert found.gap < 1e-6


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 100_000), st.integers(1, 4), st.integers(3, 6), st.integers(1, 3), RULES, st.integers(0, 2))
def test_the_answer_is_that_of_trying_everything(seed, many, crew, wanted, balance, least):
    applications, reviewers, rules, scores, problem = made(seed, many, crew, wanted, balance, least)
    agrees(solved(applications, reviewers, rules, scores), best_by_trying(problem))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), st.integers(5, 12), st.integers(6, 12), st.integers(2, 4), RULES, st.integers(0, 1))
def test_the_answer_is_that_of_the_same_rules_written_down_another_way(seed, many, crew, wanted, balance, least):
    applications, reviewers, rules, scores, problem = made(seed, many, crew, wanted, balance, least)
    agrees(solved(applications, reviewers, rules, scores), best_by_another_programme(problem))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 100_000), st.integers(2, 8), st.integers(3, 8), st.integers(2, 3), RULES, st.integers(0, 2))
def test_what_is_said_to_be_in_the_way_is_all_that_is_in_the_way(seed, many, crew, wanted, balance, least):
    """Whatever cannot be kept is named whole: without the breaches that are named, and with nothing else changed, there is an assignment."""
    applications, reviewers, rules, scores, problem = made(seed, many, crew, wanted, balance, least)
    found = solved(applications, reviewers, rules, scores)
    if found.outcome != "impossible":
        return
    eased = dataclasses.replace(problem, most=problem.most.copy(), least=problem.least.copy())
    for one in found.broken:
        if one.rule == "most":
            eased.most[[int(name[1:]) for name in one.reviewers]] += round(one.more)
        elif one.rule == "least":
            eased.least[[int(name[1:]) for name in one.reviewers]] = 0
        elif one.rule == "reviewers":
            # A panel of one has no two values: whoever fills the seat brings the second.
            eased.short |= {int(name[1:]) for name in one.applications}
            eased.spared |= {(rule.id, "", at) for rule in balance for at in eased.short}
        else:
            eased.spared |= {(one.rule, one.value, int(name[1:])) for name in one.applications}
        assert one.more == round(one.more), "nobody lacks half a reviewer"
    assert best_by_another_programme(eased) is not None


def test_a_rule_that_costs_much_to_keep_is_kept_all_the_same():
    """Given a chain in which everybody has to move up one place, which costs more than a breach would be charged at first."""
    many = 150
    scores, reviewers = np.zeros((many, many + 1)), []
    for at in range(many):
        scores[at, at] = 1.0
    for by in range(many + 1):
        kept = {by, by - 1} if by else set()
        reviewers.append(Reviewer(f"r{by}", declared=frozenset(f"a{at}" for at in range(many) if at not in kept)))
    found = solved([Application(f"a{at}") for at in range(many)], reviewers, PanelRules(1, 1), scores)
    assert found.outcome == "optimal"
    assert found.panels["a0"] == ("r1",)
    assert found.total == 0


@pytest.mark.parametrize(
    ("traits", "rule", "said", "todo"),
    [
        ([{"gender": "woman"}] * 3, GENDER, "lacks somebody who stated 'man'", "Ask more people of whom this holds"),
        ([{"country": "lv"}] * 3, COUNTRIES, "lacks a second value", "state another value than the others"),
        ([{"seniority": "junior"}] * 3, EXPERIENCE, "lacks somebody who stated 'senior, emeritus'", "Ask more people of whom this holds"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_says_which_rule_it_is_and_what_to_do(traits, rule, said, todo):
    reviewers = [Reviewer(f"r{at}", traits=one) for at, one in enumerate(traits)]
    found = solved([Application("A")], reviewers, PanelRules(2, 5, balance=(rule,)), np.zeros((1, 3)))
    (text,) = [broken_text(one, Words()) for one in found.broken]
    assert said in text
    assert todo in text
    assert (
        broken_text(found.broken[0], Words(), {"A": "Acme", rule.id: "A rule in words"}).count("A rule in words") == 1
    )


def test_too_few_people_and_too_much_work_say_what_to_do():
    crowd = [Application(f"a{at}") for at in range(6)]
    busy = solved(crowd, [Reviewer("r0"), Reviewer("r1")], PanelRules(2, 2), np.zeros((6, 2)))
    texts = " ".join(broken_text(one, Words()) for one in busy.broken)
    assert "Ask more people" in texts
    alone = solved(crowd[:1], [Reviewer("r0")], PanelRules(2, 5), np.zeros((1, 1)))
    assert "nothing to do with these applications" in broken_text(alone.broken[0], Words())
