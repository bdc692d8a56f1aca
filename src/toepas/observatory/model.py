"""The words of the observatory: a dataset of a statistical office, its vintages, and the indicators that are read from it.

A figure never stands alone: it has a unit, flags, a vintage and a source. What was not surveyed is absent, never zero.
Texts are in English here; ``texts`` gives them in the reader's language.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import polars as pl

TIME, VALUE, FLAG = "time", "value", "flag"
"""The columns that every table has besides its dimensions: period (text, as the office writes it), figure (Float64, null where
none was published) and flags (text, letters of the office; empty for none)."""
FLAGS = "bcdefimnprsuz"
"""The flags that are known, each a letter: b break, d definition differs, e estimated, f forecast, i imputed, m cannot exist,
n not significant, p provisional, u low reliability, c confidential, z not applicable, r revised, s estimated by the office."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table of a statistical office. ``dimensions`` in the order of the office, time last and not among them.

    ``pinned`` are dimensions of which every query must name one code, because their codes do not compare (units).
    """

    id: str
    agency: str
    code: str
    title: str
    dimensions: tuple[str, ...]
    pinned: tuple[str, ...]
    licence: str
    url: str
    doi: str = ""
    queries: tuple[dict[str, tuple[str, ...]], ...] = ()
    """The slices that are fetched: codes per dimension; a dimension that is not named comes whole."""
    least: float | None = None
    most: float | None = None
    """Bounds that no value may leave."""
    countries: int = 0
    """So many countries at least must be there in the newest period."""
    largest_step: float | None = None
    """Between two vintages no value may move by more than this without being held back."""


@dataclass(frozen=True, slots=True)
class Break:
    """From ``time`` on a series does not compare with what was before; everywhere, or only in some places."""

    time: str
    why: str
    geo: tuple[str, ...] = ()
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A dimension that a reader chooses from: its codes with their names, the usual one first."""

    dimension: str
    title: str
    codes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a sector is covered: ``codes`` that stand for it, or none with ``why`` it is not surveyed.

    ``proxy`` says that the codes cover a part of the sector or more than it; it must always be shown.
    """

    codes: dict[str, str]
    proxy: bool
    why: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a reader looks at: a part of a dataset with a meaning. ``fixed`` are codes that never vary."""

    id: str
    dataset: str
    title: str
    definition: str
    unit: str
    fixed: dict[str, str]
    choices: tuple[Choice, ...]
    breaks: tuple[Break, ...]
    caveats: tuple[str, ...]
    sectors: dict[str, Coverage]
    question: tuple[str, ...] = ()
    """Words by which people ask for it, in any language."""
    digits: int = 1


@dataclass(frozen=True, slots=True)
class Vintage:
    """The figures of a dataset as they were published at one time. ``id`` is the day of the office and the start of the
    fingerprint of what it sent; ``retrieved`` is the day on which we read it; ``shipped`` whether it came with Toepas."""

    id: str
    dataset: str
    updated: datetime.datetime
    retrieved: datetime.date
    sha256: str
    rows: int
    source: str
    shipped: bool = False
    held: tuple[str, ...] = ()
    """Why it is held back; empty for one that is in use or was."""


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: one indicator, places, periods and chosen codes; of the newest vintage unless one is named."""

    indicator: str
    geo: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    vintage: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """The answer to a view. ``frame`` has a column for each chosen dimension, ``geo``, time, value and flag, sorted."""

    view: View
    indicator: Indicator
    dataset: Dataset
    vintage: Vintage
    frame: pl.DataFrame

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags that occur."""
        return tuple(sorted({letter for text in self.frame[FLAG].to_list() for letter in text}))


@dataclass(frozen=True, slots=True)
class Table:
    """What was read from one answer of an office, before any check. ``frame`` has the dimensions, time, value and flag."""

    code: str
    dimensions: tuple[str, ...]
    updated: datetime.datetime | None
    frame: pl.DataFrame
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
