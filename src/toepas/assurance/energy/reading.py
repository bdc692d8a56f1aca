"""Reads and writes energy reports (YAML or JSON); every message names the line, what was expected and what to do."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from toepas.assurance.energy.data import FOLDER, known_on
from toepas.assurance.energy.model import Report
from toepas.assurance.energy.units import units_of
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located, Place
from toepas.kernel.yamlfile import read as read_yaml


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of reports, version 1.0."""
    loaded: dict[str, Any] = json.loads((FOLDER / "report-1.0.schema.json").read_text("utf-8"))
    return loaded


def read_report(path: Path, words: Words | None = None) -> Report:
    """Read a report from a YAML or JSON file. Raises Problem with the line for whatever cannot be used."""
    spoken = words or Words()
    located = read_yaml(path, spoken)
    return report_of(_fit(located.data, schema(), (), located), spoken, located)


def report_of(data: Any, words: Words, located: Located | None = None) -> Report:
    """A report from plain data. Raises Problem that names the place (and line where there is a file)."""
    _finite(data, (), words, located)
    errors = sorted(Draft202012Validator(schema()).iter_errors(data), key=_depth)
    if errors:
        raise _problem(_deepest(errors[0]), words, located)
    _further(data, words, located)
    report: Report = msgspec.convert(data, Report)
    return report


def report_data(report: Report) -> dict[str, Any]:
    """A report as plain data, the way it is kept in a file."""
    built: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(report))
    order = ("schema", "id", "version", "date", "by", "subject", "boundary")
    first = {key: built[key] for key in order if key in built}
    return {"schema": report.schema, **first, **built}


def written(report: Report) -> str:
    """A report as YAML."""
    return yaml.safe_dump(report_data(report), sort_keys=False, allow_unicode=True, width=110)


def _fit(data: Any, rule: Mapping[str, Any], place: Place, located: Located) -> Any:
    """The data with texts that YAML took for numbers or dates back as texts, and numbers like 5.1e17 as numbers."""
    if "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rsplit("/", 1)[-1]]
    wanted = rule.get("type", "")
    if isinstance(data, dict):
        inside = rule.get("properties", {})
        return {key: _fit(value, inside.get(key, {}), (*place, key), located) for key, value in data.items()}
    if isinstance(data, list):
        return [_fit(value, rule.get("items", {}), (*place, at), located) for at, value in enumerate(data)]
    if wanted == "string" and data is not None and not isinstance(data, str):
        return data.isoformat() if isinstance(data, datetime.date) else located.raw.get(place, str(data))
    if isinstance(data, str) and "number" in wanted:
        return _number(data)
    return data


def _number(text: str) -> float | str:
    try:
        found = float(text.replace("_", ""))
    except ValueError:
        return text
    return found if math.isfinite(found) else text


def _finite(data: Any, place: Place, words: Words, located: Located | None) -> None:
    """Raises Problem for a number that is none: not a number, or infinite."""
    if isinstance(data, float) and not math.isfinite(data):
        raise Problem(
            words.t("'{value}' is of the wrong kind.", value=data),
            where=_where(place, located),
            expected=_kind("number", words),
            todo=words.t("Mend the number."),
        )
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        _finite(value, (*place, key), words, located)


def _depth(error: ValidationError) -> tuple[int, str]:
    return -len(error.absolute_path), str(list(error.absolute_path))


