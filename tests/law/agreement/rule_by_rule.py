"""Rule by rule beside ``euaiact``, an independent three-valued encoding of the Act in German."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import euaiact
import yaml
from euaiact import kern

from tests.law.agreement.deviations import HERE, Difference
from toepas.check import check
from toepas.check.case import FactValue, all_facts, contradictions, convert
from toepas.check.result import OUTCOMES
from toepas.law.model import NUMBER

VERSION = "EUAIACT_2026_07_27"
ON = datetime.date(2026, 12, 10)
NUMBERS = (1.0e24, 1.0e25, 2.0e25, None)
LEVELS: dict[int, FactValue] = {0: False, 1: None, 2: True}
VALUES: dict[str, FactValue] = {"yes": True, "no": False, "unknown": None}
NAMES: dict[FactValue, str] = {True: "yes", False: "no", None: "unknown"}


def rules() -> list[dict[str, Any]]:
    """The rules compared, with how their inputs and our facts correspond."""
    found: list[dict[str, Any]] = yaml.load(
        (HERE / "euaiact_rules.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader
    )
    return found


def varied(rule: dict[str, Any]) -> list[str]:
    """Our facts that a rule is tried over: those its inputs stand for, and further ones that only we know."""
    names = (str(name).lstrip("!") for name in [*rule["inputs"].values(), *rule.get("tried", [])])
    return list(dict.fromkeys(name for name in names if name not in VALUES))


def combinations(rule: dict[str, Any]) -> Iterator[dict[str, FactValue]]:
    """Every combination of yes, no and unknown over these facts that does not contradict itself."""
    known = all_facts()
    fixed = {
        name: convert(known[name], value) for name, value in {**rule.get("base", {}), **rule.get("others", {})}.items()
    }
    names = [name for name in varied(rule) if name not in fixed]
    tries = [NUMBERS if known[name].type == NUMBER else (True, False, None) for name in names]
    for values in itertools.product(*tries):
        facts = {**fixed, **dict(zip(names, values, strict=True))}
        if not contradictions(facts):
            yield {name: value for name, value in facts.items() if value is not None}


def theirs(rule: dict[str, Any], values: dict[str, FactValue]) -> str:
    """Their outcome for the same facts. ``values`` are our facts after the gates have spoken."""
    inputs: dict[str, Any] = dict.fromkeys(kern._felder(rule["rule"]), VALUES[rule.get("rest", "yes")])
    for name, expression in {**rule.get("rule_inputs", {}), **rule["inputs"]}.items():
        assert name in inputs, f"{rule['rule']} has no input {name}"
        inputs[name] = _input(str(expression), values)
    outcome = euaiact.pruefe_tatbestand(rule["rule"], inputs, quellenfassung=VERSION)
    assert outcome["status"] in ("AUSGEWERTET", "EINGABE_FEHLT"), outcome["hinweise"]
    return NAMES[outcome["wert"]]


def _input(text: str, values: dict[str, FactValue]) -> FactValue:
    if text in VALUES:
        return VALUES[text]
    value = values[text.lstrip("!")]
    if isinstance(value, float):
        return f"{Decimal(str(value)):f}"
    return not value if text.startswith("!") and value is not None else value


def ours(rule: dict[str, Any], facts: dict[str, FactValue]) -> str:
    """Our outcome of the concept or duty beside the rule."""
    return OUTCOMES[check(facts, ON).value(rule["concept"])]


def differences(rule: dict[str, Any]) -> tuple[int, list[Difference]]:
    """How many combinations were compared, and those with another outcome."""
    count, found = 0, []
    for facts in combinations(rule):
        values = seen(facts, varied(rule))
        mine, other = ours(rule, facts), theirs(rule, values)
        count += 1
        if mine != other:
            case = f"{rule['rule']} " + " ".join(f"{name}={NAMES.get(value, value)}" for name, value in values.items())
            found.append(Difference(case, rule["concept"], other, mine))
    return count, found


def seen(facts: dict[str, FactValue], names: list[str]) -> dict[str, FactValue]:
    """These facts as our result sees them, gates included."""
    result = check(facts, ON)
    known = result.act.facts
    return {name: facts.get(name) if known[name].type == NUMBER else LEVELS[result.value(name)] for name in names}
