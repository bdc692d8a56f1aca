"""Which question to ask next: the one whose answer can settle most of what is still open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from toepas.check.program import UNKNOWN
from toepas.check.result import Result

CLASS_WEIGHT = 40.0
ROLE_WEIGHT = 12.0
DUTY_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Screen:
    """Facts that are asked together, most decisive first, with the weight of what they can settle."""

    group: str
    facts: tuple[str, ...]
    weight: float


def open_masks(result: Result) -> dict[int, float]:
    """For each set of facts (as a mask) the weight of the outcomes that hang on it."""
    weights: defaultdict[int, float] = defaultdict(float)
    index, values, masks = result.program.index, result.values, result.masks
    for position, rule in enumerate(result.act.classes):
        place = index.get(rule.when or "")
        if place is not None and values[place] == UNKNOWN:
            weights[masks[place]] += CLASS_WEIGHT / (position + 1)
        elif place is not None and values[place] != 0:
            break
    for name in result.open_roles:
        weights[masks[index[name]]] += ROLE_WEIGHT
    for name in result.act.duties:
        place = index[name]
        if values[place] == UNKNOWN:
            weights[masks[place]] += DUTY_WEIGHT
    return weights


def ranked(result: Result) -> list[tuple[str, float]]:
    """Open facts with their weights, most decisive first. A fact behind an open gate gives its weight to the gate."""
    ids = result.program.fact_ids
    scores: defaultdict[str, float] = defaultdict(float)
    gates = {name: _gate(result, name) for name in ids}
    for mask, weight in open_masks(result).items():
        facts = [gates[name] for name in result.names(mask)]
        share = weight / len(facts) if facts else 0.0
        for name in facts:
            scores[name] += share
    order = {name: position for position, name in enumerate(ids)}
    return sorted(scores.items(), key=lambda item: (-item[1], order[item[0]]))


def _gate(result: Result, name: str) -> str:
    """The outermost unanswered gate of a fact, or the fact itself."""
    asked = name
    gate = result.act.facts[name].within
    while gate and gate in result.act.facts:
        if result.value(gate) == UNKNOWN:
            asked = gate
        gate = result.act.facts[gate].within
    return asked


def questions(result: Result) -> list[str]:
    """Ids of the facts still worth asking, most decisive first."""
    return [name for name, _ in ranked(result)]


def screens(result: Result) -> list[Screen]:
    """The same, as screens: every open fact of a group that can still matter, asked together."""
    grouped: dict[str, list[tuple[str, float]]] = {}
    for name, weight in ranked(result):
        grouped.setdefault(result.act.facts[name].group, []).append((name, weight))
    found = [
        Screen(group, tuple(name for name, _ in facts), sum(weight for _, weight in facts))
        for group, facts in grouped.items()
    ]
    order = {group: position for position, group in enumerate(result.act.groups)}
    return sorted(found, key=lambda screen: (-screen.weight, order.get(screen.group, len(order))))
