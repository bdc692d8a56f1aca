"""Holds every rule to the passage it cites: a fingerprint of that passage is kept, and a change shows which rules to
look at again."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toepas.kernel.citation import Citation, parse
from toepas.law import act as acts
from toepas.law.sources import DATA_DIR
from toepas.law.text.model import LawText, Passage, below, normal, number, plain

PINS = DATA_DIR / "ai_act" / "fingerprints.json"
LENGTH = 20
PREFIX = {"art": "art", "anx": "anx", "rec": "rct"}
MATCHES, CHANGED, NOT_FOUND, NOT_PINNED = "matches", "changed", "not-found", "not-pinned"


@dataclass(frozen=True, slots=True)
class Verified:
    """A citation, how its passage compares with the fingerprint, and the entries of the law data that rest on it."""

    cite: str
    state: str
    entries: tuple[str, ...]


def citations(version: str) -> dict[str, tuple[str, ...]]:
    """Every citation of the law data in a text version, with the ids of the entries that use it."""
    act = acts.load_act(version)
    found: dict[str, list[str]] = {}
    kinds: tuple[dict[str, Any], ...] = (act.facts, act.concepts, act.dates, act.duties, act.readings, act.fines)
    for entries in kinds:
        for entry in entries.values():
            for cite in entry.cites:
                found.setdefault(cite, []).append(entry.id)
    return {cite: tuple(ids) for cite, ids in sorted(found.items())}


def passages(text: LawText, cite: Citation) -> tuple[Passage, ...]:
    """The passage a citation points at; nothing where it is not in this text, or lies in another act."""
    if cite.kind == "amending" or "/" in cite.act:
        return ()
    kind, name = cite.provision.split("_", 1)
    provision = text.provisions.get(f"{PREFIX[kind]}_{name}")
    if provision is None:
        return ()
    points = [number(point) for point in cite.points]
    if kind == "anx" and points and cite.points[0].isupper():
        points[0] = cite.points[0]
    path = ".".join(points)
    found = provision.part(path) or _loosely(provision.passages, points)
    return _subparagraphs(found, path, cite.subparagraph) if cite.subparagraph else found


def _loosely(found: tuple[Passage, ...], points: list[str]) -> tuple[Passage, ...]:
    """Points of an article without paragraphs stand below its first sentence; of an annex, sometimes below a section."""
    if len(points) == 1 and points[0].isdigit() and any(item.path == "A" for item in found):
        # An annex whose parts are printed as "Section 1", "Section 2": they are kept as A, B.
        letter = chr(64 + int(points[0]))
        return tuple(item for item in found if below(item.path, letter))
    tail = "." + ".".join(points)
    ends = [item.path for item in found if item.path.endswith(tail)]
    return tuple(item for item in found if below(item.path, ends[0])) if len(ends) == 1 else ()


def _subparagraphs(found: tuple[Passage, ...], path: str, wanted: str) -> tuple[Passage, ...]:
    """The subparagraphs "2" or "2-3" of what stands at a path, each with its points."""
    first, _, last = wanted.partition("-")
    numbers = range(int(first), int(last or first) + 1)
    kept, at = [], 0
    for item in found:
        if item.path == path or item.path.startswith(f"{path}+"):
            at += 1
        if at in numbers:
            kept.append(item)
    return tuple(kept)


def elsewhere(cite: Citation) -> bool:
    """Whether a citation points into another act, which is not kept here."""
    return cite.kind == "amending" or "/" in cite.act


def fingerprint(found: tuple[Passage, ...]) -> str:
    """A short hash of the words of a passage; spaces, dashes and quotation marks do not count."""
    return hashlib.sha256(normal(plain(found, labels=False)).encode()).hexdigest()[:LENGTH]


def pins() -> dict[str, dict[str, str]]:
    """The fingerprints that are kept, by text version and citation. They are of the English text."""
    try:
        kept: dict[str, dict[str, str]] = json.loads(PINS.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return kept


def rules_of(version: str) -> str:
    """The text version whose rules are held to a text: its own, or for one that no rules were written for yet, the
    newest before it."""
    return acts.text_version_on(datetime.date.fromisoformat(version))


def verify(text: LawText, kept: dict[str, dict[str, str]] | None = None) -> Iterator[Verified]:
    """Every citation of the law data against an English text; also a newer one than the rules were written for."""
    rules = rules_of(text.version)
    wanted = (pins() if kept is None else kept).get(rules, {})
    for cite, entries in citations(rules).items():
        parsed = parse(cite)
        if elsewhere(parsed):
            continue
        found = passages(text, parsed)
        if not found:
            state = NOT_FOUND
        elif cite not in wanted:
            state = NOT_PINNED
        else:
            state = MATCHES if fingerprint(found) == wanted[cite] else CHANGED
        yield Verified(cite, state, entries)


def pin(text: LawText, target: Path = PINS) -> int:
    """Keep the fingerprints of a text that rules were written for; returns how many.

    Raises ValueError for another text or language: fingerprints say what the rules were read against.
    """
    if text.lang != "en" or text.version not in acts.text_versions():
        raise ValueError(f"{text.version} {text.lang}")
    kept = pins()
    fresh = {}
    for cite in citations(text.version):
        parsed = parse(cite)
        if not elsewhere(parsed) and (found := passages(text, parsed)):
            fresh[cite] = fingerprint(found)
    kept[text.version] = fresh
    beside = target.with_suffix(".new")
    beside.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    beside.replace(target)
    return len(fresh)
