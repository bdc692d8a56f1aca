"""Entries of the strategy's YAML files, read into the model; every message names the file, the line and the entry."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

import msgspec

from toepas.kernel import yamlfile
from toepas.kernel.dates import Period
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located


class Dataclass(Protocol):
    """What the model consists of."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


T = TypeVar("T", bound=Dataclass)
PERIODS = ("date", "deadline")
"""Fields that hold a day, a month or a year, where the model has a Period."""
PLACE = ("document", "section", "item")
"""Fields that an entry has beside the others, where the model has a Place."""
_STEP = re.compile(r"\.(\w[\w-]*)|\[(\d+)\]")


def open_file(path: Path, words: Words | None = None) -> Located:
    """The file, as a mapping. Raises Problem where it cannot be read or is something else."""
    words = words or Words()
    located = yamlfile.read(path, words)
    if not isinstance(located.data, dict):
        raise Problem(
            words.t("This is not a list of named entries."),
            where=str(path),
            expected=words.t("lines of the form 'name: value', indented with spaces"),
            todo=words.t("Look at the files that come with Toepas for the form."),
        )
    return located


def entries(
    kind: type[T],
    located: Located,
    under: str = "",
    shared: dict[str, Any] | None = None,
    words: Words | None = None,
) -> Iterator[T]:
    """Every entry of a file, or of its part ``under``, as ``kind``; ``shared`` holds what an entry need not repeat."""
    words = words or Words()
    listed = located.data.get(under) if under else located.data
    if not isinstance(listed, dict):
        raise Problem(
            words.t("The part '{part}' with the entries is missing.", part=under),
            where=located.where(under) if under else str(located.path),
            expected=words.t("'{part}:' and below it the entries, each with a name of its own", part=under),
        )
    for name, entry in listed.items():
        yield _entry(kind, name, entry, located, (under, name) if under else (name,), shared or {}, words)


def _entry(
    kind: type[T], name: str, entry: Any, located: Located, place: tuple[str, ...], shared: dict[str, Any], words: Words
) -> T:
    where = functools.partial(_where, located, place, name)
    if not isinstance(entry, dict):
        raise Problem(
            words.t("The entry '{name}' is empty or is no list of fields.", name=name),
            where=located.where(*place),
            expected=words.t("fields below the name, indented with spaces"),
        )
    fields = {field.name: field.type for field in dataclasses.fields(kind)}
    written = (fields.keys() - {"id", "shipped", "place"}) | ({*PLACE} if "place" in fields else set())
    if unknown := [key for key in entry if key not in written]:
        raise Problem(
            words.t("The field '{field}' is not known here.", field=unknown[0]),
            where=where(unknown[0]),
            expected=words.t("one of: {names}", names=", ".join(sorted(written))),
        )
    told = {**shared, **{key: value for key, value in entry.items() if key not in PLACE}}
    if "place" in fields and (place_of := {key: entry[key] for key in PLACE if key in entry}):
        told["place"] = {**shared.get("place", {}), **place_of}
    for field in PERIODS:
        if "Period" in str(fields.get(field)) and told.get(field) is not None:
            told[field] = _period(told[field], where(field), words)
    try:
        return msgspec.convert({**told, "id": name}, kind, from_attributes=True)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `$")
        steps = [step or int(index) for step, index in _STEP.findall(path) if step != "place"]
        raise Problem(
            words.t("The entry '{name}' cannot be read: {reason}.", name=name, reason=reason),
            where=where(*steps),
            todo=words.t("Mend this field; a number or a date that is meant as text needs quotes."),
        ) from None


def _where(located: Located, place: tuple[str, ...], name: str, *steps: str | int) -> str:
    field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return f"{located.where(*place, *steps)} ({name}{field})"


def _period(value: object, where: str, words: Words) -> Period:
    try:
        return Period.parse(value)
    except ValueError:
        raise Problem(
            words.t("'{value}' is not a date.", value=str(value)),
            where=where,
            expected=words.t("a day, a month or a year: {day}, {month} or {year}", **_SHAPES),
        ) from None


_SHAPES = {"day": "YYYY-MM-DD", "month": "YYYY-MM", "year": "YYYY"}
