"""Small counts hidden: what rests on fewer cases than the smallest cell is not printed, and neither is what would give it away by subtraction.

A count that may not be said is ``HIDDEN``; people read "fewer than N", machines read -1. At a threshold all figures of a group are hidden together,
since any three of the four cells of its table give the fourth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from toepas.assurance.model import At, Curve, Estimate, Gap, Gate, Key, Measured, Pair, Remark, Threshold, Validation
from toepas.kernel.words import Words

HIDDEN = -1
WHY = "small-cell"
GONE = Estimate(None, why_not=WHY)


def protected(validation: Validation) -> Validation:
    """The same validation without small counts; unchanged where the smallest cell is 1."""
    least = validation.smallest_cell
    if least <= 1:
        return validation
    groups, sites = _hidden_in(validation.groups, least), _hidden_in(validation.sites, least)
    gone = {one.key for one in (*groups, *sites) if one.positives == HIDDEN}
    blind = {(one.key, at.threshold) for one in (*groups, *sites) for at in one.at if GONE in at.measures.values()}
    verdict = validation.verdict
    return replace(
        validation,
        groups=groups,
        sites=sites,
        gaps=tuple(_gap(one, gone, blind) for one in validation.gaps),
        gates=tuple(_gate(one, least) for one in validation.gates),
        verdict=replace(
            verdict,
            judged=tuple(
                replace(one, estimate=_small(one.estimate, least), gate=_gate(one.gate, least))
                for one in verdict.judged
            ),
            signals=tuple(_gap(one, gone, blind) for one in verdict.signals),
            gates=tuple(_gate(one, least) for one in verdict.gates),
        ),
        curves={
            key: tuple(_curve(one, least) for one in curves)
            for key, curves in validation.curves.items()
            if key not in gone
        },
        claims=tuple(replace(one, found=_small(one.found, least)) for one in validation.claims),
        recalibrated=tuple(one for one in validation.recalibrated if one.key not in gone),
        pairs=tuple(_pair(one, gone, blind) for one in validation.pairs),
        remarks=tuple(_remark(one, least) for one in validation.remarks),
    )


def _is_small(count: int, least: int) -> bool:
    return 0 < count < least


def _small(found: Estimate, least: int) -> Estimate:
    """The estimate, or nothing where one of its cells is too small."""
    cells = [found.n, *([] if found.hits is None else [found.hits, found.n - found.hits])]
    return GONE if any(_is_small(cell, least) for cell in cells) else found


def _hidden_in(groups: Sequence[Measured], least: int) -> tuple[Measured, ...]:
    """Groups with their small counts hidden; where one alone of a division would be, the next smallest is hidden with it."""
    positives = _with_another(
        groups, lambda one: _is_small(one.positives, least) or _is_small(one.n - one.positives, least)
    )
    shown = [_without_positives(one) if one.key in positives else one for one in groups]
    for threshold in dict.fromkeys(at.threshold for one in groups for at in one.at):
        blind = _with_another(groups, partial(_is_blind, threshold=threshold, least=least)) | positives
        shown = [_without(one, threshold) if one.key in blind else one for one in shown]
    return tuple(
        replace(one, measures={name: _small(found, least) for name, found in one.measures.items()}) for one in shown
    )


def _with_another(groups: Sequence[Measured], small: Callable[[Measured], bool]) -> set[Key]:
    """The groups that are small, each division with at least two of them, so that the sum does not give one away."""
    divisions: dict[tuple[Any, ...], list[Measured]] = {}
    found = {one.key for one in groups if small(one)}
    for one in groups:
        if one.key:
            divisions.setdefault((tuple(column for column, _ in one.key), one.key[:-1]), []).append(one)
    for parts in divisions.values():
        ordered = sorted(parts, key=lambda one: one.n)
        if len([one for one in parts if one.key in found]) == 1:
            found |= {one.key for one in [part for part in ordered if part.key not in found][:1]}
    return found


def _is_blind(one: Measured, threshold: Threshold, least: int) -> bool:
    return any(
        _small(found, least) is GONE for at in one.at if at.threshold == threshold for found in at.measures.values()
    )


def _without_positives(one: Measured) -> Measured:
    """A group of which only the number of cases is said."""
    return replace(one, positives=HIDDEN, measures=dict.fromkeys(one.measures, GONE))


def _without(one: Measured, threshold: Threshold) -> Measured:
    return replace(
        one,
        at=tuple(
            At(at.threshold, dict.fromkeys(at.measures, GONE)) if at.threshold == threshold else at for at in one.at
        ),
    )


def _gap(gap: Gap, gone: set[Key], blind: set[tuple[Key, Threshold]]) -> Gap:
    sides = {gap.key, gap.beside}
    seen = gone & sides if gap.threshold is None else {key for key in sides if (key, gap.threshold) in blind}
    return replace(gap, difference=GONE, p=None, corrected=None) if seen else gap


def _gate(gate: Gate, least: int) -> Gate:
    return replace(gate, have=HIDDEN) if _is_small(gate.have, least) else gate


def _pair(pair: Pair, gone: set[Key], blind: set[tuple[Key, Threshold]]) -> Pair:
    if pair.key in gone or any(key == pair.key and pair.threshold in (None, at) for key, at in blind):
        return replace(pair, first=GONE, second=GONE, difference=GONE, p=None)
    return pair


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
