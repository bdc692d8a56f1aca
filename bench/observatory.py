"""Figures come in: a real slice and a made-up table of fifty million rows, beside pandas and the `eurostat` package's reader.

Ours reads, inspects (shape, codes, bounds, duplicates) and writes Parquet; the peers only read into memory. `pandas` reads the
same SDMX-CSV; the `eurostat` package reads the same cells as the packed TSV that it asks the office for.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import gzip
import io
import itertools
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from bench.measure import ROOT, Line, Ran, median, process, processes

REAL = ROOT.parent / "shared" / "observatory" / "eurostat"
FILES = ("isoc_eb_ai_batch_1.json", "isoc_eb_ai_batch_2.json", "isoc_eb_ain2_eu27.json")
SIZES, ACTIVITIES, QUESTIONS, PLACES, YEARS = 4, 100, 125, 40, 25
"""Codes per dimension of the made-up table; their product is fifty million."""
MOST_MEMORY = 14 * 2**30
"""What a peer may take before it is stopped, so that it does not take the machine with it."""
DAY = datetime.date(2026, 11, 26)


def here(call: str) -> list[str]:
    """A command that runs one function of this file in a process of its own."""
    return [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, '.'); from bench.observatory import *; {call}"]


def take_in(folder: str, code: str, *paths: str) -> None:
    """What ``toepas observatory refresh`` does with answers once they are there."""
    from toepas.kernel.words import Words
    from toepas.observatory import build, datasets
    from toepas.observatory.build import Sent

    dataset = dataclasses.replace(datasets()["isoc_eb_ai"], code=code, codelist="", countries=0, absent=())
    sent = [Sent(Path(path), path) for path in paths]
    made = build(
        dataset, sent, DAY, Words(), Path(folder), datetime.datetime.now(datetime.UTC), keep_raw=len(paths) > 1
    )
    assert not made.vintage.held, made.vintage.held
    print(made.vintage.rows)


def by_pandas_json(*paths: str) -> None:
    """The plain way with pandas: walk the positions of each cube, make a frame."""
    import pandas

    frames = []
    for path in paths:
        cube = json.loads(Path(path).read_bytes())
        codes = [list(cube["dimension"][name]["category"]["index"]) for name in cube["id"]]
        rows = [
            (*key, cube["value"].get(str(at)), cube.get("status", {}).get(str(at), ""))
            for at, key in enumerate(itertools.product(*codes))
            if str(at) in cube["value"] or str(at) in cube.get("status", {})
        ]
        frames.append(pandas.DataFrame(rows, columns=[*cube["id"], "value", "flag"]))
    print(len(pandas.concat(frames)))


def by_pandas_csv(path: str) -> None:
    """A table in SDMX-CSV with pandas: codes as categories, which is its leanest way."""
    import pandas

    names = pandas.read_csv(path, nrows=1).columns
    kinds = {name: "category" for name in names if name != "OBS_VALUE"} | {"OBS_VALUE": "float64"}
    print(len(pandas.read_csv(path, dtype=kinds)))


def by_eurostat(path: str) -> None:
    """The same cells with the `eurostat` package, which is handed the answer it would have fetched."""
    import eurostat

    content = Path(path).read_bytes()
    inside = eurostat.eurostat
    inside.__get_dims_info__ = lambda *_, **__: (None, "EUROSTAT", [])
    inside.__get_resp__ = lambda *_, **__: type("Answer", (), {"content": content})
    print(len(eurostat.get_data_df("x", flags=True)))


def bounded() -> None:
    """No more memory than that for this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def as_tsv(frame: pl.DataFrame, path: Path) -> None:
    """Cells as the packed TSV of the office: a row per series, a column per period."""
    keys = frame.columns[:-3]
    cell = pl.format("{} {}", pl.col("value").cast(pl.String).fill_null(":"), pl.col("flag"))
    wide = frame.with_columns(cell.alias("cell")).pivot("time", index=keys, values="cell", sort_columns=True)
    years = [name for name in wide.columns if name not in keys]
    head = ",".join(keys) + "\\TIME_PERIOD"
    series = pl.concat_str(keys, separator=",").alias(head)
    lines = wide.select(series, *(pl.col(year).fill_null(": ").alias(f"{year} ") for year in years))
    with gzip.open(path, "ab", 6) as file:
        lines.write_csv(
            file, separator="\t", line_terminator="\r\n", include_header=not path.stat().st_size, quote_style="never"
        )


def slice_of_real_figures() -> list[Line]:
    """The three real answers together: 43,881 values and 340 cells that were not published."""
    if not REAL.exists():
        return [Line("import of the 43,881-value slice", "the real answers are not here (../shared)", "-", "-")]
    from toepas.kernel.words import Words
    from toepas.observatory.read.jsonstat import read_jsonstat

    paths = [str(REAL / name) for name in FILES]
    with tempfile.TemporaryDirectory() as folder:
        tsv = Path(folder) / "real.tsv.gz"
        tsv.touch()
        as_tsv(pl.concat(read_jsonstat(Path(path).read_bytes(), path, Words()).frame for path in paths[:2]), tsv)
        for path in paths[:2]:
            assert Path(path).exists()
        mine, theirs, package, bare = processes(
            [
                here(
                    f"take_in({folder!r} + '/a', 'ISOC_EB_AI', *{paths[:2]}); take_in({folder!r} + '/b', 'ISOC_EB_AIN2', {paths[2]!r})"
                ),
                here(f"by_pandas_json(*{paths})"),
                here(f"by_eurostat({str(tsv)!r})"),
                [sys.executable, "-P", "-c", "import polars, duckdb"],
            ],
            5,
        )
        warm = _warm(paths, str(tsv))
    peer = f"pandas, read only {_told(theirs)}; `eurostat` package, 30,716 of them as TSV, read only {_told(package)}"
    ours = f"{_told(mine)}; of that {bare.seconds * 1000:.0f} ms to load Polars and DuckDB"
    what = "import of the real slice of 43,881 values (44,221 cells, JSON-stat): read, inspected, written as Parquet; whole process"
    ratio = f"{theirs.seconds / mine.seconds:.2f} times pandas, {package.seconds / mine.seconds:.2f} times `eurostat`"
    return [Line(what, ours, peer, ratio), warm]


