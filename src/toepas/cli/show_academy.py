"""Profiles, paths and quizzes on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas import academy
from toepas.academy import Bank, Course, Lack, Move, Outcome, Path, Profile, Question
from toepas.kernel.words import Words

LETTERS = "abcdefgh"


def listed(screen: Console, data: Mapping[str, Any], words: Words) -> None:
    """Every profile, tag and quiz."""
    for name, title in (("profiles", words.t("Profiles")), ("tags", words.t("What to know")), ("quizzes", words.t("Quizzes"))):  # fmt: skip
        table = Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0), show_header=False)
        for entry in data[name]:
            more = entry.get("what") or entry.get("can") or words.t("{n} questions, {draw} at a time", n=entry["questions"], draw=entry["draw"])  # fmt: skip
            table.add_row(entry["id"], escape(entry["title"]), escape(more))
        screen.print(table)
        screen.print()


def _cites(cites: tuple[str, ...], words: Words) -> str:
    return ", ".join(name for name, _ in academy.cited(cites, words))


def profile(screen: Console, shown: Profile, words: Words) -> None:
    """What one kind of work asks."""
    screen.print(f"[bold]{escape(academy.profile_title(shown, words))}[/bold]")
    screen.print(escape(academy.profile_what(shown, words)))
    if shown.isco:
        screen.print(f"ISCO-08 {shown.isco} · {shown.esco}")
    if shown.cites:
        screen.print(_cites(shown.cites, words))
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in (words.t("What to know"), words.t("Level"), words.t("Where in the Act")):
        table.add_column(heading)
    for tag, level in shown.needs.items():
        title = f"{level} {academy.level_title(level, words)}"
        table.add_row(academy.tag_title(tag, words), title, _cites(academy.tags()[tag].cites, words))
    screen.print(table)
    names = ", ".join(f"{name} ({level})" for name, level in shown.digcomp.items())
    screen.print(words.t("DigComp 3.0 competences (level 1 to 4): {names}", names=names))
    bank = academy.banks()[shown.quiz]
    screen.print(words.t("Quiz: {title} ({id})", title=academy.bank_title(bank, words), id=bank.id))
    left = [academy.tag_title(tag, words) for tag in shown.needs if tag not in bank.tags]
    if left:
        screen.print(words.t("The quiz does not ask about: {names}", names=", ".join(left)))
    screen.print(academy.needs_sentence(words))


def path(screen: Console, shown: Path, words: Words) -> None:
    """Courses in order, hours, and what no course teaches."""
    screen.print(f"[bold]{escape(academy.profile_title(shown.profile, words))}[/bold]")
    if not shown.gap:
        screen.print(words.t("Nothing is missing for this work."))
        return
    for number, step in enumerate(shown.steps, 1):
        screen.print(f"{number}. {escape(step.course.title)} · {', '.join(step.course.languages)} · {academy.course_hours(step.course, words)}")  # fmt: skip
        for tag, level in step.adds.items():
            screen.print(f"   {academy.tag_title(tag, words)}: {level} {academy.level_title(level, words)}")
        screen.print(f"   {step.course.url}")
    screen.print(academy.hours_sentence(shown, words))
    if shown.lacks:
        screen.print(f"\n[bold]{words.t('What no course here teaches far enough')}[/bold]")
        for lack in shown.lacks:
            screen.print(f"- {escape(lack_sentence(lack, words))}")
    if shown.unknown:
        names = ", ".join(academy.tag_title(tag, words) for tag in shown.unknown)
        screen.print(words.t("Not known yet, so planned for: {names}", names=names))
    screen.print(academy.judged_sentence(words))
    screen.print(academy.needs_sentence(words))


def lack_sentence(lack: Lack, words: Words) -> str:
    """What is not taught, how far courses come, and where one would be."""
    title = academy.tag_title(lack.tag, words)
    text = (
        words.t("{title}: no course teaches it.", title=title)
        if not lack.reached
        else words.t(
            "{title}: courses come to level {reached}, {needed} is needed.",
            title=title,
            reached=lack.reached,
            needed=lack.needed,
        )
    )
    if not lack.elsewhere:
        return text
    return f"{text} {words.t('In another language or country: {names}', names=', '.join(map(_named, lack.elsewhere)))}"


def _named(course: Course) -> str:
    return f"{course.title} ({', '.join((*course.languages, *course.countries))})"


def moves(screen: Console, found: Sequence[Move], exposure: float | None, words: Words) -> None:
    """Other jobs with what is to be learned for them."""
    screen.print(f"\n[bold]{words.t('Other work')}[/bold]")
    if exposure is None:
        screen.print(words.t("How exposed the present work is, is not known."))
    else:
        screen.print(words.t("Exposure of the present work: {value}", value=words.number(exposure)))
    for move in found:
        value = words.t("not known") if move.exposure is None else words.number(move.exposure)
        screen.print(f"- {escape(academy.profile_title(move.to, words))} ({words.t('exposure {value}', value=value)})")
        if move.schooling:
            screen.print(f"  {academy.schooling_sentence(words)}")
        for tag, level in move.gap.items():
            screen.print(f"    {academy.tag_title(tag, words)}: {level}")
    if not found:
        screen.print(words.t("No such work is known here."))
    screen.print(academy.exposure_sentence(words))
    screen.print(words.t("Only what work with AI asks is compared; every job asks more than that."))


def questions_data(bank: Bank, seed: int, drawn: Sequence[Question], words: Words) -> dict[str, Any]:
    """Drawn questions for machines, without the answers."""
    return {
        "quiz": bank.id,
        "seed": seed,
        "needed": academy.needed(bank, len(drawn)),
        "questions": [
            {
                "id": one.item.id,
                "question": academy.item_question(one.item, words),
                "options": [academy.item_option(one.item, place, words) for place in one.order],
            }
            for one in drawn
        ],
    }


def questions(screen: Console, bank: Bank, seed: int, drawn: Sequence[Question], words: Words) -> None:
    """Drawn questions to read."""
    screen.print(f"[bold]{escape(academy.bank_title(bank, words))}[/bold] · --seed {seed}")
    for number, one in enumerate(drawn, 1):
        screen.print(f"\n{number}. {escape(academy.item_question(one.item, words))}")
        for letter, place in zip(LETTERS, one.order, strict=False):
            screen.print(f"   {letter}) {escape(academy.item_option(one.item, place, words))}")
    screen.print("\n" + words.t("To pass, {needed} of {count} have to be right.", needed=academy.needed(bank, len(drawn)), count=len(drawn)))  # fmt: skip


def outcome_data(found: Outcome, words: Words) -> dict[str, Any]:
    """A marked quiz for machines."""
    return {
        "passed": found.passed,
        "right": found.right,
        "of": len(found.marked),
        "needed": found.needed,
        "items": [
            {
                "id": one.question.item.id,
                "right": one.right,
                "answer": academy.item_option(one.question.item, 0, words),
                "why": academy.item_why(one.question.item, words),
                "cites": list(one.question.item.cites),
            }
            for one in found.marked
        ],
    }


def outcome(screen: Console, found: Outcome, words: Words) -> None:
    """A marked quiz to read: every question with the right answer, why, and where it stands."""
    for number, one in enumerate(found.marked, 1):
        item = one.question.item
        verdict = words.t("right") if one.right else words.t("not right")
        screen.print(f"\n{number}. {escape(academy.item_question(item, words))}  [bold]{verdict}[/bold]")
        screen.print(f"   {escape(academy.item_option(item, 0, words))}")
        cites = _cites(item.cites, words)
        screen.print(f"   {escape(academy.item_why(item, words))}{f' ({cites})' if cites else ''}")
    verdict = words.t("Passed.") if found.passed else words.t("Not passed.")
    score = words.t("{right} of {count} right; {needed} are needed.", right=found.right, count=len(found.marked), needed=found.needed)  # fmt: skip
    screen.print(f"\n[bold]{verdict}[/bold] {score}")
