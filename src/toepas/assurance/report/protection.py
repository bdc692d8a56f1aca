"""Small counts hidden: what rests on fewer cases than the smallest cell is not printed, and neither is what would give it away by subtraction.

A count that may not be said is ``HIDDEN``; people read "fewer than N", machines read -1. The four cells of a table at a threshold have two sides, the
cases with the outcome (sensitivity) and those without (specificity). A side with a small cell is hidden, and with it all figures that rest on both sides.
Where one group of a division alone would be hidden, another is hidden with it, since the sum less the others would give it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from toepas.assurance.model import (
    At,
    Curve,
    Estimate,
    Gap,
    Gate,
    Judged,
    Key,
    Measured,
    Pair,
    Remark,
    Threshold,
    Validation,
)
from toepas.kernel.words import Words

HIDDEN = -1
WHY = "small-cell"
GONE = Estimate(None, why_not=WHY)
SIDES = ("sensitivity", "specificity")


def protected(validation: Validation) -> Validation:
    """The same validation without small counts; unchanged where the smallest cell is 1."""
    least = validation.smallest_cell
    if least <= 1:
        return validation
    groups, sites = _hidden_in(validation.groups, least), _hidden_in(validation.sites, least)
    shown = _Shown((*groups, *sites))
    gone = {one.key for one in shown.groups if one.positives == HIDDEN}
    verdict = validation.verdict
    return replace(
        validation,
        groups=groups,
        sites=sites,
        gaps=tuple(shown.gap(one) for one in validation.gaps),
        gates=tuple(_gate(one, least) for one in validation.gates),
        verdict=replace(
            verdict,
            judged=tuple(replace(shown.judged(one), gate=_gate(one.gate, least)) for one in verdict.judged),
            signals=tuple(shown.gap(one) for one in verdict.signals),
            gates=tuple(_gate(one, least) for one in verdict.gates),
        ),
        curves={
            key: tuple(_curve(one, least) for one in curves)
            for key, curves in validation.curves.items()
            if key not in gone
        },
        claims=tuple(replace(one, found=_small(one.found, least)) for one in validation.claims),
        recalibrated=tuple(one for one in validation.recalibrated if one.key not in gone),
        pairs=tuple(shown.pair(one) for one in validation.pairs),
        remarks=tuple(_remark(one, least) for one in validation.remarks),
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """The groups as they may be shown, to hide elsewhere what is hidden in them."""

    groups: tuple[Measured, ...]

    def is_hidden(self, key: Key, measure: str, threshold: Threshold | None) -> bool:
        """Whether a figure of a group is hidden."""
        for one in self.groups:
            if one.key == key:
                at = (
                    next((at.measures for at in one.at if at.threshold == threshold), {}) if threshold else one.measures
                )
                return at.get(measure, GONE if one.positives == HIDDEN else None) is GONE
        return False

    def judged(self, one: Judged) -> Judged:
        """A demand's answer without its figure, where that is hidden."""
        return replace(one, estimate=GONE) if self.is_hidden(one.key, one.demand.measure, one.threshold) else one

    def gap(self, gap: Gap) -> Gap:
        """A difference without its figures, where one of its sides is hidden."""
        sides = (self.is_hidden(key, gap.measure, gap.threshold) for key in (gap.key, gap.beside))
        return replace(gap, difference=GONE, p=None, corrected=None) if any(sides) else gap

    def pair(self, pair: Pair) -> Pair:
        """Two models beside each other, without figures where those of the group are hidden."""
        if not self.is_hidden(pair.key, pair.measure, pair.threshold):
            return pair
        return replace(pair, first=GONE, second=GONE, difference=GONE, p=None)


def _is_small(count: int, least: int) -> bool:
    return 0 < count < least


def _small(found: Estimate, least: int) -> Estimate:
    """The estimate, or nothing where one of its cells is too small."""
    cells = [found.n, *([] if found.hits is None else [found.hits, found.n - found.hits])]
    return GONE if any(_is_small(cell, least) for cell in cells) else found


