"""What each measure is called and says, on which scale it is and what it rests on: the registry of ``data/measures.yaml``.

A measure of one class of several has the class in brackets behind its id: ``sensitivity[cat]``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import yaml

from toepas.kernel.words import Words

DATA = Path(__file__).resolve().parent / "data" / "measures.yaml"
Scale: TypeAlias = Literal["share", "number", "log-odds", "slope", "unit"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by its id; texts are English. ``better`` is high, low, zero, one or empty where neither is better;
    ``gap`` names the kinds of prediction for which groups are held beside each other by it."""

    id: str
    title: str
    what: str
    scale: Scale
    better: str = ""
    of: str = "cases"
    at: bool = False
    gap: tuple[str, ...] = ()


@functools.cache
def measures() -> dict[str, Measure]:
    """Every measure by its id, in the order in which they are shown."""
    listed = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {name: Measure(id=name, **{**entry, "gap": tuple(entry.get("gap", ()))}) for name, entry in listed.items()}


def split(measure: str) -> tuple[str, str]:
    """The id of a measure and the class that it is about, which is empty for most."""
    name, bracket, rest = measure.partition("[")
    return name, rest.removesuffix("]") if bracket else ""


def measure_of(measure: str) -> Measure:
    """The entry of a measure, whatever class it is about. Raises KeyError for one that is not known."""
    return measures()[split(measure)[0]]


def title(measure: str, words: Words) -> str:
    """What a measure is called; of one class, with the class."""
    name, one = split(measure)
    said = words.entry(f"measure.{name}.title", measures()[name].title) if name in measures() else name
    return words.t("{measure} for {class_}", measure=said, class_=one) if one else said


def what(measure: str, words: Words) -> str:
    """What a measure says, in one plain line."""
    name, _ = split(measure)
    return words.entry(f"measure.{name}.what", measures()[name].what)


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text that is to be translated: context, English text, file."""
    for name, measure in measures().items():
        yield f"measure.{name}.title", measure.title, "assurance/measures"
        yield f"measure.{name}.what", measure.what, "assurance/measures"
