"""The same rules over registers that outgrow one machine: the terms of ``plan`` as Spark SQL.

SQL's null logic is strong Kleene logic, so no rule is written a second time. Everything runs inside Spark's own workers; they need
no Python. ``pyspark`` is an extra that few need: it is imported only when a session is opened.
"""

from __future__ import annotations

import contextlib
import datetime
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from toepas.check import terms
from toepas.check.outcome import Simulation, outcome, prepared, refuse_many
from toepas.check.plan import EMPTY, PREFIX, Plan, Rules, outputs, usable
from toepas.check.schedule import carried, scheduled
from toepas.check.simulation import BY, MOST_GROUPS, SYSTEMS, Bench, Setting, tidy
from toepas.check.terms import (
    Among,
    And,
    Cast,
    Column,
    Compare,
    Constant,
    Extreme,
    Filled,
    First,
    Given,
    If,
    Label,
    Not,
    Or,
    Term,
)
from toepas.kernel.problems import EXIT_INPUT, Problem
from toepas.kernel.words import Words
from toepas.law import load_act
from toepas.law.act import text_version_on

TYPES = {
    terms.TRUTH: "BOOLEAN",
    terms.SMALL: "TINYINT",
    terms.DAY: "INT",
    terms.DATE: "DATE",
    terms.TEXT: "STRING",
    terms.NUMBER: "DOUBLE",
}
NUMBERS = ("tinyint", "smallint", "int", "bigint", "float", "double", "decimal")
LEAST_JAVA = 17
LOCAL = "local"


def _constant(term: Constant) -> str:
    value = term.value
    if value is None:
        return f"CAST(NULL AS {TYPES[term.kind]})"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, float):
        return f"{value!r}D" if math.isfinite(value) else f"CAST('{value}' AS DOUBLE)"
    return f"CAST({value} AS {TYPES[term.kind]})"


def quoted(text: str) -> str:
    """A text as Spark SQL writes one."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def named(column: str) -> str:
    """The name of a column as Spark SQL writes one."""
    return "`" + column.replace("`", "``") + "`"


def _cast(term: Cast, parts: list[str]) -> str:
    if term.kind == terms.DAY:
        return f"unix_date({parts[0]})"
    if term.kind == terms.DATE:
        return f"date_from_unix_date({parts[0]})"
    return f"CAST({parts[0]} AS {TYPES[term.kind]})"


MADE: dict[type, Callable[[Any, list[str]], str]] = {
    Constant: lambda term, _: _constant(term),
    And: lambda _, parts: f"({' AND '.join(parts)})",
    Or: lambda _, parts: f"({' OR '.join(parts)})",
    Not: lambda _, parts: f"(NOT {parts[0]})",
    Filled: lambda term, parts: f"coalesce({parts[0]}, {term.value})",
    If: lambda _, parts: f"CASE WHEN {parts[0]} THEN {parts[1]} ELSE {parts[2]} END",
    First: lambda _, parts: f"coalesce({', '.join(parts)})",
    Given: lambda _, parts: f"({parts[0]} IS NOT NULL)",
    Compare: lambda term, parts: f"({parts[0]} {term.op} {parts[1]})",
    Extreme: lambda term, parts: f"{'greatest' if term.most else 'least'}({', '.join(parts)})",
    Among: lambda term, parts: f"({parts[0]} IN ({', '.join(map(quoted, term.values))}))",
    Cast: _cast,
    # not element_at: in Spark 4.0.5 it takes a null place for the first one that comes to hand
    Label: lambda term, parts: f"elt(CAST({parts[0]} AS INT) + 1, {', '.join(map(quoted, term.names))})",
}
"""What each kind of term becomes, once its parts are SQL."""


def sql(term: Term) -> str:
    """A term as an expression in Spark SQL."""
    if isinstance(term, Column):
        return named(term.name)
    return MADE[type(term)](term, [sql(part) for part in terms.parts(term)])


def kinds(schema: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Of each column (name and type, as ``DataFrame.dtypes`` has them): what it can hold, and what Spark calls it."""
    found = {"boolean": terms.TRUTH, "date": terms.DATE, "string": terms.TEXT, "void": EMPTY}
    found |= dict.fromkeys(NUMBERS, terms.NUMBER)
    return {name: (found.get(kind.partition("(")[0], ""), kind) for name, kind in schema}


def selected(found: Mapping[str, Term]) -> list[str]:
    """Terms with their names, as a selection takes them."""
    return [f"{sql(term)} AS {named(name)}" for name, term in found.items()]


def compute(frame: Any, plan: Plan, found: Mapping[str, Term], others: Sequence[str] = ()) -> Any:
    """The terms ``found``, over the columns of a plan, beside ``others`` of the frame; nothing else is carried along."""
    layers, last = scheduled(plan.layers, found)
    for layer, kept in zip(layers, carried(layers, last, others), strict=True):
        frame = frame.selectExpr(*map(named, kept), *selected(layer))
    return frame.selectExpr(*map(named, others), *selected(last))


