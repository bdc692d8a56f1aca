"""With the Commission's checker only its own defects and matters of form remain, each on a reviewed list."""

from __future__ import annotations

import pytest

from tests.law.agreement import ec_checker
from tests.law.agreement.deviations import ABSENT, verify
from tests.law.agreement.ec_adapter import facts_of
from toepas.check.case import contradictions

pytestmark = pytest.mark.skipif(not ec_checker.SUITE.exists(), reason=ABSENT)


def test_every_difference_is_reviewed_and_explained() -> None:
    cases = ec_checker.suite()
    assert len(cases) == 1720
    verify([found for case in cases for found in ec_checker.differences(case)], "ec_checker")


def test_the_translated_answers_never_contradict_each_other() -> None:
    assert not [case["name"] for case in ec_checker.suite() if contradictions(facts_of(case["answers"]))]
