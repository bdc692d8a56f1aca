"""Which columns of a table say what: as a person names them, and where the table has them."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toepas.assurance.model import Task
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

MOST_NAMES = 30
"""Names of columns that a message lists."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns and what they hold.

    ``score`` is the probability of the outcome, the predicted value (regression), or one column for each of ``classes`` (multiclass; without
    ``classes`` their names come from those of the columns). ``second`` is the same of another model. ``by`` names the columns that divide
    people, each with the edges of bands where it holds numbers: ``age:40,65``. ``case`` names whose rows they are where a case has several
    rows (detection). ``positive`` lists the values of the label that count as the outcome; without it they have to be plain.
    """

    label: str
    score: str | tuple[str, ...]
    second: str | tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    site: str = ""
    case: str = ""
    task: Task = "binary"
    classes: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()

    @property
    def scores(self) -> tuple[str, ...]:
        """The columns of the score."""
        return (self.score,) if isinstance(self.score, str) else self.score

    @property
    def seconds(self) -> tuple[str, ...]:
        """The columns of the second model's score; empty without one."""
        return ((self.second,) if self.second else ()) if isinstance(self.second, str) else self.second


@dataclass(frozen=True, slots=True)
class Split:
    """A column that divides people: its place in the header, and the edges of its bands (empty: every value is a group)."""

    name: str
    at: int
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Where the columns stand in the header, counted from 0. ``further`` are the columns that nobody named."""

    label: int
    scores: tuple[int, ...]
    seconds: tuple[int, ...]
    splits: tuple[Split, ...]
    case: int | None
    further: tuple[int, ...]

    @property
    def wanted(self) -> tuple[int, ...]:
        """Every column that was named, once."""
        several = (self.label, *self.scores, *self.seconds, *(split.at for split in self.splits))
        return tuple(dict.fromkeys(several if self.case is None else (*several, self.case)))


def find(columns: Columns, header: tuple[str, ...], path: Path, words: Words) -> Places:
    """Where the named columns stand. Raises Problem for one that is not there, is there twice, or is named for two things."""
    finder = _Finder(header, path, words)
    _named_once(columns, path, words)
    splits = [finder.split(text) for text in columns.by]
    if columns.site and columns.site not in [split.name for split in splits]:
        splits.append(Split(columns.site, finder.at(columns.site)))
    twice = _first_twice([split.name for split in splits])
    if twice:
        raise _twice(twice, path, words)
    if columns.case and columns.task != "detection":
        raise Problem(
            words.t("Cases of several rows are put together for detection only."),
            where=path.name,
            todo=words.t("Leave the column of the case out, or say that the task is detection."),
        )
    label = finder.at(columns.label)
    scores = tuple(finder.at(name) for name in columns.scores)
    seconds = tuple(finder.at(name) for name in columns.seconds)
    case = finder.at(columns.case) if columns.case else None
    used = {label, *scores, *seconds, *(split.at for split in splits if not split.edges)}
    further = tuple(at for at, name in enumerate(header) if at not in used and name)
    return Places(label, scores, seconds, tuple(splits), case, further)


def _named_once(columns: Columns, path: Path, words: Words) -> None:
    roles = (columns.label, *columns.scores, *columns.seconds)
    twice = _first_twice(roles) or next(
        (name for name in (*columns.by, columns.site, columns.case) if name in roles), ""
    )
    if twice:
        raise _twice(twice, path, words)
    if not columns.scores or not all(roles):
        raise Problem(
            words.t("A column for the outcome and one for the score are needed."),
            where=path.name,
            todo=words.t("Name both columns."),
        )
    if columns.seconds and len(columns.seconds) != len(columns.scores):
        raise Problem(
            words.t("The second model has another number of columns with scores than the first."),
            where=path.name,
            expected=words.t("{count} columns", count=len(columns.scores)),
            todo=words.t("Name as many columns for the second model."),
        )


def _first_twice(names: tuple[str, ...] | list[str]) -> str:
    return next((name for at, name in enumerate(names) if name in names[:at]), "")


def _twice(name: str, path: Path, words: Words) -> Problem:
    return Problem(
        words.t("The column “{column}” is named for two things.", column=name),
        where=path.name,
        expected=words.t("another column for the outcome, for each score, and for each division of people"),
        todo=words.t("Name each column once."),
    )


class _Finder:
    def __init__(self, header: tuple[str, ...], path: Path, words: Words) -> None:
        self._header, self._path, self._words = header, path, words

    def at(self, name: str) -> int:
        """The place of a column. Raises Problem where it is not there, or twice."""
        words, found = self._words, [at for at, given in enumerate(self._header) if given == name.strip()]
        if len(found) > 1:
            raise Problem(
                words.t("The header has the column “{column}” {count} times.", column=name, count=len(found)),
                where=words.t("{file}, columns {numbers}", file=self._path.name, numbers=_numbers(found)),
                expected=words.t("each name once"),
                todo=words.t("Give the columns different names, so that it is clear which one is meant."),
            )
        if found:
            return found[0]
        raise self._missing(name)

    def _missing(self, name: str) -> Problem:
        words = self._words
        near = difflib.get_close_matches(name.lower(), [given.lower() for given in self._header if given], 3, 0.6)
        close = [given for given in self._header if given.lower() in near]
        todo = words.t("Name one of the columns of the file.")
        if looks_like_data(self._header):
            todo = words.t("The first row looks like data: write a first row with the names of the columns.")
        elif close:
            todo = words.t("Did you mean {names}?", names=words.t(" or ").join(f"“{given}”" for given in close))
        return Problem(
            words.t("The table has no column “{column}”.", column=name),
            where=self._path.name,
            expected=words.t("one of: {options}", options=", ".join(_some(self._header))),
            todo=todo,
        )

    def split(self, text: str) -> Split:
        """A division of people: ``sex`` or ``age:40,65``. Raises Problem for edges that are no rising numbers."""
        words = self._words
        name, colon, said = text.rpartition(":")
        if text.strip() in self._header or not colon:
            return Split(text.strip(), self.at(text))
        place = self.at(name)
        try:
            edges = tuple(float(edge) for edge in said.split(","))
        except ValueError:
            edges = ()
        if not edges or any(low >= high for low, high in itertools.pairwise(edges)):
            raise Problem(
                words.t("The edges of the bands of “{column}” cannot be read: {edges}", column=name, edges=said),
                where=self._path.name,
                expected=words.t("rising numbers with commas between, for example {example}", example="age:40,65"),
                todo=words.t("Mend the edges."),
            )
        return Split(name.strip(), place, edges)


def looks_like_data(header: tuple[str, ...]) -> bool:
    """Whether a first row holds values: a number among its cells."""
    return any(cell and cell.replace(",", "", 1).replace(".", "", 1).lstrip("+-").isdecimal() for cell in header)


def _some(header: tuple[str, ...]) -> Iterator[str]:
    """The names that a message lists; where the first row may be data, none of its cells is shown."""
    if looks_like_data(header):
        return
    named = [name for name in header if name]
    yield from (name[:60] for name in named[:MOST_NAMES])
    if len(named) > MOST_NAMES:
        yield "…"


def _numbers(places: list[int]) -> str:
    return ", ".join(str(at + 1) for at in places)
