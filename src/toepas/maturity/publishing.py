"""Figures over organisations as they are published: counts, means and intervals by size, sector and country, with what is small hidden."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toepas.maturity import registry
from toepas.maturity.hiding import Group, Limits, hide
from toepas.maturity.statistics import Estimate, Pair, mean_of

TOTAL, UNSAID = "TOTAL", "UNSAID"
"""All together; and what an organisation did not say."""
UNITS = MEAN, LOW, HIGH, COUNT = "MEAN", "LOW", "HIGH", "N"
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


def limits() -> Limits:
    """As the data say."""
    return Limits(registry.smallest(), registry.rounding())


def sheet(entries: Sequence[Entry], domains: Mapping[str, Domain], within: Pair, *, broken: bool = False) -> Sheet | None:  # fmt: skip
    """What may be published of these; None where they are too few or too alike. ``within``: the bounds that no value can leave;
    ``broken``: figures of before do not compare (flag b). Every entry has the same measures, and ``domains`` a trait for each of theirs.
    """
    if not entries:
        return None
    parts = {trait: _parts(entries, trait, domain) for trait, domain in domains.items()}
    total = frozenset(range(len(entries)))
    told = _Told({name: np.array([entry.values[name] for entry in entries]) for name in entries[0].values}, within, broken)  # fmt: skip
    hidden = hide(total, parts, functools.cache(told.alike), limits())
    if hidden is None:
        return None
    whole = {trait: domain.whole for trait, domain in domains.items()}
    figures = told.figures(total, whole)
    shown = unseen = 0
    for trait, unfit in hidden.items():
        for value, group in parts[trait].items():
            traits = {**whole, trait: value}
            if unfit is None or value in unfit:
                unseen += 1
                figures += [Published(measure, traits, unit, None, HIDDEN) for measure in told.values for unit in UNITS]
            else:
                shown += 1
                figures += told.figures(group, traits)
    left = tuple(trait for trait, unfit in hidden.items() if unfit is None)
    return Sheet(len(entries), tuple(figures), shown, unseen, left)


def _parts(entries: Sequence[Entry], trait: str, domain: Domain) -> dict[str, Group]:
    """Every code of a trait with the places of its entries, those that nobody has too."""
    found: dict[str, list[int]] = {code: [] for code in (*domain.codes, domain.rest)}
    for place, entry in enumerate(entries):
        found[entry.traits[trait] if entry.traits[trait] in domain.codes else domain.rest].append(place)
    return {code: frozenset(places) for code, places in found.items()}


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of groups. ``values``: of each measure a row for each entry, its least and its most."""

    values: Mapping[str, npt.NDArray[np.float64]]
    within: Pair
    broken: bool

    def alike(self, group: Group) -> bool:
        """Whether mean and spread tell the value of each within ``apart``. Of n values with standard deviation s none lies further from the
        mean than s (n - 1) / root n (Samuelson 1968): where that is too little, the mean gives them all away."""
        n, places = len(group), list(group)
        if n < 2:
            return True
        reach = (n - 1) / math.sqrt(n)
        return any(float(rows[places].mean(axis=1).std(ddof=1)) * reach < registry.apart() for rows in self.values.values())  # fmt: skip

    def figures(self, group: Group, traits: Mapping[str, str]) -> list[Published]:
        """Of a group that is shown."""
        made, places = [], sorted(group)
        mark = BREAK if self.broken else ""
        for measure, rows in self.values.items():
            found = mean_of(rows[places], registry.confidence())
            low, high = _ends(found, self.within)
            flag = mark + (UNSURE if high - low > registry.unsure() else "")
            figures = {MEAN: round((found.least + found.most) / 2), LOW: low, HIGH: high}
            made += [Published(measure, traits, unit, float(value), flag) for unit, value in figures.items()]
            made.append(Published(measure, traits, COUNT, float(limits().rounded(len(group))), mark))
        return made


def _ends(found: Estimate, within: Pair) -> tuple[float, float]:
    """The interval in whole points, outwards; there is one, as values that are all the same are hidden."""
    low, high = found.interval or (found.least, found.most)
    return max(within[0], math.floor(low)), min(within[1], math.ceil(high))
