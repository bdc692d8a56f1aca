"""``toepas catalogue validate``: what is wrong with a publiccode.yml, a Croissant file or linked data, line by line."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from rich.console import Console

from toepas.catalogue import Message, Report, Severity, Source, Verdict, validate
from toepas.catalogue.harvest.whole import read_whole
from toepas.cli.common import console, print_json, today
from toepas.kernel.problems import EXIT_INPUT, EXIT_OK
from toepas.kernel.words import Words


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    parser: argparse.ArgumentParser = parts.add_parser(
        "validate", help=words.t("check a publiccode.yml, a Croissant file or linked data; nothing is fetched")
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words.t("the file to check"))
    parser.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    parser.set_defaults(run_part=_validate)


def _validate(arguments: argparse.Namespace, words: Words) -> int:
    reports: dict[str, Report] = {}
    for path in arguments.files:
        on = Source(id="file", url="", retrieved=today())
        reports[str(path)] = validate(read_whole(path, words), path, words, on)
    if arguments.json:
        print_json([_data(name, report) for name, report in reports.items()])
    else:
        for name, report in reports.items():
            _show(console(), name, report, words)
    return EXIT_INPUT if any(report.verdict is Verdict.INVALID for report in reports.values()) else EXIT_OK


def _data(name: str, report: Report) -> dict[str, Any]:
    return {
        "file": name,
        "standard": report.standard,
        "verdict": report.verdict,
        "messages": [dataclasses.asdict(message) for message in report.messages],
        "left_out": report.left_out,
    }


def _show(out: Console, name: str, report: Report, words: Words) -> None:
    verdicts = {
        Verdict.VALID: words.t("valid"),
        Verdict.WARNINGS: words.t("valid, with warnings"),
        Verdict.INVALID: words.t("not valid"),
        Verdict.UNDECIDED: words.t("no mistake found, but not every rule was checked"),
    }
    for severity, label in ((Severity.ERROR, words.t("error")), (Severity.WARNING, words.t("warning"))):
        for message in report.of_severity(severity):
            _message(out, name, message, label, words)
    unchecked = report.of_severity(Severity.UNCHECKED)
    if unchecked:
        _line(out, words.t("Not checked, for that takes a look elsewhere:"))
        for message in unchecked:
            place = words.t("line {line}", line=message.line) if message.line else ""
            _line(out, f"  {place} {message.key}  {message.what}".replace("   ", " "))
    if report.left_out:
        _line(out, words.t("and {n} more", n=report.left_out))
    _line(out, f"{name}: {report.standard}: {verdicts[report.verdict]}")


def _line(out: Console, text: str) -> None:
    """One line as it is: names of files are not broken, and nothing in it is obeyed."""
    out.print(text, markup=False, soft_wrap=True)


def _message(out: Console, name: str, message: Message, label: str, words: Words) -> None:
    where = f"{name}:{message.line}" if message.line else name
    _line(out, f"{where}: {label}: {message.key}")
    _line(out, f"  {message.what}")
    for title, text in ((words.t("Expected"), message.expected), (words.t("What to do"), message.todo)):
        if text:
            _line(out, f"  {title}: {text}")