def classify(frame: Any, on: datetime.date, text_version: str | None = None, duties: bool = False) -> Any:
    """What ``columns.classify`` does, for a Spark DataFrame."""
    act = load_act(text_version or text_version_on(on))
    rules = Rules(act, usable(act.facts, kinds(frame.dtypes))).compile(duties)
    kept = [name for name in frame.columns if not name.startswith(PREFIX)]
    return compute(frame, rules.plan, outputs(rules, on, duties), kept)


def counts(frame: Any, bench: Bench) -> pl.DataFrame:
    """What ``simulation.counts`` does, for a Spark DataFrame."""
    chosen = compute(frame, bench.plan, bench.keys | bench.counted)
    keys = list(map(named, bench.keys))
    sums = [f"count_if({named(name)}) AS {named(name)}" for name in bench.counted]
    grouped = chosen.groupBy(*keys).agg(*map(_expr, [f"count(1) AS {SYSTEMS}", *sums]))
    types: dict[str, Any] = {name: pl.String if name.startswith(BY) else pl.Int64 for name in grouped.columns}
    return tidy(pl.DataFrame(list(map(tuple, grouped.collect())), schema=types, orient="row"), bench)


def simulate(
    source: Path, settings: Sequence[Setting], by: Sequence[str], threshold: int, master: str, words: Words
) -> Simulation:
    """What ``outcome.simulate`` does, on Spark. ``source`` is a Parquet file or folder that every worker can read.

    Raises Problem as that does, and where Spark is missing, cannot be started or gives up.
    """
    live = str(sys.stderr.isatty()).lower()
    with session(master, words, **{"spark.ui.showConsoleProgress": live}) as opened:
        try:
            frame = opened.read.parquet(str(source.resolve()))
            bench = prepared(settings, kinds(frame.dtypes), by, source, words)
            if by:
                groups = frame.select(*map(named, by)).distinct().limit(MOST_GROUPS + 1).count()
                refuse_many(groups, by, source, words)
            return outcome(counts(frame, bench), bench, threshold)
        except Problem:
            raise
        except Exception as error:
            raise Problem(
                words.t("Spark gave up: {reason}", reason=first_line(error)),
                where=f"{source} ({master})",
                expected=words.t("a register that every worker can read, and enough memory"),
                todo=words.t("Look at what Spark says, or take --engine polars."),
            ) from error


def _expr(text: str) -> Any:
    from pyspark.sql import functions

    return functions.expr(text)


def missing(words: Words) -> Problem | None:
    """What stands in the way of Spark on this machine; None where nothing does."""
    todo = words.t("Run the command through tools/with_spark.sh, which brings Spark; or take --engine polars.")
    try:
        import pyspark  # noqa: F401 - only whether it is there counts here
    except ImportError:
        return Problem(words.t("Spark is not installed here."), expected="pyspark 4.0", todo=todo)
    found = java_version()
    if found is None or found < LEAST_JAVA:
        what = (
            words.t("Spark needs Java, and there is none here.")
            if found is None
            else words.t("Spark needs a newer Java; here is version {version}.", version=found)
        )
        return Problem(
            what,
            expected=f"Java {LEAST_JAVA}",
            todo=words.t("Install it (on Debian: apt install openjdk-17-jre-headless), or take --engine polars."),
        )
    return None


def java_version() -> int | None:
    """The version of the Java that Spark would start; None where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    try:
        said = subprocess.run([java or "java", "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        return None
    number = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(number[1]) if number else None


@contextlib.contextmanager
def session(master: str, words: Words, **settings: str) -> Iterator[Any]:
    """A Spark session, stopped at the end. ``master`` as Spark writes it: ``local[2]``, ``local-cluster[2,1,1024]``, ``spark://…``.

    Raises Problem where Spark or Java is missing, or the session cannot be opened.
    """
    if problem := missing(words):
        raise problem
    import pyspark
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    with tempfile.TemporaryDirectory(prefix="toepas-spark-", ignore_cleanup_errors=True) as scratch:
        chosen = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.legacy.parquet.nanosAsLong": "true",
        }
        if master.startswith(LOCAL):
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
            os.environ["SPARK_WORKER_DIR"] = scratch
            chosen |= {"spark.driver.bindAddress": "127.0.0.1", "spark.local.dir": scratch}
        builder = SparkSession.builder.master(master).appName("toepas")
        for key, value in (chosen | settings).items():
            builder = builder.config(key, value)
        try:
            opened = builder.getOrCreate()
        except Exception as error:
            raise Problem(
                words.t("Spark could not be started: {reason}", reason=first_line(error)),
                where=master,
                expected="local[2], local-cluster[2,1,1024], spark://HOST:7077",
                todo=words.t("Check the name of the master and whether it answers."),
                code=EXIT_INPUT,
            ) from None
        try:
            yield opened
        finally:
            with contextlib.suppress(Exception):  # interrupted, the bridge to Java may be gone already
                opened.stop()


def first_line(error: Exception) -> str:
    """What an error of Spark says, without the trail of calls."""
    cause = getattr(error, "java_exception", None)
    text = str(cause.getMessage() if cause is not None else error) or type(error).__name__
    return text.strip().splitlines()[0]
