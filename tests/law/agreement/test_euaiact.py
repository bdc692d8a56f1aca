"""Rule by rule, over every combination of yes, no and unknown, an independent encoding gives the same outcome."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.agreement import rule_by_rule


@pytest.mark.parametrize("rule", rule_by_rule.rules(), ids=lambda rule: str(rule["rule"]))
def test_a_rule_comes_out_alike(rule: dict[str, Any]) -> None:
    count, found = rule_by_rule.differences(rule)
    assert count >= 3
    assert not found, found[:5]


@pytest.mark.parametrize("rule", rule_by_rule.rules(), ids=lambda rule: str(rule["rule"]))
def test_a_rule_is_tried_on_both_sides(rule: dict[str, Any]) -> None:
    outcomes = {
        rule_by_rule.check(facts, rule_by_rule.ON).finding(rule["concept"]).outcome
        for facts in rule_by_rule.combinations(rule)
    }
    assert outcomes >= {"yes", "no"}
