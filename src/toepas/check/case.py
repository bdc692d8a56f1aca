"""A case file: who, what, and the facts as far as they are known."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toepas.kernel import yamlfile
from toepas.kernel.dates import Period
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located
from toepas.law import Act, Fact, load_act
from toepas.law.act import text_versions
from toepas.law.model import CODE, DATE, NUMBER, TRUTH

FactValue = bool | float | str | Period | None
TEXT_KEYS = (
    "case",
    "title",
    "organisation",
    "system",
    "purpose",
    "need",
    "description",
    "sector",
    "place",
    "source",
    "contact",
    "version",
)
UNKNOWN_WORDS = {"unknown", "?", "onbekend", ""}


@dataclass(slots=True)
class Case:
    """What is known of one system at one organisation. ``facts`` holds only what has been answered."""

    id: str
    facts: dict[str, FactValue]
    texts: dict[str, str] = field(default_factory=dict)
    path: Path | None = None

    @property
    def title(self) -> str:
        """What people call it."""
        return self.texts.get("title") or self.id


def all_facts() -> dict[str, Fact]:
    """Every fact of every text version: a case file may answer any of them."""
    merged: dict[str, Fact] = {}
    for version in text_versions():
        merged.update(load_act(version).facts)
    return merged


def convert(fact: Fact, value: Any, raw: str | None = None) -> FactValue:
    """Bring a written value into a fact's type; None where it says unknown. Raises ValueError otherwise."""
    if value is None or (isinstance(value, str) and value.strip().lower() in UNKNOWN_WORDS):
        return None
    if fact.type == TRUTH:
        if isinstance(value, bool):
            return value
        raise ValueError("yes, no or unknown")
    if fact.type == CODE:
        text = raw if raw is not None and isinstance(value, bool) else str(value)
        if text in fact.values:
            return text
        near = difflib.get_close_matches(text, fact.values, n=1)
        raise ValueError(", ".join(fact.values) + (f" ({near[0]}?)" if near else ""))
    if fact.type == NUMBER:
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf"):
            return float(value)
        raise ValueError("0, 1, 2.5, 1000000 ...")
    return _date(value)


def _date(value: Any) -> Period:
    if isinstance(value, bool | float):
        raise ValueError("2026-08-02, 2026-08, 2026")
    try:
        return Period.parse(value)
    except ValueError as error:
        raise ValueError("2026-08-02, 2026-08, 2026") from error


def read_case(path: Path, words: Words) -> Case:
    """Read and check a case file. Raises Problem with file and line for anything that cannot be used."""
    located = yamlfile.read(path, words)
    data = located.data
    if not isinstance(data, dict) or not isinstance(data.get("facts"), dict):
        raise Problem(
            words.t("This is not a case file."),
            where=str(path),
            expected=words.t("a YAML file with the entry 'facts:' and below it 'name: value' lines"),
            todo=words.t("Start from a file in examples/; './toepas facts' lists every fact."),
        )
    texts = _texts(located, words)
    facts = _facts(located, words)
    _contradictions(located, facts, words)
    return Case(texts.get("case") or path.stem, facts, texts, path)


def _texts(located: Located, words: Words) -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in located.data.items():
        if key == "facts":
            continue
        if key not in TEXT_KEYS:
            raise _unknown_name(key, [*TEXT_KEYS, "facts"], located, (key,), words)
        if isinstance(value, dict | list):
            raise Problem(
                words.t("'{name}' should be a line of text.", name=key),
                where=located.where(key),
                expected=words.t("text"),
                todo=words.t("Write it as one text, in quotes if needed."),
            )
        texts[key] = " ".join(str(value).split()) if value is not None else ""
    return texts


def _unknown_name(name: str, known: list[str], located: Located, place: tuple[str, ...], words: Words) -> Problem:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    expected = words.t("perhaps: {names}", names=", ".join(near)) if near else ""
    return Problem(
        words.t("'{name}' is not a name that Toepas knows.", name=name),
        where=located.where(*place),
        expected=expected,
        todo=words.t("Correct the name; './toepas facts' lists every fact."),
    )


def _facts(located: Located, words: Words) -> dict[str, FactValue]:
    known = all_facts()
    facts: dict[str, FactValue] = {}
    for name, value in located.data["facts"].items():
        place = ("facts", name)
        if name not in known:
            raise _unknown_name(name, list(known), located, place, words)
        try:
            converted = convert(known[name], value, located.raw.get(place))
        except ValueError as error:
            raise Problem(
                words.t("'{value}' cannot be the value of '{name}'.", value=located.raw.get(place, value), name=name),
                where=located.where(*place),
                expected=str(error),
                todo=words.t("Write one of these, or 'unknown'."),
            ) from None
        if converted is not None:
            facts[name] = converted
    return facts


def _contradictions(located: Located, facts: Mapping[str, FactValue], words: Words) -> None:
    for child, gate in contradictions(facts):
        raise Problem(
            words.t("Two facts contradict each other: '{child}' is yes, but '{gate}' is no.", child=child, gate=gate),
            where=f"{located.where('facts', child)} + {located.where('facts', gate)}",
            expected=words.t("'{child}' can only be yes where '{gate}' is yes too", child=child, gate=gate),
            todo=words.t("Change one of the two lines, or write 'unknown'."),
        )


def contradictions(facts: Mapping[str, FactValue]) -> list[tuple[str, str]]:
    """Pairs (fact that is yes, gate that is no) which cannot both be true."""
    known = all_facts()
    found: list[tuple[str, str]] = []
    for name, value in facts.items():
        if value is not True:
            continue
        gate = known[name].within
        while gate and gate in known:
            if facts.get(gate) is False:
                found.append((name, gate))
            gate = known[gate].within
        gates = known[name].within_any
        if gates and all(facts.get(other) is False for other in gates):
            found.append((name, gates[0]))
    return found


def vector(act: Act, facts: Mapping[str, FactValue]) -> list[Any]:
    """The values of a case in the order of the act's facts, as the compiled program takes them."""
    values: list[Any] = []
    for name, fact in act.facts.items():
        value = facts.get(name)
        if fact.type == TRUTH:
            values.append(1 if value is None else 2 if value else 0)
        elif fact.type == DATE and value is not None:
            period = value if isinstance(value, Period) else Period.parse(value)
            values.append((period.first, period.last))
        else:
            values.append(value)
    return values


def plain(value: FactValue) -> object:
    """A fact's value as JSON can hold it."""
    if isinstance(value, Period):
        first, last = (datetime.date.fromordinal(day).isoformat() for day in (value.first, value.last))
        return first if first == last else f"{first}/{last}"
    return value
