"""JSON-stat 2.0, as the dissemination interface of Eurostat sends it (json-stat.org/full).

``value`` and ``status`` are sparse or whole: keyed by the position in row-major order over all dimensions, or lists. A cell
with a status and no value was surveyed and not published; a cell with neither is absent.
"""

from __future__ import annotations

import datetime
import math

import msgspec
import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import FLAG, TIME, VALUE, Table

_Cells = dict[int, float | None] | list[float | None] | None
_States = dict[int, str | None] | list[str | None] | str | None


class _Category(msgspec.Struct):
    index: dict[str, int] | list[str] | None = None
    label: dict[str, str] | None = None


class _Dimension(msgspec.Struct):
    category: _Category


class _Extension(msgspec.Struct):
    id: str = ""


class _Cube(msgspec.Struct):
    id: list[str]
    size: list[int]
    dimension: dict[str, _Dimension]
    value: _Cells
    status: _States = None
    updated: str = ""
    role: dict[str, list[str]] = {}
    extension: _Extension = msgspec.field(default_factory=_Extension)


def read_jsonstat(content: bytes, where: str, words: Words) -> Table:
    """Read one answer. Raises Problem for what is no JSON-stat dataset, or does not add up."""
    try:
        cube = msgspec.json.decode(content, type=_Cube)
        codes = [_codes(cube.dimension[name].category, size) for name, size in zip(cube.id, cube.size, strict=True)]
        time = TIME if TIME in cube.id else cube.role["time"][0]
        updated = datetime.datetime.fromisoformat(cube.updated) if cube.updated else None
        frame = _frame(cube, codes, time, words)
    except KeyError as error:
        raise _no_jsonstat(where, words.t("{name} is missing", name=error), words) from None
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError, pl.exceptions.PolarsError) as error:
        raise _no_jsonstat(where, str(error) or type(error).__name__, words) from None
    labels = {name: dict(cube.dimension[name].category.label or {}) for name in cube.id}
    return Table(cube.extension.id, tuple(name for name in cube.id if name != time), updated, frame, labels)


def _codes(category: _Category, size: int) -> list[str]:
    """The codes of a dimension in their order."""
    index = category.index if category.index is not None else list(category.label or {})
    ordered = index if isinstance(index, list) else sorted(index, key=index.__getitem__)
    if len(ordered) != size:
        raise ValueError(f"{len(ordered)} codes, size {size}")
    return ordered


def _frame(cube: _Cube, codes: list[list[str]], time: str, words: Words) -> pl.DataFrame:
    """A row for every cell that has a value or a status, in the order of the cube."""
    total = math.prod(cube.size)
    values = _cells(cube.value, VALUE, pl.Float64())
    states = cube.status
    if isinstance(states, str):  # one status for every cell that has a value
        flags = values.select("at", pl.lit(states).alias(FLAG))
    else:
        flags = _cells(states, FLAG, pl.String())
    cells = values.join(flags, on="at", how="full", coalesce=True).sort("at")
    outside = cells.filter((pl.col("at") < 0) | (pl.col("at") >= total))
    if len(outside):
        raise ValueError(words.t("position {n} of {total} cells", n=outside["at"][0], total=total))
    stride, columns = total, {}
    for name, size, known in zip(cube.id, cube.size, codes, strict=True):
        stride //= max(size, 1)
        place = cells["at"] // max(stride, 1) % max(size, 1)
        columns[TIME if name == time else name] = pl.Series(known, dtype=pl.String).gather(place)
    ordered = [name for name in columns if name != TIME]
    whole = pl.DataFrame(columns).with_columns(cells[VALUE], cells[FLAG].fill_null("").str.to_lowercase())
    return whole.select([*ordered, TIME, VALUE, FLAG])


def _cells(sent: _Cells | dict[int, str | None] | list[str | None], name: str, kind: pl.DataType) -> pl.DataFrame:
    """Cells with something in them, by their position ``at``, whether they were sent as a list or by position."""
    if isinstance(sent, list):
        frame = pl.DataFrame({"at": range(len(sent)), name: sent}, schema={"at": pl.Int64, name: kind}, strict=True)
    else:
        cells = sent or {}
        frame = pl.DataFrame({"at": list(cells), name: list(cells.values())}, schema={"at": pl.Int64, name: kind})
    return frame.drop_nulls(name)


def _no_jsonstat(where: str, reason: str, words: Words) -> Problem:
    return Problem(
        words.t("This is no complete answer in JSON-stat 2.0: {reason}", reason=reason),
        where=where,
        expected=words.t("a dataset with 'id', 'size', 'dimension' and 'value' that fit each other"),
        todo=words.t("Ask the office again later; what was there stays in use."),
    )
