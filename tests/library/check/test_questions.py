"""The next questions are those that the class still hangs on."""

from __future__ import annotations

import datetime

from toepas.check import check
from toepas.check.questions import questions

NO = [
    "military_only",
    "third_country_cooperation",
    "research_only",
    "before_market_only",
    "gpai_model",
    "annex_i_product",
    "own_name",
    "uses_system",
    "imports_system",
    "distributes_system",
    "represents_provider",
    "near_manipulation",
    "near_exploitation",
    "near_social_scoring",
    "near_crime_prediction",
    "near_face_scraping",
    "near_emotions_at_work_or_school",
    "near_sensitive_sorting",
    "near_child_abuse_material",
    "consent_to_imagery",
    "edit_keeps_exposure",
    "rebrands_system",
    "modifies_substantially",
    "changes_purpose_to_high_risk",
    "was_initial_provider_of_changed_system",
    "supplies_part_of_high_risk_system",
]


def test_a_ban_that_is_still_to_come_does_not_end_the_questions() -> None:
    yes = {"ai_system": True, "sells_product_with_system": True, "imagery_intended": True}
    result = check(yes | dict.fromkeys(NO, False), datetime.date(2026, 11, 22))
    assert [name for name, _ in result.class_.coming] == ["prohibited"]
    assert result.class_.name == "undetermined"
    assert questions(result)
