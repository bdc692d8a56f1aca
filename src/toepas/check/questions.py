"""Which question to ask next: the one whose answer can settle most of what is still open."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass

from toepas.check.program import NO, UNKNOWN
from toepas.check.result import Result, open_part
from toepas.law import Act
from toepas.law.model import ClassRule

CLASS_WEIGHT = 40.0
ROLE_WEIGHT = 12.0
DUTY_WEIGHT = 1.0
DATE_WEIGHT = 0.5
STAY = 0.3
"""How much of the best question's weight one of the same subject must have to be asked first."""


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


def ranked(result: Result, passed: Set[str] = frozenset()) -> list[tuple[str, float]]:
    """Open facts with their weights, most decisive first. A fact behind an open gate gives its weight to the gate.

    ``passed`` are facts that were asked in vain ("I don't know"): what stands behind such a gate is asked itself.
    """
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
        scores[_gate(result, name, passed) if name in chains else name] += share
    order = {name: position for position, name in enumerate(ids)}
    return sorted(scores.items(), key=lambda item: (-item[1], order[item[0]]))


@functools.cache
def _chains(act: Act) -> frozenset[str]:
    """The facts that stand behind a gate."""
    return frozenset(name for name, fact in act.facts.items() if fact.within or fact.within_any)


def _gate(result: Result, name: str, passed: Set[str]) -> str:
    """The outermost unanswered gate of a fact, or the fact itself."""
    facts, asked, inner = result.act.facts, name, name
    while True:
        gates = [gate for gate in (facts[inner].within, *facts[inner].within_any) if gate in facts]
        still_open = [gate for gate in gates if gate and result.value(gate) == UNKNOWN]
        worth_asking = [gate for gate in still_open if gate not in passed]
        if worth_asking:
            asked = worth_asking[0]
        if not gates or not gates[0]:
            return asked
        inner = (worth_asking or still_open or gates)[0]


def questions(result: Result) -> list[str]:
    """Ids of the facts still worth asking, most decisive first."""
    return [name for name, _ in ranked(result)]


def next_question(result: Result, asked: Set[str] = frozenset(), last: str | None = None) -> str | None:
    """The question to ask now; None when no answer that can still be given would change anything.

    ``asked`` were answered already, also with "I don't know". After ``last`` the questions stay with its subject as
    long as that settles a fair share of what the best question would: people find it easier not to jump about.
    """
    still_open = [(name, weight) for name, weight in ranked(result, asked) if name not in asked]
    if not still_open:
        return None
    best, weight = still_open[0]
    if last in result.act.facts:
        group = result.act.facts[last].group
        near = [name for name, share in still_open if result.act.facts[name].group == group and share >= STAY * weight]
        best = near[0] if near else best
    return best


def together(act: Act, name: str) -> tuple[str, ...]:
    """The facts that are asked in one question with this one; only itself for most."""
    return next((members for members in act.choices.values() if name in members), (name,))


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
