"""``toepas pool run``: a rehearsal of a pooled validation on one machine, each party a process of its own, over loopback.

Each site's process is given only its own rows and keys. A site can be made to drop out or to lie, to see what then happens.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toepas.cli import show_pool
from toepas.cli.common import console, print_json
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.pooling.audit import Report
    from toepas.assurance.pooling.layout import Counts, Layout

STEPS = ("join", "answer", "unlock")
LIES = ("total", "rows")
THIRD, AUDITOR = "third-party", "auditor"
PATIENCE, EACH = 20.0, 6.0
"""Seconds that the third party waits at each step for sites that are missing: so many at least, and so many for each site, since all share one machine."""
LONGEST = 3600.0
"""Seconds after which a process of a rehearsal is given up."""
INFLATED = 7
"""By how much the site that lies about a total raises its hits."""


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    line = words.t("rehearse a round on this machine: the sites of one file as separate processes")
    part: argparse.ArgumentParser = parts.add_parser("run", help=line, description=line)
    part.add_argument(
        "data", type=Path, metavar="DATA", help=words.t("rows of several sites: predictions with what became of them")
    )
    part.add_argument("--label", required=True, metavar="COLUMN", help=words.t("the column with the outcome"))
    part.add_argument("--score", required=True, metavar="COLUMN", help=words.t("the column with the prediction"))
    part.add_argument("--site", required=True, metavar="COLUMN", help=words.t("the column with the site"))
    part.add_argument(
        "--by",
        default="",
        metavar="COLUMN,COLUMN",
        help=words.t("the columns that divide people; numbers with their bands: {example}", example="sex,age:45,65"),
    )
    part.add_argument(
        "--positive", action="append", default=[], metavar="VALUE", help=words.t("a value that counts as the outcome")
    )
    part.add_argument(
        "--threshold",
        type=float,
        action="append",
        default=[],
        metavar="P",
        help=words.t("a threshold that is fixed beforehand"),
    )
    part.add_argument(
        "--demand",
        action="append",
        default=[],
        metavar="DEMAND",
        help=words.t("what the model has to do, for example {example}", example='"sensitivity>=0.8 by sex"'),
    )
    part.add_argument(
        "--smallest",
        type=int,
        default=5,
        metavar="N",
        help=words.t("counts of fewer cases are not shown (default: {n})", n=5),
    )
    part.add_argument("--least", type=int, metavar="N", help=words.t("fewer sites: no sum (default: two thirds)"))
    part.add_argument(
        "--bins", type=int, default=40, metavar="N", help=words.t("bins of the score (default: {n})", n=40)
    )
    part.add_argument(
        "--drop",
        action="append",
        default=[],
        metavar="SITE[:STEP]",
        help=words.t("this site drops out before a step: join, answer (the default) or unlock"),
    )
    part.add_argument(
        "--lie",
        action="append",
        default=[],
        metavar="SITE[:HOW]",
        help=words.t("this site lies: about a total (the default), or by leaving out rows"),
    )
    part.add_argument(
        "--patience",
        type=float,
        metavar="SECONDS",
        help=words.t("so long the third party waits for a site that is missing"),
    )
    part.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help=words.t("keep everything in this folder: keys, protocol, messages, result"),
    )
    part.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    part.set_defaults(run_part=run)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was prepared: the folder, the protocol, and the sites by their short names."""

    folder: Path
    protocol: Path
    sites: dict[str, Path]
    drops: dict[str, str]
    lies: dict[str, str]
    label: str
    score: str


def run(given: argparse.Namespace, words: Words) -> int:
    """Prepare, run all processes, compare with the sum that one party with all rows would get."""
    from toepas.cli.pool_prepare import prepare

    with tempfile.TemporaryDirectory(prefix="toepas-pool-") as scratch:
        folder = given.output or Path(scratch)
        rehearsal = prepare(given, folder, words)
        begun = time.perf_counter()
        with postbox(rehearsal) as address:
            play(rehearsal, address, given.patience or max(PATIENCE, EACH * len(rehearsal.sites)), words)
            took = time.perf_counter() - begun
            found = audit(rehearsal, address, words)
        return _tell(rehearsal, given, took, found, words)


@contextmanager
def postbox(rehearsal: Rehearsal) -> Iterator[str]:
    """The postbox as a process of its own; gives its address."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "toepas.cli.pool_loopback",
        str(rehearsal.protocol),
        str(rehearsal.folder / "post"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment()) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield f"http://127.0.0.1:{int(line)}"
        finally:
            process.terminate()


def play(rehearsal: Rehearsal, address: str, patience: float, words: Words) -> None:
    """Every site in a process of its own, and the third party's three steps one after the other."""
    running = {
        name: _start(_site(rehearsal, name, address), rehearsal.folder / name / "said.txt")
        for name in rehearsal.sites
        if rehearsal.drops.get(name) != "join"
    }
    try:
        third = rehearsal.folder / THIRD / f"{THIRD}.private.json"
        common = [str(rehearsal.protocol), "--keys", str(third), "--folder", address, "--wait", str(patience)]
        for part in ("add", "add", "open"):
            command = [sys.executable, "-P", "-m", "toepas", "pool", part, *common]
            _finish(
                part,
                _start(command, rehearsal.folder / THIRD / "said.txt"),
                rehearsal.folder / THIRD / "said.txt",
                words,
            )
        for name, process in running.items():
            _finish(name, process, rehearsal.folder / name / "said.txt", words)
    finally:
        for process in running.values():
            if process.poll() is None:
                process.kill()
                process.wait()


