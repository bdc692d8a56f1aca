"""The one entry point: finds the command, runs it, and turns every problem into one clear message."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from toepas import __version__
from toepas.cli import site
from toepas.kernel.problems import EXIT_INPUT, EXIT_INTERNAL, EXIT_INTERRUPTED, EXIT_OUTPUT, Problem
from toepas.kernel.words import SOURCE_LANGUAGE, Words, languages

COMMANDS = (
    "academy",
    "advise",
    "ask",
    "authorities",
    "calendar",
    "call",
    "catalogue",
    "check",
    "credential",
    "energy",
    "facts",
    "law",
    "match",
    "maturity",
    "mcp",
    "monitor",
    "observatory",
    "pipeline",
    "pool",
    "register",
    "strategy",
    "validate",
)


class _Parser(argparse.ArgumentParser):
    """Raises a Problem instead of printing usage and leaving."""

    words: Words

    def error(self, message: str) -> NoReturn:
        raise Problem(
            self.words.t("The command cannot be understood: {message}", message=message),
            todo=self.words.t("See '{command} --help'.", command=self.prog),
            code=EXIT_INPUT,
        )


def _language(arguments: list[str]) -> str:
    """The language asked for with --lang, else that of the environment, else English."""
    for position, argument in enumerate(_own(arguments)):
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith("--lang="):
            return argument.split("=", 1)[1]
    wanted = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return wanted if wanted in languages() else SOURCE_LANGUAGE


def _own(arguments: list[str]) -> list[str]:
    """The arguments up to two bare dashes: what follows is another program's."""
    return arguments[: arguments.index("--")] if "--" in arguments else arguments


def _language_first(arguments: list[str]) -> list[str]:
    """The arguments with --lang right behind the command, wherever it was said: parts of a command take it too."""
    found: list[str] = []
    others: list[str] = []
    own = _own(arguments)
    at = 0
    while at < len(own):
        wide = 2 if own[at] == "--lang" else 1
        (found if own[at].split("=", 1)[0] == "--lang" else others).extend(own[at : at + wide])
        at += wide
    return [*others[:1], *found, *others[1:], *arguments[len(own) :]]


def build_parser(words: Words, commands: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of commands, with help in the reader's language. Only what these commands need is loaded."""
    _Parser.words = words
    parser = _Parser(
        prog="toepas",
        description=words.t("What the EU AI Act asks of your case, from when, and what to do first."),
        epilog=words.t("Toepas informs and is not legal advice."),
    )
    parser.add_argument("--version", action="version", version=f"toepas {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar=words.t("COMMAND"))
    for name in commands:
        module: Any = importlib.import_module(f"toepas.cli.{name}")
        command = subparsers.add_parser(name, help=module.summary(words), description=module.summary(words))
        spoken = getattr(module, "LANGUAGES", languages())
        command.add_argument("--lang", choices=spoken, default=words.lang, help=words.t("language of the output"))
        module.arguments(command, words)
        command.set_defaults(run=module.run)
    for name, line in site.summaries(words).items():
        subparsers.add_parser(name, help=line, add_help=False)
    return parser


def show(problem: Problem, words: Words) -> None:
    """Print a problem: what, where, what was expected, what to do."""
    lines = [f"{words.t('Problem')}: {problem.what}"]
    for label, text in (
        (words.t("Where"), problem.where),
        (words.t("Expected"), problem.expected),
        (words.t("What to do"), problem.todo),
    ):
        if text:
            lines.append(f"  {label}: {text}")
    print("\n".join(lines), file=sys.stderr)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status (see docs/guides/cli.md)."""
    given = sys.argv[1:] if arguments is None else arguments
    lang = _language(given)
    words = Words(lang if lang in languages() else SOURCE_LANGUAGE)
    try:
        if given and given[0] in site.summaries(words):
            return site.run(given, words)
        named = [name for name in given[:1] if name in COMMANDS]
        parsed = build_parser(words, named or COMMANDS).parse_args(_language_first(given))
        status: int = parsed.run(parsed, Words(parsed.lang) if parsed.lang in languages() else words)
        sys.stdout.flush()
        return status
    except Problem as problem:
        show(problem, words)
        return problem.code
    except KeyboardInterrupt:
        print(words.t("Stopped. Nothing that was there before has been changed."), file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        what = words.t("The computer refused: {reason}", reason=error.strerror or str(error))
        show(Problem(what, where=str(error.filename or ""), todo=words.t("Check free space and permissions.")), words)
        return EXIT_OUTPUT
    except Exception as error:
        if os.environ.get("TOEPAS_DEBUG"):
            raise
        what = words.t("This is a defect in Toepas: {reason}", reason=f"{type(error).__name__}: {error}")
        show(Problem(what, todo=words.t("Report it with the command and the file; TOEPAS_DEBUG=1 shows more.")), words)
        return EXIT_INTERNAL
