"""Courses of the catalogue of this site, as paths see them."""

from __future__ import annotations

from collections.abc import Sequence

from toepas.academy import Course, Levels, Path, Profile, course_ids, courses, path_for
from toepas.kernel import SOURCE_LANGUAGE, Words
from toepas_web.organisations.models import Organisation
from toepas_web.ui import known


def offered(said: Words) -> tuple[Course, ...]:
    """The courses of which it is known what they teach."""
    collection = known.collection()
    found = (collection.get(name) for name in course_ids())
    return courses([asset for asset in found if asset is not None], said)


def planned(
    profile: Profile, held: Levels, organisation: Organisation | None, said: Words, languages: Sequence[str] = ()
) -> Path:
    """The path of a person who reads these languages (without any: that of the page, and English), for their organisation where they named one."""
    return path_for(
        profile,
        held,
        offered(said),
        languages=languages or spoken(said),
        country=organisation.country if organisation else "",
        sector=organisation.sector if organisation else "",
    )


def spoken(said: Words) -> Sequence[str]:
    """The languages courses may be in: the one of the page first."""
    return tuple(dict.fromkeys((said.lang, SOURCE_LANGUAGE)))
