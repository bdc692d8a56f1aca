"""Courses of the catalogue, as a path sees them."""

from __future__ import annotations

from collections.abc import Iterable

from toepas.academy.learning.model import HIGHEST, Course, Levels
from toepas.academy.learning.reading import judged, tags
from toepas.catalogue import Asset, Kind, Price
from toepas.kernel.words import Words

PREFIX = "ai"


def courses(assets: Iterable[Asset], words: Words) -> tuple[Course, ...]:
    """The courses among these assets that are known to teach something of the tags."""
    found = (_course(asset, words) for asset in assets if asset.kind == Kind.COURSE)
    return tuple(course for course in found if course.teaches)


def _course(asset: Asset, words: Words) -> Course:
    lesson, own = asset.lesson, judged().get(asset.id)
    free = None if asset.price is None else asset.price == Price.FREE
    return Course(
        asset.id,
        asset.text("name", words.lang),
        asset.url,
        own if own is not None else _named(lesson.competences if lesson else ()),
        asset.languages,
        asset.countries,
        asset.sectors,
        lesson.hours if lesson else None,
        lesson.level if lesson else "",
        free,
        own is not None,
    )


def _named(competences: tuple[str, ...]) -> Levels:
    """What a course says itself: ``ai:limits`` (level 1) or ``ai:limits:2``. Other frameworks are left alone."""
    found: dict[str, int] = {}
    for name in competences:
        prefix, _, rest = name.partition(":")
        tag, *level = rest.split(":")
        if prefix == PREFIX and tag in tags() and (not level or level[0] in map(str, range(1, HIGHEST + 1))):
            found[tag] = int(level[0]) if level else 1
    return found


def course_ids() -> tuple[str, ...]:
    """The courses of which it is written down here what they teach: for whoever looks up records one by one."""
    return tuple(judged())
