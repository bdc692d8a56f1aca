"""Every worked case beside an article comes out as written there."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from toepas.check import Result, check
from toepas.check.case import all_facts, contradictions, convert
from toepas.check.fines import cap
from toepas.kernel import yamlfile
from toepas.kernel.words import Words
from toepas.law.sources import DATA_DIR

FILES = sorted(DATA_DIR.glob("*/a*/*.scenarios.yaml"))


def _scenarios() -> list[Any]:
    found = []
    for path in FILES:
        located = yamlfile.read(path, Words())
        for index, scenario in enumerate(located.data):
            where = located.where(index)
            raw = {place[2]: text for place, text in located.raw.items() if place[:2] == (index, "facts")}
            found.append(pytest.param(scenario, raw, where, id=f"{path.name.split('.')[0]}-{scenario['id']}"))
    return found


def _run(scenario: dict[str, Any], raw: dict[Any, str]) -> Result:
    known = all_facts()
    facts = {}
    for name, value in (scenario.get("facts") or {}).items():
        assert name in known, f"unknown fact {name}"
        converted = convert(known[name], value, raw.get(name))
        if converted is not None:
            facts[name] = converted
    assert not contradictions(facts), contradictions(facts)
    on = scenario.get("on", datetime.date(2026, 11, 22))
    return check(facts, on, scenario.get("text"), scenario.get("reading"))


def _duty_problem(result: Result, name: str, expected: Any) -> str:
    assert name in result.act.duties or expected is False, f"unknown duty {name}"
    found = next((item for item in result.duties if item.duty.id == name), None)
    if expected is False:
        return f"{name} should not be a duty, is {found.status}" if found else ""
    if found is None:
        return f"{name} should be a duty, is none (waived: {name in result.waived})"
    wanted = {"status": expected} if isinstance(expected, str) else (expected if isinstance(expected, dict) else {})
    actual = {"status": found.status, "from": found.earliest, "until": found.latest, "outcome": found.outcome}
    if "outcome" in wanted:
        wanted = {**wanted, "outcome": _outcome(wanted["outcome"])}
    return "; ".join(
        f"{name} {key} should be {value}, is {actual[key]}" for key, value in wanted.items() if actual[key] != value
    )


def _outcome(value: Any) -> str:
    return {True: "yes", False: "no", None: "unknown"}.get(value, str(value))


@pytest.mark.parametrize(("scenario", "raw", "where"), _scenarios())
def test_a_worked_case_comes_out_as_written(scenario: dict[str, Any], raw: dict[Any, str], where: str) -> None:
    result = _run(scenario, raw)
    expect = scenario["expect"]
    wrong: list[str] = []
    if "class" in expect and result.class_.name != expect["class"]:
        wrong.append(f"class should be {expect['class']}, is {result.class_.name} (open: {result.class_.depends_on})")
    if "roles" in expect and sorted(result.roles) != sorted(expect["roles"]):
        wrong.append(f"roles should be {expect['roles']}, are {result.roles}")
    for name, value in (expect.get("findings") or {}).items():
        if name not in result.act.concepts:
            assert name in result.act.absent, f"unknown concept {name}"
            assert _outcome(value) == "no"
            continue
        if result.finding(name).outcome != _outcome(value):
            wrong.append(f"{name} should be {_outcome(value)}: {result.finding(name)}")
    wrong += [
        text for name, value in (expect.get("duties") or {}).items() if (text := _duty_problem(result, name, value))
    ]
    for name, value in (expect.get("dates") or {}).items():
        if result.date(name)[0] != value:
            wrong.append(f"date {name} should be {value}, is {result.date(name)}")
    for name, value in (expect.get("fines") or {}).items():
        fine = cap(result, name)
        wrong += [
            f"{name} {key} should be {want}, is {getattr(fine, key)}"
            for key, want in value.items()
            if getattr(fine, key) != want
        ]
    assert not wrong, f"{where}\n" + "\n".join(wrong)


def test_there_are_worked_cases() -> None:
    assert sum(len(yamlfile.read(Path(path), Words()).data) for path in FILES) > 100
