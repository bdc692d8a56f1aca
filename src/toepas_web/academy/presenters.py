"""What the pages of the academy show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from toepas import academy
from toepas.academy import Bank, Course, Lack, OrganisationPath, Outcome, Path, Profile, Question
from toepas.catalogue import country_name, language_name
from toepas.kernel import Words
from toepas.retrieval import OFFICIAL_LANGUAGES
from toepas_web.academy import teaching
from toepas_web.academy.models import Attempt, Credential, Learning

MOST_AGAIN = 3
"""So many courses are named for what somebody did not know in a quiz."""


def profile_row(profile: Profile, said: Words) -> dict[str, Any]:
    """A profile in a list."""
    return {
        "id": profile.id,
        "title": academy.profile_title(profile, said),
        "what": academy.profile_what(profile, said),
    }


def profile_page(profile: Profile, said: Words) -> dict[str, Any]:
    """What one kind of work asks."""
    bank = academy.banks()[profile.quiz]
    return {
        **profile_row(profile, said),
        "isco": profile.isco,
        "esco": profile.esco,
        "cites": academy.cited(profile.cites, said),
        "needs": [
            {
                "title": academy.tag_title(tag, said),
                "can": academy.tag_can(tag, said),
                "level": academy.level_title(level, said),
                "cites": academy.cited(academy.tags()[tag].cites, said),
            }
            for tag, level in profile.needs.items()
        ],
        "digcomp": ", ".join(f"{name} ({level})" for name, level in profile.digcomp.items()),
        "quiz": academy.bank_title(bank, said),
        "not_in_quiz": [academy.tag_title(tag, said) for tag in profile.needs if tag not in bank.tags],
    }


def language_choices(said: Words) -> list[tuple[str, str]]:
    """Languages that courses can be in, by name, with that of the page first."""
    named = sorted(((code, language_name(code, said)) for code in OFFICIAL_LANGUAGES), key=lambda pair: pair[1])
    return sorted(named, key=lambda pair: pair[0] != said.lang)


def languages_text(codes: Sequence[str], said: Words) -> str:
    """The languages in which courses are looked for."""
    return ", ".join(language_name(code, said) for code in codes or teaching.spoken(said))


def course_row(course: Course, said: Words) -> dict[str, Any]:
    """A course of a path; of its languages, that of the reader stands first."""
    spoken = sorted(course.languages, key=lambda lang: lang != said.lang)
    return {
        "id": course.id,
        "title": course.title,
        "url": course.url,
        "hours": academy.course_hours(course, said),
        "languages": ", ".join(language_name(lang, said) for lang in spoken[:4]),
        "more_languages": max(0, len(course.languages) - 4),
        "countries": ", ".join(country_name(code, said) for code in course.countries),
        "free": course.free,
    }


def lack_row(lack: Lack, said: Words) -> dict[str, Any]:
    """What no course teaches far enough, and where one would be."""
    return {
        "title": academy.tag_title(lack.tag, said),
        "reached": academy.level_title(lack.reached, said) if lack.reached else "",
        "needed": academy.level_title(lack.needed, said),
        "people": 0,
        "elsewhere": [course_row(course, said) for course in lack.elsewhere],
    }


def path_rows(path: Path, said: Words) -> dict[str, Any]:
    """A path as it is planned."""
    return {
        "steps": [
            {
                **course_row(step.course, said),
                "adds": [(academy.tag_title(tag, said), academy.level_title(level, said)) for tag, level in step.adds.items()],
            }
            for step in path.steps
        ],
        "gap": bool(path.gap),
        "unknown": [academy.tag_title(tag, said) for tag in path.unknown],
        "lacks": [lack_row(lack, said) for lack in path.lacks],
        "hours": academy.hours_sentence(path, said),
    }  # fmt: skip


def learning_row(learning: Learning, said: Words) -> dict[str, Any]:
    """A path of somebody's in a list, with how far they are."""
    profile = academy.profiles()[learning.profile]
    done = len(learning.steps) - len(learning.left)
    return {"id": learning.pk, "title": academy.profile_title(profile, said), "done": done, "all": len(learning.steps)}


def learning_page(learning: Learning, said: Words) -> dict[str, Any]:
    """A path of somebody's: what is done, what comes next, and whether the quiz was passed."""
    profile = academy.profiles()[learning.profile]
    bank = academy.banks()[profile.quiz]
    by_id = {course.id: course for course in teaching.offered(said)}
    tries = Attempt.objects.filter(user=learning.user, bank=bank.id).exclude(finished=None)
    held = Credential.objects.held_for(learning.user, bank.id)
    return {
        **learning_row(learning, said),
        "profile": profile_page(profile, said),
        "steps": [
            {**course_row(by_id[name], said), "gone": False, "finished": name in learning.done}
            if name in by_id
            else {"id": name, "gone": True, "title": name, "finished": name in learning.done}
            for name in learning.steps
        ],
        "languages": languages_text(learning.languages, said),
        "picked": learning.languages or list(teaching.spoken(said)),
        "passed": Attempt.objects.passed(learning.user, bank.id),
        "last": next(iter(tries), None),
        "credential": held,
        "ended": held is not None and held.ended,
        "needed": academy.needed(bank, bank.draw),
        "draw": bank.draw,
        "tries": bank.tries,
    }


def question_rows(questions: Sequence[Question], said: Words) -> list[dict[str, Any]]:
    """Questions as they are asked: options in the drawn order, and nothing that says which one is right."""
    return [
        {
            "id": one.item.id,
            "text": academy.item_question(one.item, said),
            "options": [academy.item_option(one.item, place, said) for place in one.order],
        }
        for one in questions
    ]


