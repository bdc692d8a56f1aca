"""Guidelines for reporting as data: for each item whether this report says it, in part, not yet, or whether it does not apply.

The lists stand in ``data/checklists``; an item names a rule, and a rule looks only at what is in the validation.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from toepas.assurance.model import Validation
from toepas.kernel import yamlfile
from toepas.kernel.words import Words

FOLDER = Path(__file__).resolve().parents[1] / "data" / "checklists"
LISTS = ("tripod_ai", "stard_ai", "decide_ai", "future_ai")
State: TypeAlias = Literal["met", "partly", "open", "na"]
STATES: tuple[State, ...] = ("met", "partly", "open", "na")


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its number in the guideline, what it asks in our words, the rule that answers it and what the user has still to write."""

    id: str
    about: str
    rule: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A guideline with its items. ``known``: on what date and how surely we know the list. Texts are English."""

    id: str
    title: str
    about: str
    citation: str
    link: str
    known: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """An item held against a validation: its state and the chapter that says it (empty where none does)."""

    list: str
    item: Item
    state: State
    where: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How an item is answered: the chapter that says it, and its state for a validation."""

    where: str
    state: Callable[[Validation], State]


def _when(test: Callable[[Validation], bool], yes: State = "met", no: State = "open") -> Callable[[Validation], State]:
    return lambda validation: yes if test(validation) else no


def _is(state: State) -> Callable[[Validation], State]:
    return lambda _: state


def _measured(validation: Validation) -> bool:
    return validation.verdict.outcome != "refused" and bool(validation.everybody.measures)


def _has_curve(validation: Validation, name: str) -> bool:
    return any(curve.id.startswith(name) for curves in validation.curves.values() for curve in curves)


def _divided(validation: Validation) -> bool:
    return len(validation.groups) > 1


RULES: Mapping[str, Rule] = {
    "fill": Rule("", _is("open")),
    "not-here": Rule("", _is("na")),
    "title": Rule("", _is("partly")),
    "summary": Rule("", _is("partly")),
    "aim": Rule("", _when(lambda v: bool(v.demands), "partly")),
    "data": Rule("data", _is("partly")),
    "checks": Rule("checks", _is("partly")),
    "left-out": Rule("checks", _is("partly")),
    "size": Rule("groups", _when(lambda v: bool(v.gates))),
    "measures": Rule("methods", _when(_measured)),
    "sites": Rule("sites", _when(lambda v: bool(v.sites))),
    "groups": Rule("groups", _when(_divided)),
    "fairness": Rule("groups", _when(_divided, "partly")),
    "thresholds": Rule("thresholds", _when(lambda v: v.fixed and bool(v.thresholds), "met", "partly")),
    "performance": Rule("apart", _when(_measured)),
    "benefit": Rule("benefit", _when(lambda v: _has_curve(v, "decision"), "partly")),
    "crossed": Rule("thresholds", _when(lambda v: v.task in ("binary", "detection") and bool(v.thresholds))),
    "counts": Rule("data", _when(_measured)),
    "people": Rule("data", _when(_divided, "partly")),
    "recalibration": Rule("recalibration", _when(lambda v: bool(v.recalibrated), "partly", "na")),
    "compared": Rule("stated", _when(lambda v: bool(v.claims), "partly")),
    "findings": Rule("", _is("partly")),
    "limits": Rule("limits", _is("partly")),
    "plan": Rule("demands", _when(lambda v: bool(v.demands), "partly")),
    "local": Rule("apart", _when(_measured, "partly")),
    "several-sites": Rule("sites", _when(lambda v: len([one for one in v.sites if len(one.key) == 1]) > 1, "partly")),
    "sealed": Rule("verify", _is("partly")),
    "code": Rule("methods", _is("partly")),
    "next": Rule("", _when(lambda v: bool(v.gates), "partly")),
}


@functools.cache
def checklists() -> tuple[Checklist, ...]:
    """The guidelines, in the order in which they are shown."""
    return tuple(_read(name) for name in LISTS)


def _read(name: str) -> Checklist:
    data = yamlfile.read(FOLDER / f"{name}.yaml", Words()).data
    items = tuple(Item(str(one["id"]), one["about"], one["rule"], one.get("rest", "")) for one in data["items"])
    return Checklist(name, data["title"], data["about"], data["citation"], data["link"], data["known"], items)


def assessed(checklist: Checklist, validation: Validation) -> tuple[Assessed, ...]:
    """Every item of a guideline held against a validation."""
    found = []
    for item in checklist.items:
        rule = RULES[item.rule]
        state = rule.state(validation)
        found.append(Assessed(checklist.id, item, state, rule.where if state in ("met", "partly") else ""))
    return tuple(found)


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text that is to be translated: context, English text, file."""
    for checklist in checklists():
        where = f"assurance/checklists/{checklist.id}"
        for part in ("about", "known"):
            yield f"checklist.{checklist.id}.{part}", getattr(checklist, part), where
        for item in checklist.items:
            yield f"checklist.{checklist.id}.{item.id}.about", item.about, where
            if item.rest:
                yield f"checklist.{checklist.id}.{item.id}.rest", item.rest, where
