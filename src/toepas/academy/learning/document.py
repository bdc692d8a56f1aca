"""Profiles and paths as data for machines; texts in the reader's language stand beside the ids."""

from __future__ import annotations

from typing import Any

from toepas.academy.learning import naming
from toepas.academy.learning.model import Course, Levels, Move, Path, Profile
from toepas.academy.learning.reading import banks
from toepas.kernel.words import Words


def levels_data(levels: Levels, words: Words) -> list[dict[str, Any]]:
    """Tags with their level."""
    return [{"tag": tag, "title": naming.tag_title(tag, words), "level": level} for tag, level in levels.items()]


def profile_data(profile: Profile, words: Words) -> dict[str, Any]:
    """A profile with all it says."""
    return {
        "id": profile.id,
        "kind": profile.kind,
        "title": naming.profile_title(profile, words),
        "what": naming.profile_what(profile, words),
        "isco": profile.isco or None,
        "esco": profile.esco or None,
        "cites": list(profile.cites),
        "needs": levels_data(profile.needs, words),
        "digcomp": [{"competence": name, "level": level} for name, level in profile.digcomp.items()],
        "quiz": profile.quiz,
        "not_in_quiz": [tag for tag in profile.needs if tag not in banks()[profile.quiz].tags],
    }


def course_data(course: Course) -> dict[str, Any]:
    """A course; ``hours`` and ``free`` are null where they are not known."""
    return {
        "id": course.id,
        "title": course.title,
        "url": course.url,
        "languages": list(course.languages),
        "hours": course.hours,
        "free": course.free,
        "judged_by_us": course.judged,
    }


def path_data(path: Path, words: Words, moves: tuple[Move, ...] = ()) -> dict[str, Any]:
    """A path with its order, its hours as far as they are known, what no course teaches, and moves to other work."""
    return {
        "profile": path.profile.id,
        "gap": levels_data(path.gap, words),
        "not_answered": list(path.unknown),
        "steps": [{**course_data(step.course), "adds": levels_data(step.adds, words)} for step in path.steps],
        "hours": path.hours,
        "hours_not_known": path.hours_unknown,
        "lacks": [
            {
                "tag": lack.tag,
                "title": naming.tag_title(lack.tag, words),
                "needed": lack.needed,
                "reached": lack.reached,
                "elsewhere": [course_data(course) for course in lack.elsewhere],
            }
            for lack in path.lacks
        ],
        "moves": [
            {"profile": move.to.id, "shared": list(move.shared), "gap": levels_data(move.gap, words), "exposure": move.exposure, "more_schooling": move.schooling}
            for move in moves
        ],
    }  # fmt: skip
