"""Applications, the people who can judge them, and the assignment of the one to the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Conflict: TypeAlias = Literal["same-organisation", "co-applicant", "declared"]
Outcome: TypeAlias = Literal["optimal", "within-gap", "impossible", "not-found"]


@dataclass(frozen=True, slots=True)
class Application:
    """``organisations``: the applicant and its partners; ``people``: ids of reviewers who take part in it; ``where``: file and row."""

    id: str
    organisations: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """``declared``: ids of applications, or names of organisations, that this person must not judge. ``traits``: what the
    person stated, such as gender or country; what was not stated is absent and never guessed. ``most``: of applications."""

    id: str
    organisations: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    most: int | None = None
    traits: Mapping[str, str] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """One rule of balance about a trait, for every panel: one of ``each`` value, one of ``any`` of these, or two that ``differ``.

    Who did not state the trait counts for no value.
    """

    id: str
    trait: str
    kind: Literal["each", "any", "differ"]
    values: tuple[str, ...] = ()

    @property
    def seats(self) -> int:
        """How many people a panel needs at least to keep the rule."""
        return {"each": len(self.values), "any": 1, "differ": 2}[self.kind]


@dataclass(frozen=True, slots=True)
class PanelRules:
    """How many reviewers an application gets, how many applications a reviewer, and the rules of balance."""

    reviewers: int
    most: int
    least: int = 0
    balance: tuple[Balance, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that cannot be kept. ``rule`` is reviewers, most, least or the id of a rule of balance; ``value``: which value is
    missing; ``applications`` or ``reviewers``: where, by id; ``more``: how much is lacking in all."""

    rule: str
    value: str
    applications: tuple[str, ...]
    reviewers: tuple[str, ...]
    more: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """``panels``: the reviewers of each application, by id. ``total``: the sum of affinities; ``bound``: no assignment has more.

    ``outcome``: optimal (proved), within-gap (the search ended before a proof), impossible (proved), not-found.
    """

    outcome: Outcome
    panels: Mapping[str, tuple[str, ...]]
    total: float
    bound: float
    broken: tuple[Broken, ...] = ()

    @property
    def gap(self) -> float:
        """By which share of the total a better assignment could at most be better."""
        return max(self.bound - self.total, 0.0) / self.total if self.total else 0.0
