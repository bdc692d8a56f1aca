"""What AI changed in the work: by limits set beforehand, against an independent library, and no causes without a comparison group."""

from __future__ import annotations

import pytest
import yaml
from scipy import stats

from toepas.kernel import Problem, Words
from toepas.maturity import impact, outcome_lines, plan_of, read_plan

BEFORE, AFTER = [30, 32, 28, 31, 29, 30], [20, 21, 19, 20, 20, 22]
SAME_BEFORE, SAME_AFTER = [30, 31, 29, 30, 32], [29, 30, 28, 30, 31]


def plan(limits=(10, 0), starts="2026-02-01", set_on="2026-01-10", **more):
    measure = {"id": "minutes", "kind": "time", "unit": "minutes", "better": "lower", "before": BEFORE, "after": AFTER}
    if limits:
        measure["limits"] = {"continue": limits[0], "stop": limits[1]}
    measures = [measure | more]
    return plan_of({"title": "Letters", "set_on": set_on, "starts": starts, "measures": measures}, Words())


def only(**more):
    return impact(plan(**more))[0]


def test_a_change_has_welchs_interval():
    expected = stats.ttest_ind(AFTER, BEFORE, equal_var=False).confidence_interval(0.95)
    found = only()
    assert found.change.interval == pytest.approx((expected.low, expected.high))
    assert found.better == pytest.approx((-100 * expected.high / 30, -100 * expected.low / 30))


def test_paired_values_are_compared_one_by_one():
    expected = stats.ttest_rel(AFTER, BEFORE).confidence_interval(0.95)
    assert only(paired=True).change.interval == pytest.approx((expected.low, expected.high))


def test_with_a_comparison_group_its_own_change_is_taken_off():
    found = only(other_before=SAME_BEFORE, other_after=SAME_AFTER)
    own, other = sum(AFTER) / 6 - sum(BEFORE) / 6, sum(SAME_AFTER) / 5 - sum(SAME_BEFORE) / 5
    assert found.beyond.least == pytest.approx(own - other)
    assert found.causal
    low, high = found.beyond.interval
    assert high - low > found.change.interval[1] - found.change.interval[0]


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({}, "continue"),
        ({"limits": (50, 40)}, "stop"),
        ({"limits": (33, 0)}, "open"),
        ({"limits": None}, "no-limits"),
        ({"starts": "2025-12-31"}, "set-afterwards"),
        ({"after": []}, "not-measured"),
        ({"after": [20]}, "open"),
        ({"better": "higher"}, "stop"),
    ],
)
def test_the_verdict_follows_the_limits_and_says_so_where_it_cannot(more, verdict):
    assert only(**more).verdict == verdict


def test_hours_are_counted_only_with_the_checking_in_them():
    assert only(cases=1000).hours is None
    assert only(cases=1000, checking=False).hours is None
    low, high = only(cases=1000, checking=True).hours
    assert 0 < low < 1000 * 9.667 / 60 < high
    assert any("no hours are counted" in line for line in outcome_lines(only(cases=1000), Words()))


def test_nothing_is_said_of_causes_without_a_comparison_group():
    said = " ".join(outcome_lines(only(), Words()))
    assert "There is no comparison group" in said
    assert "effect of AI" not in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"limits": (0, 10)}, "not below"),
        ({"paired": True, "after": [1, 2]}, "not as many"),
        ({"after": ["x"]}, "does not fit"),
        ({"after": [float("nan")]}, "no number"),
        ({"kind": "mood"}, "does not fit"),
        ({"starts": "soon"}, "not a date"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(more, said):
    with pytest.raises(Problem, match=said):
        plan(**more)


def test_a_message_names_the_line_of_the_file(tmp_path):
    data = {
        "title": "x",
        "set_on": "2026-01-01",
        "starts": "2026-02-01",
        "measures": [{"id": "a", "kind": "time", "unit": "m", "better": "up"}],
    }
    (tmp_path / "p.yaml").write_text(yaml.safe_dump(data, sort_keys=False))
    with pytest.raises(Problem) as found:
        read_plan(tmp_path / "p.yaml", Words())
    assert found.value.where.endswith("p.yaml:8")
