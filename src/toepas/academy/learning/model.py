"""What people must know, what teaches it, and what is missing. Levels are 1 to 3; a level that is not there is not known, which is not 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Levels = Mapping[str, int]
"""Levels by id of a tag."""
NOT_YET = 0
HIGHEST = 3


@dataclass(frozen=True, slots=True)
class Tag:
    """Something to know of AI. ``after``: tags that come before it; ``cites``: places in the Act; ``digcomp``: ids of competences."""

    id: str
    title: str
    can: str
    after: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    digcomp: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """People who do one kind of work with AI (``job``), or have one place in the Act (``role``), and what they need to know."""

    id: str
    kind: str
    title: str
    what: str
    needs: Levels
    digcomp: Levels
    quiz: str
    isco: str = ""
    cites: tuple[str, ...] = ()

    @property
    def esco(self) -> str:
        """The address of the group of occupations in ESCO; empty for a role of the Act."""
        return f"http://data.europa.eu/esco/isco/C{self.isco}" if self.isco else ""


@dataclass(frozen=True, slots=True)
class Course:
    """A course of the catalogue as a path sees it. ``hours`` is None where nobody says; ``judged``: what it teaches is our judgement."""

    id: str
    title: str
    url: str
    teaches: Levels
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    hours: float | None
    level: str
    free: bool | None
    judged: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A course of a path, with what it adds for this person: levels that it brings a tag to."""

    course: Course
    adds: Levels


@dataclass(frozen=True, slots=True)
class Lack:
    """A tag that no course of the path brings to the level that is needed; ``reached`` is how far it comes.

    ``elsewhere``: courses that would do, but in another language or country than asked for.
    """

    tag: str
    needed: int
    reached: int
    elsewhere: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """What somebody learns for a profile, in order. ``unknown``: tags about which the self-test was not answered; they are planned for.

    ``hours`` adds up what is known; ``hours_unknown`` counts the courses about which it is not.
    """

    profile: Profile
    gap: Levels
    unknown: tuple[str, ...]
    steps: tuple[Step, ...]
    lacks: tuple[Lack, ...]

    @property
    def hours(self) -> float:
        """The hours of the steps that say how many."""
        return sum(step.course.hours or 0 for step in self.steps)

    @property
    def hours_unknown(self) -> int:
        """How many steps do not say."""
        return sum(step.course.hours is None for step in self.steps)


@dataclass(frozen=True, slots=True)
class Move:
    """From one kind of work to another: what both need, what is to be learned, and how exposed the new work is (None: not known).

    ``schooling``: whether the new work, as a rule, asks a higher level of skill than the present one, by ISCO-08.
    """

    to: Profile
    shared: tuple[str, ...]
    gap: Levels
    exposure: float | None
    schooling: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its one right and its wrong options (``options[0]`` is right), why that is so, and where it stands."""

    id: str
    tag: str
    question: str
    options: tuple[str, ...]
    why: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bank:
    """Questions to draw from: ``draw`` at a time, ``share`` of them right to pass, ``tries`` a day, ``hours`` of work that it counts for.

    ``level``: of the European Qualifications Framework, 1 to 8; None where nobody stated one. ``cycle``: of higher education, or nothing.
    """

    id: str
    title: str
    what: str
    outcomes: tuple[str, ...]
    draw: int
    share: float
    hours: float
    tries: int
    level: int | None
    cycle: str
    items: tuple[Item, ...]

    @property
    def tags(self) -> frozenset[str]:
        """What it asks about."""
        return frozenset(item.tag for item in self.items)
