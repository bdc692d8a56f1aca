"""Cells as outcomes, classes and groups of people."""

from __future__ import annotations

import difflib
import itertools
from typing import TYPE_CHECKING

import numpy as np

from toepas.assurance import known
from toepas.assurance.columns import Split
from toepas.assurance.model import Groups, Remark
from toepas.assurance.tables.parts import SHOWN
from toepas.assurance.values import Numbers, Place, shown, texts
from toepas.kernel.problems import Problem

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

MOST_LABELS = 1000
"""Different values of an outcome; a column with more is none."""
MOST_GROUPS = 50
"""Groups of people of one column. With more of them each is too small to say anything of."""
MOST_SITES = 2000
MOST_NUMBERS = 5000
"""Different numbers of a column that is to be cut into bands later; with more of them the edges have to be given."""
FEW = 6
"""Values of an outcome that a message shows. Where there are more, the column may hold something else, which is not to be shown."""


class Labels:
    """Turns cells into 0 and 1, by their plain meaning or by the values that count as the outcome."""

    def __init__(self, place: Place, positive: tuple[str, ...]) -> None:
        self._place = place
        self._positive = frozenset(value.strip() for value in positive)
        self._first: dict[str, int] = {}

    def read(self, cells: pl.Series, rows: NDArray[np.int64]) -> NDArray[np.int8]:
        """0, 1, and -1 where nothing is said. Raises Problem for values whose meaning is not plain."""
        text = texts(cells)
        found = _firsts(text, rows)
        for value, row in found.items():
            self._first.setdefault(value, row)
        codes = {value: self._code(value) for value in found}
        unclear = [value for value, code in codes.items() if code is None]
        if unclear or len(self._first) > MOST_LABELS:
            raise self._refuse(unclear or list(self._first))
        return _coded(text, {value: code for value, code in codes.items() if code is not None}).astype(np.int8)

    def _code(self, value: str) -> int | None:
        small = value.lower()
        if self._positive and value in self._positive:
            return 1
        if small in known.missing(numbers=True):
            return -1
        if self._positive:
            return 0
        if small in known.outcomes():
            return known.outcomes()[small]
        try:
            number = float(small.replace(",", "."))
        except ValueError:
            return None
        return int(number) if number in (0.0, 1.0) else None

    def close(self) -> tuple[Remark, ...]:
        """What was taken for what. Raises Problem where a value that was to count never came."""
        never = sorted(self._positive - self._first.keys())
        if never:
            raise self._never(never[0])
        if not self._positive:
            return ()
        others = sorted(value for value in self._first if self._code(value) == 0)
        values = {"positive": sorted(self._positive), "negative": [shown(value) for value in others[:FEW]]}
        return (Remark("positive-values", "note", self._place.column, count=len(others), values=values),)

    def _never(self, value: str) -> Problem:
        words = self._place.words
        near = difflib.get_close_matches(value, self._first, 3, 0.5)
        options = list(self._first) if len(self._first) <= FEW else near
        return Problem(
            words.t("The value that is to count as the outcome does not occur: “{value}”.", value=shown(value)),
            where=self._place.whole,
            expected=words.t("one of: {options}", options=", ".join(map(shown, options))) if options else "",
            todo=words.t("Write it as it stands in the file, capitals included."),
        )

    def _refuse(self, unclear: list[str]) -> Problem:
        words, row = self._place.words, self._first[unclear[0]]
        said = words.t("The outcome “{value}” is neither 0 nor 1.", value=shown(unclear[0]))
        expected = words.t("0 and 1, true and false, or yes and no")
        known_values = [value for value in self._first if value.lower() not in known.missing(numbers=True)]
        if len(known_values) <= FEW:
            listed = words.t("; ").join(
                words.t("“{value}” (first in row {row})", value=shown(value), row=self._first[value])
                for value in known_values
            )
            expected = words.t("{expected}; the column has {listed}", expected=expected, listed=listed)
            todo = words.t("Say which value counts as the outcome, for example “{value}”.", value=shown(unclear[0]))
        else:
            todo = words.t("Check that this is the right column; it has many different values.")
        return Problem(said, where=self._place.row(row), expected=expected, todo=todo)


class Classes:
    """Turns cells into codes of classes that are known beforehand."""

    def __init__(self, place: Place, classes: tuple[str, ...]) -> None:
        self._place, self._classes = place, classes

    def read(self, cells: pl.Series, rows: NDArray[np.int64]) -> NDArray[np.int32]:
        """The codes, -1 where nothing is said. Raises Problem for a class that has no column with its score."""
        text = texts(cells)
        codes: dict[str, int] = {}
        for value, row in _firsts(text, rows).items():
            if value in self._classes:
                codes[value] = self._classes.index(value)
            elif value.lower() not in known.missing(numbers=True):
                words = self._place.words
                raise Problem(
                    words.t("The class “{value}” has no column with its score.", value=shown(value)),
                    where=self._place.row(row),
                    expected=words.t("one of: {options}", options=", ".join(map(shown, self._classes))),
                    todo=words.t("Name a column with the score of every class, in the order of the classes."),
                )
        return _coded(text, codes)

    def close(self) -> tuple[Remark, ...]:
        """Nothing: the classes were known."""
        return ()


