"""A plan drafted from the data that the model was validated on: what is left open is taken as usual, and stands in the plan to be changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl

from toepas.assurance.groups import usual_edges
from toepas.assurance.model import Groups
from toepas.assurance.monitoring import plan as plans
from toepas.assurance.monitoring import taking
from toepas.assurance.monitoring.model import OUTCOME_KINDS, Columns, Grouping, Plan, Rhythm
from toepas.assurance.tables.opening import open_table
from toepas.kernel.words import Words

YEAR, BATCHES = 365, 12
MOST_VALUES = 50
"""A column of texts with more different values than this is a name or a number of something, not an input to watch."""
MOST_INPUTS = 30


def draft(
    reference: Path, columns: Columns, groups: tuple[Grouping, ...], words: Words, *, on: dt.date, title: str = "",
    threshold: float = 0.5, inputs: tuple[str, ...] | None = None, rhythm: Rhythm | None = None, sheet: str = "",
) -> Plan:  # fmt: skip
    """A plan with the usual limits. Without ``inputs`` every further column is watched that can be; without ``rhythm`` a year is taken to bring as
    many cases as the reference has, in twelve batches. Raises Problem where the reference cannot be read."""
    others = inputs if inputs is not None else _others(reference, columns, groups, words, sheet)
    divided = tuple(one.column for one in groups)
    asked = tuple(dict.fromkeys((*others, *divided)))
    taken = taking.take(reference, columns, (), asked, words, label=bool(columns.label), sheet=sheet)
    watched = tuple(name for name in others if inputs is not None or _able(taken.inputs[name]))[:MOST_INPUTS]
    changes = {name: by for name, by in plans.CHANGES.items() if columns.label or name not in OUTCOME_KINDS}
    return Plan(
        title=title or words.t("Monitoring of {name}", name=reference.stem),
        made=on,
        columns=columns,
        rhythm=rhythm or Rhythm(YEAR, max(10, len(taken.cases)), BATCHES),
        threshold=threshold,
        groups=tuple(one if one.edges else Grouping(one.column, _edges(taken.inputs[one.column])) for one in groups),
        inputs=watched,
        changes=changes,
    )


def _edges(values: pl.Series) -> tuple[float, ...]:
    """The edges by which local validation cuts a column of numbers into bands when nobody names them; none for other columns."""
    if not values.dtype.is_numeric():
        return ()
    codes, known = np.unique(values.cast(pl.Float64).drop_nulls().to_numpy(), return_inverse=True)
    return usual_edges(values.name, Groups(known.astype(np.int32), tuple(f"{code:g}" for code in codes)))


def grouping(text: str) -> Grouping:
    """A division of people as it is typed: ``sex``, or ``age:50,65``. Raises ValueError for edges that are no rising numbers."""
    name, colon, said = text.partition(":")
    edges = tuple(float(edge) for edge in said.split(",")) if colon else ()
    if list(edges) != sorted(set(edges)):
        raise ValueError(text)
    return Grouping(name.strip(), edges)


def _others(path: Path, columns: Columns, groups: tuple[Grouping, ...], words: Words, sheet: str) -> tuple[str, ...]:
    """The columns of a table that nobody named. Groups are among the inputs too: a shift in their mix is a drift."""
    with open_table(path, words, sheet, (columns.score,)) as table:
        header = table.header
    named = {columns.score, columns.label, columns.case, columns.date}
    shares = {one.column for one in groups}
    return tuple(name for name in header if name and (name not in named or name in shares) and header.count(name) == 1)


def _able(values: pl.Series) -> bool:
    """Whether a column has something to watch: more than one value, and not a name of its own for nearly every case."""
    different = values.drop_nulls().n_unique()
    if different < 2:
        return False
    return (values.dtype.is_numeric() and not _counts_rows(values)) or different <= MOST_VALUES


def _counts_rows(values: pl.Series) -> bool:
    """Whether whole numbers are all different: a number given to each row."""
    there = values.drop_nulls()
    whole = bool((there.cast(pl.Float64) == there.cast(pl.Float64).floor()).all())
    return whole and there.n_unique() == len(values) and len(values) > MOST_VALUES
