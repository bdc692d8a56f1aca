"""``toepas advise``: one case file in, one dossier out."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from rich.markup import escape

from toepas.cli.common import add_case_arguments, console, load, print_json
from toepas.kernel.words import Words


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Write the dossier of a case: verdict, next steps, duties, dates and ready-made documents")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    add_case_arguments(parser, words)
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help=words.t("the folder to write (default: dossier-CASE here)")
    )
    parser.add_argument("--json", action="store_true", help=words.t("for machines"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Write the dossier and say what to do first."""
    from toepas.advise import dossier

    case, result = load(arguments, words)
    target: Path = arguments.output or Path(f"dossier-{_stem(case.id)}")
    stamp = datetime.datetime.now(tz=datetime.UTC)
    show = sys.stderr.isatty() and not arguments.json

    def progress(step: str) -> None:
        if show:
            print(f"\r\x1b[K{step} ...", end="", file=sys.stderr, flush=True)

    view, kept = dossier.write(case, result, words, target, stamp, progress)
    if show:
        print("\r\x1b[K", end="", file=sys.stderr)
    if arguments.json:
        print_json({"folder": str(target), "kept": list(kept), **dossier.data(view)})
        return 0
    _report(view, target, kept)
    return 0


def _stem(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in name)[:80] or "case"


def _report(view: object, target: Path, kept: tuple[str, ...]) -> None:
    from toepas.advise.chapters.first_page import verdict
    from toepas.advise.steps import next_steps
    from toepas.advise.view import View

    assert isinstance(view, View)
    words, out = view.words, console()
    out.print(f"[bold]{escape(view.case.title)}[/bold]")
    out.print(escape(verdict(view)))
    out.print()
    for number, step in enumerate(next_steps(view), 1):
        out.print(f"{number}. [bold]{escape(step.title)}[/bold]: {escape(step.when)}")
    out.print()
    asked = len(view.questions)
    if asked:
        out.print(words.n("One question is still open.", "{n} questions are still open.", asked))
    out.print(
        words.t("The dossier is in {folder}: start with dossier.html or dossier.pdf.", folder=escape(str(target)))
    )
    for name in kept:
        out.print(words.t("Your own version was kept as {name}.", name=escape(name)))
    out.print(words.t("Toepas informs and is not legal advice."), style="dim")
