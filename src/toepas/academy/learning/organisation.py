"""A path for a whole organisation: how many people do which work, and what they need together; counts that give nobody away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toepas.academy.learning.model import Course, Lack, Path
from toepas.academy.learning.paths import path_for
from toepas.academy.learning.reading import profiles, tags

SMALLEST = 5
"""Fewer people than this are not counted out: a count, and what it leaves of a whole, is 0 or at least this."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A course with how many people of which profiles take it."""

    course: Course
    people: int
    profiles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPath:
    """Paths by profile (for people of whom nothing is known yet), the courses together, the most asked first, and what none teaches."""

    people: Mapping[str, int]
    paths: Mapping[str, Path]
    courses: tuple[Shared, ...]
    lacks: Mapping[str, tuple[Lack, int]]


def organisation_path(
    people: Mapping[str, int],
    offered: Sequence[Course],
    *,
    languages: Sequence[str] = (),
    country: str = "",
    sector: str = "",
) -> OrganisationPath:
    """What an organisation learns. ``people``: how many do the work of each profile; 0 and less is left out."""
    counted = {name: people[name] for name in profiles() if people.get(name, 0) > 0}
    paths = {
        name: path_for(profiles()[name], {}, offered, languages=languages, country=country, sector=sector)
        for name in counted
    }
    by_id = {step.course.id: step.course for path in paths.values() for step in path.steps}
    takers = {
        course: tuple(name for name, path in paths.items() if course in {step.course.id for step in path.steps})
        for course in by_id
    }
    shared = [Shared(by_id[course], sum(counted[name] for name in names), names) for course, names in takers.items()]
    lacks: dict[str, tuple[Lack, int]] = {}
    for tag in tags():
        found = [(lack, counted[name]) for name, path in paths.items() for lack in path.lacks if lack.tag == tag]
        if found:
            lacks[tag] = (max((lack for lack, _ in found), key=lambda lack: lack.needed), sum(n for _, n in found))
    return OrganisationPath(counted, paths, tuple(sorted(shared, key=lambda one: (-one.people, one.course.id))), lacks)


def safe_counts(started: int, reached: Sequence[int]) -> tuple[int | None, tuple[int | None, ...]]:
    """Counts that may be shown: of ``started`` people, how many reached each mark. None where a count is hidden.

    A count of fewer than SMALLEST people is hidden, and so is one that leaves fewer than that (none included) who did not reach
    the mark, and one between which and another shown count fewer than that lie: nobody's result can be worked out.
    """
    if started < SMALLEST:
        return (None, tuple(None for _ in reached))
    shown: list[int | None] = []
    known = [started]
    for count in reached:
        apart = all(count == other or abs(other - count) >= SMALLEST for other in known)
        safe = SMALLEST <= count <= started - SMALLEST and apart
        shown.append(count if safe else None)
        if safe:
            known.append(count)
    return started, tuple(shown)
