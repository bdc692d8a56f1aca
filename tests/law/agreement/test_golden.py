"""Twenty-five fact-coded cases of others come out as expected, or the difference is explained."""

from __future__ import annotations

import pytest

from tests.law.agreement import golden
from tests.law.agreement.deviations import ABSENT, verify
from toepas.check.case import contradictions

pytestmark = pytest.mark.skipif(not golden.FILE.exists(), reason=ABSENT)


def test_every_difference_is_reviewed_and_explained() -> None:
    cases = golden.cases()
    assert len(cases) == 25
    assert not [case["name"] for case in cases if contradictions(golden.facts_of(case["answers"]))]
    verify([found for case in cases for found in golden.differences(case)], "golden")
