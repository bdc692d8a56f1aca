"""The published page says what the comparison gives today."""

from __future__ import annotations

import pytest

from tests.law.agreement import ec_checker, report
from tests.law.agreement.deviations import ABSENT


@pytest.mark.skipif(not ec_checker.SUITE.exists(), reason=ABSENT)
def test_the_page_on_agreement_is_fresh() -> None:
    assert report.PAGE.read_text(encoding="utf-8") == report.page()
