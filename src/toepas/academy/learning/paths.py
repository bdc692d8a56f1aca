"""A path: what is missing, which courses bring it, in which order, and what no course brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toepas.academy.learning.model import NOT_YET, Course, Lack, Levels, Move, Path, Profile, Step
from toepas.academy.learning.reading import profiles, skill_level, tags

ORDER = {"introductory": 0, "": 1, "intermediate": 1, "advanced": 2}
BUILDING, FOR_BUILDERS = "building", 2
LONG = 1_000.0
"""Courses that do not say their hours come after those that do."""


def gap_of(needs: Levels, held: Levels) -> dict[str, int]:
    """The levels that are needed and not there yet, in the order of the tags. What is not known of a person counts as to be learned."""
    return {tag: needs[tag] for tag in tags() if needs.get(tag, NOT_YET) > held.get(tag, NOT_YET)}


def path_for(
    profile: Profile,
    held: Levels,
    offered: Sequence[Course],
    *,
    languages: Sequence[str] = (),
    country: str = "",
    sector: str = "",
) -> Path:
    """The path of one person. ``held``: levels by the self-test, 0 for "not yet"; a tag that is not in it is not known.

    Only courses in one of ``languages`` (any, where none is named) and offered in ``country`` (or everywhere) are taken;
    courses for another sector come last.
    """
    gap = gap_of(profile.needs, held)
    fits = [course for course in offered if _fits(course, languages, country) and _suits(course, profile)]
    chosen = _cover(gap, held, fits, sector, languages)
    reached = dict(held)
    for course in chosen:
        for tag, level in course.teaches.items():
            reached[tag] = max(level, reached.get(tag, NOT_YET))
    lacks = tuple(
        Lack(
            tag,
            level,
            reached.get(tag, NOT_YET),
            _elsewhere(tag, level, [one for one in offered if _suits(one, profile)], fits),
        )
        for tag, level in gap.items()
        if reached.get(tag, NOT_YET) < level
    )
    return Path(profile, gap, tuple(tag for tag in gap if tag not in held), _steps(_ordered(chosen), gap, held), lacks)


def courses_on(
    tag: str, offered: Sequence[Course], profile: Profile, *, languages: Sequence[str] = (), country: str = ""
) -> tuple[Course, ...]:
    """Courses that teach a tag and suit somebody: first those for every country, in the first of ``languages``, and short."""

    def order(course: Course) -> tuple[bool, int, float, str]:
        spoken = next((at for at, lang in enumerate(languages) if lang in course.languages), len(languages))
        return bool(course.countries) and not country, spoken, LONG if course.hours is None else course.hours, course.id

    fits = (one for one in offered if _fits(one, languages, country) and _suits(one, profile))
    return tuple(sorted((one for one in fits if one.teaches.get(tag, NOT_YET)), key=order))


def _fits(course: Course, languages: Sequence[str], country: str) -> bool:
    spoken = not languages or not {"mul", *languages}.isdisjoint(course.languages)
    return spoken and (not country or not course.countries or country in course.countries)


def _suits(course: Course, profile: Profile) -> bool:
    """Courses for people who build models ask for programming: they are for those whose work is building."""
    return course.teaches.get(BUILDING, NOT_YET) < FOR_BUILDERS or BUILDING in profile.needs


def _elsewhere(tag: str, level: int, offered: Iterable[Course], fits: Sequence[Course]) -> tuple[Course, ...]:
    known = {course.id for course in fits}
    return tuple(course for course in offered if course.id not in known and course.teaches.get(tag, NOT_YET) >= level)


def _gain(course: Course, gap: Levels, reached: Levels) -> int:
    """How many levels it adds towards the gap."""
    return sum(
        max(0, min(course.teaches.get(tag, NOT_YET), needed) - reached.get(tag, NOT_YET)) for tag, needed in gap.items()
    )


def _cover(gap: Levels, held: Levels, fits: Sequence[Course], sector: str, languages: Sequence[str]) -> list[Course]:
    """Courses that together close as much of the gap as can be, each adding something; then those that others made needless go."""
    reached, chosen, left = dict(held), list[Course](), list(fits)

    def merit(course: Course) -> tuple[int, int, int, int, float, str]:
        return (
            _gain(course, gap, reached),
            not course.sectors or sector in course.sectors,
            -next((at for at, lang in enumerate(languages) if lang in course.languages), len(languages)),
            course.free is True,
            -(LONG if course.hours is None else course.hours),
            course.id,
        )

    while left:
        best = max(left, key=merit)
        if not _gain(best, gap, reached):
            break
        chosen.append(best)
        left.remove(best)
        for tag, level in best.teaches.items():
            reached[tag] = max(level, reached.get(tag, NOT_YET))
    return _without_needless(chosen, gap, held)


def _without_needless(chosen: Sequence[Course], gap: Levels, held: Levels) -> list[Course]:
    """A course chosen early can be made needless by later ones: what can be left out without loss is."""
    kept = list(chosen)
    for course in reversed(chosen):
        others = [other for other in kept if other is not course]
        if _closed(others, gap, held) == _closed(kept, gap, held):
            kept = others
    return kept


def _closed(courses: Iterable[Course], gap: Levels, held: Levels) -> dict[str, int]:
    """How far these courses bring each tag of the gap; more than is needed does not count."""
    taught = list(courses)
    return {
        tag: min(needed, max([held.get(tag, NOT_YET), *(course.teaches.get(tag, NOT_YET) for course in taught)]))
        for tag, needed in gap.items()
    }


def _before(tag: str) -> set[str]:
    """Everything that comes before a tag."""
    found = set(tags()[tag].after)
    return found.union(*(_before(other) for other in found))


def _waits_for(course: Course, other: Course) -> bool:
    """Whether ``other`` teaches what comes before something of ``course`` that it does not teach itself."""
    first = set[str]().union(*(_before(tag) for tag in course.teaches)) - set(course.teaches)
    return not first.isdisjoint(other.teaches)


def _ordered(chosen: Sequence[Course]) -> list[Course]:
    """What comes before first; then introductions before the rest, short before long, unknown hours last."""
    left = sorted(
        chosen,
        key=lambda course: (ORDER[course.level], LONG if course.hours is None else course.hours, course.id),
    )
    found: list[Course] = []
    while left:
        free = (
            course for course in left if not any(_waits_for(course, other) for other in left if other is not course)
        )
        following = next(free, left[0])
        found.append(following)
        left.remove(following)
    return found


def _steps(ordered: Sequence[Course], gap: Levels, held: Levels) -> tuple[Step, ...]:
    """The courses with what each adds when its turn comes."""
    reached, found = dict(held), list[Step]()
    for course in ordered:
        adds = {tag: level for tag in gap if (level := course.teaches.get(tag, NOT_YET)) > reached.get(tag, NOT_YET)}
        reached |= adds
        found.append(Step(course, adds))
    return tuple(found)


def moves_from(
    profile: Profile, held: Levels, exposures: Mapping[str, float] | None = None, *, lower: bool = False
) -> tuple[Move, ...]:
    """Other jobs, the one with least to learn first. What the present work asks is not taken as known: only ``held`` counts.

    ``exposures``: exposure to generative AI by code of ISCO-08 (0 to 1), from whoever keeps such figures. With ``lower`` only jobs
    with a known exposure below that of the present work remain; none where the exposure of the present work is not known.
    """
    known = exposures or {}
    found = [
        Move(
            other,
            tuple(tag for tag in tags() if tag in profile.needs and tag in other.needs),
            gap_of(other.needs, held),
            known.get(other.isco),
            (skill_level(other.isco) or 0) > (skill_level(profile.isco) or 4),
        )
        for other in profiles().values()
        if other.kind == "job" and other.id != profile.id
    ]
    now = known.get(profile.isco)
    if lower:
        found = [move for move in found if now is not None and move.exposure is not None and move.exposure < now]
    return tuple(sorted(found, key=lambda move: (_to_learn(move, held), -len(move.shared), move.to.id)))


def _to_learn(move: Move, held: Levels) -> int:
    return sum(level - held.get(tag, NOT_YET) for tag, level in move.gap.items())
