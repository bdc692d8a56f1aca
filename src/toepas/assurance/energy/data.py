"""The tables that come along: hardware, grids, limits, methods, the fields of the form and how far the Union's method is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from toepas.assurance.energy.model import Device
from toepas.catalogue.model import Grade
from toepas.kernel.words import Words

FOLDER = Path(__file__).resolve().parent.parent / "data" / "energy"


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that figures are held against, why it is that number, and when that was read."""

    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Method:
    """A way in which figures come about: the strongest grade that it can give, and what it does in a sentence or two."""

    id: str
    title: str
    best: Grade
    says: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A country's grid: the least and the most that published tables say of it, in kg CO2e per kWh."""

    zone: str
    country: str
    low: float
    high: float


@cache
def read(name: str) -> Mapping[str, Any]:
    """One of the tables as it is written."""
    loaded: Mapping[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return loaded


@cache
def limits() -> dict[str, Limit]:
    """The numbers of the plausibility checks by id."""
    return {name: Limit(float(entry["value"]), entry["why"]) for name, entry in read("limits")["limits"].items()}


@cache
def methods() -> dict[str, Method]:
    """Every method that is known by id."""
    return {
        name: Method(name, entry["title"], Grade(entry["best"]), entry["says"], entry.get("url", ""))
        for name, entry in read("methods")["methods"].items()
    }


@cache
def devices() -> dict[str, Device]:
    """The hardware that is known, by id."""
    return {
        name: Device(name=entry["name"], id=name, tdp_w=entry.get("tdp_w"), peak_flops=entry.get("peak_flops"))
        for name, entry in read("hardware")["devices"].items()
    }


@cache
def _device_names() -> dict[str, str]:
    return {
        name.casefold(): key
        for key, entry in read("hardware")["devices"].items()
        for name in (key, entry["name"], *entry.get("also", ()))
    }


def known_device(device: Device) -> Device | None:
    """The entry of the table for a device, by its id or by its name; None where the table does not have it."""
    key = _device_names().get((device.id or device.name).casefold())
    return devices()[key] if key else None


@cache
def grids() -> dict[str, Grid]:
    """Grids by three and by two letters of the country."""
    found: dict[str, Grid] = {}
    for zone, entry in read("grid")["zones"].items():
        figures = [entry["ember"] / 1000, entry["ecologits"] / 1000]
        found[zone] = found[entry["country"]] = Grid(zone, entry["country"], min(figures), max(figures))
    found["GR"] = found["EL"]
    found["UK"] = found["GB"]
    return found


def zone_of(country: str) -> str:
    """Three letters of a country by two or three letters; empty where the table does not have it."""
    return grids()[country].zone if country in grids() else ""


def two_letters(country: str) -> str:
    """Two letters of a country by two or three; the letters themselves where the table does not have it."""
    return grids()[country].country if country in grids() else country


def known_on() -> datetime.date:
    """The day for which the state of the Union's method is known."""
    day: datetime.date = read("state")["known"]
    return day


def state(words: Words) -> str:
    """How far the Union's own method is, in the reader's language."""
    return words.entry("energy.state", read("state")["says"])


def method_title(name: str, words: Words) -> str:
    """The name of a method; its id where the table does not have it."""
    return words.entry(f"energy.method.{name}.title", methods()[name].title) if name in methods() else name


def method_says(name: str, words: Words) -> str:
    """What a method does; empty where the table does not have it."""
    return words.entry(f"energy.method.{name}.says", methods()[name].says) if name in methods() else ""


def tool_warnings() -> dict[str, str]:
    """What tools warn of by their codes, in English."""
    found: dict[str, str] = read("methods")["warnings"]
    return found


def form_label(name: str, words: Words) -> str:
    """A field of the Model Documentation Form in our words."""
    return words.entry(f"energy.form.{name}", read("form")["fields"][name]["label"])


def limit_why(name: str, words: Words) -> str:
    """Why a limit is what it is."""
    return words.entry(f"energy.limit.{name}", limits()[name].why)


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text of the tables that is to be translated: context, English text, file."""
    yield "energy.state", read("state")["says"], "energy/state"
    for name, method in methods().items():
        yield f"energy.method.{name}.title", method.title, "energy/methods"
        yield f"energy.method.{name}.says", method.says, "energy/methods"
    for name, text in tool_warnings().items():
        yield f"energy.warning.{name}", text, "energy/methods"
    for name, entry in read("form")["fields"].items():
        yield f"energy.form.{name}", entry["label"], "energy/form"
    for name, limit in limits().items():
        yield f"energy.limit.{name}", limit.why, "energy/limits"
