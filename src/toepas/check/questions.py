"""Which question to ask next: the one whose answer can settle most of what is still open."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass

from toepas.check.program import NO, UNKNOWN
from toepas.check.result import Result, open_part
from toepas.law import Act
from toepas.law.model import ClassRule

CLASS_WEIGHT = 40.0
ROLE_WEIGHT = 12.0
DUTY_WEIGHT = 1.0
DATE_WEIGHT = 0.5


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
        low, high, mask = _starts(result, rule)
        if place is None or low > result.on.toordinal():
            continue
        if values[place] == UNKNOWN:
            weights[masks[place]] += CLASS_WEIGHT / (position + 1)
        elif values[place] != 0:
            if high <= result.on.toordinal():
                break
            weights[open_part(result, mask)] += CLASS_WEIGHT / (position + 1)
    for name in result.open_roles:
        weights[masks[index[name]]] += ROLE_WEIGHT
    for name, duty in result.act.duties.items():
        place = index[name]
        if values[place] == UNKNOWN:
            weights[masks[place]] += DUTY_WEIGHT
        low, high, rests_on = result.days[result.program.date_index[duty.date]]
        if values[place] != NO and low < high:
            weights[open_part(result, rests_on)] += DATE_WEIGHT
    return weights


def _starts(result: Result, rule: ClassRule) -> tuple[int, int, int]:
    """First and last day on which a class may begin to count, and on which facts that rests; one still to come settles
    nothing yet."""
    place = result.program.date_index.get(rule.date or "")
    return (0, 0, 0) if place is None else result.days[place]


def ranked(result: Result) -> list[tuple[str, float]]:
    """Open facts with their weights, most decisive first. A fact behind an open gate gives its weight to the gate."""
    ids = result.program.fact_ids
    shares: defaultdict[str, float] = defaultdict(float)
    for mask, weight in open_masks(result).items():
        facts = result.names(mask)
        share = weight / len(facts) if facts else 0.0
        for name in facts:
            shares[name] += share
    scores: defaultdict[str, float] = defaultdict(float)
    chains = _chains(result.act)
    for name, share in shares.items():
        scores[_gate(result, name) if name in chains else name] += share
    order = {name: position for position, name in enumerate(ids)}
    return sorted(scores.items(), key=lambda item: (-item[1], order[item[0]]))


@functools.cache
def _chains(act: Act) -> frozenset[str]:
    """The facts that stand behind a gate."""
    return frozenset(name for name, fact in act.facts.items() if fact.within or fact.within_any)


def _gate(result: Result, name: str) -> str:
    """The outermost unanswered gate of a fact, or the fact itself."""
    facts, asked, inner = result.act.facts, name, name
    while True:
        gates = [gate for gate in (facts[inner].within, *facts[inner].within_any) if gate in facts]
        still_open = [gate for gate in gates if gate and result.value(gate) == UNKNOWN]
        if still_open:
            asked = still_open[0]
        if not gates or not gates[0]:
            return asked
        inner = still_open[0] if still_open else gates[0]


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
