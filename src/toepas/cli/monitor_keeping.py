"""``toepas monitor answer``, ``review``, ``forget``: what people did about alarms, and what is deleted."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from toepas.cli.common import console, day, today
from toepas.kernel.problems import EXIT_OK
from toepas.kernel.words import Words


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    answer = parts.add_parser("answer", help=words.t("note what was found and done about an alarm"))
    review = parts.add_parser("review", help=words.t("note that somebody looked at everything, also without an alarm"))
    forget = parts.add_parser("forget", help=words.t("delete scores that wait for their outcome under a pseudonym"))
    for part in (answer, review, forget):
        part.add_argument("folder", type=Path, metavar="FOLDER", help=words.t("the folder of the monitor"))
        part.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the day it was done (default: today)"))
    answer.add_argument("alarm", metavar="NUMBER", help=words.t("the number of the alarm"))
    for part in (answer, review):
        part.add_argument("--because", required=True, metavar="TEXT", help=words.t("what was found and done"))
        part.add_argument("--by", required=True, metavar="NAME", help=words.t("who did it"))
    what = forget.add_mutually_exclusive_group(required=True)
    what.add_argument("--case", metavar="NUMBER", default="", help=words.t("of one case"))
    what.add_argument("--batch", metavar="NUMBER", default="", help=words.t("of one batch"))
    what.add_argument("--everything", action="store_true", help=words.t("of all batches"))
    answer.set_defaults(run_part=_answer)
    review.set_defaults(run_part=_review)
    forget.set_defaults(run_part=_forget)


def _answer(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.monitoring import open_monitor

    on = day(arguments.on, words) if arguments.on else today()
    state = open_monitor(arguments.folder, words).answer(arguments.alarm, arguments.because, arguments.by, on)
    left = len(state.open_alarms)
    console().print(
        words.t("Noted. No alarm is open now.")
        if not left
        else words.n("Noted. {n} alarm is still open.", "Noted. {n} alarms are still open.", left)
    )
    return EXIT_OK


def _review(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.monitoring import open_monitor

    on = day(arguments.on, words) if arguments.on else today()
    state = open_monitor(arguments.folder, words).review(arguments.because, arguments.by, on)
    console().print(words.t("Noted. The next review is due by {day}.", day=words.date(state.next_review)))
    return EXIT_OK


def _forget(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.monitoring import open_monitor

    on = day(arguments.on, words) if arguments.on else today()
    gone = open_monitor(arguments.folder, words).forget(on, batch=arguments.batch, case=arguments.case)
    console().print(
        words.t("Nothing was there to delete.")
        if not gone
        else words.n("{n} score was deleted.", "{n} scores were deleted.", gone)
    )
    return EXIT_OK
