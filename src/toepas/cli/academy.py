"""``toepas academy``: list, profile, path, quiz."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path
from typing import Any

from toepas.cli.common import add_part, console, print_json, run_part
from toepas.kernel.problems import EXIT_OK, EXIT_OPEN, Problem
from toepas.kernel.words import Words

LARGEST_SEED = 1_000_000_000


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("What people must know of AI for their work, courses in order, and quizzes")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    listed = add_part(parts, "list", words.t("every profile, quiz and thing to know"), _list)
    _json(listed, words)
    shown = add_part(parts, "profile", words.t("what one kind of work asks"), _profile)
    shown.add_argument("profile", metavar="PROFILE", help=words.t("the id of a profile"))
    _json(shown, words)
    _path_arguments(parts, words)
    _quiz_arguments(parts, words)


def _json(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


def _path_arguments(parts: Any, words: Words) -> None:
    path = add_part(parts, "path", words.t("courses in order for one kind of work, and what no course teaches"), _path)
    path.add_argument("profile", metavar="PROFILE", help=words.t("the id of a profile"))
    path.add_argument(
        "--has", action="append", default=[], metavar="TAG=LEVEL",
        help=words.t("what the person knows already, such as limits=2; can be repeated"),
    )  # fmt: skip
    path.add_argument("--self-test", type=Path, metavar="FILE.yaml", help=words.t("the same from a file"))
    path.add_argument(
        "--speaks", action="append", default=[], metavar="nl",
        help=words.t("a language of the person, the best one first; can be repeated (default: any)"),
    )  # fmt: skip
    path.add_argument("--country", default="", metavar="NL", help=words.t("where the person is (default: anywhere)"))
    path.add_argument("--sector", default="", metavar="SECTOR", help=words.t("the sector of the person's work"))
    path.add_argument(
        "--moves", action="store_true", help=words.t("also show other jobs with what is to be learned for them")
    )
    path.add_argument(
        "--less-exposed", action="store_true", help=words.t("with --moves: only jobs that are less exposed to AI")
    )
    _json(path, words)


def _quiz_arguments(parts: Any, words: Words) -> None:
    quiz = add_part(parts, "quiz", words.t("questions drawn from a bank, and your answers marked"), _quiz)
    quiz.add_argument("bank", metavar="QUIZ", help=words.t("the id of a quiz"))
    quiz.add_argument("--seed", type=int, metavar="N", help=words.t("draw the same questions again (default: by lot)"))
    quiz.add_argument("--count", type=int, metavar="N", help=words.t("how many questions (default: as the quiz says)"))
    quiz.add_argument(
        "--answers", metavar="ABCA…", help=words.t("with --seed: one letter per question, . for none; they are marked")
    )
    _json(quiz, words)


run = run_part


def _list(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.academy import bank_title, banks, profile_data, profiles, tag_can, tag_title, tags
    from toepas.cli import show_academy

    data = {
        "profiles": [profile_data(profile, words) for profile in profiles().values()],
        "tags": [{"id": tag, "title": tag_title(tag, words), "can": tag_can(tag, words)} for tag in tags()],
        "quizzes": [
            {"id": bank.id, "title": bank_title(bank, words), "questions": len(bank.items), "draw": bank.draw}
            for bank in banks().values()
        ],
    }
    if arguments.json:
        print_json(data)
    else:
        show_academy.listed(console(), data, words)
    return EXIT_OK


def _chosen(name: str, words: Words) -> Any:
    from toepas.academy import profiles

    return _one(name, profiles(), words.t("'{name}' is no profile.", name=name), words)


def _one(name: str, known: Any, what: str, words: Words) -> Any:
    if name not in known:
        raise Problem(
            what,
            where=name,
            expected=", ".join(known),
            todo=words.t("'{command}' shows what there is.", command="academy list"),
        )
    return known[name]


def _profile(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.academy import profile_data
    from toepas.cli import show_academy

    profile = _chosen(arguments.profile, words)
    if arguments.json:
        print_json(profile_data(profile, words))
    else:
        show_academy.profile(console(), profile, words)
    return EXIT_OK


def _path(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.academy import courses, moves_from, path_data, path_for
    from toepas.catalogue import assets_here
    from toepas.cli import show_academy

    profile, held = _chosen(arguments.profile, words), _held(arguments, words)
    path = path_for(
        profile,
        held,
        courses(assets_here(words), words),
        languages=arguments.speaks,
        country=arguments.country.upper(),
        sector=arguments.sector,
    )
    moves = (
        moves_from(profile, held, _exposures(), lower=arguments.less_exposed)
        if arguments.moves or arguments.less_exposed
        else ()
    )
    if arguments.json:
        print_json(path_data(path, words, moves))
    else:
        show_academy.path(console(), path, words)
        if arguments.moves or arguments.less_exposed:
            show_academy.moves(console(), moves, _exposures().get(profile.isco), words)
    return EXIT_OK


def _held(arguments: argparse.Namespace, words: Words) -> dict[str, int]:
    from toepas.academy import checked_levels, read_self_test

    found = read_self_test(arguments.self_test, words) if arguments.self_test else {}
    said = {}
    for text in arguments.has:
        tag, _, level = text.partition("=")
        said[tag.strip()] = int(level) if level.strip().isdecimal() else level.strip() or None
    return found | checked_levels(said, words, lambda name: f"--has {name}")


def _exposures() -> dict[str, float]:
    from toepas.observatory import occupations

    return {code: occupation.mean for code, occupation in occupations().items()}


def _quiz(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.academy import banks, draw, mark
    from toepas.cli import show_academy

    bank = _one(arguments.bank, banks(), words.t("'{name}' is no quiz.", name=arguments.bank), words)
    if arguments.count is not None and not 1 <= arguments.count <= len(bank.items):
        raise Problem(
            words.t("So many questions there are not: {count}", count=arguments.count),
            where="--count",
            expected=f"1 - {len(bank.items)}",
        )
    if arguments.answers is not None and arguments.seed is None:
        raise Problem(
            words.t("Which questions the answers are about is not said."),
            where="--answers",
            expected="--seed N",
            todo=words.t("Draw the questions first; the seed stands above them."),
        )
    seed = secrets.randbelow(LARGEST_SEED) if arguments.seed is None else arguments.seed
    questions = draw(bank, seed, arguments.count)
    if arguments.answers is None:
        if arguments.json:
            print_json(show_academy.questions_data(bank, seed, questions, words))
        else:
            show_academy.questions(console(), bank, seed, questions, words)
        return EXIT_OK
    outcome = mark(bank, questions, _letters(arguments.answers, questions, words))
    if arguments.json:
        print_json(show_academy.outcome_data(outcome, words))
    else:
        show_academy.outcome(console(), outcome, words)
    return EXIT_OK if outcome.passed else EXIT_OPEN


def _letters(text: str, questions: Any, words: Words) -> dict[str, int]:
    """The chosen places by item. Raises Problem for letters that are too many, too few or none of the options."""
    said = [letter for letter in text.lower() if letter.isalnum() or letter == "."]
    if len(said) != len(questions):
        raise Problem(
            words.t("There are {count} questions and {said} answers.", count=len(questions), said=len(said)),
            where="--answers",
            todo=words.t("Give one letter per question, and . where you do not answer."),
        )
    found = {}
    for number, (letter, question) in enumerate(zip(said, questions, strict=True), 1):
        place = ord(letter) - ord("a")
        if letter == ".":
            continue
        if not 0 <= place < len(question.order):
            raise Problem(
                words.t("'{letter}' is no option of question {number}.", letter=letter, number=number),
                where="--answers",
                expected=", ".join("abcdefgh"[: len(question.order)]),
            )
        found[question.item.id] = place
    return found
