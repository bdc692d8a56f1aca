"""``toepas register``: classify a whole register, one row a system."""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from toepas.check import naming
from toepas.check.result import UNDETERMINED
from toepas.cli.common import console, day, not_written, print_json, progress, today
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words
from toepas.law import Act, load_act
from toepas.law.act import text_version_on, text_versions

if TYPE_CHECKING:
    import polars as pl

ENDINGS = (".parquet", ".csv")


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Classify a whole register: one row a system, one column a fact")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parser.add_argument("input", type=Path, metavar="IN", help=words.t("the register: a .parquet or .csv file"))
    parser.add_argument(
        "output", type=Path, metavar="OUT", help=words.t("the classified register: a .parquet or .csv file")
    )
    parser.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the date asked about (default: today)"))
    parser.add_argument(
        "--text-version",
        choices=text_versions(),
        help=words.t("the text of the Act (default: the one that holds on that date)"),
    )
    parser.add_argument("--duties", action="store_true", help=words.t("add a column with the status of each duty"))
    parser.add_argument("--json", action="store_true", help=words.t("for machines"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Classify the register and print a summary."""
    from toepas.check.columns import classify
    from toepas.check.register_file import near_names, read_register, wrong_type

    source, target = arguments.input, arguments.output
    _check_paths(source, target, words)
    on = day(arguments.on, words) if arguments.on else today()
    version = arguments.text_version or text_version_on(on)
    act = load_act(version)
    register = read_register(source, act.facts, words)
    names = register.frame.collect_schema().names()
    try:
        done = classify(register.frame, on, version, arguments.duties)
    except ValueError as error:
        raise wrong_type(source, error, words) from None
    _write(done, source, target, register.separator, arguments.json, words)
    counts = _counts(target, register.separator, act)
    notes = near_names(names, act.facts)
    if arguments.json:
        print_json(
            {"on": on.isoformat(), "text_version": version, "output": str(target), **counts, "near_names": notes}
        )
    else:
        _show(counts, notes, act, words)
    return 0


def _check_paths(source: Path, target: Path, words: Words) -> None:
    for path in (source, target):
        if path.suffix.lower() not in ENDINGS:
            raise Problem(
                words.t("This kind of file is not known."),
                where=str(path),
                expected=", ".join(ENDINGS),
                todo=words.t("Give the file one of these endings."),
            )
    if not source.is_file():
        raise Problem(
            words.t("There is no such file."), where=str(source), todo=words.t("Check the name and the folder.")
        )
    if target.is_dir():
        raise Problem(
            words.t("This is a folder, not a file."), where=str(target), todo=words.t("Name a file."), code=EXIT_OUTPUT
        )
    if target.exists() and source.samefile(target):
        raise Problem(
            words.t("The register would be overwritten with its own result."),
            where=str(target),
            expected=words.t("another name for the result"),
            todo=words.t("Choose another name."),
        )


def _write(frame: pl.LazyFrame, source: Path, target: Path, separator: str, quiet: bool, words: Words) -> None:
    """Write beside the target, then rename: the old result stays until the new one is whole."""
    import polars as pl

    from toepas.check.register_file import unreadable

    whole = target.resolve()
    try:
        whole.parent.mkdir(parents=True, exist_ok=True)
        mode = whole.stat().st_mode & 0o777 if whole.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=whole.parent, prefix=".toepas-", suffix=target.suffix)
        os.close(handle)
        temporary = Path(name)
    except OSError as error:
        raise not_written(target, error, words) from None
    try:
        with progress(frame, quiet, words.t("Classifying")) as counted:
            if target.suffix.lower() == ".parquet":
                counted.sink_parquet(temporary)
            else:
                counted.sink_csv(temporary, separator=separator)
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(whole)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = _refused_by_system(error)
        raise (not_written(target, reason, words) if reason else unreadable(source, error, words)) from None
    finally:
        temporary.unlink(missing_ok=True)


def _refused_by_system(error: Exception) -> str:
    """Why the computer could not write (a full disk, say), also where Polars wraps it; empty for anything else."""
    wrapped = re.search(r"os error (\d+)", str(error))
    if wrapped:
        return os.strerror(int(wrapped[1]))
    return (error.strerror or str(error)) if isinstance(error, OSError) else ""


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _counts(target: Path, separator: str, act: Act) -> dict[str, Any]:
    """What stands in the result, counted from the file itself."""
    import polars as pl

    roles = [name for name, concept in act.concepts.items() if concept.kind == "role"]
    if target.suffix.lower() == ".parquet":
        frame = pl.scan_parquet(target)
    else:
        truths = ["toepas_contradiction", *(f"toepas_role_{name}" for name in roles)]
        text = pl.scan_csv(target, separator=separator, infer_schema=False)
        frame = text.with_columns(pl.col(name) == "true" for name in truths)
    by_class = frame.group_by("toepas_class").len().collect(engine="streaming")
    sums = frame.select(
        pl.len().alias("rows"),
        pl.col("toepas_contradiction").sum().alias("contradictions"),
        *(pl.col(f"toepas_role_{name}").sum().alias(name) for name in roles),
    ).collect(engine="streaming")
    row = sums.row(0, named=True)
    classes = {str(name): count for name, count in sorted(by_class.rows(), key=lambda pair: (-pair[1], str(pair[0])))}
    return {
        "rows": row["rows"],
        "classes": classes,
        "open": classes.get(UNDETERMINED, 0),
        "roles": {name: row[name] for name in roles if row[name]},
        "contradictions": row["contradictions"],
    }


def _show(counts: dict[str, Any], notes: dict[str, str], act: Act, words: Words) -> None:
    out = console()
    table = Table(title=words.n("One system", "{n} systems", counts["rows"]), title_justify="left")
    table.add_column(words.t("Class"))
    table.add_column(words.t("Systems"), justify="right")
    for name, count in counts["classes"].items():
        table.add_row(naming.class_name(name, words), words.number(count))
    out.print(table)
    for name, count in counts["roles"].items():
        out.print(f"{words.entry(f'{name}.title', act.concepts[name].title)}: {words.number(count)}")
    if counts["contradictions"]:
        out.print(words.n("One row contradicts itself.", "{n} rows contradict themselves.", counts["contradictions"]))
    for name, near in notes.items():
        out.print(words.t("The column '{name}' is no fact; did you mean '{near}'?", name=name, near=near))
    out.print(words.t("Toepas informs and is not legal advice."), style="dim")
