"""Several rows of one case put together: it has the outcome if one of its rows has it, and its highest score counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from toepas.assurance.model import Groups, Remark
from toepas.kernel.problems import Problem

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from toepas.assurance.gathering import Gathered
    from toepas.assurance.values import Place


def put_together(found: Gathered, case: pl.Series, place: Place) -> Gathered:
    """One row per case, in the order in which they first come. Raises Problem where the rows of a case belong to different groups."""
    import polars as pl

    columns: dict[str, NDArray[Any]] = {"label": found.label, "score": found.score, "at": np.arange(len(found.rows))}
    if found.second is not None:
        columns["second"] = found.second
    groups = list(found.groups)
    columns |= {f"group {number}": found.groups[name].codes for number, name in enumerate(groups)}
    highest = [pl.col(name).max() for name in ("label", "score", "second") if name in columns]
    apart = [(pl.col(f"group {number}").n_unique() > 1).alias(f"apart {number}") for number in range(len(groups))]
    cases = (
        pl.DataFrame({"case": case, **columns})
        .group_by("case", maintain_order=True)
        .agg(*highest, pl.col("at").first(), *apart)
    )
    for number, name in enumerate(groups):
        if (mixed := cases.filter(pl.col(f"apart {number}"))).height:
            raise _apart(name, int(found.rows[mixed["at"][0]]), place)
    at = cases["at"].to_numpy()
    others, others_at = _others(found, at)
    remark = Remark("rows-to-cases", "note", place.column, count=len(at), values={"rows_read": len(found.rows)})
    return replace(
        found,
        label=cases["label"].to_numpy(),
        score=cases["score"].to_numpy(),
        second=cases["second"].to_numpy() if found.second is not None else None,
        groups={name: Groups(group.codes[at], group.values) for name, group in found.groups.items()},
        rows=found.rows[at],
        others=others,
        others_at=others_at,
        remarks=(*found.remarks, *((remark,) if len(at) < len(found.rows) else ())),
    )


def _others(found: Gathered, at: NDArray[np.int64]) -> tuple[pl.DataFrame | None, NDArray[np.int64] | None]:
    """The further columns of the first row of each case, as far as they were kept."""
    if found.others is None or found.others_at is None:
        return (None if found.others is None else found.others[at]), None
    kept = np.isin(found.others_at, at)
    return found.others.filter(kept), np.searchsorted(at, found.others_at[kept])


def _apart(column: str, row: int, place: Place) -> Problem:
    words = place.words
    return Problem(
        words.t("The rows of one case have different values in “{column}”.", column=column),
        where=place.row(row),
        expected=words.t("one value for all rows of a case"),
        todo=words.t("Mend the rows of this case, or check that “{column}” names the case.", column=place.column),
    )
