"""``toepas ask``: a question about the act, an answer with its sources."""

from __future__ import annotations

import argparse
import os
import sys

from rich.console import Console
from rich.markup import escape

from toepas.ask import Answer, Statement, answer_data, ask, prepare, ready_passages, warm
from toepas.ask.writer import Settings, write
from toepas.cli.common import console, day, print_json, today
from toepas.kernel.words import Words
from toepas.law.act import load_act, text_version_on, text_versions
from toepas.law.naming import citation


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Answer a question about the Act, with sources; in any official language of the Union")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parser.add_argument("question", nargs="*", help=words.t("the question"))
    parser.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the date asked about (default: today)"))
    parser.add_argument(
        "--text-version",
        choices=text_versions(),
        help=words.t("the text of the Act (default: the one that holds on that date)"),
    )
    parser.add_argument(
        "--prepare",
        action="store_true",
        help=words.t("make the official texts that were fetched searchable (about a minute each)"),
    )
    parser.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Answer, and let a language model write it out where the operator has named one."""
    if arguments.prepare:
        return _prepare(words)
    on = day(arguments.on, words) if arguments.on else today()
    version = arguments.text_version or text_version_on(on)
    engine = warm(version, ready_passages(load_act(version)))
    answer = ask(" ".join(arguments.question), None, words, on, version, engine=engine)
    settings = Settings.read(os.environ, words)
    if settings and answer.passages:
        import httpx

        with httpx.Client() as client:
            answer = write(answer, words, settings, client)
    if arguments.json:
        print_json(answer_data(answer))
    else:
        show(console(), answer, words)
    return 0


def _prepare(words: Words) -> int:
    """Make the official texts that are here searchable; what is done stays done when this is stopped."""
    live = sys.stderr.isatty()

    def progress(done: int, every: int) -> None:
        if live:
            print(f"\r\x1b[K{done} / {every}", end="", file=sys.stderr, flush=True)

    count = prepare(load_act(), progress)
    if live:
        print("\r\x1b[K", end="", file=sys.stderr)
    console().print(
        words.n(
            "One passage of the official text can be found.", "{n} passages of the official texts can be found.", count
        )
    )
    return 0


def show(out: Console, answer: Answer, words: Words) -> None:
    """The answer on the terminal."""
    if answer.message:
        out.print(f"[bold]{escape(answer.message)}[/bold]")
    for item in answer.written:
        out.print(escape(item.text))
        out.print(f"  {_cites(item.cites, words)}", style="dim")
    for item in answer.statements:
        _statement(out, item, words)
    shown = {item.passage for item in answer.statements}
    rest = [hit.passage for hit in answer.passages if hit.passage.id not in shown]
    if rest:
        out.print(f"[bold]{words.t('See also')}[/bold]")
        for passage in rest:
            out.print(f"  {escape(passage.title)}  [dim]{_cites(passage.cites, words)}[/dim]")
    for text in (*answer.notes, *answer.offers):
        out.print(escape(text))
    out.print(
        words.t("Against the text of {version}. Toepas informs and is not legal advice.", version=answer.text_version),
        style="dim",
    )


def _statement(out: Console, item: Statement, words: Words) -> None:
    out.print(f"- {escape(item.text)}")
    out.print(f"  {escape(' '.join(part for part in (item.when, _cites(item.cites, words)) if part))}", style="dim")


def _cites(cites: tuple[str, ...], words: Words) -> str:
    return "; ".join(citation(cite, words) for cite in cites)
