"""``toepas check``: roles, class, duties and dates of one case, with proof and with what is still open."""

from __future__ import annotations

import argparse

from toepas.check import Case, Result
from toepas.check.compare import compare_texts, what_if
from toepas.check.output import result_data
from toepas.check.result import UNDETERMINED
from toepas.cli import show_check
from toepas.cli.common import add_case_arguments, console, load, print_json
from toepas.kernel.problems import EXIT_OK, EXIT_OPEN, Problem
from toepas.kernel.words import Words


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Show what the Act says of a case: roles, class, duties, dates, open questions")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    add_case_arguments(parser, words)
    parser.add_argument("--json", action="store_true", help=words.t("for machines"))
    parser.add_argument("--proof", action="store_true", help=words.t("show the facts and passages behind each finding"))
    parser.add_argument(
        "--compare", action="store_true", help=words.t("show what changed between the two texts of the Act")
    )
    parser.add_argument(
        "--what-if", metavar="FINDING", help=words.t("show what would have to be different for a finding to flip")
    )
    parser.add_argument("--strict", action="store_true", help=words.t("exit status 1 while questions are open"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Check the case and print the result."""
    case, result = load(arguments, words)
    if arguments.json:
        print_json(_data(arguments, case, result, words))
    else:
        out = console()
        show_check.result(out, result, case, words, proof=arguments.proof)
        if arguments.compare:
            show_check.comparison(out, compare_texts(result), words)
        if arguments.what_if:
            name = _finding(arguments.what_if, result, words)
            show_check.flips(out, result, name, what_if(result, name), words)
    open_case = result.class_.name == UNDETERMINED or any(found.depends_on for found in result.duties)
    return EXIT_OPEN if arguments.strict and open_case else EXIT_OK


def _data(arguments: argparse.Namespace, case: Case, result: Result, words: Words) -> dict[str, object]:
    data = result_data(result, case)
    if arguments.compare:
        data["compare"] = show_check.comparison_data(compare_texts(result))
    if arguments.what_if:
        name = _finding(arguments.what_if, result, words)
        data["what_if"] = show_check.flips_data(name, what_if(result, name))
    return data


def _finding(name: str, result: Result, words: Words) -> str:
    import difflib

    known = [*result.act.concepts, *result.act.duties]
    if name in known:
        return name
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
    raise Problem(
        words.t("'{name}' is not a finding.", name=name),
        where="--what-if",
        expected=words.t("perhaps: {names}", names=", ".join(near)) if near else "",
        todo=words.t("'toepas check CASE.yaml --json' lists the findings by id."),
    )
