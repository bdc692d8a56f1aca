"""What an energy report is: of which model or system, within which boundary, per what, and every figure with how it came about.

The shape is that of ``data/energy/report-1.0.schema.json``. A figure that is not there is not known; it is never zero.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from toepas.catalogue.model import Grade

SCHEMA = "urn:toepas:energy-report:1.0"
What: TypeAlias = Literal[
    "energy", "carbon-location", "carbon-market", "carbon-embodied", "water-site", "water-total",
    "flops", "pue", "wue", "grid-factor",
]  # fmt: skip
Stage: TypeAlias = Literal["data", "training", "fine-tuning", "integration", "use", "end-of-life", "all"]
Per: TypeAlias = Literal["total", "unit"]
STAGES: tuple[Stage, ...] = ("data", "training", "fine-tuning", "integration", "use", "end-of-life")
GRADES: tuple[Grade, ...] = tuple(Grade)
"""Strongest first."""
SITE_WIDE: tuple[What, ...] = ("pue", "wue", "grid-factor")
"""Ratios of a site or a grid: they are neither per unit nor added up."""


class _Struct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Records that cannot be changed and know every one of their fields."""


class Subject(_Struct, frozen=True):
    """What the report is about. ``parameters`` in numbers, not in billions."""

    kind: Literal["model", "system"]
    name: str
    version: str = ""
    provider: str = ""
    country: str = ""
    parameters: float | None = None
    active_parameters: float | None = None


class LeftOut(_Struct, frozen=True):
    """Something that is not counted, and why."""

    what: str
    why: str


class Boundary(_Struct, frozen=True):
    """Whose side is counted (persona of SCI for AI) and which stages of the life cycle."""

    persona: Literal["provider", "consumer"]
    stages: tuple[Stage, ...]
    left_out: tuple[LeftOut, ...] = ()


class Unit(_Struct, frozen=True):
    """The functional unit: ``quantity`` of something, such as 1,000 answers of 400 tokens in text generation."""

    quantity: float
    of: str
    tokens: float | None = None
    task: str = ""
    detail: str = ""


class Period(_Struct, frozen=True):
    """First and last day, as year-month-day."""

    from_: str = msgspec.field(name="from")
    to: str


class Place(_Struct, frozen=True):
    """Where the machines stand: a country by two or three letters, and the site."""

    country: str = ""
    site: str = ""


class Device(_Struct, frozen=True):
    """Machines of one kind: how many, how many hours each; ``id`` is a key of the shipped table, which knows power and peak."""

    name: str
    id: str = ""
    count: float | None = None
    hours: float | None = None
    tdp_w: float | None = None
    peak_flops: float | None = None
    stage: Stage = "all"
    virtual: bool | None = None


class Figure(_Struct, frozen=True):
    """One figure: value, low and high in ``unit``, how it came about (grade) and by which method in which version.

    ``per``: in total over the period, or per functional unit. A range without a value says that no value within it is likelier.
    """

    what: What
    grade: Grade
    stage: Stage = "all"
    part: str = ""
    per: Per = "total"
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    method: str = ""
    method_version: str = ""
    meter: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def span(self) -> tuple[float, float] | None:
        """Least and most that the figure says, in its unit; None where it says nothing."""
        least = self.low if self.low is not None else self.value
        most = self.high if self.high is not None else self.value
        return None if least is None or most is None else (least, most)


class Source(_Struct, frozen=True):
    """Where figures come from: a file, a page, a document."""

    id: str
    title: str
    url: str = ""
    date: str = ""
    sha256: str = ""


class Report(_Struct, frozen=True):
    """An energy report. ``version`` counts its editions, ``date`` is the day of this one."""

    id: str
    date: str
    subject: Subject
    boundary: Boundary
    schema: str = SCHEMA
    version: int = 1
    by: str = ""
    unit: Unit | None = None
    period: Period | None = None
    place: Place = Place()
    hardware: tuple[Device, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()


def weakest(grades: list[Grade]) -> Grade:
    """The weakest of some grades: a sum is no better known than its worst known part. Raises ValueError for none."""
    return max(grades, key=GRADES.index)
