"""Texts of the data in the reader's language, and the sentences that must stand beside what a path says."""

from __future__ import annotations

from toepas.academy.learning.model import Bank, Course, Item, Path, Profile
from toepas.academy.learning.reading import level_titles, self_titles, tags
from toepas.kernel.words import Words
from toepas.law.naming import citation, citation_link


def level_title(level: int, words: Words) -> str:
    """What a level means."""
    if level not in level_titles():
        return words.t("Not yet")
    return words.entry(f"academy.level.{level}", level_titles()[level])


def self_title(level: int, words: Words) -> str:
    """What a level means, as somebody says it of themselves."""
    if level not in self_titles():
        return words.t("Not yet")
    return words.entry(f"academy.self.{level}", self_titles()[level])


def tag_title(tag: str, words: Words) -> str:
    """The name of something to know."""
    return words.entry(f"academy.tag.{tag}.title", tags()[tag].title)


def tag_can(tag: str, words: Words) -> str:
    """What somebody can who knows it; the sentence of the self-test."""
    return words.entry(f"academy.tag.{tag}.can", tags()[tag].can)


def profile_title(profile: Profile, words: Words) -> str:
    """The name of a profile."""
    return words.entry(f"academy.profile.{profile.id}.title", profile.title)


def profile_what(profile: Profile, words: Words) -> str:
    """What these people do with AI."""
    return words.entry(f"academy.profile.{profile.id}.what", profile.what)


def bank_title(bank: Bank, words: Words) -> str:
    """The name of a quiz."""
    return words.entry(f"academy.quiz.{bank.id}.title", bank.title)


def bank_what(bank: Bank, words: Words) -> str:
    """What a quiz is about."""
    return words.entry(f"academy.quiz.{bank.id}.what", bank.what)


def bank_outcomes(bank: Bank, words: Words) -> tuple[str, ...]:
    """What somebody can who passed it."""
    return tuple(
        words.entry(f"academy.quiz.{bank.id}.outcome.{number}", text) for number, text in enumerate(bank.outcomes)
    )


def item_question(item: Item, words: Words) -> str:
    """A question."""
    return words.entry(f"academy.item.{item.id}.q", item.question)


def item_option(item: Item, number: int, words: Words) -> str:
    """One of its options, by its place in the data."""
    return words.entry(f"academy.item.{item.id}.option.{number}", item.options[number])


def item_why(item: Item, words: Words) -> str:
    """Why the right option is right."""
    return words.entry(f"academy.item.{item.id}.why", item.why)


def cited(cites: tuple[str, ...], words: Words) -> list[tuple[str, str]]:
    """Citations with the address of the official page."""
    return [(citation(cite, words), citation_link(cite, words)) for cite in cites]


def hours_sentence(path: Path, words: Words) -> str:
    """How long a path takes, as far as that is known."""
    if not path.steps:
        return words.t("There is no course to take.")
    unknown = path.hours_unknown
    if unknown == len(path.steps):
        return words.t("How long it takes is not known: no course says it.")
    known = words.t("{hours} hours", hours=words.number(path.hours))
    if not unknown:
        return words.t("It takes {hours} in all.", hours=known)
    return words.n(
        "At least {hours}; of one course the hours are not known.",
        "At least {hours}; of {n} courses the hours are not known.",
        unknown,
        hours=known,
    )


def course_hours(course: Course, words: Words) -> str:
    """How long a course takes, or that nobody says."""
    if course.hours is None:
        return words.t("hours not known")
    return words.t("{hours} hours", hours=words.number(course.hours))


def judged_sentence(words: Words) -> str:
    """How far what courses teach can be trusted."""
    return words.t(
        "What a course teaches is our judgement, from what its entry in the catalogue says. Look at the course itself before you choose."
    )


def needs_sentence(words: Words) -> str:
    """What the levels of a profile are."""
    return words.t(
        "What people need to know for this work is our suggestion. The AI Act leaves it to each organisation which measures fit."
    )


def schooling_sentence(words: Words) -> str:
    """That other work asks a higher level of skill than the present one."""
    return words.t("As a rule this work asks more schooling or experience than the present work (ISCO-08).")


def exposure_sentence(words: Words) -> str:
    """What exposure says and does not say."""
    return words.t(
        "Exposure is how much of the tasks of an occupation is of a kind that generative AI can do (0 to 1). It does not say that jobs go or come."
    )
