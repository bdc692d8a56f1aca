"""``toepas observatory vintages``, ``diff``, ``refresh``, ``release``: how figures come, differ, and are let through."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import time
from typing import TYPE_CHECKING, Any

from toepas.cli.common import console, print_json, today
from toepas.kernel.problems import EXIT_OPEN, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.observatory import Dataset

SHOWN = 20


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    known: argparse.ArgumentParser = parts.add_parser(
        "vintages", help=words.t("every vintage of a dataset that is here")
    )
    known.add_argument("dataset", metavar="DATASET")
    known.set_defaults(run_part=_vintages)
    compare = parts.add_parser("diff", help=words.t("what was revised between two vintages"))
    compare.add_argument("dataset", metavar="DATASET")
    compare.add_argument("old", metavar="A", help=words.t("the id of the older vintage"))
    compare.add_argument(
        "new", metavar="B", nargs="?", default="", help=words.t("the newer one (default: the one in use)")
    )
    compare.add_argument(
        "--limit", type=int, default=SHOWN, metavar="N", help=words.t("how many cells to show (default: 20; 0: all)")
    )
    compare.set_defaults(run_part=_diff)
    fetch = parts.add_parser("refresh", help=words.t("fetch what the statistical office has now (needs the network)"))
    fetch.add_argument("datasets", metavar="DATASET", nargs="*", help=words.t("which (default: all)"))
    fetch.set_defaults(run_part=_refresh)
    for part in (known, compare, fetch):
        part.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    let = parts.add_parser("release", help=words.t("let a vintage through that was held back, on your decision"))
    let.add_argument("dataset", metavar="DATASET")
    let.add_argument("vintage", metavar="VINTAGE", help=words.t("its id"))
    let.add_argument("--because", required=True, metavar="TEXT", help=words.t("why; it is kept with the vintage"))
    let.set_defaults(run_part=_release)


def dataset_of(name: str, words: Words) -> Dataset:
    """A dataset by its id. Raises Problem for one that is not known."""
    from toepas.observatory import datasets

    if name not in datasets():
        raise Problem(
            words.t("'{value}' is not known here as {what}.", value=name, what=words.t("dataset")),
            expected=", ".join(datasets()),
        )
    return datasets()[name]


def _vintages(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_observatory
    from toepas.observatory import newest, vintage_data, vintages

    dataset = dataset_of(arguments.dataset, words)
    known, used = vintages(dataset.id), newest(dataset.id)
    if arguments.json:
        in_use = used.id if used else ""
        print_json([{**vintage_data(item, today(), words), "in_use": item.id == in_use} for item in known])
    else:
        show_observatory.vintages(console(), known, used, words)
    return 0


def _diff(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_observatory
    from toepas.observatory import diff, diff_data, vintage_of

    dataset = dataset_of(arguments.dataset, words)
    old, new = (vintage_of(dataset.id, name, words) for name in (arguments.old, arguments.new))
    found = diff(dataset, old, new, words, max(0, arguments.limit))
    if arguments.json:
        print_json(diff_data(found))
    else:
        show_observatory.difference(console(), found, words)
    return 0


def _refresh(arguments: argparse.Namespace, words: Words) -> int:
    import httpx

    from toepas.cli import show_observatory
    from toepas.cli.main import show
    from toepas.observatory import BASE, SITE, TABLE, Office, State, datasets, newest, refresh, vintage_data

    wanted = [dataset_of(name, words) for name in arguments.datasets]
    wanted = wanted or [item for item in datasets().values() if item.via not in (TABLE, SITE)]
    live = sys.stderr.isatty()

    def progress(name: str, size: int, total: int) -> None:
        if live:
            done = f"{size / 1e6:.1f} / {total / 1e6:.1f} MB" if total else f"{size / 1e6:.1f} MB"
            print(f"\r\x1b[K{name}  {done}", end="", file=sys.stderr, flush=True)

    def step(name: str, done: int, every: int) -> None:
        if not live:
            print(
                words.t("{dataset}: {done} of {n} questions answered", dataset=name, done=done, n=every),
                file=sys.stderr,
            )

    base = (os.environ.get("TOEPAS_STATISTICS") or BASE).rstrip("/")
    results: list[dict[str, Any]] = []
    worst = 0
    with httpx.Client() as client:
        office = Office(base, client, time.sleep, words, progress)
        for dataset in wanted:
            try:
                built = refresh(dataset, office, datetime.datetime.now(datetime.UTC), words, step)
            except KeyboardInterrupt:
                said = words.t("Stopped. What was answered is kept; the same command goes on from there.")
                print(f"\n{said}", file=sys.stderr)
                raise
            except Problem as problem:  # the others can still be fetched
                results.append({"dataset": dataset.id, "state": "failed", "problem": str(problem)})
                worst = max(worst, problem.code)
                show(problem, words)
                continue
            finally:
                if live:
                    print("\r\x1b[K", end="", file=sys.stderr)
            results.append({"dataset": dataset.id, "state": built.state, **vintage_data(built.vintage, today(), words)})
            worst = max(worst, EXIT_OPEN if built.state is State.HELD else 0)
            if not arguments.json:
                show_observatory.built(console(), dataset, built, newest(dataset.id), words)
    if arguments.json:
        print_json(results)
    return worst


def _release(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.observatory import newest, release

    dataset = dataset_of(arguments.dataset, words)
    let = release(dataset, arguments.vintage, arguments.because, today(), words)
    console().print(
        words.t(
            "{vintage} is let through. In use now: {used}", vintage=let.id, used=getattr(newest(dataset.id), "id", "-")
        )
    )
    return 0