class Divider:
    """Turns the cells of a column into groups of people: its values, or bands of its numbers.

    A column of numbers without edges keeps its different values as groups, for who cuts it later.
    """

    def __init__(self, place: Place, split: Split, is_site: bool) -> None:
        self.name = split.name
        self._place, self._edges = place, split.edges
        self._most = MOST_SITES if is_site else MOST_GROUPS
        self._bounds = None if is_site else known.bounds(split.name)
        self._numbers = Numbers(place)
        self._codes: dict[str, int] = {}
        self._outside: list[int] = []
        self._outside_count = 0
        self._whole = True

    def read(self, cells: pl.Series, rows: NDArray[np.int64]) -> NDArray[np.int32]:
        """A code for each row, -1 where nothing is said or the value cannot be."""
        if self._edges:
            return self._bands(self._numbers.read(cells, rows), rows)
        text = texts(cells)
        codes: dict[str, int] = {}
        last = 0
        for value, row in _firsts(text, rows).items():
            if value.lower() in known.missing(numbers=False):
                continue
            if self._is_outside(value):
                self._note(rows[(text == value).fill_null(value=False).to_numpy()])
                continue
            codes[value] = self._codes.setdefault(value, len(self._codes))
            last = row
            if len(self._codes) > MOST_NUMBERS:
                break
        if len(self._codes) > self._most and not self._may_be_cut():
            raise self._too_many(last)
        return _coded(text, codes)

    def _is_outside(self, value: str) -> bool:
        number = _number(value) if self._bounds else None
        return self._bounds is not None and number is not None and not self._bounds.least <= number <= self._bounds.most

    def _note(self, rows: NDArray[np.int64]) -> None:
        self._outside += rows[: SHOWN - len(self._outside)].tolist()
        self._outside_count += len(rows)

    def _may_be_cut(self) -> bool:
        """Whether all values so far are numbers, and not too many of them."""
        return len(self._codes) <= MOST_NUMBERS and all(_number(value) is not None for value in self._codes)

    def _bands(self, numbers: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.int32]:
        if self._bounds:
            wrong = (numbers < self._bounds.least) | (numbers > self._bounds.most)
            self._note(rows[wrong])
            numbers[wrong] = np.nan
        self._whole &= bool(np.all(np.isnan(numbers) | (numbers == np.floor(numbers))))
        codes = np.searchsorted(np.asarray(self._edges), numbers, side="right").astype(np.int32)
        codes[np.isnan(numbers)] = -1
        return codes

    def close(self, codes: NDArray[np.int32]) -> tuple[Groups, tuple[Remark, ...]]:
        """The groups in order, from the codes of all parts, and what was left without a group."""
        remarks: tuple[Remark, ...] = ()
        if self._outside_count:
            rows = tuple(self._outside)
            remarks = (Remark("outside-bands", "warn", self.name, rows=rows, count=self._outside_count),)
        if self._edges:
            return Groups(codes, band_names(self._edges, self._whole)), (*self._numbers.close(), *remarks)
        values = sorted(self._codes, key=_natural)
        order = np.full(len(values) + 1, -1, np.int32)
        for place, value in enumerate(values):
            order[self._codes[value]] = place
        if values and all(_number(value) is not None for value in values):
            values = [value.replace(",", ".") for value in values]
        return Groups(order[codes], tuple(values)), remarks

    def _too_many(self, row: int) -> Problem:
        words = self._place.words
        return Problem(
            words.t(
                "The column “{column}” has more than {count} different values.", column=self.name, count=self._most
            ),
            where=self._place.row(row),
            expected=words.t("a column that divides people into some groups"),
            todo=words.t(
                "For numbers give the edges of bands, for example {example}; else choose another column.",
                example=f"{self.name}:40,65",
            ),
        )


def _number(value: str) -> float | None:
    """A value as a number; None where it is none."""
    try:
        found = float(value.replace(",", "."))
    except ValueError:
        return None
    return found if np.isfinite(found) else None


def _natural(value: str) -> tuple[bool, float, str]:
    """Numbers by their size, before texts."""
    number = _number(value)
    return number is None, number or 0.0, value


def band_names(edges: tuple[float, ...], whole: bool) -> tuple[str, ...]:
    """Names of bands without words: <40, 40-64, ≥65; where the numbers have decimals the upper edge is left out: 40-<65."""
    whole = whole and all(edge == int(edge) for edge in edges)
    middle = [
        (f"{low:g}-{high - 1:g}" if high - low > 1 else f"{low:g}") if whole else f"{low:g}-<{high:g}"
        for low, high in itertools.pairwise(edges)
    ]
    return (f"<{edges[0]:g}", *middle, f"≥{edges[-1]:g}")


def _firsts(text: pl.Series, rows: NDArray[np.int64]) -> dict[str, int]:
    """The different values with the row where each comes first."""
    import polars as pl

    found = pl.DataFrame({"value": text, "row": rows}).filter(pl.col("value").is_not_null())
    return dict(found.group_by("value").agg(pl.col("row").min()).sort("row").iter_rows())


def _coded(text: pl.Series, codes: dict[str, int]) -> NDArray[np.int32]:
    """Texts by their code, -1 for any other."""
    import polars as pl

    if not codes:
        return np.full(len(text), -1, np.int32)
    coded: NDArray[np.int32] = text.replace_strict(codes, default=-1, return_dtype=pl.Int32).fill_null(-1).to_numpy()
    return coded
