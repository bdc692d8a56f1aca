"""Typical uses per sector: each is a case that the Act can judge, and together they touch everything that is listed."""

import datetime

import pytest

from toepas.check import check, contradictions
from toepas.kernel import sectors
from toepas.law import EVERY_SECTOR, ROLES, load_act, use_facts, uses, uses_of

ON = datetime.date(2026, 11, 24)
USES = uses()


def result(use, role="deployer"):
    return check(use_facts(use, role), ON)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("use", USES, ids=lambda use: use.id)
def test_the_class_of_a_use_is_settled_and_its_facts_agree(use, role):
    assert contradictions(use_facts(use, role)) == []
    found = result(use, role)
    assert len(found.class_.possible) == 1
    assert role in found.roles or found.class_.name == "out-of-scope"


def test_every_point_of_the_list_of_high_risk_uses_has_a_use_and_no_use_has_two():
    points = {name for name, concept in load_act().concepts.items() if concept.kind == "annex-iii-point"}
    found = [result(use).of_kind("annex-iii-point") for use in USES]
    assert points == {name for names in found for name in names}
    assert max(len(names) for names in found) == 1


def test_every_product_law_has_a_use():
    laws = {
        fact.id for fact in load_act().facts.values() if fact.within == "annex_i_product" and fact.group == "annex_i"
    }
    questions = {"product_itself", "third_party_assessment"}
    assert laws - questions == {name for use in USES for name, value in use.facts.items() if value} & (laws - questions)


def test_every_sector_has_a_use_that_falls_in_no_special_class_or_outside_the_act():
    for code in sectors():
        classes = {result(use).class_.name for use in (*uses_of(code), *uses_of(EVERY_SECTOR))}
        assert classes & {"minimal", "transparency", "out-of-scope"}, code
        assert uses_of(code), code


def test_duties_and_dates_are_worked_out_and_differ_by_what_a_use_is():
    named = {use.id: use for use in USES}
    listed, product = result(named["emergency_triage"]), result(named["diagnosis_from_images"])
    begins = [
        min(d.earliest for d in found.duties if d.duty.id == "deployer_human_oversight") for found in (listed, product)
    ]
    assert begins == [load_day("high_risk_uses"), load_day("high_risk_products")]


def load_day(name):
    from toepas.law import timeline

    return next(entry.day for entry in timeline() if entry.id == name)
