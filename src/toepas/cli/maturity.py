"""``toepas maturity``: where an organisation stands, whether that changed, and what AI changed in the work."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toepas.cli.common import add_part, console, day, print_json, run_part, today
from toepas.kernel.problems import EXIT_OPEN, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.maturity import Cell, Score

STAGES = ("T0", "T1", "T2")
UNSETTLED = ("open", "not-measured", "set-afterwards")
TRAITS = ("size", "country", "sector")


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("See where an organisation stands, whether that changed, and what AI changed in the work")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    listed = add_part(parts, "list", words.t("list the questionnaires and what stands behind them"), _list)
    ask = add_part(parts, "ask", words.t("show what is asked, as a file to fill in"), _ask)
    ask.add_argument(
        "questionnaire", metavar="ID", help=words.t("the questionnaire, as 'toepas maturity list' names it")
    )
    ask.add_argument(
        "--stage",
        choices=STAGES,
        default="T0",
        help=words.t("T0: before support (default); T1: after it; T2: later again"),
    )
    ask.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the day of the answers (default: today)"))
    ask.add_argument(
        "-o", "--output", type=Path, metavar="FILE.yaml", help=words.t("where to write it (default: shown)")
    )
    score = add_part(parts, "score", words.t("score answers, with advice and a published figure beside them"), _score)
    score.add_argument("answers", type=Path, metavar="FILE.yaml", help=words.t("the answers"))
    compare = add_part(parts, "compare", words.t("compare two moments of one organisation"), _compare)
    compare.add_argument("earlier", type=Path, metavar="T0.yaml", help=words.t("the earlier answers"))
    compare.add_argument("later", type=Path, metavar="T1.yaml", help=words.t("the later answers"))
    group = add_part(parts, "group", words.t("look at many organisations, before and after"), _group)
    group.add_argument(
        "answers",
        type=Path,
        nargs="+",
        metavar="FILE.yaml",
        help=words.t("the answers, each organisation at both moments"),
    )
    group.add_argument(
        "--comparison",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE.yaml",
        help=words.t("answers of organisations that got no support"),
    )
    group.add_argument(
        "--from", dest="first", choices=STAGES, default="T0", help=words.t("the first moment (default: T0)")
    )
    group.add_argument(
        "--to", dest="then", choices=STAGES, default="T1", help=words.t("the second moment (default: T1)")
    )
    group.add_argument(
        "--by", choices=TRAITS, action="append", default=[], help=words.t("add a table by this (may be given twice)")
    )
    impact = add_part(parts, "impact", words.t("see what AI changed in the work, by limits set beforehand"), _impact)
    impact.add_argument("plan", type=Path, metavar="IMPACT.yaml", help=words.t("what was measured, and the limits"))
    for command in (score, group, impact):
        command.add_argument("--strict", action="store_true", help=words.t("leave with 1 where something is not known or not settled"))  # fmt: skip
    for command in (listed, ask, score, compare, group, impact):
        command.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))  # fmt: skip


run = run_part


def _list(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_maturity
    from toepas.maturity import listed_data, questionnaires

    found = list(questionnaires().values())
    if arguments.json:
        print_json(listed_data(found))
    else:
        show_maturity.listed(console(), found, words)
    return 0


def _ask(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.maturity import blank, questionnaire, questions_data

    found = questionnaire(arguments.questionnaire, "", words)
    if arguments.json:
        print_json(questions_data(found))
        return 0
    on = day(arguments.on, words) if arguments.on else today()
    text = blank(found, arguments.stage, on.isoformat(), words)
    if arguments.output is None:
        print(text, end="")
    elif arguments.output.exists():
        raise Problem(
            words.t("This file is there already."),
            where=str(arguments.output),
            todo=words.t("Name another file: answers are never overwritten."),
        )
    else:
        arguments.output.write_text(text, encoding="utf-8")
        print(words.t("Written: {file}", file=arguments.output))
    return 0


def _score(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_maturity
    from toepas.maturity import advice, benchmark, score_data

    found = _scored(arguments.answers, words)
    advised, beside = advice(found), benchmark(found, _cell(found, words))
    if arguments.json:
        print_json(score_data(found, advised, beside))
    else:
        show_maturity.score(console(), found, advised, beside, words)
    return EXIT_OPEN if arguments.strict and not found.overall.known else 0


def _compare(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_maturity
    from toepas.maturity import compare, comparison_data

    found = compare(_scored(arguments.earlier, words), _scored(arguments.later, words), words)
    if arguments.json:
        print_json(comparison_data(found))
    else:
        show_maturity.comparison(console(), found, words)
    return 0


def _group(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_maturity
    from toepas.maturity import aggregate, group, group_data, pair_up

    own, others = _many(arguments.answers, words), _many(arguments.comparison, words)
    comparison = pair_up(others, arguments.first, arguments.then, words) if others else None
    found = group(pair_up(own, arguments.first, arguments.then, words), comparison, words)
    now = [one for one in own if one.assessment.stage == arguments.then]
    by = list(dict.fromkeys(arguments.by))
    tables = [aggregate(now, by)] if by else []
    if arguments.json:
        print_json(group_data(found, tables))
    else:
        show_maturity.group(console(), found, own, tables, words)
    return EXIT_OPEN if arguments.strict and not found.changes else 0


def _impact(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_maturity
    from toepas.maturity import impact, impact_data, read_plan

    plan = read_plan(arguments.plan, words)
    outcomes = impact(plan)
    if arguments.json:
        print_json(impact_data(plan, outcomes))
    else:
        show_maturity.impact(console(), plan, outcomes, words)
    return EXIT_OPEN if arguments.strict and any(one.verdict in UNSETTLED for one in outcomes) else 0


def _scored(path: Path, words: Words) -> Score:
    from toepas.maturity import read_answers, score

    return score(read_answers(path, words))


def _many(paths: Sequence[Path], words: Words) -> list[Score]:
    return [_scored(path, words) for path in paths]


def _cell(found: Score, words: Words) -> Cell | None:
    """The newest published share for the country and size of an organisation; None where there is none."""
    from toepas.maturity import USES_AI, Cell, benchmark_wanted
    from toepas.observatory import View, flags_words, latest

    asked = benchmark_wanted(found)
    if isinstance(asked, str):
        return None
    country, size = asked
    figure = latest(View(USES_AI, geo=(country,), codes={"size_emp": (size,)}), words)
    if figure is None:
        return None
    meaning = flags_words(figure.flags, words)
    return Cell(figure.value, country, found.assessment.organisation.size, figure.time, figure.source, figure.flags, meaning)  # fmt: skip
