"""The parts of a table put together to arrays; rows without outcome or score are left out and counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from toepas.assurance.cases import put_together
from toepas.assurance.columns import Columns, Places
from toepas.assurance.growing import Growing
from toepas.assurance.labels import Classes, Divider, Labels
from toepas.assurance.model import Groups, Remark
from toepas.assurance.scores import Scores, class_names
from toepas.assurance.tables.parts import SHOWN, Part, Table
from toepas.assurance.values import Numbers, Place, texts
from toepas.kernel.words import Words

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Gathered:
    """The arrays of a sample, and how many rows were read."""

    label: NDArray[Any]
    score: NDArray[np.float64]
    second: NDArray[np.float64] | None
    groups: dict[str, Groups]
    rows: NDArray[np.int64]
    read: int
    classes: tuple[str, ...]
    others: pl.DataFrame | None
    others_at: NDArray[np.int64] | None
    remarks: tuple[Remark, ...]


class Gatherer:
    """Takes the parts of a table one after the other. Raises Problem for whatever cannot be read for certain."""

    def __init__(self, table: Table, columns: Columns, places: Places, words: Words) -> None:
        def place(at: int) -> Place:
            return Place(table.path, table.header[at], words)

        self._table, self._columns, self._places, self._words = table, columns, places, words
        self._classes = columns.classes
        if columns.task == "multiclass":
            self._classes = columns.classes or class_names(columns.scores)
        kind = columns.task
        self._label: Labels | Classes | Numbers
        if kind == "regression":
            self._label = Numbers(place(places.label))
        elif kind == "multiclass":
            self._label = Classes(place(places.label), self._classes)
        else:
            self._label = Labels(place(places.label), columns.positive)
        self._score = Scores([place(at) for at in places.scores], kind)
        self._second = Scores([place(at) for at in places.seconds], kind) if places.seconds else None
        self._dividers = [Divider(place(s.at), s, s.name == columns.site) for s in places.splits]
        self._labels, self._rows = Growing(np.int8), Growing(np.int64)
        self._scores, self._seconds = Growing(np.float64), Growing(np.float64)
        self._codes = [Growing(np.int32) for _ in self._dividers]
        self._others: list[pl.DataFrame] = []
        self._at = Growing(np.int64)
        self._case = place(places.case) if places.case is not None else None
        self._cases: list[pl.Series] = []
        self._nothing = Growing(np.int64)
        self._read = self._used = 0
        self._all_others = True
        self._left_out: dict[str, tuple[int, list[int]]] = {}

    def add(self, part: Part) -> None:
        """One part."""
        rows, frame, places = part.rows, part.frame, self._places
        self._read += len(rows)
        label = self._label.read(frame[str(places.label)], rows)
        keep = self._known(label, self._columns.label, rows)
        score = self._score.read([frame[str(at)] for at in places.scores], rows)
        if self._case is not None:
            # Whoever writes a row per finding writes no score where there was none.
            self._nothing.add(rows[np.isnan(score)])
            score[np.isnan(score)] = 0.0
            cases = texts(frame[str(places.case)])
            keep &= self._known(cases.is_not_null().to_numpy().astype(np.int8) - 1, self._case.column, rows)
            self._cases.append(cases.filter(keep))
        keep &= self._known(score, ", ".join(self._columns.scores), rows)
        if self._second:
            second = self._second.read([frame[str(at)] for at in places.seconds], rows)
            keep &= self._known(second, ", ".join(self._columns.seconds), rows)
            self._seconds.add(second[keep])
        for divider, split, codes in zip(self._dividers, places.splits, self._codes, strict=True):
            codes.add(divider.read(frame[str(split.at)], rows)[keep])
        self._labels.add(label[keep])
        self._scores.add(score[keep])
        self._rows.add(rows[keep])
        if part.further.width:
            self._all_others &= len(part.places) == len(rows)
            stay = keep[part.places]
            position = np.cumsum(keep) - 1
            self._others.append(part.further.filter(stay))
            self._at.add(self._used + position[part.places[stay]])
        self._used += int(keep.sum())

    def _known(self, values: NDArray[Any], column: str, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which values say something; the others are counted by column."""
        if values.dtype.kind == "f":
            known: NDArray[np.bool_] = ~np.isnan(values) if values.ndim == 1 else ~np.isnan(values).any(axis=1)
        else:
            known = values >= 0
        if not known.all():
            count, first = self._left_out.setdefault(column, (0, []))
            gone = rows[~known]
            self._left_out[column] = (count + len(gone), [*first, *gone[: SHOWN - len(first)].tolist()])
        return known

    def close(self) -> Gathered:
        """Everything put together, after the last part."""
        remarks = [
            Remark("left-out", "warn", column, rows=tuple(rows), count=count, values={"read": self._read})
            for column, (count, rows) in self._left_out.items()
        ]
        remarks += self._label.close()
        remarks += self._score.close()
        remarks += self._second.close() if self._second else ()
        groups: dict[str, Groups] = {}
        for divider, codes in zip(self._dividers, self._codes, strict=True):
            found, said = divider.close(codes.whole())
            groups[divider.name] = found
            remarks += said
        others, at = self._further()
        gathered = Gathered(
            label=self._labels.whole(),
            score=self._scores.whole(),
            second=self._seconds.whole() if self._second else None,
            groups=groups,
            rows=self._rows.whole(),
            read=self._read,
            classes=self._classes,
            others=others,
            others_at=at,
            remarks=tuple(remarks),
        )
        return self._by_case(gathered)

    def _by_case(self, gathered: Gathered) -> Gathered:
        import polars as pl

        if self._case is None or not len(gathered.rows):
            return gathered
        nothing = self._nothing.whole()
        if len(nothing):
            said = Remark("no-finding", "note", rows=tuple(nothing[:SHOWN].tolist()), count=len(nothing))
            gathered = replace(gathered, remarks=(*gathered.remarks, said))
        return put_together(gathered, pl.concat(self._cases), self._case)

    def _further(self) -> tuple[pl.DataFrame | None, NDArray[np.int64] | None]:
        import polars as pl

        from toepas.assurance.further import typed

        if not self._others:
            return None, None
        header = self._table.header
        whole = pl.concat(self._others)
        self._others.clear()
        frame = typed(whole.rename({name: header[int(name)] for name in whole.columns}))
        return frame, None if self._all_others else self._at.whole()
