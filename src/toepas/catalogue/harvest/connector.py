"""What a connector is, and what all connectors over files share."""

from __future__ import annotations

import abc
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import yaml

from toepas.catalogue.harvest.rows import Table
from toepas.catalogue.model import Asset, Source
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

SOURCES = Path(__file__).resolve().parent.parent / "data" / "sources.yaml"


class Skipped(Exception):
    """A record that is in order but has no place in the catalogue; the text is the reason, the same for all of its sort."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A record as a source has it: its key there, where it stands (line, page), and what it says.

    ``after`` is the place in the source after it, from which a harvest can go on. ``wrong`` says why it cannot be read.
    """

    key: str
    place: str
    content: Any
    after: str = ""
    wrong: str = ""


class Connector(Protocol):
    """Reads one source."""

    @property
    def name(self) -> str:
        """The id of the source."""

    def resumes(self, start: str) -> bool:
        """Whether the source still stands as it did when this place in it was written down."""

    def records(self, start: str) -> Iterator[Raw]:
        """The records in a fixed order, after a place ("" for the beginning). Raises Problem where the source as a whole
        cannot be read on."""

    def convert(self, raw: Raw, source: Source) -> Asset:
        """The asset that a record describes. Raises Skipped; and Problem, ValueError or KeyError for a
        record that is not as it should be."""


class FileConnector(abc.ABC):
    """A connector over the rows of a file. ``name`` is its id in ``data/sources.yaml``, ``lists`` what its list may be called."""

    name: str
    lists: tuple[str, ...] = ()

    def __init__(self, table: Table, words: Words) -> None:
        self.table = table
        self.words = words

    def resumes(self, start: str) -> bool:
        """Whether the file is the one in which that place is."""
        return start.partition(":")[0] == self.table.mark

    def records(self, start: str) -> Iterator[Raw]:
        """The rows after a place, with the keys that ``key_of`` gives them."""
        passed = int(start.partition(":")[2] or 0) if start and self.resumes(start) else 0
        for row in self.table.rows():
            key = "" if row.wrong else self.key_of(row.content)
            if row.number == 1 and not row.wrong:
                self.check(row.content)
            if row.number > passed:
                yield Raw(
                    key or f"row-{row.number}", row.where, row.content, f"{self.table.mark}:{row.number}", row.wrong
                )

    @abc.abstractmethod
    def key_of(self, content: dict[str, Any]) -> str:
        """The lasting key of a record in its source; empty where it has none."""

    @abc.abstractmethod
    def convert(self, raw: Raw, source: Source) -> Asset:
        """The asset that a record describes; see ``Connector``."""

    def check(self, content: dict[str, Any]) -> None:  # noqa: B027 - a source may have nothing to check
        """Raise Problem where the first record shows that this is not the source's file."""

    def expect(self, content: dict[str, Any], names: tuple[str, ...]) -> None:
        """Raise Problem unless the record has one of these fields."""
        if not any(name in content for name in names):
            raise Problem(
                self.words.t("This is not a file of the source “{name}”.", name=self.name),
                where=str(self.table.path),
                expected=self.words.t("one of: {options}", options=", ".join(names)),
                todo=self.words.t("Name another source, or use a mapping: “toepas catalogue map FILE”."),
            )


@functools.cache
def _sources() -> dict[str, dict[str, Any]]:
    listed: dict[str, dict[str, Any]] = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    return listed


def source_facts(name: str) -> dict[str, Any]:
    """What is known of a source by its id; of one that is not listed, what holds for any table."""
    return _sources().get(name) or _sources()["table"]


def source_names() -> tuple[str, ...]:
    """The ids of the sources."""
    return tuple(_sources())


def ranks() -> dict[str, int]:
    """Which source is believed first, by its id; the lower the better."""
    return {name: int(facts["rank"]) for name, facts in _sources().items()}
