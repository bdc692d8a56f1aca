"""Figures over organisations as they are published: counts, means and intervals by size, sector and country, with what is small hidden."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toepas.maturity import registry
from toepas.maturity.hiding import Group, Limits, hide
from toepas.maturity.statistics import Estimate, Pair, mean_of, spread

TOTAL, UNSAID = "TOTAL", "UNSAID"
"""All together; and what an organisation did not say."""
MEAN, LOW, HIGH, COUNT = "MEAN", "LOW", "HIGH", "N"
"""The mean, the ends of its interval, and how many organisations (rounded)."""
HIDDEN, UNSURE, BREAK = "c", "u", "b"
"""Flags, as statistical offices write them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one organisation adds: its traits by name (size, sector, geo) as codes, and its values by measure, each a least and a most."""

    traits: Mapping[str, str]
    values: Mapping[str, Pair]


@dataclass(frozen=True, slots=True)
class Domain:
    """The codes of a trait. ``whole`` stands for all together, ``rest`` for whatever is not in ``codes``."""

    codes: tuple[str, ...]
    whole: str
    rest: str


@dataclass(frozen=True, slots=True)
class Published:
    """One figure. ``traits``: a code of each trait, at most one of them not the whole. A hidden one has no ``value`` and flag c."""

    measure: str
    traits: Mapping[str, str]
    unit: str
    value: float | None
    flag: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Figures over the same organisations. ``n``: how many there are, for who prepares a publication only, as are the two counts of parts;
    ``left_out``: the traits that are not published at all."""

    n: int
    figures: tuple[Published, ...]
    shown: int
    hidden: int
    left_out: tuple[str, ...]


def sheet(entries: Sequence[Entry], domains: Mapping[str, Domain], within: Pair, *, broken: bool = False) -> Sheet | None:  # fmt: skip
    """What may be published of these; None where they are too few or too alike. ``within``: the bounds that no value can leave;
    ``broken``: figures of before do not compare (flag b). Every entry has the same measures, and ``domains`` a trait for each of theirs.
    """
    parts = {trait: _parts(entries, trait, domain) for trait, domain in domains.items()}
    total = frozenset(range(len(entries)))
    alike = functools.cache(lambda group: _alike(entries, group))
    limits = Limits(registry.smallest(), registry.rounding())
    hidden = hide(total, parts, alike, limits)
    if hidden is None:
        return None
    mark = BREAK if broken else ""
    whole = {trait: domain.whole for trait, domain in domains.items()}
    figures = _figures([entries[place] for place in sorted(total)], whole, within, limits, mark)
    shown = unseen = 0
    for trait, unfit in hidden.items():
        for value, group in parts[trait].items():
            traits = {**whole, trait: value}
            if unfit is None or value in unfit:
                unseen += 1
                figures += [Published(measure, traits, unit, None, HIDDEN) for measure in entries[0].values for unit in (MEAN, LOW, HIGH, COUNT)]  # fmt: skip
            else:
                shown += 1
                figures += _figures([entries[place] for place in sorted(group)], traits, within, limits, mark)
    left = tuple(trait for trait, unfit in hidden.items() if unfit is None)
    return Sheet(len(entries), tuple(figures), shown, unseen, left)


def _parts(entries: Sequence[Entry], trait: str, domain: Domain) -> dict[str, Group]:
    """Every code of a trait with the places of its entries, those that nobody has too."""
    found: dict[str, list[int]] = {code: [] for code in (*domain.codes, domain.rest)}
    for place, entry in enumerate(entries):
        found[entry.traits[trait] if entry.traits[trait] in domain.codes else domain.rest].append(place)
    return {code: frozenset(places) for code, places in found.items()}


def _middle(pair: Pair) -> float:
    return (pair[0] + pair[1]) / 2


def _alike(entries: Sequence[Entry], group: Group) -> bool:
    """Whether mean and spread tell the value of each within ``apart``. Of n values with standard deviation s none lies further from the mean
    than s (n - 1) / root n (Samuelson 1968): where that is too little, the mean gives them all away."""
    apart, n = registry.apart(), len(group)
    if n < 2:
        return True
    reach = (n - 1) / math.sqrt(n)
    return any(
        spread([_middle(entries[place].values[measure]) for place in group]) * reach < apart
        for measure in entries[0].values
    )


def _figures(entries: Sequence[Entry], traits: Mapping[str, str], within: Pair, limits: Limits, mark: str) -> list[Published]:  # fmt: skip
    made = []
    for measure in entries[0].values:
        found = mean_of([entry.values[measure] for entry in entries], registry.confidence())
        low, high = _ends(found, within)
        flag = mark + (UNSURE if high - low > registry.unsure() else "")
        figures = {MEAN: round((found.least + found.most) / 2), LOW: low, HIGH: high}
        made += [Published(measure, traits, unit, float(value), flag) for unit, value in figures.items()]
        made.append(Published(measure, traits, COUNT, float(limits.rounded(len(entries))), mark))
    return made


def _ends(found: Estimate, within: Pair) -> tuple[float, float]:
    """The interval in whole points, outwards; there is one, as values that are all the same are hidden."""
    low, high = found.interval or (found.least, found.most)
    return max(within[0], math.floor(low)), min(within[1], math.ceil(high))
