"""The Dutch government's 40 requirements fall on the same profiles, or the difference is explained."""

from __future__ import annotations

import pytest

from tests.law.agreement import task_registry
from tests.law.agreement.deviations import ABSENT, verify
from toepas.check.case import contradictions
from toepas.law import load_act

pytestmark = pytest.mark.skipif(not task_registry.FOLDER.exists(), reason=ABSENT)


def test_every_difference_is_reviewed_and_explained() -> None:
    assert set(task_registry.requirements()) == set(task_registry.COUNTERPARTS)
    assert not [name for name, facts in task_registry.profiles().items() if contradictions(facts)]
    verify(list(task_registry.differences()), "task_registry")


def test_every_counterpart_is_a_duty() -> None:
    named = {name for names in task_registry.COUNTERPARTS.values() for name in names}
    assert named <= load_act().duties.keys()
