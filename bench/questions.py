"""How many questions until the result is settled, beside the Commission's checker on the same cases."""

from __future__ import annotations

import datetime
import random
import statistics

from bench.measure import Line
from tests.law.agreement import ec_checker
from tests.law.agreement.deviations import ABSENT
from tests.law.agreement.ec_adapter import facts_of
from toepas.check import Result, check
from toepas.check.case import FactValue
from toepas.check.questions import screens

ON = datetime.date(2026, 11, 22)
CASES = 500
SEED = 20261122


def settled(result: Result) -> bool:
    """Class, roles, model facts and transparency are all certain: what the Commission's checker gives at its end."""
    open_names = (
        *result.act.gpai,
        *(name for name, item in result.act.concepts.items() if item.kind in ("role", "transparency")),
    )
    return len(result.class_.possible) == 1 and not any(result.value(name) == 1 for name in open_names)


def ask(full: dict[str, FactValue]) -> tuple[int, bool]:
    """The screens we show until settled or nothing more matters, answered from the full case; is the class certain?"""
    known: dict[str, FactValue] = {}
    shown = 0
    result = check(known, ON)
    while not settled(result):
        screen = next((item for item in screens(result) if any(name not in known for name in item.facts)), None)
        if screen is None:
            break
        shown += 1
        for name in result.act.groups[screen.group].facts:
            if full.get(name) is not None:
                known[name] = full[name]
        for name in screen.facts:
            known.setdefault(name, _answer(name, full, result))
        result = check(known, ON)
    return shown, len(result.class_.possible) == 1


def _answer(name: str, full: dict[str, FactValue], result: Result) -> FactValue:
    """The case's answer; what the case does not speak of is answered no ("none of these"), dates stay unknown."""
    if any(value is True and name in _gates(result, child) for child, value in full.items()):
        return True
    kind = result.act.facts[name].type
    return full.get(name, {"truth": False, "number": 1.0, "code": "other"}.get(kind))


def _gates(result: Result, name: str) -> set[str]:
    """Every gate that a fact stands within."""
    found: set[str] = set()
    fact = result.act.facts.get(name)
    while fact and fact.within and fact.within not in found:
        found.add(fact.within)
        fact = result.act.facts.get(fact.within)
    return found


def questions() -> list[Line]:
    """Medians over seeded cases of the suite."""
    if not ec_checker.SUITE.exists():
        return [Line("questions to a settled result", "skipped", ABSENT, "-")]
    cases = random.Random(SEED).sample(ec_checker.suite(), CASES)
    asked = [ask(facts_of(case["answers"])) for case in cases]
    ours = [shown for shown, _ in asked]
    theirs = [len(case["answers"]) for case in cases]
    left = sum(not done for _, done in asked)
    one, other = statistics.median(ours), statistics.median(theirs)
    what = f"questions (screens) to a settled result, median of {CASES} cases ({left} without a certain class)"
    figures = f"{one:.0f} (mean {statistics.mean(ours):.1f})"
    peer = f"the Commission's checker {other:.0f} (mean {statistics.mean(theirs):.1f})"
    return [Line(what, figures, peer, f"{one / other:.0%} (target 60 %)")]
