"""What is asked of a model before its results are looked at: from a YAML plan, from flags, and from the defaults of the data folder.

A threshold is fixed beforehand (``thresholds``) or chosen on the very data that it is judged by (``choose``); the two are never mixed up, since a
chosen one makes a model look better than it is.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from toepas.assurance.measures import measures, split
from toepas.assurance.model import Demand
from toepas.kernel.problems import Problem
from toepas.kernel.shape import check_shape
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located, read

HERE = Path(__file__).resolve().parent
SCHEMA = HERE / "schema" / "plan.json"
DEMAND = re.compile(
    r"^\s*(?P<measure>[a-z][\w-]*(?:\[[^\]]+\])?)\s*(?P<sign>>=|<=)\s*(?P<value>[-+]?[\d.]+)"
    r"(?:\s+by\s+(?P<by>[^\s].*?))?(?:\s+within\s+(?P<within>[\d.]+))?\s*$"
)
CHOICE = re.compile(r"^(youden|(?:sensitivity|specificity)=(?:0?\.\d+|1(?:\.0+)?))$")
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure, by whom to divide, and what was demanded.

    ``expected``: the share that the number of cases to collect is worked out for where nothing was demanded. ``bands``: per column the values at
    which numbers are cut. ``reference``: per column the group that the others are held beside (else the largest). ``stated``: what the developer
    states, by measure. ``fixed``: whether the thresholds were named, or are the default. ``smallest_cell``: groups of fewer cases are not printed.
    """

    columns: Mapping[str, Any] = field(default_factory=dict)
    thresholds: tuple[float, ...] = ()
    fixed: bool = False
    choose: tuple[str, ...] = ()
    demands: tuple[Demand, ...] = ()
    level: float = 0.95
    precision: float = 0.1
    expected: float = 0.8
    seed: int = 1
    smallest_cell: int = 1
    depth: int = 2
    calibration_tolerance: float = 0.05
    slope_tolerance: float = 0.2
    bands: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    reference: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str, float] = field(default_factory=dict)


@functools.cache
def defaults() -> Mapping[str, Any]:
    """What holds where a plan says nothing."""
    loaded: Mapping[str, Any] = yaml.safe_load((HERE / "data" / "defaults.yaml").read_text(encoding="utf-8"))
    return loaded


def default_plan() -> Plan:
    """A plan that demands nothing."""
    names = (
        "level",
        "precision",
        "expected",
        "seed",
        "smallest_cell",
        "depth",
        "calibration_tolerance",
        "slope_tolerance",
    )
    given = defaults()
    return Plan(thresholds=tuple(given["thresholds"]), **{name: given[name] for name in names})


def read_plan(path: Path, words: Words) -> Plan:
    """A plan from a YAML file. Raises Problem with file and line for what is not as it should be."""
    located = read(path, words)
    if located.data is None:
        raise Problem(
            words.t("The plan is empty."), where=str(path), expected=words.t("names with values below them"),
            todo=words.t("Write at least one line, such as 'thresholds: [0.5]'."),
        )  # fmt: skip
    check_shape(located, SCHEMA, words)
    return _plan(located, words)


def _plan(located: Located, words: Words) -> Plan:
    data: dict[str, Any] = located.data
    plan = default_plan()
    simple = ("level", "precision", "expected", "seed", "smallest_cell", "calibration_tolerance", "slope_tolerance")
    demands = []
    for number, entry in enumerate(data.get("demands", ())):
        known_measure(entry["measure"], located.where("demands", number, "measure"), words)
        demands.append(_demand(entry, data.get("precision", plan.precision)))
    for name in data.get("stated", {}):
        known_measure(name, located.where("stated", name), words)
    for name, edges in data.get("bands", {}).items():
        _rising(edges, located.where("bands", name), words)
    return replace(
        plan,
        columns={name: data[name] for name in ("label", "score", "second", "by", "site", "task") if name in data},
        thresholds=tuple(sorted(set(data.get("thresholds", plan.thresholds)))),
        fixed="thresholds" in data,
        choose=tuple(data.get("choose", ())),
        demands=tuple(demands),
        bands={name: tuple(map(float, edges)) for name, edges in data.get("bands", {}).items()},
        reference=dict(data.get("reference", {})),
        stated=dict(data.get("stated", {})),
        **{name: data[name] for name in simple if name in data},
    )