def _deepest(error: ValidationError) -> ValidationError:
    """The part of an either-or error that says most: the one nearest to what was written."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    return error


def _where(place: Place, located: Located | None) -> str:
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
    return f"{located.where(*place)} ({name})" if located and name else located.where() if located else name


def _problem(error: ValidationError, words: Words, located: Located | None) -> Problem:
    """A message in plain words for what a schema found."""
    place = tuple(error.absolute_path)
    wanted: Any = error.validator_value
    given: Any = error.instance
    rule: Any = error.schema
    expected = ""
    if error.validator == "required":
        missing = next((name for name in wanted if name not in given), "")
        what = words.t("'{name}' is missing here.", name=missing)
        expected = _hint(missing, words)
    elif error.validator == "additionalProperties":
        known = rule.get("properties", {})
        unknown = next((name for name in given if name not in known), "")
        what = words.t("The name '{name}' is not known here.", name=unknown)
        expected = words.t("one of: {names}", names=", ".join(known))
        place = (*place, unknown)
    elif error.validator in ("enum", "const"):
        what = words.t("'{value}' is not a word that is known here.", value=str(given)[:80])
        expected = words.t("one of: {names}", names=", ".join(wanted if isinstance(wanted, list) else [str(wanted)]))
    elif error.validator == "type":
        wrong = words.t("'{value}' is of the wrong kind.", value=str(given)[:80])
        what = words.t("Nothing stands here.") if given is None else wrong
        expected = _kind(wanted, words)
    elif error.validator == "pattern":
        what = words.t("'{value}' is not written as it should be.", value=str(given)[:80])
        expected = _form(error, words)
    elif error.validator in ("minimum", "exclusiveMinimum"):
        what = words.t("{value} is too small.", value=given)
        expected = words.t("more than {least}", least=wanted)
    else:
        what = words.t("This is empty or stands here twice.")
    return Problem(
        what,
        where=_where(place, located),
        expected=expected,
        todo=words.t("Mend this place; 'toepas energy new' writes a report with every field explained."),
    )


def _hint(name: str, words: Words) -> str:
    hints = {
        "reason": words.t("why the figure is withheld, and by whom"),
        "value": words.t("a value, or low and high; leave the whole figure out where it is not known"),
        "low": words.t("a value, or low and high; leave the whole figure out where it is not known"),
        "method": words.t("how the figure came about, such as meter, codecarbon, ecologits, expert"),
        "schema": str(schema()["properties"]["schema"]["const"]),
    }
    return hints.get(name, "")


def _kind(wanted: Any, words: Words) -> str:
    names = {
        "number": words.t("a number with a point for decimals, such as 1.5 or 5.1e+17, without a unit"),
        "integer": words.t("a whole number"),
        "string": words.t("a text"),
        "object": words.t("lines of the form 'name: value', indented with spaces"),
        "array": words.t("a list"),
        "boolean": words.t("yes or no"),
    }
    return names.get(wanted[0] if isinstance(wanted, list) else wanted, str(wanted))


def _form(error: ValidationError, words: Words) -> str:
    name = str(error.absolute_path[-1]) if error.absolute_path else ""
    if name == "country":
        return words.t("two or three capital letters of a country, such as NL or NLD")
    if name == "id":
        return words.t("small letters, digits, points and dashes")
    if name == "sha256":
        return words.t("64 hexadecimal digits")
    return words.t("year-month-day, such as {example}", example=known_on().isoformat())


def _further(data: Mapping[str, Any], words: Words, located: Located | None) -> None:
    """What a schema cannot say: days that exist, units that fit, sources that are there."""
    for place in (("date",), ("period", "from"), ("period", "to")):
        _day(data, place, words, located)
    sources = {source["id"] for source in data.get("sources", ())}
    for at, figure in enumerate(data.get("figures", ())):
        units = units_of(figure["what"])
        if figure.get("grade") != "withheld" and figure.get("unit", "") not in units:
            raise Problem(
                words.t("'{unit}' is not a unit of this figure.", unit=figure.get("unit", "")),
                where=_where(("figures", at, "unit"), located),
                expected=words.t("one of: {names}", names=", ".join(unit for unit in units if unit)),
                todo=words.t("Write the unit exactly so; capitals count (MWh is a million Wh, mWh a thousandth)."),
            )
        for name in figure.get("sources", ()):
            if name not in sources:
                raise Problem(
                    words.t("There is no source '{name}' in this report.", name=name),
                    where=_where(("figures", at, "sources"), located),
                    expected=words.t("one of: {names}", names=", ".join(sorted(sources)) or "-"),
                    todo=words.t("Add it to 'sources', or take it out here."),
                )


def _day(data: Mapping[str, Any], place: Place, words: Words, located: Located | None) -> None:
    value: Any = data
    for part in place:
        value = value.get(part) if isinstance(value, Mapping) else None
    if value is None:
        return
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        raise Problem(
            words.t("'{value}' is not a date.", value=value),
            where=_where(place, located),
            expected=words.t("year-month-day, such as {example}", example=known_on().isoformat()),
            todo=words.t("Write year-month-day."),
        ) from None
