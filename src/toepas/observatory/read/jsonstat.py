"""JSON-stat 2.0, as the dissemination interface of Eurostat sends it (json-stat.org/full).

``value`` and ``status`` are sparse: keyed by the position in row-major order over all dimensions. A cell with a status
and no value was surveyed and not published; a cell with neither is absent.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import FLAG, TIME, VALUE, Table


def read_jsonstat(content: bytes, where: str, words: Words) -> Table:
    """Read one answer. Raises Problem for what is no JSON-stat dataset, or does not add up."""
    try:
        data: Any = json.loads(content)
        names, sizes = [str(name) for name in data["id"]], [int(size) for size in data["size"]]
        codes = [_codes(data["dimension"][name]["category"], size) for name, size in zip(names, sizes, strict=True)]
        values, flags = _sparse(data.get("value", {})), _sparse(data.get("status", {}))
        labels = {name: dict(data["dimension"][name]["category"].get("label", {})) for name in names}
        code = str(data.get("extension", {}).get("id", ""))
        updated = datetime.datetime.fromisoformat(data["updated"]) if data.get("updated") else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _no_jsonstat(where, f"{type(error).__name__}: {error}", words) from None
    total = 1
    for size in sizes:
        total *= size
    positions = sorted({*values, *flags})
    if positions and not (positions[0] >= 0 and positions[-1] < total):
        raise _no_jsonstat(where, words.t("position {n} of {total} cells", n=positions[-1], total=total), words)
    columns: dict[str, list[str]] = {}
    stride = total
    for name, size, known in zip(names, sizes, codes, strict=True):
        stride //= size
        columns[name] = [known[position // stride % size] for position in positions]
    try:
        frame = pl.DataFrame(
            {
                **{name: column for name, column in columns.items() if name != TIME},
                TIME: columns[TIME],
                VALUE: pl.Series([values.get(position) for position in positions], dtype=pl.Float64),
                FLAG: [str(flags.get(position) or "") for position in positions],
            },
            schema_overrides=dict.fromkeys((*names, FLAG), pl.String),
        )
    except (KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise _no_jsonstat(where, f"{type(error).__name__}: {error}", words) from None
    return Table(code, tuple(name for name in names if name != TIME), updated, frame, labels)


def _codes(category: dict[str, Any], size: int) -> list[str]:
    """The codes of a dimension in their order."""
    index = category.get("index") or dict.fromkeys(category["label"], 0)
    ordered = list(index) if isinstance(index, list) else sorted(index, key=lambda code: int(index[code]))
    if len(ordered) != size:
        raise ValueError(f"{len(ordered)} codes, size {size}")
    return [str(code) for code in ordered]


def _sparse(cells: Any) -> dict[int, Any]:
    """Cells by their position, whether they were sent as a list or by position."""
    if isinstance(cells, list):
        return {position: cell for position, cell in enumerate(cells) if cell is not None}
    return {int(position): cell for position, cell in cells.items()}


def _no_jsonstat(where: str, reason: str, words: Words) -> Problem:
    return Problem(
        words.t("This is no complete answer in JSON-stat 2.0: {reason}", reason=reason),
        where=where,
        expected=words.t("a dataset with 'id', 'size', 'dimension' and 'value' that fit each other"),
        todo=words.t("Ask the office again later; what was there stays in use."),
    )
