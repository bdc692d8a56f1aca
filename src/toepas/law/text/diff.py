"""What changed between two texts of a provision, word by word."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from toepas.law.text.model import LawText, Passage, Provision, normal

SAME, INSERTED, DELETED = "same", "inserted", "deleted"
_WORDS = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that is in both texts, only in the new one, or only in the old one."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage beside the passage of the same place: its path, how it is printed, and the words that differ."""

    path: str
    label: str
    depth: int
    kind: str
    changes: tuple[Change, ...]


def compare_words(old: str, new: str) -> tuple[Change, ...]:
    """Two texts as runs of words."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = difflib.SequenceMatcher(None, [normal(w) for w in before], [normal(w) for w in after], autojunk=False)
    found: list[Change] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(Change(SAME, "".join(after[c:d])))
            continue
        if b > a:
            found.append(Change(DELETED, "".join(before[a:b])))
        if d > c:
            found.append(Change(INSERTED, "".join(after[c:d])))
    return tuple(change for change in found if change.text)


def compare_passages(old: Provision | None, new: Provision | None) -> tuple[PassageChange, ...]:
    """Every passage of a provision in both texts, in reading order; a passage that moved shows as gone and new.

    An article without paragraphs that got some has its text compared with the first of them (and the other way
    round), under the path it has in the text with paragraphs.
    """
    before = {item.path: item for item in old.passages} if old else {}
    after = {item.path: item for item in new.passages} if new else {}
    if _unnumbered(before) and _numbered(after):
        before = _as_first(before)
    elif _numbered(before) and _unnumbered(after):
        after = _as_first(after)
    found = []
    for path in _merged(list(before), list(after)):
        one, other = before.get(path), after.get(path)
        shown = other or one
        assert shown is not None
        found.append(PassageChange(path, shown.label, shown.depth, _kind(one, other), _between(one, other)))
    return tuple(found)


def _unnumbered(found: dict[str, Passage]) -> bool:
    return "" in found and not any(path[:1].isdigit() for path in found)


def _numbered(found: dict[str, Passage]) -> bool:
    return "1" in found and "" not in found


def _as_first(found: dict[str, Passage]) -> dict[str, Passage]:
    return {("1" if not path else f"1{path}" if path[0] in "+#" else f"1.{path}"): item for path, item in found.items()}


def _merged(old: list[str], new: list[str]) -> list[str]:
    """Paths of both texts in one order: those of the old text stand where they stood among what stayed."""
    merged: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        merged += new[c:d] if kind == "equal" else [*(p for p in old[a:b] if p not in new), *new[c:d]]
    return list(dict.fromkeys(merged))


def _kind(one: Passage | None, other: Passage | None) -> str:
    if one is None:
        return INSERTED
    if other is None:
        return DELETED
    return SAME if normal(one.text) == normal(other.text) else "changed"


def _between(one: Passage | None, other: Passage | None) -> tuple[Change, ...]:
    if one is None:
        assert other is not None
        return (Change(INSERTED, other.text),)
    if other is None:
        return (Change(DELETED, one.text),)
    return compare_words(one.text, other.text)


def changed_provisions(old: LawText, new: LawText) -> dict[str, str]:
    """The provisions that differ: inserted, deleted or changed, by id, in the order of the new text.

    Recitals are left out where one of the texts holds none: consolidated texts come without, which deletes nothing.
    """
    found = {}
    recitals = bool(old.count("rct") and new.count("rct"))
    for name in dict.fromkeys((*new.provisions, *old.provisions)):
        if name.startswith("rct_") and not recitals:
            continue
        kinds = {change.kind for change in compare_passages(old.provisions.get(name), new.provisions.get(name))}
        if name not in old.provisions:
            found[name] = INSERTED
        elif name not in new.provisions:
            found[name] = DELETED
        elif kinds - {SAME}:
            found[name] = "changed"
    return found
