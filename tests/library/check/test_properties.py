"""Promises that hold for every case: answers never overturn what was settled, and proofs are enough."""

from __future__ import annotations

import datetime
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.check.made_up import as_facts, row
from toepas.check import Result, check
from toepas.check.case import FactValue, contradictions, vector
from toepas.check.compare import what_if
from toepas.check.questions import questions
from toepas.kernel.dates import Period
from toepas.law import Act, load_act
from toepas.law.act import text_versions
from toepas.law.conditions import All, Any_, Before, Compare, Condition, Name, Not, OneOf
from toepas.law.model import DATE, TRUTH

ON = datetime.date(2026, 11, 22)
NEVER = datetime.date.max
seeds = st.integers(0, 2**32)
versions = st.sampled_from(text_versions())
bounded = settings(max_examples=60, deadline=None, derandomize=True)


def _case(version: str, seed: int, unknown: float = 0.5) -> tuple[Act, dict[str, FactValue]]:
    act = load_act(version)
    return act, as_facts(row(act, random.Random(seed), unknown))


def _answer_one(act: Act, facts: dict[str, FactValue], random_: random.Random) -> dict[str, FactValue] | None:
    """The case with one more answer; None where every answer tried contradicts another."""
    open_facts = [name for name in act.facts if name not in facts]
    random_.shuffle(open_facts)
    for name in open_facts:
        more = {**facts, name: as_facts(row(act, random_, 0.0)).get(name)}
        if more[name] is not None and not contradictions(more):
            return more
    return None


@bounded
@given(versions, seeds)
def test_an_answer_never_overturns_a_settled_finding(version: str, seed: int) -> None:
    act, facts = _case(version, seed)
    random_ = random.Random(seed)
    before = check(facts, ON, version)
    for _ in range(4):
        more = _answer_one(act, facts, random_)
        if more is None:
            return
        after = check(more, ON, version)
        _compare(act, before, after)
        facts, before = more, after


def _compare(act: Act, before: Result, after: Result) -> None:
    for name in (*act.concepts, *act.duties):
        if before.value(name) != 1:
            assert after.value(name) == before.value(name), name
    for name in act.dates:
        (low, high), (new_low, new_high) = before.date(name), after.date(name)
        assert (low or NEVER) <= (new_low or NEVER) <= (new_high or NEVER) <= (high or NEVER), name
    assert set(after.class_.possible) <= set(before.class_.possible)
    if len(before.class_.possible) == 1:
        assert after.class_.name == before.class_.name


@bounded
@given(versions, seeds)
def test_the_facts_of_a_proof_are_enough(version: str, seed: int) -> None:
    _, facts = _case(version, seed, 0.3)
    result = check(facts, ON, version)
    settled = [item for item in result.findings if item.outcome != "unknown"]
    for finding in random.Random(seed).sample(settled, min(12, len(settled))):
        only = {name: facts[name] for name in finding.because if name in facts}
        assert check(only, ON, version).finding(finding.id).outcome == finding.outcome, finding


@bounded
@given(versions, seeds)
def test_what_a_finding_hangs_on_can_still_be_asked(version: str, seed: int) -> None:
    _, facts = _case(version, seed, 0.6)
    result = check(facts, ON, version)
    for finding in result.findings:
        if finding.outcome == "unknown":
            assert finding.depends_on, finding
            assert all(facts.get(name) is None for name in finding.depends_on), finding
    assert all(facts.get(name) is None for name in questions(result))
    if result.class_.name == "undetermined":
        assert questions(result) or any(isinstance(facts.get(name), Period) for name in result.class_.depends_on)


def _tied_by_gates(act: Act, names: tuple[str, ...]) -> set[str]:
    """The facts given, and all that stand above, below or beside them behind one gate: their answers move together."""
    found, more = set(names), True
    while more:
        gates = {name: {*fact.within_any, fact.within or name} for name, fact in act.facts.items()}
        tied = {name for name, above in gates.items() if name in found or above & found}
        tied |= {gate for name in found for gate in gates.get(name, ())}
        more = not tied <= found
        found |= tied
    return found


@bounded
@given(versions, seeds)
def test_answers_it_does_not_hang_on_leave_a_finding_open(version: str, seed: int) -> None:
    act, facts = _case(version, seed, 0.6)
    result, random_ = check(facts, ON, version), random.Random(seed)
    still_open = [item for item in result.findings if item.outcome == "unknown"]
    for finding in random_.sample(still_open, min(5, len(still_open))):
        apart = set(act.facts) - _tied_by_gates(act, finding.depends_on) - set(facts)
        answers = as_facts({name: value for name, value in row(act, random_, 0.0).items() if name in apart})
        more = {**answers, **facts}
        if not contradictions(more):
            assert check(more, ON, version).finding(finding.id).outcome == "unknown", finding


def _naive(act: Act, condition: Condition, values: dict[str, int], facts: dict[str, Any]) -> int:
    if isinstance(condition, Name):
        return _naive_name(act, condition.id, values, facts)
    if isinstance(condition, Not):
        return 2 - _naive(act, condition.part, values, facts)
    if isinstance(condition, All):
        return min(_naive(act, part, values, facts) for part in condition.parts)
    if isinstance(condition, Any_):
        return max(_naive(act, part, values, facts) for part in condition.parts)
    assert not isinstance(condition, Before)
    given_value = facts.get(condition.fact)
    if given_value is None:
        return 1
    if isinstance(condition, OneOf):
        return 2 * (given_value in condition.values)
    assert isinstance(condition, Compare)
    return 2 * {">=": given_value >= condition.limit, ">": given_value > condition.limit}.get(condition.op, False)


def _naive_name(act: Act, name: str, values: dict[str, int], facts: dict[str, Any]) -> int:
    if name in values:
        return values[name]
    if name not in act.concepts:
        return 0
    concept = act.concepts[name]
    exceptions = [_naive_name(act, item, values, facts) for item in concept.unless]
    values[name] = min([_naive(act, concept.when, values, facts), *(2 - value for value in exceptions)])
    return values[name]


@bounded
@given(versions, seeds)
def test_a_naive_evaluator_agrees_with_the_compiled_one(version: str, seed: int) -> None:
    act, facts = _case(version, seed)
    result = check(facts, ON, version)
    values = {name: result.value(name) for name, fact in act.facts.items() if fact.type == TRUTH}
    for name in act.concepts:
        assert _naive_name(act, name, dict(values), facts) == result.value(name), name


@bounded
@given(versions, seeds)
def test_a_date_known_by_month_never_contradicts_the_day(version: str, seed: int) -> None:
    act, facts = _case(version, seed, 0.3)
    exact = check(facts, ON, version)
    vague = dict(facts)
    for name, value in facts.items():
        if act.facts[name].type == DATE and isinstance(value, Period):
            vague[name] = Period.parse(str(datetime.date.fromordinal(value.first))[:7])
    _compare(act, check(vague, ON, version), exact)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(seeds)
def test_what_would_have_to_change_really_changes_it(seed: int) -> None:
    _, facts = _case(text_versions()[-1], seed, 0.2)
    result = check(facts, ON)
    for flip in what_if(result, "high_risk")[:5]:
        changed = check({**facts, **dict(flip.changes)}, ON)
        assert changed.finding("high_risk").outcome == flip.outcome != result.finding("high_risk").outcome


def test_values_stand_in_the_order_of_the_facts() -> None:
    act = load_act()
    values = vector(act, {"ai_system": True, "organisation_country": "NL"})
    assert values[list(act.facts).index("ai_system")] == 2
    assert values[list(act.facts).index("organisation_country")] == "NL"
