"""Predictions with what became of them, read from a file: whatever its kind and size, with everything left out named.

Nothing is guessed: what cannot be read for certain is a Problem with row and column, and no message shows more of a row than the one cell it is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from toepas.assurance.columns import Columns, Places, find
from toepas.assurance.gathering import Gathered, Gatherer
from toepas.assurance.model import Remark, Sample, Source
from toepas.assurance.tables.opening import open_table
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.tables.parts import Table


def read_sample(path: Path, columns: Columns, words: Words, *, sheet: str = "", further: bool = True) -> Sample:
    """The predictions of a file. ``sheet`` names a sheet of a workbook; without ``further`` no other columns are kept for the checks.

    Raises Problem with row and column for whatever cannot be read for certain, and where no row is left.
    """
    needed = (columns.label, *columns.scores, *columns.seconds)
    with open_table(path, words, sheet, needed) as table:
        places = find(columns, table.header, path, words)
        gatherer = Gatherer(table, columns, places, words)
        for part in table.parts(places.wanted, _others(table, places) if further else ()):
            gatherer.add(part)
        found = gatherer.close()
        return _sample(table, columns, found, words)


def _others(table: Table, places: Places) -> tuple[int, ...]:
    """The further columns whose name stands once in the header."""
    return tuple(at for at in places.further if table.header.count(table.header[at]) == 1)


def _sample(table: Table, columns: Columns, found: Gathered, words: Words) -> Sample:
    if not len(found.rows):
        raise _nothing_left(table, found, words)
    return Sample(
        task=columns.task,
        label=found.label,
        score=found.score,
        groups=found.groups,
        rows=found.rows,
        source=Source(table.path.name, table.sha256(), found.read, len(found.rows)),
        second=found.second,
        site=columns.site,
        classes=found.classes,
        others=found.others,
        others_at=found.others_at,
        remarks=(*table.remarks, *found.remarks, *_twice(table)),
        columns=_names(columns),
    )


def _twice(table: Table) -> Iterator[Remark]:
    """The names that come more than once in the header."""
    for name, count in Counter(name for name in table.header if name).items():
        if count > 1:
            yield Remark("header-twice", "note", name, count=count)


def _names(columns: Columns) -> dict[str, str]:
    """The columns that were read, by what they hold."""
    named = {"label": columns.label, "score": ", ".join(columns.scores), "second": ", ".join(columns.seconds)}
    return {**{key: name for key, name in named.items() if name}, **({"case": columns.case} if columns.case else {})}


def _nothing_left(table: Table, found: Gathered, words: Words) -> Problem:
    if not found.read:
        return Problem(
            words.t("The table has a header and no rows."),
            where=table.path.name,
            todo=words.t("Check that this is the right file."),
        )
    return Problem(
        words.t("No row has both an outcome and a score; {count} rows were read.", count=found.read),
        where=table.path.name,
        todo=words.t("Check that these are the right columns."),
    )
