"""Holds what was read from a YAML file to its published JSON Schema, with the line of the first thing that does not fit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located

SHOWN = 8
"""So many allowed values are listed in a message."""


def check_shape(located: Located, schema: Path, words: Words) -> None:
    """Raises Problem with file and line for the first entry, from the top, that the schema does not allow."""
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    errors = sorted(validator.iter_errors(located.data), key=lambda error: _line(located, _place(error)))
    if errors:
        raise _problem(errors[0], located, words)


def _place(error: ValidationError) -> tuple[str | int, ...]:
    place = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        allowed = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
        instance: Any = error.instance
        extra = next((name for name in instance if name not in allowed), None)
        return (*place, extra) if extra is not None else place
    return place


def _line(located: Located, place: tuple[str | int, ...]) -> int:
    while place and place not in located.lines:
        place = place[:-1]
    return located.lines.get(place, 0)


def _problem(error: ValidationError, located: Located, words: Words) -> Problem:
    place = _place(error)
    name = ".".join(str(part) for part in place)
    kind = str(error.validator)
    wanted: Any = error.validator_value
    if kind == "additionalProperties":
        known = ", ".join(list(error.schema["properties"])) if isinstance(error.schema, Mapping) else ""
        return Problem(
            words.t("The name '{name}' is not known here.", name=name),
            where=located.where(*place),
            expected=known,
            todo=words.t("Correct the name or take the line out."),
        )
    if kind == "required":
        instance: Any = error.instance
        lacking = [part for part in list(wanted) if part not in instance]
        return Problem(
            words.t("Something is missing: {names}.", names=", ".join(lacking)),
            where=located.where(*place),
            todo=words.t("Add it."),
        )
    shown = "" if isinstance(error.instance, dict | list) else str(error.instance)
    return Problem(
        words.t("'{value}' does not fit at '{name}'.", value=shown, name=name)
        if shown
        else words.t("What stands at '{name}' does not fit.", name=name or located.path.name),
        where=located.where(*place),
        expected=_expected(kind, wanted, error, words),
        todo=words.t("Correct this line."),
    )


def _expected(kind: str, wanted: Any, error: ValidationError, words: Words) -> str:
    if kind == "enum":
        return ", ".join(map(str, wanted[:SHOWN])) + (", …" if len(wanted) > SHOWN else "")
    if kind == "type":
        said = {
            "number": words.t("a number"),
            "integer": words.t("a whole number"),
            "string": words.t("a text"),
            "array": words.t("a list"),
            "object": words.t("names with values below them"),
            "boolean": words.t("yes or no"),
        }
        return ", ".join(said.get(one, one) for one in ([wanted] if isinstance(wanted, str) else wanted))
    if kind in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"):
        schema = error.schema if isinstance(error.schema, Mapping) else {}
        low = schema.get("minimum", schema.get("exclusiveMinimum"))
        high = schema.get("maximum", schema.get("exclusiveMaximum"))
        if low is not None and high is not None:
            return words.t("a number from {low} to {high}", low=low, high=high)
        return words.t("at least {low}", low=low) if high is None else words.t("at most {high}", high=high)
    if kind == "pattern":
        description = error.schema.get("description", wanted) if isinstance(error.schema, Mapping) else wanted
        return str(description)
    return error.message[:200]
