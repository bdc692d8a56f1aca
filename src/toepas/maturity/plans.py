"""Reads what AI changed in the work from a file, or from plain data that a page kept; every message names the place and what to do."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toepas.kernel.problems import Problem
from toepas.kernel.shape import check_shape
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located
from toepas.kernel.yamlfile import read as read_yaml
from toepas.maturity.answers import day_of
from toepas.maturity.data import FOLDER
from toepas.maturity.impact import MOMENTS, Limits, Measure, Plan

SCHEMA = FOLDER / "impact.schema.json"


def read_plan(path: Path, words: Words | None = None) -> Plan:
    """The plan in a YAML file. Raises Problem with the line for whatever cannot be used."""
    said = words or Words()
    return _plan(read_yaml(path, said), said)


def plan_of(given: Mapping[str, Any], words: Words, name: str = "") -> Plan:
    """A plan from plain data; days may be texts. Raises Problem for whatever cannot be used."""
    return _plan(Located(Path(name or "-"), dict(given)), words)


def _plan(located: Located, words: Words) -> Plan:
    check_shape(located, SCHEMA, words)
    data = located.data
    days = {}
    for key in ("set_on", "starts"):
        day = day_of(data[key])
        if day is None:
            raise Problem(
                words.t("'{value}' is not a date.", value=data[key]),
                where=located.where(key),
                todo=words.t("Write year-month-day."),
            )
        days[key] = day
    measures = tuple(_measure(entry, at, located, words) for at, entry in enumerate(data["measures"]))
    if len({one.id for one in measures}) < len(measures):
        raise Problem(
            words.t("Two measures have the same id."),
            where=located.where("measures"),
            todo=words.t("Give each an id of its own."),
        )
    return Plan(data["title"], days["set_on"], days["starts"], measures, data.get("jobs", {}))


def _measure(entry: Mapping[str, Any], at: int, located: Located, words: Words) -> Measure:
    values = {moment: tuple(map(float, entry.get(moment.replace("-", "_"), ()))) for moment in MOMENTS}
    if not all(math.isfinite(value) for listed in values.values() for value in listed):
        raise Problem(
            words.t("A value is no number."), where=located.where("measures", at), todo=words.t("Mend the number.")
        )
    paired = entry.get("paired", False)
    for first, then in (("before", "after"), ("other-before", "other-after")):
        if paired and values[first] and values[then] and len(values[first]) != len(values[then]):
            raise Problem(
                words.t("Paired values are not as many before as after."),
                where=located.where("measures", at),
                expected=words.t("the same number, in the same order; these are {first} and {then}", first=len(values[first]), then=len(values[then])),
                todo=words.t("Mend the lists, or leave 'paired' out."),
            )  # fmt: skip
    limits = entry.get("limits")
    if limits and limits["stop"] >= limits["continue"]:
        raise Problem(
            words.t("The limit for stopping is not below the one for going on."),
            where=located.where("measures", at, "limits"),
            expected=words.t("such as continue: 10 and stop: 0, in percent better"),
            todo=words.t("Correct this line."),
        )
    return Measure(
        id=entry["id"],
        kind=entry["kind"],
        unit=entry["unit"],
        better=entry["better"],
        values=values,
        paired=paired,
        limits=Limits(limits["continue"], limits["stop"]) if limits else None,
        cases=entry.get("cases"),
        checking=entry.get("checking"),
    )