def _demand(entry: Mapping[str, Any], precision: float) -> Demand:
    by = tuple(entry.get("by", ()))
    return Demand(entry["measure"], entry.get("least"), entry.get("most"), entry.get("precision", precision), by)


def read_demand(text: str, precision: float, words: Words) -> Demand:
    """A demand as typed: ``sensitivity>=0.8``, with ``by sex,site`` and ``within 0.05`` behind it where that matters."""
    found = DEMAND.match(text)
    try:
        value = float(found["value"]) if found else 0.0
        within = float(found["within"]) if found and found["within"] else precision
    except ValueError:
        found = None
    if found is None:
        raise Problem(
            words.t("'{value}' is not a demand.", value=text),
            where="--demand",
            expected='"sensitivity>=0.8", "sensitivity>=0.8 by sex", "ppv>=0.3 by everybody within 0.05"',
            todo=words.t("Write a measure, >= or <=, and a number."),
        )
    known_measure(found["measure"], "--demand", words)
    by = tuple(part.strip() for part in (found["by"] or "").split(",") if part.strip())
    least, most = (value, None) if found["sign"] == ">=" else (None, value)
    return Demand(found["measure"], least, most, within, by)


def read_by(text: str, words: Words) -> tuple[tuple[str, ...], dict[str, tuple[float, ...]]]:
    """The columns of ``--by sex,age:40,65`` and where their numbers are cut: a number belongs to the column before it."""
    columns: list[str] = []
    bands: dict[str, list[float]] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, colon, first = part.partition(":")
        if columns and columns[-1] in bands and not colon and _number(part) is not None:
            bands[columns[-1]].append(float(part))
            continue
        columns.append(name if colon and _number(first) is not None else part)
        if colon and _number(first) is not None:
            bands[name] = [float(first)]
    for name, edges in bands.items():
        _rising(edges, f"--by {name}", words)
    return tuple(dict.fromkeys(columns)), {name: tuple(edges) for name, edges in bands.items()}


def read_pairs(given: Iterable[str], option: str, words: Words) -> dict[str, str]:
    """Pairs as typed: ``sex=male``."""
    pairs = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise Problem(
                words.t("'{value}' is not a name and a value.", value=text), where=option,
                expected=f"{option} NAME=VALUE", todo=words.t("Put an equals sign between the two."),
            )  # fmt: skip
        pairs[name.strip()] = value.strip()
    return pairs


def read_stated(given: Iterable[str], words: Words) -> dict[str, float]:
    """What the developer states: ``auroc=0.91``."""
    stated = {}
    for name, value in read_pairs(given, "--stated", words).items():
        known_measure(name, "--stated", words)
        number = _number(value)
        if number is None:
            raise Problem(
                words.t("'{value}' is not a number.", value=value), where=f"--stated {name}", expected="0.91",
                todo=words.t("Write a number with a point."),
            )  # fmt: skip
        stated[name] = number
    return stated


def check_choice(text: str, words: Words) -> str:
    """A rule for choosing a threshold on the data. Raises Problem for one that is not known."""
    if CHOICE.match(text):
        return text
    raise Problem(
        words.t("'{value}' is no way to choose a threshold.", value=text), where="--choose",
        expected="youden, sensitivity=0.9, specificity=0.9", todo=words.t("Name one of these."),
    )  # fmt: skip


def known_measure(name: str, where: str, words: Words) -> None:
    """Raises Problem for a measure that does not exist."""
    if split(name)[0] not in measures():
        raise Problem(
            words.t("The measure '{name}' is not known.", name=name), where=where, expected=", ".join(measures()),
            todo=words.t("Name one of these."),
        )  # fmt: skip


def _rising(edges: Iterable[float], where: str, words: Words) -> None:
    listed = list(edges)
    if any(second <= first for first, second in itertools.pairwise(listed)):
        raise Problem(
            words.t("The values at which numbers are cut have to rise."), where=where, expected="40, 65",
            todo=words.t("Put them in order, each once."),
        )  # fmt: skip


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
