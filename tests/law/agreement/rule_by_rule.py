"""Rule by rule beside ``euaiact``, an independent three-valued encoding of the Act in German."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from typing import Any

import euaiact
import yaml
from euaiact import kern

from tests.law.agreement.deviations import HERE, Difference
from toepas.check import check
from toepas.check.case import FactValue, all_facts, contradictions, convert

VERSION = "EUAIACT_2026_07_27"
ON = datetime.date(2026, 12, 10)
VALUES: dict[str, FactValue] = {"yes": True, "no": False, "unknown": None}
NAMES = {True: "yes", False: "no", None: "unknown"}


def rules() -> list[dict[str, Any]]:
    """The rules compared, with how their inputs and our facts correspond."""
    found: list[dict[str, Any]] = yaml.load(
        (HERE / "euaiact_rules.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader
    )
    return found


def varied(rule: dict[str, Any]) -> list[str]:
    """Our facts that a rule is tried over."""
    names = (str(name).lstrip("!") for name in rule["inputs"].values())
    return list(dict.fromkeys(name for name in names if name not in VALUES))


def combinations(rule: dict[str, Any]) -> Iterator[dict[str, FactValue]]:
    """Every combination of yes, no and unknown over these facts that does not contradict itself."""
    known = all_facts()
    fixed = {
        name: convert(known[name], value) for name, value in {**rule.get("base", {}), **rule.get("others", {})}.items()
    }
    names = varied(rule)
    for values in itertools.product((True, False, None), repeat=len(names)):
        facts = {**fixed, **dict(zip(names, values, strict=True))}
        if not contradictions(facts):
            yield {name: value for name, value in facts.items() if value is not None}


def theirs(rule: dict[str, Any], facts: dict[str, FactValue], values: dict[str, FactValue]) -> str:
    """Their outcome for the same facts. ``values`` are our facts after the gates have spoken."""
    inputs: dict[str, Any] = dict.fromkeys(kern._felder(rule["rule"]), VALUES[rule.get("rest", "yes")])
    inputs |= {name: VALUES[value] for name, value in rule.get("rule_inputs", {}).items()}
    for name, expression in rule["inputs"].items():
        text = str(expression)
        if text in VALUES:
            inputs[name] = VALUES[text]
            continue
        value = values[text.lstrip("!")]
        inputs[name] = value if not text.startswith("!") or value is None else not value
    outcome = euaiact.pruefe_tatbestand(rule["rule"], inputs, quellenfassung=VERSION)
    assert outcome["status"] in ("GEPRUEFT", "BERECHNET", "EINGABE_FEHLT", "OK") or outcome["wert"] is not None, (
        outcome["hinweise"]
    )
    return NAMES[outcome["wert"]]


def differences(rule: dict[str, Any]) -> tuple[int, list[Difference]]:
    """How many combinations were compared, and those with another outcome."""
    count, found = 0, []
    levels = {0: False, 1: None, 2: True}
    for facts in combinations(rule):
        result = check(facts, ON)
        values = {name: levels[result.value(name)] for name in varied(rule)}
        ours = result.finding(rule["concept"]).outcome
        other = theirs(rule, facts, values)
        count += 1
        if ours != other:
            case = f"{rule['rule']} " + " ".join(f"{name}={NAMES[value]}" for name, value in values.items())
            found.append(Difference(case, rule["concept"], other, ours))
    return count, found
