"""Rule by rule, over every combination of yes, no and unknown, an independent encoding gives the same outcome."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.agreement import caps_and_dates, rule_by_rule
from tests.law.agreement.deviations import load, verify


def test_every_difference_is_reviewed_and_explained() -> None:
    found = [difference for rule in rule_by_rule.rules() for difference in rule_by_rule.differences(rule)[1]]
    verify(found, "euaiact")


@pytest.mark.parametrize("rule", rule_by_rule.rules(), ids=lambda rule: str(rule["rule"]))
def test_a_rule_without_reviewed_differences_comes_out_alike(rule: dict[str, Any]) -> None:
    count, found = rule_by_rule.differences(rule)
    assert count >= 3
    if rule["concept"] not in {entry.part for entry in load("euaiact")}:
        assert not found, found[:5]


@pytest.mark.parametrize("rule", rule_by_rule.rules(), ids=lambda rule: str(rule["rule"]))
def test_a_rule_is_tried_on_both_sides(rule: dict[str, Any]) -> None:
    outcomes = {rule_by_rule.ours(rule, facts) for facts in rule_by_rule.combinations(rule)}
    assert outcomes >= {"yes", "no"}


def test_the_highest_fines_and_the_transitional_dates_come_out_alike() -> None:
    outcomes = caps_and_dates.compared()
    assert len({ours for _, _, ours in outcomes}) > 10
    assert not caps_and_dates.differences()
