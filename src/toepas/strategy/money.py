"""Money: what is known for an action or a sector. Sums only where they are sums: one kind, nothing counted twice."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from toepas.strategy.model import Action, Amount, Bound, Kind
from toepas.strategy.registry import actions, ledger


class NoSum(enum.StrEnum):
    """Why amounts of one kind cannot be added up."""

    OVERLAP = "overlap"
    """Two may hold some of the same money."""
    IN_WORDS = "in-words"
    """One is only in words."""
    BOUNDS = "bounds"
    """One is a ceiling and another a floor."""
    PAYERS = "payers"
    """Different bodies pay them, each decides on its own share."""


@dataclass(frozen=True, slots=True)
class Total:
    """Amounts of one kind. ``euro`` is their sum, or None with the reason in ``why``; ``inside`` are those that are part
    of another of them and are not counted again."""

    kind: Kind
    euro: float | None
    bound: Bound
    counted: tuple[Amount, ...]
    inside: tuple[Amount, ...]
    why: NoSum | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """What is known: ``own`` amounts are for this alone, ``shared`` ones also for something else, in shares that no document
    gives; both empty means that no document that was read names an amount. Totals are of the own amounts only."""

    own: tuple[Amount, ...]
    shared: tuple[Amount, ...]
    totals: tuple[Total, ...]

    @property
    def known(self) -> bool:
        """Whether there is at least one figure for this alone."""
        return any(amount.euro is not None for amount in self.own)


def money_of_action(action: Action) -> Money:
    """The money that documents name for an action."""
    return _money(
        lambda amount: action.id in amount.actions, lambda amount: amount.actions == (action.id,) and not amount.sectors
    )


def money_of_sector(code: str) -> Money:
    """The money that documents name for a sector: for the sector as a whole or for actions in it."""

    def touched(amount: Amount) -> set[str]:
        named = [set(actions()[name].sectors) or {""} for name in amount.actions]
        return set(amount.sectors).union(*named)

    return _money(lambda amount: code in touched(amount), lambda amount: touched(amount) == {code})


def _money(about: Callable[[Amount], bool], alone: Callable[[Amount], bool]) -> Money:
    found = [amount for amount in ledger().values() if about(amount)]
    own = tuple(amount for amount in found if alone(amount))
    return Money(own, tuple(amount for amount in found if amount not in own), totals(own))


def totals(amounts: Iterable[Amount], known: Mapping[str, Amount] | None = None) -> tuple[Total, ...]:
    """One total per kind of money, in the order of the kinds. ``known`` has the amounts that may contain them (the ledger)."""
    listed = tuple(amounts)
    among = {**(ledger() if known is None else known), **{amount.id: amount for amount in listed}}
    return tuple(
        _total(kind, [amount for amount in listed if amount.kind is kind], among)
        for kind in Kind
        if any(amount.kind is kind for amount in listed)
    )


def _total(kind: Kind, amounts: list[Amount], among: Mapping[str, Amount]) -> Total:
    ids = {amount.id for amount in amounts}
    inside = tuple(amount for amount in amounts if (containers(amount, among) - {amount.id}) & ids)
    counted = tuple(amount for amount in amounts if amount not in inside)
    bounds = {amount.bound for amount in counted}
    why = None
    if any(amount.euro is None for amount in counted):
        why = NoSum.IN_WORDS
    elif any(_overlap(one, other, among) for one in counted for other in counted if one is not other):
        why = NoSum.OVERLAP
    elif {Bound.AT_LEAST, Bound.UP_TO} <= bounds:
        why = NoSum.BOUNDS
    elif len({frozenset(amount.payers) for amount in counted}) > 1:
        why = NoSum.PAYERS
    bound = next((bound for bound in (Bound.AT_LEAST, Bound.UP_TO, Bound.ABOUT) if bound in bounds), Bound.EXACTLY)
    euro = None if why else sum(amount.euro or 0.0 for amount in counted)
    return Total(kind, euro, bound, counted, inside, why)


def containers(amount: Amount, among: Mapping[str, Amount]) -> set[str]:
    """The ids of every amount that contains this one, also by way of another."""
    found: set[str] = set()
    waiting = list(amount.within)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += among[name].within if name in among else ()
    return found


def _overlap(one: Amount, other: Amount, among: Mapping[str, Amount]) -> bool:
    """Whether one, or what contains it, is said to share money with the other, or with what contains that."""
    ours, theirs = ({amount.id, *containers(amount, among)} for amount in (one, other))
    return any(set(among[name].overlaps) & theirs for name in ours if name in among)
