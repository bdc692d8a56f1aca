"""What a simulation found: tables of classes and duties, in all and per group, with small counts hidden."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from toepas.check.columns import kinds
from toepas.check.register_file import unreadable, wrong_type
from toepas.check.simulation import (
    AFTER,
    BEFORE,
    CONTRADICTIONS,
    MEASURES,
    MOST_GROUPS,
    SYSTEMS,
    Bench,
    Setting,
    Watch,
    compile_bench,
    counts,
)
from toepas.kernel.disclosure import hidden
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

ALL = ""
"""The name of the table, and of the group in it, of the register as a whole."""
BY, GROUP, OF, SHARE, DUTY = "by", "group", "of", "share", "duty"


@dataclass(frozen=True, slots=True)
class Simulation:
    """A register under two settings.

    ``classes``: one row per group and pair of classes (columns ``by``, ``group``, ``before``, ``after``, ``systems``, ``of`` the systems of
    the group, ``share`` between 0 and 1). ``duties``: one row per group and duty with a column for each of ``MEASURES``. In both the table
    of all has an empty ``by``; a group is null where the register does not say it; a count is null where it was hidden.
    """

    before: Setting
    after: Setting
    by: tuple[str, ...]
    rows: int
    contradictions: int
    threshold: int
    classes: pl.DataFrame
    duties: pl.DataFrame


def simulate(
    frame: pl.LazyFrame,
    settings: Sequence[Setting],
    by: Sequence[str],
    threshold: int,
    words: Words,
    source: Path,
    watch: Watch = nullcontext,
) -> Simulation:
    """A register under two settings, counted with Polars. ``source`` is what messages call it.

    Raises Problem for a column that is missing, has the wrong type, or tells too many groups apart.
    """
    schema = frame.collect_schema()
    bench = prepared(settings, kinds(schema), by, source, words)
    try:
        if by:
            groups = frame.group_by(by).len().select(pl.len()).collect(engine="streaming").item()
            refuse_many(int(groups), by, source, words)
        return outcome(counts(frame, bench, watch), bench, threshold)
    except pl.exceptions.PolarsError as error:
        raise unreadable(source, error, words) from None


def prepared(
    settings: Sequence[Setting], schema: Mapping[str, tuple[str, str]], by: Sequence[str], source: Path, words: Words
) -> Bench:
    """Two settings compiled for a register. Raises Problem for a column that is missing or has the wrong type."""
    first, second = settings
    try:
        return compile_bench(first, second, schema, by)
    except KeyError as error:
        near = difflib.get_close_matches(str(error.args[0]), schema, n=3, cutoff=0.5)
        raise Problem(
            words.t("The register has no column '{name}'.", name=error.args[0]),
            where=f"{source} (--by)",
            expected=words.t("perhaps: {names}", names=", ".join(near)) if near else ", ".join(list(schema)[:8]),
            todo=words.t("Name columns of the register, separated by commas."),
        ) from None
    except ValueError as error:
        raise wrong_type(source, error, words) from None


def refuse_many(groups: int, by: Sequence[str], source: Path, words: Words) -> None:
    """Raises Problem where a register falls apart into too many groups to count."""
    if groups > MOST_GROUPS:
        raise Problem(
            words.t("By these columns the register falls apart into too many groups: {names}.", names=", ".join(by)),
            where=f"{source} (--by)",
            expected=words.t("at most {n} groups", n=MOST_GROUPS),
            todo=words.t("Count by columns with fewer values, such as a country or a sector."),
        )


def outcome(counted: pl.DataFrame, bench: Bench, threshold: int) -> Simulation:
    """Tables from what an engine counted."""
    rows = int(counted[SYSTEMS].sum())
    broken = bench.measures.get(("", CONTRADICTIONS))
    return Simulation(
        bench.before,
        bench.after,
        bench.by,
        rows,
        int(counted[broken].sum()) if broken else rows if ("", CONTRADICTIONS) in bench.always else 0,
        threshold,
        _classes(counted, bench, threshold),
        _duties(counted, bench, threshold),
    )


def _tables(bench: Bench) -> Iterator[tuple[str, list[pl.Expr]]]:
    """Each table with the columns by which its groups are told apart."""
    yield ALL, [pl.lit(ALL, dtype=pl.String).alias(GROUP)]
    for name in bench.by:
        yield name, [pl.col(f"by:{name}").alias(GROUP)]


def _classes(counted: pl.DataFrame, bench: Bench, threshold: int) -> pl.DataFrame:
    cells: dict[Any, int] = {}
    groups: dict[Any, int] = {}
    for table, group in _tables(bench):
        summed = counted.group_by(*group, BEFORE, AFTER, maintain_order=True).agg(pl.col(SYSTEMS).sum())
        for name, old, new, systems in summed.iter_rows():
            cells[table, name, old, new] = systems
            groups[table, name] = groups.get((table, name), 0) + systems
    kept_back = hidden(cells | groups, _class_lines(cells, groups), threshold)
    rows = []
    for (table, name, old, new), systems in cells.items():
        of = None if (table, name) in kept_back else groups[table, name]
        shown = None if (table, name, old, new) in kept_back else systems
        rows.append((table, name, old, new, shown, of, shown / of if shown is not None and of else None))
    schema = {BY: pl.String, GROUP: pl.String, BEFORE: pl.String, AFTER: pl.String}
    found = pl.DataFrame(rows, schema={**schema, SYSTEMS: pl.Int64, OF: pl.Int64, SHARE: pl.Float64}, orient="row")
    return _ordered(found, bench).sort(
        "place", GROUP, pl.col(SYSTEMS).fill_null(0), BEFORE, AFTER, descending=[False, False, True, False, False],
        nulls_last=True,
    ).drop("place")  # fmt: skip


def _class_lines(cells: dict[Any, int], groups: dict[Any, int]) -> Iterable[tuple[Any, list[Any]]]:
    """The sums that the tables of classes show."""
    lines: dict[Any, list[Any]] = {}
    for table, name, old, new in cells:
        lines.setdefault((table, name), []).append((table, name, old, new))
        if table != ALL:
            lines.setdefault(("column", table, old, new), []).append((table, name, old, new))
    for table, name in groups:
        if table != ALL:
            lines.setdefault(("groups", table), []).append((table, name))
    for total, parts in lines.items():
        if total[0] == "column":
            yield (ALL, ALL, *total[2:]), parts
        else:
            yield (ALL, ALL) if total[0] == "groups" else total, parts


def _duties(counted: pl.DataFrame, bench: Bench, threshold: int) -> pl.DataFrame:
    duties = list(dict.fromkeys(duty for duty, _ in (*bench.measures, *bench.always) if duty))
    cells: dict[Any, int] = {}
    for table, group in _tables(bench):
        sums = [pl.col(SYSTEMS).sum(), *(pl.col(name).sum() for name in bench.counted)]
        for row in counted.group_by(*group, maintain_order=True).agg(sums).iter_rows(named=True):
            for duty in duties:
                for measure in MEASURES:
                    name = bench.measures.get((duty, measure))
                    always = (duty, measure) in bench.always
                    if count := row[name] if name else row[SYSTEMS] if always else 0:
                        cells[table, row[GROUP], duty, measure] = count
    lines: dict[tuple[str, str, str], list[Any]] = {}
    for key in cells:
        table, _, duty, measure = key
        if table != ALL:
            lines.setdefault((table, duty, measure), []).append(key)
    sums_shown = (((ALL, ALL, duty, measure), parts) for (_, duty, measure), parts in lines.items())
    kept_back = hidden(cells, sums_shown, threshold)
    rows = []
    for table, name in dict.fromkeys(key[:2] for key in cells):
        for duty in duties:
            keys = [(table, name, duty, measure) for measure in MEASURES]
            if any(key in cells for key in keys):
                rows.append((table, name, duty, *(None if key in kept_back else cells.get(key, 0) for key in keys)))
    schema = {BY: pl.String, GROUP: pl.String, DUTY: pl.String, **dict.fromkeys(MEASURES, pl.Int64)}
    found = pl.DataFrame(rows, schema=schema, orient="row")
    return _ordered(found, bench).sort("place", GROUP, nulls_last=True, maintain_order=True).drop("place")


def _ordered(found: pl.DataFrame, bench: Bench) -> pl.DataFrame:
    """With the place of each table: all first, then in the order that was asked for."""
    places = {name: place for place, name in enumerate((ALL, *bench.by))}
    return found.with_columns(place=pl.col(BY).replace_strict(places, return_dtype=pl.Int32))


def data(found: Simulation) -> dict[str, Any]:
    """The whole result as JSON can hold it."""
    settings = {
        side: {"text_version": at.text_version, "on": at.on.isoformat(), "reading": at.reading}
        for side, at in ((BEFORE, found.before), (AFTER, found.after))
    }
    return {
        **settings,
        "rows": found.rows,
        CONTRADICTIONS: found.contradictions,
        "by": list(found.by),
        "threshold": found.threshold,
        "classes": found.classes.to_dicts(),
        "duties": found.duties.to_dicts(),
    }
