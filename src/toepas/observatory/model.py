"""The words of the observatory: a dataset of a statistical office, its vintages, and the indicators that are read from it.

A figure never stands alone: it has a unit, flags, a vintage and a source. What was not surveyed is absent, never zero.
Texts are in English here; ``texts`` gives them in the reader's language.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import polars as pl

TIME, VALUE, FLAG, GEO = "time", "value", "flag", "geo"
"""The columns that every table has besides its dimensions: period (text, as the office writes it), figure (Float64, null where
none was published) and flags (text, letters of the office; empty for none). ``geo`` is the dimension of places."""
FLAGS = "bcdefimnprsuz"
"""The flags that are known, each a letter; ``texts.flag_meaning`` says what it means."""
STATISTICS, SDMX, BULK, TABLE, SITE = "statistics", "sdmx", "bulk", "table", "site"
"""How a dataset is fetched: slices in JSON-stat, slices in SDMX-CSV, the whole in TSV; or not at all (``TABLE``: typed over from
a document, with its place; ``SITE``: made by a site of what organisations say there, so that nothing is shipped)."""
PRIMARY, SECONDARY, CITED, SELF_REPORTED = "primary", "secondary-copy", "cited", "self-reported"
"""How good the evidence is: sent by the office itself, somebody's copy of what it published, a figure that a document cites, or what
those who wished to said of themselves."""


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
    url: str = ""
    """Where the office shows it; empty for one that a site makes itself."""
    doi: str = ""
    queries: tuple[dict[str, tuple[str, ...]], ...] = ()
    """The slices that are fetched: codes per dimension; a dimension that is not named comes whole."""
    via: str = STATISTICS
    evidence: str = PRIMARY
    evidence_note: str = ""
    """What a reader must know of the source, where it is not the office itself."""
    codelist: str = ""
    """The file with the codes that are known; empty where only the codes of earlier vintages are."""
    least: float | None = None
    most: float | None = None
    """Bounds that no value may leave."""
    countries: int = 0
    """So many countries at least must be there in the newest period."""
    largest_step: float | None = None
    """Between two vintages no value may move by more than this without being held back."""
    absent: tuple[str, ...] = ()
    """Periods that do not exist: nothing was asked then."""
    breaks: tuple[str, ...] = ()
    """Periods in which a break is known and described."""


@dataclass(frozen=True, slots=True)
class Break:
    """From ``time`` on a series does not compare with what was before; everywhere, or only in some places or for some codes."""

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
    """How a sector is covered: ``codes`` that stand for it, each shown by itself, or none with ``why`` it is not surveyed.

    ``proxy`` says that the codes cover a part of the sector or more than it; it must always be shown, with ``why``.
    """

    codes: dict[str, tuple[str, ...]]
    proxy: bool
    why: str


@dataclass(frozen=True, slots=True)
class Target:
    """A goal that was set: ``value`` in ``time``. ``note`` says how far the indicator measures what the goal is about."""

    id: str
    title: str
    value: float
    time: str
    source: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What is to be known of one code of an indicator: its own unit, where the figure stands, and what that place cites."""

    unit: str
    place: str
    cites: str
    date: str = ""
    """When the cited source was published, as far as it is said: year, month or day."""
    note: str = ""
    url: str = ""


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
    targets: tuple[Target, ...] = ()
    about: dict[str, About] = field(default_factory=dict)
    """By code of the pinned choice, where figures have a source each (those that the strategy cites)."""


@dataclass(frozen=True, slots=True)
class Held:
    """Why a vintage is held back: the ``gate`` that it did not pass, in how many places, and the first of them.

    ``found`` is what was there and ``expected`` what was to be there; ``final`` says that nobody can let it through, for it
    cannot be read as this dataset. ``vintages.reason`` says it in words.
    """

    gate: str
    count: int = 1
    where: str = ""
    found: str = ""
    expected: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True)
class Released:
    """A person let a held vintage through: when and why."""

    on: datetime.date
    because: str


@dataclass(frozen=True, slots=True)
class Part:
    """One answer that a vintage was made of: where it was asked for, its fingerprint, and the file it is kept in (local ones)."""

    url: str
    sha256: str
    file: str = ""


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
    held: tuple[Held, ...] = ()
    """Why it was held back; empty for one that passed every gate."""
    released: Released | None = None
    parts: tuple[Part, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether it may be the one in use: it passed every gate, or a person let it through."""
        return not self.held or self.released is not None


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
    """The answer to a view. ``frame`` has a column for each chosen dimension, ``geo``, time, value and flag, sorted.

    ``unit`` is that of these very figures: an indicator may offer several, and a view always has one.
    """

    view: View
    indicator: Indicator
    dataset: Dataset
    vintage: Vintage
    frame: pl.DataFrame
    unit: str = ""

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