def _hidden_in(groups: Sequence[Measured], least: int) -> tuple[Measured, ...]:
    """Groups with their small counts hidden."""
    positives = _with_another(
        groups, lambda one: _is_small(one.positives, least) or _is_small(one.n - one.positives, least)
    )
    shown = [_without_positives(one) if one.key in positives else one for one in groups]
    for threshold in dict.fromkeys(at.threshold for one in groups for at in one.at):
        blind = {
            side: _with_another(groups, partial(_is_blind, threshold=threshold, side=side, least=least)) | positives
            for side in SIDES
        }
        shown = [_without(one, threshold, frozenset(side for side in SIDES if one.key in blind[side])) for one in shown]
    return tuple(
        replace(one, measures={name: _small(found, least) for name, found in one.measures.items()}) for one in shown
    )


def _with_another(groups: Sequence[Measured], small: Callable[[Measured], bool]) -> set[Key]:
    """The groups that are small; of each division in which one alone is, the next smallest with it, until no division has one alone.

    A division is the groups that differ in the value of one column only: their sum is known.
    """
    found = {one.key for one in groups if small(one)}
    divisions: dict[tuple[Any, ...], list[Measured]] = {}
    for one in sorted(groups, key=lambda one: one.n):
        for at, (column, _) in enumerate(one.key):
            divisions.setdefault((column, one.key[:at], one.key[at + 1 :]), []).append(one)
    before = -1
    while len(found) != before:
        before = len(found)
        for parts in divisions.values():
            if len([one for one in parts if one.key in found]) == 1:
                found |= {one.key for one in [part for part in parts if part.key not in found][:1]}
    return found


def _is_blind(one: Measured, threshold: Threshold, side: str, least: int) -> bool:
    """Whether a side of the table at a threshold has a small cell."""
    found = next((at.measures.get(side) for at in one.at if at.threshold == threshold), None)
    return found is not None and _small(found, least) is GONE


def _without_positives(one: Measured) -> Measured:
    """A group of which only the number of cases is said."""
    return replace(one, positives=HIDDEN, measures=dict.fromkeys(one.measures, GONE))


def _without(one: Measured, threshold: Threshold, sides: frozenset[str]) -> Measured:
    """A group without the figures of these sides at a threshold, and without those that rest on both."""
    if not sides:
        return one
    kept = {name for name in SIDES if name not in sides}
    at = tuple(
        At(at.threshold, {name: found if name in kept else GONE for name, found in at.measures.items()})
        if at.threshold == threshold
        else at
        for at in one.at
    )
    return replace(one, at=at)


def _gate(gate: Gate, least: int) -> Gate:
    return replace(gate, have=HIDDEN) if _is_small(gate.have, least) else gate


def _curve(curve: Curve, least: int) -> Curve:
    """A curve without the points that rest on small cells; only curves of bins say how many cases a point has."""
    if not curve.weight:
        return curve
    kept = [
        at
        for at, (cases, share) in enumerate(zip(curve.weight, curve.y, strict=True))
        if not any(_is_small(cell, least) for cell in (cases, round(cases * share), cases - round(cases * share)))
    ]

    def of(row: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(row[at] for at in kept) if row else ()

    return Curve(curve.id, of(curve.x), of(curve.y), of(curve.low), of(curve.high), of(curve.weight))


def _remark(remark: Remark, least: int) -> Remark:
    """A remark without the rows of persons, and without values, which may be counts."""
    return replace(
        remark,
        rows=(),
        values=dict.fromkeys(remark.values, "…"),
        count=HIDDEN if _is_small(remark.count, least) else remark.count,
    )


def count(value: int, validation: Validation, words: Words) -> str:
    """A number of cases as people read it."""
    if value == HIDDEN or _is_small(value, validation.smallest_cell):
        return words.t("fewer than {n}", n=words.number(validation.smallest_cell))
    return words.number(value)


def for_machines(data: Any) -> Any:
    """Data in which no number still to be collected gives away a hidden count beside it."""
    if isinstance(data, list | tuple):
        return [for_machines(item) for item in data]
    if not isinstance(data, dict):
        return data
    made = {name: for_machines(value) for name, value in data.items()}
    return made | {"more": None} if made.get("have") == HIDDEN else made


def are_hidden(gates: Iterable[Gate]) -> bool:
    """Whether one of these gates hides how many cases there are."""
    return any(gate.have == HIDDEN for gate in gates)
