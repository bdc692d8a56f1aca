"""Cells as scores: probabilities from 0 to 1, one per class where there are several, or predicted values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from toepas.assurance.model import Remark, Task
from toepas.assurance.values import Numbers, Place
from toepas.kernel.problems import Problem

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

MOST_OFF = 0.01
"""The scores of all classes may add up to this much more or less than 1."""


class Scores:
    """The columns of one model's score. ``places`` has one place, or one per class."""

    def __init__(self, places: list[Place], task: Task) -> None:
        self._places, self._task = places, task
        self._numbers = [Numbers(place) for place in places]

    def read(self, cells: list[pl.Series], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """The scores, one row per case; NaN where nothing is said. Raises Problem for what is no probability."""
        columns = [number.read(series, rows) for number, series in zip(self._numbers, cells, strict=True)]
        if self._task == "regression":
            return columns[0]
        for values, place in zip(columns, self._places, strict=True):
            wrong = np.flatnonzero((values < 0) | (values > 1))
            if len(wrong):
                raise _no_probability(values, rows, wrong, place)
        if self._task != "multiclass":
            return columns[0]
        several = np.column_stack(columns)
        off = np.flatnonzero(np.abs(several.sum(axis=1) - 1) > MOST_OFF)
        if len(off):
            place, words = self._places[0], self._places[0].words
            raise Problem(
                words.t(
                    "The scores of the classes do not add up to 1 but to {sum}.",
                    sum=round(float(several[off[0]].sum()), 4),
                ),
                where=words.t("{file}, row {row} below the header", file=place.path.name, row=int(rows[off[0]])),
                expected=words.t("a probability for every class, together 1"),
                todo=words.t("Check that every class has its column, and that these are probabilities."),
            )
        return several

    def close(self) -> tuple[Remark, ...]:
        """What was noticed. Raises Problem where the way of writing numbers is not clear."""
        return tuple(remark for number in self._numbers for remark in number.close())


def _no_probability(
    values: NDArray[np.float64], rows: NDArray[np.int64], wrong: NDArray[np.int64], place: Place
) -> Problem:
    words, worst = place.words, float(values[wrong[0]])
    least, most = float(np.nanmin(values)), float(np.nanmax(values))
    if least >= 0 and most <= 100:
        what = words.t("The score {value} looks like a percentage.", value=f"{worst:g}")
        todo = words.t("Divide the scores by 100, if they are percentages.")
    elif least < 0:
        what = words.t(
            "The score {value} is negative: it looks like a score before it is turned into a probability.",
            value=f"{worst:g}",
        )
        todo = words.t("Ask the supplier for probabilities; a logistic function may turn these scores into them.")
    else:
        what = words.t("The score {value} is no probability.", value=f"{worst:g}")
        todo = words.t("Check that this is the right column, and ask the supplier for probabilities.")
    return Problem(
        what,
        where=place.row(int(rows[wrong[0]])),
        expected=words.t("a probability from 0 to 1; of the scores read so far {count} are none", count=len(wrong)),
        todo=todo,
    )


def class_names(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the classes from those of their columns: ``cat`` and ``dog`` of ``p_cat`` and ``p_dog``."""
    begin = _common(columns)
    end = _common(tuple(name[begin:][::-1] for name in columns))
    names = tuple(name[begin : len(name) - end] for name in columns)
    return names if all(names) else columns


def _common(names: tuple[str, ...]) -> int:
    """How many signs all names begin with, up to the last sign between words that they share."""
    first, last = min(names), max(names)
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), 0)
    return max((at + 1 for at in range(same) if first[at] in "_-. :"), default=0)
