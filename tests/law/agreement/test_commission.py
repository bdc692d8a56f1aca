"""The Commission's worked examples come out as labelled, or the difference is explained."""

from __future__ import annotations

import pytest

from tests.law.agreement import commission
from tests.law.agreement.deviations import ABSENT, verify
from toepas.check.case import contradictions

pytestmark = pytest.mark.skipif(not commission.FILE.exists(), reason=ABSENT)


def test_every_difference_is_reviewed_and_explained() -> None:
    assert commission.compared() == 126
    verify(commission.differences(), "commission")


def test_no_example_contradicts_itself_or_stays_open() -> None:
    for name, code in commission.coded().items():
        facts = commission.facts_of(code)
        assert not contradictions(facts), name
        assert commission.check(facts, commission.ON).class_.name != "undetermined", name
