"""Checks the law data: shape, names, kinds of names, cycles and citations. ``python -m toepas.law.lint`` prints what is wrong."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from toepas.kernel import citation, sectors
from toepas.law.act import AI_ACT, Act, assemble
from toepas.law.conditions import Before, Compare, Condition, Name, OneOf, leaves
from toepas.law.model import CODE, DATE, NUMBER, TRUTH, Moment
from toepas.law.sources import DATA_DIR, SCHEMA_FILE, Raw, read_folder
from toepas.law.typical import EVERY_SECTOR


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def shape(raw: Raw) -> Iterator[str]:
    """What the JSON Schema does not allow."""
    validator = Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))
    for provision, data in raw.provisions.items():
        for error in validator.iter_errors(_plain(data)):
            yield f"{provision}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def duplicates(raw: Raw) -> Iterator[str]:
    """Ids that stand twice."""
    seen: dict[str, str] = {}
    for provision, data in raw.provisions.items():
        for kind in ("facts", "concepts", "dates", "duties", "readings"):
            for entry in data.get(kind) or []:
                if entry["id"] in seen:
                    yield f"{provision}: '{entry['id']}' also stands in {seen[entry['id']]}"
                seen[entry["id"]] = provision


def _leaf_problems(act: Act, condition: Condition, dates_allowed: bool) -> Iterator[str]:
    for leaf in leaves(condition):
        if isinstance(leaf, Name):
            fact = act.facts.get(leaf.id)
            if fact and fact.type != TRUTH:
                yield f"'{leaf.id}' is a {fact.type} fact, not a truth"
            if not fact and leaf.id not in act.concepts and leaf.id not in act.absent:
                yield f"'{leaf.id}' is neither a fact nor a concept"
            continue
        fact = act.facts.get(leaf.fact)
        if not fact:
            if leaf.fact not in act.absent:
                yield f"'{leaf.fact}' is not a fact"
            continue
        wanted = {OneOf: CODE, Compare: NUMBER, Before: DATE}[type(leaf)]
        if fact.type != wanted:
            yield f"'{leaf.fact}' is a {fact.type} fact, {wanted} needed"
        if isinstance(leaf, OneOf) and not set(leaf.values) <= fact.values.keys():
            yield f"'{leaf.fact}' has no value {sorted(set(leaf.values) - fact.values.keys())}"
        if isinstance(leaf, Before) and not dates_allowed:
            yield f"a date test on '{leaf.fact}' belongs in a date entry"


def names(act: Act) -> Iterator[str]:
    """Names that lead nowhere, or to the wrong kind of thing."""
    known = act.facts.keys() | act.concepts.keys() | act.absent
    for fact in act.facts.values():
        if fact.within and act.facts.get(fact.within) is None and fact.within not in act.absent:
            yield f"{fact.id}: within '{fact.within}' is not a fact"
        if fact.group not in act.groups or act.groups[fact.group].title == fact.group:
            yield f"{fact.id}: group '{fact.group}' is not listed in act.yaml"
        for gate in fact.within_any:
            if gate not in act.facts and gate not in act.absent:
                yield f"{fact.id}: within_any '{gate}' is not a fact"
    for concept in act.concepts.values():
        yield from (f"{concept.id}: {text}" for text in _leaf_problems(act, concept.when, dates_allowed=False))
        yield from (f"{concept.id}: unless '{name}' leads nowhere" for name in concept.unless if name not in known)
    for entry in act.dates.values():
        for rule in entry.rules:
            if rule.condition:
                yield from (f"{entry.id}: {text}" for text in _leaf_problems(act, rule.condition, dates_allowed=True))
            yield from (f"{entry.id}: {text}" for text in _moment_problems(act, rule.then))
    yield from _duty_names(act, known)


def _moment_problems(act: Act, then: Moment) -> Iterator[str]:
    if then.entry and then.entry not in act.dates:
        yield f"'{then.entry}' is not a date entry"
    if then.fact and (then.fact not in act.facts or act.facts[then.fact].type != DATE):
        yield f"'{then.fact}' is not a date fact"
    for part in then.parts:
        yield from _moment_problems(act, part)


def _duty_names(act: Act, known: set[str]) -> Iterator[str]:
    for duty in act.duties.values():
        for role in duty.roles:
            if role not in act.concepts or (act.concepts[role].kind != "role" and role != "operator"):
                yield f"{duty.id}: role '{role}' is not a concept of kind role"
        yield from (f"{duty.id}: '{name}' leads nowhere" for name in (*duty.when, *duty.unless) if name not in known)
        if duty.date not in act.dates:
            yield f"{duty.id}: '{duty.date}' is not a date entry"
        if duty.fine and duty.fine not in act.fines:
            yield f"{duty.id}: fine tier '{duty.fine}' does not exist"
    for reading in act.readings.values():
        everything = known | act.dates.keys() | act.duties.keys()
        for name in (*reading.touches, *reading.overrides):
            if name not in everything:
                yield f"{reading.id}: '{name}' leads nowhere"


def choices(act: Act) -> Iterator[str]:
    """Questions that are asked as one, though they are no alternatives below one fact."""
    for gate, members in act.choices.items():
        for name in members:
            if act.facts[name].within != gate or act.facts[name].type != TRUTH:
                yield f"{name}: listed under choices of '{gate}', but is no yes-or-no fact within it"


def unknown_choices(raw: Raw, acts: list[Act]) -> Iterator[str]:
    """Choices that name what no text version has."""
    known = set().union(*(act.facts for act in acts))
    for gate, names_ in (raw.act.get("choices") or {}).items():
        yield from (
            f"act.yaml: choices name '{name}', which is not a fact" for name in (gate, *names_) if name not in known
        )


def cycles(act: Act) -> Iterator[str]:
    """Concepts that depend on themselves."""
    state: dict[str, int] = {}

    def visit(name: str, trail: tuple[str, ...]) -> Iterator[str]:
        if state.get(name) == 2 or name not in act.concepts:
            return
        if state.get(name) == 1:
            yield "cycle: " + " > ".join((*trail, name))
            return
        state[name] = 1
        concept = act.concepts[name]
        for leaf in (*(leaf.id for leaf in leaves(concept.when) if isinstance(leaf, Name)), *concept.unless):
            yield from visit(leaf, (*trail, name))
        state[name] = 2

    for name in act.concepts:
        yield from visit(name, ())


def citations(act: Act) -> Iterator[str]:
    """Citations of no known form."""
    entries: list[Any] = [*act.facts.values(), *act.concepts.values(), *act.dates.values(), *act.duties.values()]
    for entry in [*entries, *act.readings.values(), *act.fines.values()]:
        for cite in entry.cites:
            try:
                citation.parse(cite)
            except ValueError:
                yield f"{entry.id}: citation '{cite}' has no known form"


LISTS_SCHEMA = SCHEMA_FILE.with_name("lists.json")


def lists(raw: Raw) -> Iterator[str]:
    """What is wrong with the calendar, the guidance and the authorities: shape, dates, citations, names, sources."""
    schema = json.loads(LISTS_SCHEMA.read_text(encoding="utf-8"))
    for name, data in raw.lists.items():
        if name not in schema["$defs"]:
            yield f"{name}.yaml: this list is not known"
            continue
        wrong = [*_list_shape(name, data, schema["$defs"])]
        yield from wrong
        if not wrong:  # what is read below has a shape to rely on
            yield from (f"{name}.yaml: {text}" for text in (*_list_names(data), *_list_citations(data)))


def _list_shape(name: str, data: dict[str, Any], definitions: dict[str, Any]) -> Iterator[str]:
    checker = Draft202012Validator(
        {"$defs": definitions, "$ref": f"#/$defs/{name}"}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    for error in checker.iter_errors(_plain(data)):
        yield f"{name}.yaml: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def _list_names(data: dict[str, Any]) -> Iterator[str]:
    ids = [entry["id"] for entry in data.get("entries", [])]
    yield from (f"'{key}' occurs twice" for key in sorted(set(ids)) if ids.count(key) > 1)
    if "sources" not in data:
        return
    countries = data.get("countries", {})
    lines = [*data.get("entries", []), *(line for lines in countries.values() for line in lines)]
    used = {line["from"] for line in lines}
    yield from (f"'{name}' is not among the sources" for name in sorted(used - data["sources"].keys()))
    yield from (f"the source '{name}' is not used" for name in sorted(data["sources"].keys() - used))
    for code, alias in data.get("aliases", {}).items():
        if alias not in countries or code in countries:
            yield f"the alias '{code}' leads nowhere, or hides a country"


def _list_citations(data: dict[str, Any]) -> Iterator[str]:
    for entry in (*data.get("entries", []), *data.get("functions", {}).values()):
        for cite in (*entry.get("cites", ()), *entry.get("about", ())):
            try:
                citation.parse(cite)
            except ValueError:
                yield f"citation '{cite}' has no known form"


def use_names(raw: Raw, acts: list[Act]) -> Iterator[str]:
    """Names in the typical uses that do not exist: facts, groups, sectors, routes."""
    data = raw.lists.get("uses")
    if not data:
        return
    facts = {name for act in acts for name in act.facts}
    groups = {name for act in acts for name in act.groups}
    named = [data["assume"], *data["roles"].values(), *data["routes"].values()]
    named += [entry["facts"] for entry in data["entries"]]
    wrong = [(name, "fact") for part in named for name in part if name not in facts]
    wrong += [(name, "group") for name in data["closed"] if name not in groups]
    wrong += [(entry["route"], "route") for entry in data["entries"] if entry["route"] not in data["routes"]]
    known = {*sectors(), EVERY_SECTOR}
    wrong += [(code, "sector") for entry in data["entries"] for code in entry["sectors"] if code not in known]
    yield from (f"uses.yaml: there is no {kind} '{name}'" for name, kind in wrong)


def unused(act: Act) -> Iterator[str]:
    """Facts that no rule needs."""
    needed: set[str] = {"undertaking"} if act.fines else set()  # caps on fines ask for it
    for concept in act.concepts.values():
        needed.update(leaf.id if isinstance(leaf, Name) else leaf.fact for leaf in leaves(concept.when))
        needed.update(concept.unless)
    for entry in act.dates.values():
        for rule in entry.rules:
            if rule.condition:
                needed.update(leaf.id if isinstance(leaf, Name) else leaf.fact for leaf in leaves(rule.condition))
            needed.update(_moment_facts(rule.then))
    for duty in act.duties.values():
        needed.update((*duty.when, *duty.unless))
    gates = {fact.within for fact in act.facts.values()} | {g for fact in act.facts.values() for g in fact.within_any}
    for fact in act.facts.values():
        if fact.type == TRUTH and fact.id not in needed | gates:
            yield f"{fact.id}: no rule needs this fact"


def _moment_facts(then: Moment) -> Iterator[str]:
    if then.fact:
        yield then.fact
    for part in then.parts:
        yield from _moment_facts(part)


def problems(folder: Path) -> Iterator[str]:
    """Everything that is wrong with an act's folder."""
    raw = read_folder(folder)
    yield from shape(raw)
    yield from duplicates(raw)
    checks: tuple[Callable[[Act], Iterator[str]], ...] = (names, choices, cycles, citations)
    said: set[str] = set()
    for version in sorted(raw.act["text_versions"]):
        act = assemble(raw, version)
        for check in checks:
            for text in check(act):
                if text not in said:
                    said.add(text)
                    place = act.places.get(text.split(":", 1)[0], "")
                    yield f"[{version}] {place} {text}"
    acts = [assemble(raw, version) for version in sorted(raw.act["text_versions"])]
    yield from lists(raw)
    yield from use_names(raw, acts)
    yield from unknown_choices(raw, acts)
    yield from sorted(set.intersection(*(set(unused(act)) for act in acts)))


if __name__ == "__main__":
    found = list(problems(DATA_DIR / AI_ACT))
    print("\n".join(found) or "The law data is in order.")
    sys.exit(1 if found else 0)
