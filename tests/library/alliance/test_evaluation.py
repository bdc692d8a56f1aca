"""Scores to ranks: weights, strict reviewers, ties, what cannot be told apart; eligibility with three values; reasons from facts."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from toepas.alliance import Condition, Criterion, Eligibility, Facts, Review, eligible, rank, reasons
from toepas.kernel import Words

TWO = (Criterion("impact", 2), Criterion("quality", 1, least=3))


def reviews(rows):
    return [Review(application, reviewer, dict(scores)) for application, reviewer, scores in rows]


def single(rows):
    return reviews((a, r, {"s": v}) for a, r, v in rows)


def test_the_score_is_the_weighted_mean_on_a_scale_of_a_hundred():
    found = rank(TWO, reviews([("A", "x", {"impact": 5, "quality": 2}), ("A", "y", {"impact": 4, "quality": 2})]))
    assert found.ranked[0].score == pytest.approx((2 * 90 + 40) / 3)
    assert found.ranked[0].below == ("quality",)


def test_equal_scores_share_a_rank_and_the_next_one_counts_on():
    found = rank((Criterion("s"),), single([("A", "x", 5), ("B", "x", 4), ("C", "x", 4), ("D", "x", 1)]))
    assert [(one.application, one.rank) for one in found.ranked] == [("A", 1), ("B", 2), ("C", 2), ("D", 4)]


def test_with_one_review_each_nothing_is_said_to_be_told_apart():
    found = rank((Criterion("s"),), single([("A", "x", 5), ("B", "x", 0)]))
    assert not found.known
    assert {(one.best, one.worst, one.error) for one in found.ranked} == {(1, 2, None)}


def test_a_strict_reviewer_does_not_decide_who_wins():
    rows = [("A", "strict", 2), ("A", "mild", 5), ("B", "mild", 4.5), ("B", "other", 4.5), ("C", "strict", 1.5)]
    rows += [("C", "other", 4), ("A", "other", 5)]
    plain = rank((Criterion("s"),), single(rows), "none")
    evened = rank((Criterion("s"),), single(rows), "reviewers")
    assert plain.ranked[0].application == "B"
    assert evened.ranked[0].application == "A"
    assert evened.method == "reviewers"


def test_reviewers_that_share_no_application_are_not_put_on_one_scale_and_that_is_said():
    found = rank((Criterion("s"),), single([("A", "x", 5), ("B", "y", 3)]), "reviewers")
    assert (found.method, found.wanted) == ("none", "reviewers")


def test_scores_errors_and_ranks_are_those_of_ordinary_least_squares():
    dice = np.random.default_rng(4)
    rows = [(f"a{a}", f"r{r}", float(dice.integers(0, 6))) for a in range(8) for r in dice.choice(5, 3, replace=False)]
    found = rank((Criterion("s"),), single(rows), "reviewers")
    assert found.method == "reviewers"
    names, people = sorted({a for a, _, _ in rows}), sorted({r for _, r, _ in rows})
    design = np.array(
        [
            [float(a == name) for name in names]
            + [float(r == person) - float(r == people[-1]) for person in people[:-1]]
            for a, r, _ in rows
        ]
    )
    fit = sm.OLS(np.array([20 * v for _, _, v in rows]), design).fit()
    for one in found.ranked:
        at = names.index(one.application)
        assert one.score == pytest.approx(fit.params[at])
        assert one.error == pytest.approx(fit.bse[at])
        told = 0
        for other in range(len(names)):
            contrast = np.zeros(design.shape[1])
            contrast[other], contrast[at] = 1, contrast[at] - 1
            test = fit.t_test(contrast) if other != at else None
            told += bool(test is not None and test.pvalue < 0.05 and float(test.effect[0]) > 0)
        assert one.best == 1 + told


def test_a_review_with_a_missing_score_is_left_out_and_said():
    found = rank(TWO, reviews([("A", "x", {"impact": 5}), ("B", "x", {"impact": 1, "quality": 1})]))
    assert found.ignored == (("A", "x"),)
    assert [one.application for one in found.ranked] == ["B"]


@given(st.permutations([("A", "x", 1), ("A", "y", 4), ("B", "x", 2), ("B", "y", 2), ("C", "y", 5)]))
def test_the_order_of_the_reviews_changes_nothing(rows):
    first = rank((Criterion("s"),), single(sorted(rows)), "reviewers")
    again = rank((Criterion("s"),), single(rows), "reviewers")
    assert [(o.application, o.rank, round(o.score, 9)) for o in first.ranked] == [
        (o.application, o.rank, round(o.score, 9)) for o in again.ranked
    ]


CONDITIONS = (
    Condition("in-union", "country", among=("NL", "BE")),
    Condition("small", "people", most=249),
    Condition("agrees", "agrees", equals="yes"),
)


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({"country": "NL", "people": "40", "agrees": "yes"}, "yes"),
        ({"country": "US", "people": "40", "agrees": "yes"}, "no"),
        ({"country": "NL", "people": "", "agrees": "yes"}, "not-known"),
        ({"country": "NL", "people": "many", "agrees": "yes"}, "not-known"),
        ({"country": "NL", "people": "nan", "agrees": "yes"}, "not-known"),
        ({"country": "US"}, "no"),
        ({"country": "NL", "people": "250", "agrees": "yes"}, "no"),
        ({}, "not-known"),
    ],
)
def test_what_is_not_answered_is_not_known_and_not_no(answers, wanted):
    assert eligible(CONDITIONS, answers).answer == wanted


def test_a_condition_that_was_granted_after_an_appeal_counts_as_met_and_the_reasons_say_so():
    answers = {"country": "US", "people": "40", "agrees": "yes"}
    granted = tuple(one.id for one in CONDITIONS if one.of == "country")
    found = eligible(CONDITIONS, answers, granted)
    assert found.answer == "yes"
    facts = Facts("reserve", found, TWO, {granted[0]: "In the Union"}, granted=granted)
    assert "This condition counts as met since the appeal: In the Union" in reasons(facts, Words())


def test_reasons_tell_what_was_recorded_and_name_no_reviewer():
    found = rank(TWO, reviews([("A", "jan@example.org", {"impact": 5, "quality": 2}), ("B", "jan@example.org", {"impact": 1, "quality": 5})]))  # fmt: skip
    facts = Facts(
        "not-selected", Eligibility("not-known", {"small": "not-known"}), TWO,
        {"impact": "Impact", "quality": "Quality", "small": "At most 249 people"}, found, found.ranked[0], 2, ("Clear plan.",), "Come back.",
    )  # fmt: skip
    said = " ".join(reasons(facts, Words()))
    for part in ("not selected", "not known: At most 249 people", "Quality: 2 on average", "At least 3 was needed", "rank 1 of 2", "Clear plan.", "Come back."):  # fmt: skip
        assert part in said
    assert "jan" not in said
