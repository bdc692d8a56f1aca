"""Who judges which application: conflicts, limits and balance kept, the best assignment, and what is in the way where there is none."""

import itertools
import time

import numpy as np
import pytest

from tests.library.alliance.opinion import COUNTRIES, GENDER
from toepas.alliance import (
    Application,
    PanelRules,
    Reviewer,
    affinities,
    assign,
    assignment_text,
    broken_text,
    conflict,
)
from toepas.kernel import Words


def people(*traits, most=None):
    return [Reviewer(f"r{at}", most=most, traits=given) for at, given in enumerate(traits)]


def solved(applications, reviewers, rules, scores=None):
    scores = affinities(applications, reviewers) if scores is None else np.array(scores)
    return assign(applications, reviewers, rules, scores, now=time.monotonic, seconds=20)


def test_nobody_judges_their_own_organisation_an_application_they_take_part_in_or_one_they_declared():
    application = Application("A1", frozenset({"acme", "partner"}), frozenset({"r1"}))
    assert conflict(application, Reviewer("x", frozenset({"partner"}))) == "same-organisation"
    assert conflict(application, Reviewer("R1")) == "co-applicant"
    assert conflict(application, Reviewer("x", declared=frozenset({"a1"}))) == "declared"
    assert conflict(application, Reviewer("x", declared=frozenset({"acme"}))) == "declared"
    assert conflict(application, Reviewer("x", frozenset({"other"}))) is None


def test_who_did_not_state_their_gender_counts_for_none():
    one = [Application("A")]
    silent = people({"gender": "woman"}, {}, {})
    found = solved(one, silent, PanelRules(2, 5, balance=(GENDER,)))
    assert found.outcome == "impossible"
    assert [(part.rule, part.value, part.applications) for part in found.broken] == [("women-and-men", "man", ("A",))]
    assert "man" in broken_text(found.broken[0], Words())
    assert solved(one, people({"gender": "woman"}, {"gender": "man"}), PanelRules(2, 5, balance=(GENDER,))).panels


def test_two_people_of_whom_one_stated_no_country_are_not_two_countries():
    found = solved([Application("A")], people({"country": "nl"}, {}), PanelRules(2, 5, balance=(COUNTRIES,)))
    assert [part.rule for part in found.broken] == ["countries"]


def test_too_much_work_for_too_few_people_is_named():
    found = solved([Application(f"A{n}") for n in range(6)], people({}, {}, {}), PanelRules(2, 3))
    assert found.outcome == "impossible"
    assert found.panels == {}
    assert sum(part.more for part in found.broken) == pytest.approx(3)
    assert {part.rule for part in found.broken} <= {"most", "reviewers"}
    assert "in the way" in assignment_text(found, Words())


def test_an_application_that_everybody_has_a_conflict_with_is_named():
    applications = [Application("A", frozenset({"x"})), Application("B")]
    reviewers = [Reviewer("r0", frozenset({"x"})), Reviewer("r1", frozenset({"x"}))]
    found = solved(applications, reviewers, PanelRules(1, 5))
    assert [(part.rule, part.applications) for part in found.broken] == [("reviewers", ("A",))]


def test_a_crowd_gets_panels_that_keep_every_rule():
    dice = np.random.default_rng(7)
    topics = [f"t{n}" for n in range(12)]
    applications = [
        Application(f"a{n}", frozenset({f"o{n % 40}"}), topics=frozenset(dice.choice(topics, 2))) for n in range(80)
    ]
    reviewers = [
        Reviewer(
            f"r{n}",
            frozenset({f"o{n}"}),
            frozenset(dice.choice(topics, 4)),
            most=9,
            traits={"gender": "woman" if n % 2 else "man", "country": str(n % 5)},
        )
        for n in range(40)
    ]
    found = solved(applications, reviewers, PanelRules(3, 20, balance=(GENDER, COUNTRIES)))
    assert found.outcome == "optimal"
    by_id = {one.id: one for one in reviewers}
    loads = dict.fromkeys(by_id, 0)
    for application in applications:
        panel = [by_id[name] for name in found.panels[application.id]]
        assert len({one.id for one in panel}) == 3
        assert not any(conflict(application, one) for one in panel)
        assert {one.traits["gender"] for one in panel} == {"woman", "man"}
        assert len({one.traits["country"] for one in panel}) >= 2
        for one in panel:
            loads[one.id] += 1
    assert max(loads.values()) <= 9


def test_time_that_is_over_gives_a_stated_gap_and_never_a_claim_of_the_best():
    dice = np.random.default_rng(3)
    applications = [Application(f"a{n}") for n in range(60)]
    reviewers = people(*({"gender": "woman" if n % 3 else "man"} for n in range(30)))
    clock = itertools.count(step=1000.0)
    found = assign(
        applications,
        reviewers,
        PanelRules(3, 7, balance=(GENDER,)),
        dice.random((60, 30)),
        now=lambda: next(clock),
        seconds=1,
    )
    assert found.outcome in ("within-gap", "optimal")
    assert found.bound >= found.total
    if found.outcome == "within-gap":
        assert "%" in assignment_text(found, Words())
