"""How much of the work in an occupation generative AI could do or help with: the scores of the ILO (2025) by ISCO-08.

Exposure says which tasks are of a kind that generative AI can do. It says nothing of jobs that go or come.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

LABOUR_DATA = Path(__file__).resolve().parent.parent / "data" / "labour"
Array = npt.NDArray[np.float64]


class Gradient(StrEnum):
    """The six classes of the ILO, from not exposed to most exposed."""

    NOT = "not"
    MINIMAL = "minimal"
    G1 = "g1"
    G2 = "g2"
    G3 = "g3"
    G4 = "g4"


GRADIENTS = tuple(Gradient)
EXPOSED = (Gradient.G1, Gradient.G2, Gradient.G3, Gradient.G4)
"""The classes that count as exposed."""
MEASURES = ("mean", *GRADIENTS, "exposed")
"""What is measured, in the order of every array: the mean, the share of each gradient, the share of the exposed."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation (four digits of ISCO-08). ``mean`` and ``sd`` are of the scores (0 to 1) of its ``tasks``, rounded to two
    decimals as published; ``sd`` is that of a sample. ``gradient`` is the label as published."""

    code: str
    title: str
    tasks: int
    mean: float
    sd: float
    gradient: Gradient


@dataclass(frozen=True, slots=True)
class Group:
    """A group of occupations (one or two digits of ISCO-08), each occupation counted alike, for nobody publishes how many people
    work in each. ``spread`` is the standard deviation between the means of its occupations; ``least`` and ``most`` their range."""

    code: str
    title: str
    occupations: int
    mean: float
    spread: float
    least: float
    most: float
    shares: dict[Gradient, float]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the rule: an occupation is in ``gradient`` from this mean on, and from this sum of mean and deviation on."""

    gradient: Gradient
    mean: float
    reach: float


@functools.cache
def about() -> dict[str, Any]:
    """Source, rule and meaning of the gradients, as they are written down in the data."""
    return read_yaml("exposure.yaml")


def read_yaml(name: str) -> dict[str, Any]:
    """A file of the labour data."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: dict[str, Any] = yaml.load((LABOUR_DATA / name).read_text(encoding="utf-8"), loader)  # noqa: S506 - it is a safe loader
    return read


def _rows(name: str) -> list[dict[str, str]]:
    with (LABOUR_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def occupations() -> dict[str, Occupation]:
    """Every occupation that was scored, by its code of four digits."""
    return {
        row["code"]: Occupation(
            row["code"],
            row["title"],
            int(row["tasks"]),
            float(row["mean"]),
            float(row["sd"]),
            Gradient(row["gradient"]),
        )
        for row in _rows("occupations.csv")
    }


@functools.cache
def titles() -> dict[str, str]:
    """What groups of one and two digits are called, in English."""
    return {row["code"]: row["title"] for row in _rows("groups.csv")}


@functools.cache
def groups() -> dict[str, Group]:
    """Every group of one and two digits, by its code."""
    return {code: _group(code, title) for code, title in titles().items()}


def _group(code: str, title: str) -> Group:
    members = members_of(code)
    means = [item.mean for item in members]
    shares = {gradient: sum(item.gradient is gradient for item in members) / len(members) for gradient in GRADIENTS}
    return Group(code, title, len(members), fmean(means), pstdev(means), min(means), max(means), shares)


def members_of(code: str) -> tuple[Occupation, ...]:
    """The occupations of a group."""
    return tuple(item for item in occupations().values() if item.code.startswith(code))


@functools.cache
def codes() -> tuple[str, ...]:
    """The groups of two digits, in their order: the rows of every table of exposure."""
    return tuple(sorted(code for code in titles() if len(code) == 2))


@functools.cache
def rule() -> tuple[Step, ...]:
    """The rule of the gradients, the highest first; bounds from 0 to 1."""
    return tuple(
        Step(Gradient(step["gradient"]), step.get("mean", 0) / 100, step.get("reach", 0) / 100)
        for step in about()["rule"]
    )


def gradient_of(mean: float, sd: float) -> Gradient:
    """The gradient of an occupation with this mean and standard deviation, both in hundredths, added without loss."""
    exact, reach = _hundredths(mean), _hundredths(mean) + _hundredths(sd)
    return next(
        step.gradient for step in rule() if exact >= _hundredths(step.mean) and reach >= _hundredths(step.reach)
    )


def _hundredths(value: float) -> Fraction:
    return Fraction(round(value * 100), 100)


def gradients_of(means: Array, deviations: Array) -> npt.NDArray[np.int64]:
    """Positions in ``GRADIENTS`` of many occupations at once, with means as they come (not rounded)."""
    found = np.full(means.shape, GRADIENTS.index(rule()[-1].gradient), dtype=np.int64)
    reach = means + deviations
    for step in reversed(rule()):
        found = np.where((means >= step.mean) & (reach >= step.reach), GRADIENTS.index(step.gradient), found)
    return found


def table(order: Sequence[str] | None = None) -> Array:
    """Groups of two digits by ``MEASURES``."""
    wanted: Iterable[str] = order if order is not None else codes()
    return np.array([[groups()[code].mean, *measured(groups()[code].shares)] for code in wanted])


def measured(shares: Mapping[Gradient, float]) -> list[float]:
    """The share of each gradient, then of those that count as exposed."""
    return [*(shares[item] for item in GRADIENTS), sum(shares[item] for item in EXPOSED)]