def audit(rehearsal: Rehearsal, address: str, words: Words) -> Report:
    """The sites that were drawn open their answer, or all where the numbers contradict each other; the auditor checks."""
    from toepas.assurance.pooling.postbox import Folder
    from toepas.assurance.pooling.protocol import read_protocol
    from toepas.assurance.pooling.result import audited
    from toepas.cli.pool import party_of

    protocol = read_protocol(rehearsal.protocol, words)
    body = Folder(rehearsal.folder / "post", protocol, words).read()["result"][THIRD].body
    for name in body["sites"] if body["faults"] else body["drawn"]:
        said, keys = rehearsal.folder / name / "said.txt", rehearsal.folder / name / f"{name}.private.json"
        command = [sys.executable, "-P", "-m", "toepas", "pool", "audit", str(rehearsal.protocol)]
        _finish(name, _start([*command, "--keys", str(keys), "--folder", address], said), said, words)
    keys = rehearsal.folder / AUDITOR / f"{AUDITOR}.private.json"
    return audited(*party_of(argparse.Namespace(protocol=rehearsal.protocol, keys=keys, folder=address), words))


def _site(rehearsal: Rehearsal, name: str, address: str) -> list[str]:
    drops, home = rehearsal.drops.get(name), rehearsal.folder / name
    program = "toepas.cli.pool_run" if rehearsal.lies.get(name) == "total" else "toepas"
    command = [sys.executable, "-P", "-m", program, "pool", "site", str(rehearsal.protocol), str(rehearsal.sites[name])]
    command += ["--keys", str(home / f"{name}.private.json"), "--folder", address, "--label", rehearsal.label]
    command += ["--score", rehearsal.score, "--wait", str(LONGEST)]
    return command + (["--until", STEPS[STEPS.index(drops) - 1]] if drops else [])


def _environment() -> dict[str, str]:
    """The same search path of modules; nothing else of it is needed."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _start(command: list[str], said: Path) -> subprocess.Popen[bytes]:
    with said.open("ab") as stream:
        return subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT, env=_environment())


def _finish(name: str, process: subprocess.Popen[bytes], said: Path, words: Words) -> None:
    try:
        status = process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        status = -1
    if status:
        raise Problem(
            words.t(
                "'{name}' stopped: {text}",
                name=name,
                text=said.read_text(encoding="utf-8", errors="replace")[-2000:].strip(),
            )
        )


def _tell(rehearsal: Rehearsal, given: argparse.Namespace, seconds: float, found: Report, words: Words) -> int:
    from toepas.assurance.pooling.audit import report_data
    from toepas.assurance.pooling.postbox import Folder
    from toepas.assurance.pooling.protocol import read_protocol
    from toepas.cli.pool_prepare import central

    protocol = read_protocol(rehearsal.protocol, words)
    post = Folder(rehearsal.folder / "post", protocol, words).read()
    result = post["result"][protocol.third_party.name]
    equal = central(rehearsal, protocol, result, words)
    sent = {kind: max((len(one.to_bytes()) for one in some.values()), default=0) for kind, some in post.items()}
    if given.output:
        show_pool.write(result, given.output / "result", words)
    if given.json:
        print_json({
            "result": dict(result.body), "audit": report_data(found), "equals_central": equal,
            "seconds": round(seconds, 2), "largest_message": sent,
        })  # fmt: skip
        return 0
    show_pool.result(result, words)
    show_pool.audit(found, words)
    out = console()
    said = (
        words.t("The same counts, added up in the open, give the very same result.")
        if equal
        else words.t("The true counts, added up in the open, give another result: a site did not tell the truth.")
    )
    out.print(said)
    out.print(
        words.t(
            "{n} processes, {seconds} s; the largest message of a site has {size} bytes.",
            n=len(rehearsal.sites) + 2,
            seconds=f"{seconds:.1f}",
            size=max(sent[step] for step in STEPS),
        )
    )
    return 0


def inflate(numbers: Counts, layout: Layout) -> None:
    """The lie about a total: more hits at every threshold than there are."""
    layout.parts(numbers)["confusion"][0, :, 0] += INFLATED


def main(given: list[str]) -> int:
    """A site that lies, as a process: the arguments of ``toepas pool site``."""
    from toepas.cli.pool import run_site, site_arguments

    words = Words()
    parser = argparse.ArgumentParser()
    site_arguments(parser, words)
    return run_site(parser.parse_args(given[2:]), words, inflate)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
