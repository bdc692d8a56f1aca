"""Proposals mapped onto targets: which target a proposal is about, why, and where nothing fits.

The legs are those of the catalogue's search: meaning across languages, words within one, and the purposes and sectors of
both. Their sum is brought to 0 to 1 so that a half is where a proposal begins to have a counterpart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toepas.catalogue.search.meaning import Meaning
from toepas.kernel.problems import EXIT_INPUT, Problem
from toepas.kernel.words import Words
from toepas.match.kept import Kept
from toepas.match.proposals import Proposal, Target
from toepas.match.sides import Quotes, Reader, Side, legs_between, names_said, shared_words

PURPOSE, SECTOR, OTHER_SECTOR, NAMED, WORDS = 0.05, 0.04, -0.02, 0.15, 0.1
MIDDLE, SLOPE = 0.35, 0.035
"""The sum at which the score is a half, and how steep it is there. Set on the proposals in ten languages of
``tests/library/match/proposals-other.csv``: all fifteen right pairs sum to more, and the ten proposals without a
counterpart to less. The Dutch proposals beside them were seen while the legs and weights were chosen, not while this bound was set."""
COUNTERPART = 0.5
"""From this score on, a target is a counterpart."""
CLEAR = 0.8
AHEAD = 0.05
"""In the sum: what is further behind the first than this is no counterpart beside it, and a first without anything as near
is clear."""
WEAK = 0.2
OVERLAP = 0.25
"""So much nearer than each of them is to the other targets on average, two targets are about the same: all are about AI, and
a text in the same words or of the same length is near to everything. Set by looking: of the 5,671 pairs of the 107 actions of the
registry 53 are above it, and those that were looked at share a subject."""
USUAL, USUAL_COUNT = 0.24, 5
"""What two targets sum to on average, counted as so many targets: with few targets there is no average to speak of."""
SHOWN = 3
SURE = ("clear", "likely")
"""The grades of a counterpart."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks for a pair (``code`` is meaning, words, purpose, sector or named), with what stands on both
    sides. ``weight`` is its part of the sum."""

    code: str
    value: str
    weight: float
    quote: str = ""
    of_target: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A target for a proposal, or a target beside a target. ``score`` from 0 to 1, a half being where it begins to fit;
    ``grade`` is clear, likely, behind (it would fit, but the first
    fits much better), weak or none."""

    target: str
    score: float
    grade: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A proposal with the targets that are nearest, best first, also where none is a counterpart."""

    proposal: Proposal
    links: tuple[Link, ...]

    @property
    def counterparts(self) -> tuple[Link, ...]:
        """The targets that the proposal is about; none where nothing fits."""
        return tuple(link for link in self.links if link.grade in SURE)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two targets that are about the same. ``nearer`` tells by how much they are nearer than targets usually are."""

    first: str
    second: str
    nearer: float
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """The whole answer. A counterpart scores at least a half and is about as near as the nearest. ``untouched`` are targets that no proposal is about."""

    proposals: tuple[Mapped, ...]
    targets: tuple[Target, ...]
    untouched: tuple[str, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def without(self) -> tuple[Mapped, ...]:
        """The proposals that have no counterpart."""
        return tuple(mapped for mapped in self.proposals if not mapped.counterparts)

    def touching(self, target: str) -> tuple[tuple[Mapped, float], ...]:
        """The proposals that are about a target, best first."""
        found = [
            (mapped, link.score) for mapped in self.proposals for link in mapped.counterparts if link.target == target
        ]
        return tuple(sorted(found, key=lambda pair: -pair[1]))


@dataclass(frozen=True, slots=True)
class ReadTargets:
    """Targets that were read for their meaning, for who maps onto the same ones again and again: reading them takes longest."""

    targets: tuple[Target, ...]
    side: Side
    quotes: Quotes
    overlaps: tuple[Overlap, ...]


def read_targets(
    targets: Sequence[Target], words: Words, *, meaning: Meaning | None = None, keep: bool = False
) -> ReadTargets:
    """Read targets once; with ``keep`` (targets that come with Toepas) once on this machine. Raises Problem as ``map_proposals`` does."""
    _usable(targets, words)
    model: Meaning = Kept(meaning or Reader()) if keep else meaning or Reader()
    side = Side.of(targets, model)
    if side is None:
        raise _no_model(words)
    quotes = Quotes(targets, model)
    if isinstance(model, Kept):
        model.save()
    return ReadTargets(tuple(targets), side, quotes, _overlaps(Pairs(side, side, quotes, quotes)))


def map_proposals(
    proposals: Sequence[Proposal],
    targets: Sequence[Target] | ReadTargets,
    words: Words,
    *,
    shown: int = SHOWN,
    meaning: Meaning | None = None,
) -> Mapping:
    """Map proposals onto targets (as they are, or read before), each in any official language. Of each proposal the ``shown`` nearest targets are given.

    Raises Problem where there are no targets, where two have the same id, and where the model of meanings is not installed:
    words alone would say of every proposal in another language that it has no counterpart.
    """
    model = meaning or Reader()
    read = targets if isinstance(targets, ReadTargets) else read_targets(targets, words, meaning=model)
    ours = Side.of(proposals, model)
    if ours is None:
        raise _no_model(words)
    pairs = Pairs(ours, read.side, Quotes(proposals, model), read.quotes)
    mapped = tuple(Mapped(proposal, pairs.links(at, shown)) for at, proposal in enumerate(proposals))
    touched = pairs.fitting.any(axis=0)
    untouched = tuple(target.id for target, fits in zip(read.targets, touched, strict=True) if not fits)
    return Mapping(mapped, read.targets, untouched, read.overlaps)


def _no_model(words: Words) -> Problem:
    return Problem(
        words.t("Proposals cannot be mapped: the model that reads meaning is not installed."),
        expected="toepas[ask]",
        todo=words.t("Install the part 'ask', and try again."),
        code=EXIT_INPUT,
    )


def _usable(targets: Sequence[Target], words: Words) -> None:
    ids = [target.id for target in targets]
    twice = next((name for name in ids if ids.count(name) > 1), "")
    if not targets or twice:
        raise Problem(
            words.t("Two targets have the same id: {id}", id=twice)
            if twice
            else words.t("There are no targets to map onto."),
            expected=words.t("targets, each with an id of its own"),
        )


class Pairs:
    """Every pair of two sides: what each leg says of it, their sum, its score from 0 to 1, and what speaks for it."""

    def __init__(self, ours: Side, theirs: Side, of_ours: Quotes, of_targets: Quotes) -> None:
        self.ours, self.theirs = ours, theirs
        self.of_ours, self.of_targets = of_ours, of_targets
        self.legs = legs = legs_between(ours, theirs)
        total = legs.meaning + PURPOSE * legs.purposes + NAMED * legs.named + WORDS * legs.words
        self.total = total + np.where(legs.sectors > 0, SECTOR, np.where(legs.sectors < 0, OTHER_SECTOR, 0.0))
        self.scores = 1 / (1 + np.exp(-(self.total - MIDDLE) / SLOPE))
        best = self.total.max(axis=1, keepdims=True, initial=-1.0)
        self.fitting = (self.scores >= COUNTERPART) & (self.total > best - AHEAD)

    def links(self, at: int, shown: int) -> tuple[Link, ...]:
        """The nearest targets of one of ours."""
        order = np.argsort(-self.total[at], kind="stable")[:shown]
        return tuple(
            Link(
                self.theirs.topics[to].id,
                round(float(self.scores[at, to]), 3),
                self.grade(at, to),
                self.grounds(at, to),
            )
            for to in map(int, order)
        )

    def grade(self, at: int, to: int) -> str:
        """How sure a pair is."""
        if self.fitting[at, to]:
            return "clear" if self.scores[at, to] >= CLEAR and self.fitting[at].sum() == 1 else "likely"
        if self.scores[at, to] >= COUNTERPART:
            return "behind"
        return "weak" if self.scores[at, to] >= WEAK else "none"

    def grounds(self, at: int, to: int) -> tuple[Ground, ...]:
        """What speaks for a pair, weightiest first."""
        one, other, legs = self.ours.topics[at], self.theirs.topics[to], self.legs
        found = []
        if legs.meaning[at, to] > 0:
            quote, of_target = self.of_ours.nearest(one, self.of_targets, other)
            found.append(Ground("meaning", "", float(legs.meaning[at, to]), quote, of_target))
        found += [Ground("named", name, NAMED) for name in names_said(one, other)]
        found += [
            Ground("purpose", name, PURPOSE * strength)
            for name, strength in self.ours.shared_purposes(at, self.theirs, to)
        ]
        found += [Ground("sector", code, SECTOR) for code in one.sectors if code in other.sectors]
        if said := shared_words(one, other, self.theirs):
            found.append(Ground("words", ", ".join(said), WORDS * float(legs.words[at, to])))
        return tuple(sorted(found, key=lambda ground: -ground.weight))


def _overlaps(among: Pairs) -> tuple[Overlap, ...]:
    """Pairs of targets that are about the same, most alike first."""
    size = len(among.theirs.topics)
    others = among.total.sum(axis=1) - np.diagonal(among.total)
    usual = (others + USUAL * USUAL_COUNT) / (size - 1 + USUAL_COUNT)
    nearer = among.total - (usual[:, None] + usual[None, :]) / 2
    alike = [
        (float(nearer[one, other]), one, other)
        for one in range(size)
        for other in range(one + 1, size)
        if nearer[one, other] >= OVERLAP and among.scores[one, other] >= COUNTERPART
    ]
    return tuple(
        Overlap(among.theirs.topics[one].id, among.theirs.topics[other].id, round(score, 3), among.grounds(one, other))
        for score, one, other in sorted(alike, key=lambda pair: (-pair[0], pair[1], pair[2]))
    )
