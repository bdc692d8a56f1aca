"""Which columns a table has and what kind of thing stands in them, so that a person can choose: names and kinds, never a value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from toepas.assurance.columns import looks_like_data
from toepas.assurance.tables.opening import open_table
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    import polars as pl

Kind: TypeAlias = Literal["yes-no", "share", "number", "few", "many", "empty"]
FEW = 50
"""Up to so many different values a column of texts divides cases into groups."""
MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and what its first rows (some megabytes) hold. ``yes-no``: two values; ``share``: numbers from 0 to 1; ``few`` or
    ``many`` different texts. ``distinct`` says whether no value comes twice, as in a number given to each case."""

    name: str
    kind: Kind
    distinct: bool = False


def columns_of(path: Path, words: Words, sheet: str = "") -> tuple[Column, ...]:
    """The columns of a table in their order; those without a name, and those whose name stands there twice, are left out.

    Raises Problem for what is no table, and where the first row holds data: its cells would then be shown as names.
    """
    with open_table(path, words, sheet, ()) as table:
        header = table.header
        if looks_like_data(header):
            raise Problem(
                words.t("The first row looks like data: it should hold the names of the columns."),
                where=path.name,
                todo=words.t("Write a first row with the names of the columns."),
            )
        places = [at for at, name in enumerate(header) if name and header.count(name) == 1][:MOST_COLUMNS]
        part = next(iter(table.parts(places, ())), None)
    if part is None or not places:
        raise Problem(
            words.t("The table has a header and no rows."), where=path.name,
            todo=words.t("Check that this is the right file."),
        )  # fmt: skip
    return tuple(_column(header[at], part.frame[str(at)]) for at in places)


def _column(name: str, cells: pl.Series) -> Column:
    import polars as pl

    there = cells.drop_nulls()
    different = there.n_unique()
    distinct = different == len(there) > 1
    if not len(there):
        return Column(name, "empty")
    if different == 2:
        return Column(name, "yes-no", distinct)
    numbers = there.cast(pl.String).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    if numbers.null_count():
        return Column(name, "few" if different <= FEW else "many", distinct)
    inside = bool(numbers.is_between(0, 1).all())
    return Column(name, "share" if inside else "number", distinct)