def outcome_rows(outcome: Outcome, said: Words) -> list[dict[str, Any]]:
    """Marked questions: what was chosen, what is right, why, and where that stands."""
    return [
        {
            "text": academy.item_question(one.question.item, said),
            "right": one.right,
            "chosen": None if one.chosen is None else academy.item_option(one.question.item, one.question.order[one.chosen], said),
            "answer": academy.item_option(one.question.item, 0, said),
            "why": academy.item_why(one.question.item, said),
            "cites": academy.cited(one.question.item.cites, said),
        }
        for one in outcome.marked
    ]  # fmt: skip


def again_rows(outcome: Outcome, learning: Learning | None, bank: Bank, said: Words) -> list[dict[str, Any]]:
    """What somebody did not know yet, with courses that teach it and suit their work. ``learning``: their path to this quiz, if they still have one."""
    named = learning.profile if learning else next(one.id for one in academy.profiles().values() if one.quiz == bank.id)
    country = learning.organisation.country if learning and learning.organisation else ""
    offered = teaching.offered(said)
    languages = learning.languages if learning and learning.languages else teaching.spoken(said)

    def on(tag: str) -> Sequence[Course]:
        profile = academy.profiles()[named]
        return academy.courses_on(tag, offered, profile, languages=languages, country=country)

    wrong = dict.fromkeys(one.question.item.tag for one in outcome.marked if not one.right)
    return [
        {
            "title": academy.tag_title(tag, said),
            "can": academy.tag_can(tag, said),
            "courses": [course_row(one, said) for one in on(tag)[:MOST_AGAIN]],
        }
        for tag in wrong
    ]


def move_rows(profile: Profile, held: dict[str, int], said: Words, exposures: dict[str, float]) -> list[dict[str, Any]]:
    """Other work, the one with least to learn first; with how exposed it is beside the present work, and whether it asks more schooling."""
    moves, now = academy.moves_from(profile, held, exposures), exposures.get(profile.isco)
    return [
        {
            **profile_row(move.to, said),
            "exposure": None if move.exposure is None else said.number(move.exposure),
            "beside": _beside(move.exposure, now, said),
            "schooling": move.schooling,
            "gap": [academy.tag_title(tag, said) for tag in move.gap],
        }
        for move in moves[:6]
    ]


def plan_table(people: dict[str, int], made: OrganisationPath, said: Words) -> Iterator[tuple[object, ...]]:
    """The plan of an organisation, row by row, with a first row that says what stands where."""
    yield (
        said.t("What it is"),
        said.t("Name"),
        said.t("People"),
        said.t("For whom"),
        said.t("Hours"),
        said.t("Languages"),
        said.t("Address"),
    )
    titles = {name: academy.profile_title(one, said) for name, one in academy.profiles().items()}
    for name, count in people.items():
        if name in titles:
            yield (said.t("work or place in the AI Act"), titles[name], count, "", "", "", "")
    for one in made.courses:
        course = one.course
        spoken = ", ".join(language_name(lang, said) for lang in course.languages)
        whom = ", ".join(titles[name] for name in one.profiles)
        hours = said.t("not known") if course.hours is None else said.number(course.hours)
        yield (said.t("course"), course.title, one.people, whom, hours, spoken, course.url)
    for lack, count in made.lacks.values():
        yield (said.t("taught far enough by no course"), academy.tag_title(lack.tag, said), count, "", "", "", "")


def _beside(exposure: float | None, now: float | None, said: Words) -> str:
    """How the exposure of other work compares with that of the present one; empty where one of both is not known."""
    if exposure is None or now is None:
        return ""
    if exposure == now:
        return said.t("as much as now")
    return said.t("more than now") if exposure > now else said.t("less than now")


def bank_rows(said: Words) -> list[dict[str, Any]]:
    """Every quiz with what its quality rests on, as far as it can be counted."""
    return [
        {
            "title": academy.bank_title(bank, said),
            "items": len(bank.items),
            "cited": sum(bool(item.cites) for item in bank.items),
            "draw": bank.draw,
            "needed": academy.needed(bank, bank.draw),
            "tries": bank.tries,
            "hours": said.number(bank.hours),
            "level": bank.level,
        }
        for bank in academy.banks().values()
    ]


def counts(learnings: Iterable[Learning], said: Words) -> list[dict[str, Any]]:
    """How many people learn for which work, finished their courses and hold the credential; small counts hidden."""
    by_profile: dict[str, list[Learning]] = {}
    for one in learnings:
        by_profile.setdefault(one.profile, []).append(one)
    rows = []
    for name, profile in academy.profiles().items():
        if name not in by_profile:
            continue
        mine = by_profile[name]
        finished = [one for one in mine if not one.left]
        holders = set(
            Credential.objects.counting().filter(user__in=[one.user_id for one in finished], bank=profile.quiz)
            .values_list("user", flat=True)
        )  # fmt: skip
        started, marks = academy.safe_counts(len(mine), (len(finished), len(holders)))
        rows.append(
            {
                "title": academy.profile_title(profile, said),
                "started": started,
                "finished": marks[0],
                "holders": marks[1],
            }
        )
    return rows


def organisation_rows(made: OrganisationPath, said: Words) -> dict[str, Any]:
    """What an organisation needs together."""
    return {
        "courses": [
            {
                **course_row(one.course, said),
                "people": one.people,
                "profiles": [academy.profile_title(academy.profiles()[name], said) for name in one.profiles],
            }
            for one in made.courses
        ],
        "lacks": [{**lack_row(lack, said), "people": people} for lack, people in made.lacks.values()],
    }
