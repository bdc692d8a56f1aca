"""A batch, a reference or a file of outcomes, read from a table of any kind by the readers of local validation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toepas.assurance.columns import Split
from toepas.assurance.further import typed
from toepas.assurance.labels import Divider, Labels
from toepas.assurance.monitoring.cases import UNKNOWN, Cases
from toepas.assurance.monitoring.model import Columns, Grouping
from toepas.assurance.scores import Scores
from toepas.assurance.tables.opening import open_table
from toepas.assurance.tables.parts import Table
from toepas.assurance.values import Place, texts
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file holds. ``left_out``: rows without a score. ``bands``: the names of the groups of each column, in order."""

    cases: Cases
    inputs: pl.DataFrame
    dates: pl.Series | None
    bands: Mapping[str, tuple[str, ...]]
    name: str
    sha256: str
    read: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What a file of outcomes holds: a label (0 or 1) per case."""

    ids: tuple[str, ...]
    label: NDArray[np.int8]
    name: str
    sha256: str
    without: int


def take(
    path: Path,
    columns: Columns,
    groups: tuple[Grouping, ...],
    inputs: tuple[str, ...],
    words: Words,
    *,
    bands: Mapping[str, tuple[str, ...]] | None = None,
    label: bool = False,
    sheet: str = "",
) -> Taken:
    """The cases of a file. With ``label`` every case must have its outcome; else those without are kept as unknown.

    Raises Problem with row and column for whatever cannot be read for certain, and where no row is left.
    """
    needed = tuple(name for name in (columns.score, columns.label if label else "") if name)
    with open_table(path, words, sheet, needed) as table:
        has_label = bool(columns.label) and (label or columns.label in table.header)
        named = (columns.score, *((columns.label,) if has_label else ()))
        named += tuple(name for name in (columns.case, columns.date) if name)
        wanted = {name: _at(table, name, words) for name in (*named, *(one.column for one in groups), *inputs)}
        gatherer = _Gatherer(table, columns, groups, has_label, words)
        frames = []
        for part in table.parts(tuple(dict.fromkeys(wanted.values())), ()):
            frame = pl.DataFrame({name: part.frame[str(at)] for name, at in wanted.items()})
            frames.append(gatherer.add(frame, part.rows).select(inputs))
        return gatherer.close(pl.concat(frames) if frames else pl.DataFrame(), table, bands or {}, label)


def take_outcomes(path: Path, columns: Columns, words: Words, *, sheet: str = "") -> Outcomes:
    """The outcomes of a file, each with the number of its case. Raises Problem where a case has two different ones."""
    with open_table(path, words, sheet, (columns.case, columns.label)) as table:
        at = {name: _at(table, name, words) for name in (columns.case, columns.label)}
        labels = Labels(Place(path, columns.label, words), columns.positive)
        ids: list[str] = []
        found: list[NDArray[np.int8]] = []
        without = 0
        seen: dict[str, tuple[int, int]] = {}
        for part in table.parts(tuple(at.values()), ()):
            label = labels.read(part.frame[str(at[columns.label])], part.rows)
            names = texts(part.frame[str(at[columns.case])]).to_list()
            keep = np.array([bool(name) for name in names], dtype=bool) & (label >= 0)
            without += int((~keep).sum())
            for place in np.flatnonzero(keep).tolist():
                _same(seen, names[place], int(label[place]), int(part.rows[place]), table, columns, words)
            ids += [names[place] for place in np.flatnonzero(keep).tolist()]
            found.append(label[keep])
        label = np.concatenate(found) if found else np.zeros(0, np.int8)
        return Outcomes(tuple(ids), label, path.name, table.sha256(), without)


def _same(
    seen: dict[str, tuple[int, int]], name: str, label: int, row: int, table: Table, columns: Columns, words: Words
) -> None:
    before = seen.setdefault(name, (label, row))
    if before[0] != label:
        raise Problem(
            words.t("A case has two different outcomes."),
            where=words.t(
                "{file}, rows {row} and {other} below the header, column “{column}”",
                file=table.path.name, row=before[1], other=row, column=columns.label,
            ),
            expected=words.t("one outcome per case"),
            todo=words.t("Keep the row that is right."),
        )  # fmt: skip


def _at(table: Table, name: str, words: Words) -> int:
    places = [at for at, given in enumerate(table.header) if given == name]
    if len(places) == 1:
        return places[0]
    raise Problem(
        words.t("The table has no column “{column}”.", column=name)
        if not places
        else words.t("The header has the column “{column}” {count} times.", column=name, count=len(places)),
        where=table.path.name,
        expected=words.t("the columns that the plan names, each once"),
        todo=words.t("Give the file the columns that the reference had."),
    )


class _Gatherer:
    def __init__(
        self, table: Table, columns: Columns, groups: tuple[Grouping, ...], has_label: bool, words: Words
    ) -> None:
        def place(name: str) -> Place:
            return Place(table.path, name, words)

        self._columns, self._words, self._path = columns, words, table.path
        self._score = Scores([place(columns.score)], "binary")
        self._label = Labels(place(columns.label), columns.positive) if has_label else None
        self._dividers = {
            one.column: Divider(place(one.column), Split(one.column, 0, one.edges), False) for one in groups
        }
        self._codes: dict[str, list[NDArray[np.int32]]] = {one.column: [] for one in groups}
        self._edged = {one.column for one in groups if one.edges}
        self._scores: list[NDArray[np.float64]] = []
        self._labels: list[NDArray[np.int8]] = []
        self._ids: dict[str, int] = {}
        self._dates: list[pl.Series] = []
        self._read = self._left_out = 0

    def add(self, frame: pl.DataFrame, rows: NDArray[np.int64]) -> pl.DataFrame:
        """One part; gives back the rows that are kept."""
        score = self._score.read([frame[self._columns.score]], rows)
        keep = ~np.isnan(score)
        self._read += len(rows)
        self._left_out += int((~keep).sum())
        label = (
            self._label.read(frame[self._columns.label], rows) if self._label else np.full(len(rows), UNKNOWN, np.int8)
        )
        self._scores.append(score[keep])
        self._labels.append(label[keep])
        for name, divider in self._dividers.items():
            self._codes[name].append(divider.read(frame[name], rows)[keep])
        kept = frame.filter(pl.Series(keep))
        if self._columns.case:
            self._named(texts(kept[self._columns.case]).to_list(), rows[keep])
        if self._columns.date:
            self._dates.append(self._days(kept[self._columns.date], rows[keep]))
        return kept

    def _named(self, names: list[str | None], rows: NDArray[np.int64]) -> None:
        words, place = self._words, Place(self._path, self._columns.case, self._words)
        for name, row in zip(names, rows.tolist(), strict=True):
            if not name:
                raise Problem(
                    words.t("A case has no number."), where=place.row(row),
                    expected=words.t("a number or name of its own for every case"),
                    todo=words.t("Fill it in: without it an outcome that comes later finds no case."),
                )  # fmt: skip
            if name in self._ids:
                raise Problem(
                    words.t("Two cases have the same number."),
                    where=words.t("{place}; also row {row}", place=place.row(row), row=self._ids[name]),
                    expected=words.t("a number or name of its own for every case"),
                    todo=words.t("Give every prediction a number of its own, or take the double row out."),
                )
            self._ids[name] = row

    def _days(self, cells: pl.Series, rows: NDArray[np.int64]) -> pl.Series:
        days = (
            cells.cast(pl.Date)
            if cells.dtype.is_temporal()
            else texts(cells).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        )
        wrong = days.is_null().arg_max()
        if len(days) and wrong is not None and days[wrong] is None:
            words = self._words
            raise Problem(
                words.t("This is not a date."),
                where=Place(self._path, self._columns.date, words).row(int(rows[wrong])),
                expected=words.t("year-month-day, in four, two and two figures"),
                todo=words.t("Write year-month-day."),
            )
        return days

    def close(self, inputs: pl.DataFrame, table: Table, bands: Mapping[str, tuple[str, ...]], label: bool) -> Taken:
        """Everything put together. ``bands`` are the names of groups that were fixed before."""
        self._score.close()
        if label and self._label:
            self._label.close()
        groups, names = {}, {}
        for name, divider in self._dividers.items():
            found, _ = divider.close(np.concatenate(self._codes[name]) if self._codes[name] else np.zeros(0, np.int32))
            values = bands.get(name, found.values) if name in self._edged else found.values
            groups[name] = np.asarray([*values, ""], dtype=object)[found.codes]
            names[name] = values
        score = np.concatenate(self._scores) if self._scores else np.zeros(0)
        labels = np.concatenate(self._labels) if self._labels else np.zeros(0, np.int8)
        cases = Cases(score, labels, groups, tuple(self._ids))
        dates = pl.concat(self._dates) if self._dates else None
        if label:
            known = cases.known
            self._left_out += int((~known).sum())
            cases, inputs = cases.taken(known), inputs.filter(pl.Series(known)) if inputs.width else inputs
            dates = None if dates is None else dates.filter(pl.Series(known))
        if not len(cases):
            words = self._words
            raise Problem(
                words.t("No row can be used; {count} rows were read.", count=self._read),
                where=table.path.name,
                expected=words.t("rows with a score") if not label else words.t("rows with a score and an outcome"),
                todo=words.t("Check that this is the right file and that these are the right columns."),
            )
        return Taken(cases, typed(inputs), dates, names, table.path.name, table.sha256(), self._read, self._left_out)