def _warm(paths: list[str], tsv: str) -> Line:
    """The same in a process that has everything loaded: only reading, for all three."""
    from toepas.kernel.words import Words
    from toepas.observatory.read.jsonstat import read_jsonstat

    def read() -> None:
        for path in paths:
            read_jsonstat(Path(path).read_bytes(), path, Words())

    with contextlib.redirect_stdout(io.StringIO()):
        mine, theirs = median(read, 9), median(lambda: by_pandas_json(*paths), 5)
        package = median(lambda: by_eurostat(tsv), 5)
    peer = f"pandas {theirs * 1000:.0f} ms; `eurostat` package, 30,716 of them {package * 1000:.0f} ms"
    return Line(
        "reading alone of the same answers, warm",
        f"{mine * 1000:.0f} ms",
        peer,
        f"{theirs / mine:.1f} times pandas, {package / mine:.1f} times `eurostat`",
    )


def made_up(folder: Path, activities: int = ACTIVITIES) -> tuple[Path, Path, int]:
    """The made-up table as SDMX-CSV and as packed TSV; returns the number of rows."""
    csv, tsv = folder / "made_up.csv", folder / "made_up.tsv.gz"
    csv.touch()
    tsv.touch()
    per = QUESTIONS * PLACES * SIZES * YEARS
    at = pl.int_range(0, per, eager=True)
    for number in range(activities):
        frame = pl.DataFrame(
            {
                "freq": pl.repeat("A", per, eager=True),
                "size_emp": "S" + (at // YEARS // PLACES // QUESTIONS).cast(pl.String),
                "nace_r2": pl.repeat(f"N{number:03}", per, eager=True),
                "indic_is": "I" + (at // YEARS // PLACES % QUESTIONS).cast(pl.String),
                "unit": pl.repeat("PC_ENT", per, eager=True),
                "geo": "G" + (at // YEARS % PLACES).cast(pl.String),
                "time": (2001 + at % YEARS).cast(pl.String),
                "value": ((at + number * per).hash(3) % 10_000) / 100,
                "flag": pl.select(pl.when(at.hash(5) % 20 == 0).then(pl.lit("e")).otherwise(pl.lit(""))).to_series(),
            }
        )
        as_tsv(frame, tsv)
        rows = frame.select(
            pl.lit("ESTAT:MADE_UP(1.0)").alias("DATAFLOW"), pl.lit("15/06/26 11:00:00").alias("LAST UPDATE"),
            *frame.columns[:-3], pl.col("time").alias("TIME_PERIOD"), pl.col("value").alias("OBS_VALUE"),
            pl.col("flag").alias("OBS_FLAG"), pl.lit("").alias("CONF_STATUS"),
        )  # fmt: skip
        with csv.open("ab") as file:
            rows.write_csv(file, include_header=number == 0, quote_style="never")
    return csv, tsv, per * activities


def large(activities: int = ACTIVITIES) -> list[Line]:
    """Fifty million rows, once each: it takes minutes."""
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        csv, tsv, rows = made_up(folder, activities)
        size = f"{csv.stat().st_size / 1e9:.1f} GB"
        mine = process(here(f"take_in({name!r} + '/a', 'MADE_UP', {str(csv)!r})"))
        theirs = _tried(here(f"bounded(); by_pandas_csv({str(csv)!r})"))
        lines.append(
            Line(
                f"import of {rows:,} made-up rows, SDMX-CSV of {size}: read, inspected, written as Parquet",
                _told(mine),
                f"pandas, read into memory only: {theirs[0]}",
                _ratio(theirs[1], mine),
            )
        )
        csv.unlink()
        mine = process(here(f"take_in({name!r} + '/b', 'MADE_UP', {str(tsv)!r})"))
        theirs = _tried(here(f"bounded(); by_eurostat({str(tsv)!r})"))
        lines.append(
            Line(
                f"the same rows as packed TSV of {tsv.stat().st_size / 1e6:.0f} MB",
                _told(mine),
                f"`eurostat` package, read into memory only: {theirs[0]}",
                _ratio(theirs[1], mine),
            )
        )
    return lines


def _tried(command: list[str]) -> tuple[str, Ran | None]:
    try:
        ran = process(command)
    except subprocess.CalledProcessError:
        return f"stopped at {MOST_MEMORY / 2**30:.0f} GiB of memory", None
    return _told(ran), ran


def _told(ran: Ran) -> str:
    return f"{ran.seconds:.2f} s ({ran.memory / 1e6:,.0f} MB at most)"


def _ratio(peer: Ran | None, mine: Ran) -> str:
    return (
        f"{peer.seconds / mine.seconds:.2f} times the time, {peer.memory / mine.memory:.1f} times the memory"
        if peer
        else "-"
    )
