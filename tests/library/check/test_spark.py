"""On Spark, with two worker processes, the same rules give the same outcomes, row for row."""

from __future__ import annotations

import datetime
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.library.check.made_up import as_facts, as_frame, rows
from toepas.check import check, spark, terms
from toepas.check.columns import classify, expression
from toepas.check.simulation import Setting, compile_bench, counts
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
from toepas.cli.main import main
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.law import load_act
from toepas.law.act import text_versions

MASTER = "local-cluster[2,1,1024]"
WORDS = Words("en")
MISSING = spark.missing(WORDS)
needs_spark = pytest.mark.skipif(
    MISSING is not None, reason=f"{MISSING and MISSING.what} tools/with_spark.sh brings it"
)
# The bridge to Java leaves the closing of its sockets to chance.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
NAMES = ("applies", "it's `quoted`", "back\\slash")


@needs_spark
def test_the_command_finds_the_same_on_spark_and_on_polars(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    act, source = load_act(), tmp_path / "in.csv"
    as_frame(act, rows(act, 120, seed=2)).with_columns(land=pl.lit("NL")).write_csv(source)
    told = []
    for engine in ("polars", "spark"):
        command = ["observatory", "simulate", str(source), "--engine", engine, "--master", "local[2]", "--least", "1"]
        command += ["--from", f"{text_versions()[0]}/2026-11-22", "--to", f"{text_versions()[-1]}/2027-12-02"]
        code = main([*command, "-o", str(tmp_path / engine), "--json", "--lang", "en"])
        said = capsys.readouterr()
        assert code == 0, said.err
        told.append(json.loads(said.out))
    assert told[0] == told[1]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with spark.session(MASTER, WORDS, **{"spark.sql.shuffle.partitions": "4"}) as opened:
        yield opened


def write(frame: pl.DataFrame, folder: Path) -> str:
    """The register in two files, so that both workers have something to do."""
    half = frame.height // 2
    for name, part in (("one", frame[:half]), ("two", frame[half:])):
        part.write_parquet(folder / f"{name}.parquet")
    return str(folder)


def read(frame: Any, folder: Path) -> pl.DataFrame:
    """What Spark computed, in the order of the rows."""
    frame.write.parquet(str(folder / "done"))
    return pl.read_parquet(folder / "done" / "*.parquet").sort("system")


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Names as texts and numbers as one kind: what a Parquet file can hold of them."""
    return frame.with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String), pl.col("system").cast(pl.Int64))


@needs_spark
def test_two_worker_processes_are_at_work(cluster: Any) -> None:
    tracker = cluster.sparkContext._jsc.sc().statusTracker()
    for _ in range(600):  # they are started while the session is already there
        if len(tracker.getExecutorInfos()) == 3:
            break
        time.sleep(0.1)
    assert len(tracker.getExecutorInfos()) == 3  # the driver and two more


@needs_spark
@pytest.mark.parametrize("version", text_versions())
def test_every_outcome_of_every_row_is_that_of_polars_and_of_a_case(version: str, cluster: Any, tmp_path: Path) -> None:
    act, on = load_act(version), datetime.date(2027, 3, 1)
    made = rows(act, 150, seed=17, unknown=0.15) + rows(act, 150, seed=18, unknown=0.5)
    frame = as_frame(act, made).with_row_index("system")
    source = tmp_path / "in"
    source.mkdir()
    theirs = read(spark.classify(cluster.read.parquet(write(frame, source)), on, version, duties=True), tmp_path)
    ours = plain(classify(frame.lazy(), on, version, duties=True).collect())
    assert theirs.columns == ours.columns
    assert theirs.equals(ours)
    for values, row in zip(made, theirs.iter_rows(named=True), strict=True):
        result = check(as_facts(values), on, version)
        assert row["toepas_class"] == result.class_.name
        told = {name.removeprefix("toepas_duty_"): row[name] for name in row if name.startswith("toepas_duty_")}
        assert {name: said for name, said in told.items() if said} == {
            found.duty.id: found.status for found in result.duties
        }


@needs_spark
def test_a_simulation_counts_what_polars_counts(cluster: Any, tmp_path: Path) -> None:
    act = load_act()
    frame = as_frame(act, rows(act, 400, seed=21, unknown=0.2)).with_columns(
        land=pl.Series(["NL", "DE", None, "it's"] * 100)
    )
    bench_of = (
        Setting(text_versions()[0], datetime.date(2026, 11, 22)),
        Setting(text_versions()[-1], datetime.date(2027, 12, 2)),
    )
    theirs = cluster.read.parquet(write(frame, tmp_path))
    bench = compile_bench(*bench_of, spark.kinds(theirs.dtypes), ["land"])
    keys = ["by:land", "before", "after"]
    assert spark.counts(theirs, bench).sort(keys).equals(counts(frame.lazy(), bench).sort(keys))


@needs_spark
def test_made_up_terms_mean_the_same_in_both_engines(cluster: Any, tmp_path: Path) -> None:
    random_ = random.Random(5)
    frame = pl.DataFrame(
        {
            "system": range(200),
            "a": [random_.choice([True, False, None]) for _ in range(200)],
            "b": [random_.choice([True, False, None]) for _ in range(200)],
            "number": [random_.choice([0.0, -1.0, 3.5, float("nan"), float("inf"), None]) for _ in range(200)],
            "text": [random_.choice([*NAMES, "other", "", None]) for _ in range(200)],
            "day": [random_.choice([datetime.date(2026, 8, 2), datetime.date(1969, 5, 1), None]) for _ in range(200)],
        },
        schema_overrides={"a": pl.Boolean, "b": pl.Boolean},
    )
    found = {f"t{place}": truth(random_, 4) for place in range(250)}
    found |= {
        f"l{place}": Label(If(truth(random_, 2), small(1), If(truth(random_, 2), small(2), small(None))), NAMES)
        for place in range(20)
    }
    found |= {
        f"d{place}": Cast(If(truth(random_, 2), day(random_), Constant(None, terms.DAY)), terms.DATE)
        for place in range(20)
    }
    source = tmp_path / "in"
    source.mkdir()
    theirs = cluster.read.parquet(write(frame, source)).selectExpr("system", *spark.selected(found))
    ours = frame.select("system", *(expression(term).alias(name) for name, term in found.items()))
    assert read(theirs, tmp_path).equals(plain(ours))


def truth(random_: random.Random, depth: int) -> Term:
    """A made-up truth."""
    if depth == 0:
        return random_.choice(
            [
                Column("a"),
                Column("b"),
                Constant(None, terms.TRUTH),
                Constant(True, terms.TRUTH),
                Among(Column("text"), NAMES),
                Compare(
                    random_.choice(["<", "<=", ">", ">=", "==", "!="]), Column("number"), Constant(3.5, terms.NUMBER)
                ),
                Compare("<", Cast(Column("day"), terms.DAY), Constant(100, terms.DAY)),
                Given(Column("day")),
            ]
        )
    one, other, third = (truth(random_, depth - 1) for _ in range(3))
    return random_.choice(
        [
            And((one, other, third)),
            Or((one, other, third)),
            Not(one),
            Filled(one, random_.choice([True, False])),
            If(one, other, third),
            First(one, other),
            Compare("<=", Extreme(day(random_), day(random_), random_.choice([True, False])), day(random_)),
        ]
    )


def day(random_: random.Random) -> Term:
    """A made-up day, never null."""
    number = Constant(random_.randrange(-1000, 30_000), terms.DAY)
    return If(Given(Column("day")), Cast(Column("day"), terms.DAY), number)


def small(value: int | None) -> Constant:
    return Constant(value, terms.SMALL)


@needs_spark
def test_a_column_that_spark_holds_otherwise_is_refused(cluster: Any) -> None:
    with pytest.raises(ValueError, match="ai_system"):
        spark.classify(cluster.createDataFrame([("yes",)], ["ai_system"]), datetime.date(2026, 11, 22))


# Without Spark


def test_terms_are_written_as_sql() -> None:
    term = If(And((Column("a"), Not(Column("odd`name")))), Constant(-5, terms.DAY), Constant(None, terms.DAY))
    assert spark.sql(term) == "CASE WHEN (`a` AND (NOT `odd``name`)) THEN CAST(-5 AS INT) ELSE CAST(NULL AS INT) END"
    assert spark.sql(Among(Column("x"), ("it's", "a\\b"))) == "(`x` IN ('it\\'s', 'a\\\\b'))"


def test_without_java_or_spark_the_message_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = Problem("Spark needs Java, and there is none here.", todo="take --engine polars")
    monkeypatch.setattr(spark, "missing", lambda _: problem)
    command = ["observatory", "simulate", "--synthetic", "10", "--engine", "spark", "-o", str(tmp_path / "out")]
    command += ["--from", f"{text_versions()[0]}/2026-11-22", "--to", f"{text_versions()[-1]}/2027-12-02"]
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "Java" in said
    assert "--engine polars" in said
    assert not (tmp_path / "out").exists()


def test_the_version_of_java_is_read_and_a_missing_one_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert spark.java_version() is None
    for version, number in (("17.0.15", 17), ("1.8.0_402", 8), ("21", 21)):
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
        java.chmod(0o755)
        assert spark.java_version() == number
