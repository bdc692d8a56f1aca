"""Guidelines for reporting: every item once, each with a rule that exists and leads to a chapter that exists, and nothing met that is not there."""

from dataclasses import replace

import pytest

from tests.library.assurance.report.written import MADE, asked
from toepas.assurance import report_document
from toepas.assurance.report.checklists import RULES, assessed, checklists
from toepas.kernel import Words
from toepas.paper.blocks import Heading

# How many items each publication says it has: its numbers without the letters of parts.
ITEMS = {"tripod_ai": 27, "stard_ai": 40, "decide_ai": 27, "future_ai": 30}


@pytest.mark.parametrize("checklist", checklists(), ids=lambda one: one.id)
def test_the_items_are_those_of_the_publication(checklist):
    ids = [item.id for item in checklist.items]
    assert len(ids) == len(set(ids))
    bare = dict.fromkeys(name.rstrip("abcdefg") if name[0].isdigit() else name for name in ids)
    assert len(bare) == ITEMS[checklist.id]
    numbers = [int(name) for name in bare if name.isdigit()]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("checklist", checklists(), ids=lambda one: one.id)
def test_every_item_has_a_rule_says_what_is_missing_and_the_list_its_source_and_date(checklist):
    for item in checklist.items:
        assert item.rule in RULES, item.id
        assert item.rest or item.rule not in ("fill", "not-here"), item.id
    assert checklist.link.startswith("https://doi.org/")
    assert "November 2026" in checklist.known
    assert "How sure" in checklist.known


def test_every_rule_leads_to_a_chapter_of_the_report():
    ids = {one.id for one in report_document(asked(), Words(), MADE.at.date()).blocks if isinstance(one, Heading)}
    assert {rule.where for rule in RULES.values()} - {""} <= ids
    assert {rule for checklist in checklists() for rule in (item.rule for item in checklist.items)} == set(RULES)


def states(validation, rule):
    return {one.state for checklist in checklists() for one in assessed(checklist, validation) if one.item.rule == rule}


def test_what_is_not_in_the_validation_is_not_met():
    bare = replace(
        asked(),
        groups=asked().groups[:1],
        sites=(),
        demands=(),
        gates=(),
        recalibrated=(),
        claims=(),
        curves={},
        fixed=False,
    )
    assert states(asked(), "groups") == {"met"}
    assert states(bare, "groups") == {"open"}
    assert states(bare, "sites") == {"open"}
    assert states(bare, "size") == {"open"}
    assert states(bare, "recalibration") == {"na"}
    assert states(bare, "thresholds") == {"partly"}
    refused = replace(bare, verdict=replace(bare.verdict, outcome="refused"))
    assert states(refused, "performance") == {"open"}
