"""Which groups of organisations may be published, so that no group that is too small, or too alike, can be worked out from those that are.

A *part* is the group of one size, sector or country; the parts of one trait make up the total. Counts are published rounded, so that a reader
knows each only within bounds. Hidden are:

- groups of fewer than ``smallest``, and groups whose scores lie so close together that the mean tells each of them (primary);
- further parts, the smallest first, until what can be computed by subtraction is itself a group that could be shown, and until the bounds leave
  every small hidden part anything from none to the most that a small one can have, even for who knows which hidden parts are small (complementary);
- a group that lies within another published one with only a few organisations between the two, whatever their traits.

A trait of which no part is left is not published at all. Reasons, and what was rejected: ``docs/decisions/0017``.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Group = frozenset[int]
Parts = Mapping[str, Mapping[str, Group]]
"""By trait and value."""
Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Limits:
    """``smallest``: groups of fewer are hidden; ``rounding``: counts are published as multiples of this (odd)."""

    smallest: int
    rounding: int

    def rounded(self, count: int) -> int:
        """A count as it is published."""
        return self.rounding * ((count + self.rounding // 2) // self.rounding)

    def bounds(self, count: int) -> Bounds:
        """What a reader of the rounded count knows of it: no less than the first, no more than the second."""
        half = self.rounding // 2
        return max(self.smallest, self.rounded(count) - half), self.rounded(count) + half


@dataclass(frozen=True, slots=True)
class Plan:
    """One state of what is hidden. ``alike`` says of a group whether its scores lie too close together."""

    total: Group
    parts: Parts
    hidden: Mapping[str, frozenset[str]]
    alike: Callable[[Group], bool]
    limits: Limits

    def unfit(self, group: Group) -> bool:
        """Whether a group may not be shown by itself."""
        return len(group) < self.limits.smallest or self.alike(group)

    def visible(self, trait: str) -> dict[str, Group]:
        """The parts that are shown; none where the trait is not published."""
        return {value: group for value, group in self.parts[trait].items() if value not in self.hidden[trait]}

    def rest(self, trait: str) -> Group:
        """What all hidden parts of a trait are together: total less visible."""
        return self.total.difference(*self.visible(trait).values())

    def kinds(self, trait: str) -> tuple[list[Group], int]:
        """The hidden parts that are small (none included), and how many are not."""
        groups = [self.parts[trait][value] for value in self.hidden[trait]]
        small = [group for group in groups if len(group) < self.limits.smallest]
        return small, len(groups) - len(small)


def hide(total: Group, parts: Parts, alike: Callable[[Group], bool], limits: Limits) -> dict[str, frozenset[str] | None] | None:  # fmt: skip
    """The hidden values by trait; None for a trait that is not published; None as a whole where not even the total may be shown."""
    state: dict[str, frozenset[str]] = {trait: frozenset() for trait in parts}
    plan = Plan(total, parts, state, alike, limits)
    if plan.unfit(total):
        return None
    for trait, values in parts.items():
        state[trait] = frozenset(value for value, group in values.items() if plan.unfit(group))
    while (found := next(_exposed(plan), None)) is not None:
        trait, value = found
        state[trait] |= {value}
    return {trait: state[trait] if plan.visible(trait) else None for trait in parts}


def _exposed(plan: Plan) -> Iterator[tuple[str, str]]:
    """What has to be hidden besides: trait and value."""
    known = _total_bounds(plan)
    for trait in plan.parts:
        if plan.visible(trait) and not _safe(plan, trait, known):
            yield trait, _least(plan, trait)
    yield from _within(plan)


def _least(plan: Plan, trait: str) -> str:
    visible = plan.visible(trait)
    return min(visible, key=lambda value: (len(visible[value]), value))


def _total_bounds(plan: Plan) -> Bounds:
    """What a reader knows of the total: from itself, and from the parts of each trait."""
    least = plan.limits.smallest
    low, high = plan.limits.bounds(len(plan.total))
    for trait in plan.parts:
        visible = [plan.limits.bounds(len(group)) for group in plan.visible(trait).values()]
        if not visible:
            continue
        small, large = plan.kinds(trait)
        low = max(low, sum(one for one, _ in visible) + least * large)
        high = min(high, sum(one for _, one in visible) + (math.inf if large else (least - 1) * len(small)))
    return low, high


def _safe(plan: Plan, trait: str, total: Bounds) -> bool:
    """Whether what is hidden of a trait stays hidden from who subtracts what is shown from the total."""
    rest = plan.rest(trait)
    if not rest:
        return True
    if plan.unfit(rest):
        return False
    small, large = plan.kinds(trait)
    if not any(small):
        return True
    visible = [plan.limits.bounds(len(group)) for group in plan.visible(trait).values()]
    low, high = total[0] - sum(one for _, one in visible), total[1] - sum(one for one, _ in visible)
    most = plan.limits.smallest - 1
    can_be_none = large > 0 or low <= most * (len(small) - 1)
    can_be_most = high >= most + plan.limits.smallest * large
    return can_be_none and can_be_most


def _within(plan: Plan) -> Iterator[tuple[str, str]]:
    """Groups that lie within another one with only a few organisations between the two."""
    shown = [("", "", plan.total)]
    for trait in plan.parts:
        visible = plan.visible(trait)
        shown += [(trait, value, group) for value, group in visible.items()]
        if visible and (rest := plan.rest(trait)):
            shown.append((trait, _least(plan, trait), rest))
    for (_, _, wide), (trait, value, narrow) in itertools.permutations(shown, 2):
        if 0 < len(wide) - len(narrow) < plan.limits.smallest and narrow < wide:
            yield trait, value
