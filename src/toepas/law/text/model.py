"""What an official text looks like once read, whatever it was written in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

INSERTED, REPLACED = "inserted", "replaced"
FORMEX, XHTML = "fmx4", "xhtml"
SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


class NotThisTextError(ValueError):
    """A file is no act, or another one or another text than was asked for."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered or unnumbered piece of text.

    ``path`` tells where it stands within its provision, the same in every language: ``1.ba`` is paragraph 1, point
    (ba); a further piece under the same number gets ``+2``, an unnumbered item of a list ``#3``. ``label`` is the
    number as printed, ``depth`` how far it is set in, ``change`` what the last amendment did to it (inserted,
    replaced, or nothing).
    """

    path: str
    label: str
    depth: int
    text: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """An article (``art_4a``), annex (``anx_III``) or recital (``rct_12``)."""

    id: str
    label: str
    title: str
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()

    def part(self, path: str) -> tuple[Passage, ...]:
        """A passage with everything below it; all passages for an empty path."""
        if not path:
            return self.passages
        return tuple(found for found in self.passages if below(found.path, path))


@dataclass(frozen=True, slots=True)
class LawText:
    """An act in one text version and language."""

    version: str
    lang: str
    provisions: dict[str, Provision] = field(default_factory=dict)

    def count(self, kind: str) -> int:
        """How many provisions there are of a kind: ``art``, ``anx`` or ``rct``."""
        return sum(name.startswith(kind + "_") for name in self.provisions)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the office sent: members of a package by name, or one page; and where it came from."""

    format: str
    url: str
    members: dict[str, bytes]


def below(path: str, above: str) -> bool:
    """Whether a path is another one or lies below it."""
    return path == above or (path.startswith(above) and path[len(above)] in ".+#")


def plain(passages: tuple[Passage, ...], labels: bool = True) -> str:
    """The words of passages, one per line."""
    return "\n".join(f"{item.label} {item.text}".strip() if labels else item.text for item in passages)


def normal(text: str) -> str:
    """Text with what carries no meaning evened out: spaces, kinds of dashes and quotation marks."""
    text = re.sub(r"[‘’‛′“”„«»‹›\"'`]", "'", text)
    text = re.sub(r"[‐‑–—−]", "-", text)
    text = re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))
    return re.sub(r"\s*'\s*", "'", re.sub(r" ([.,;:)])", r"\1", text)).strip()


_ADDED = {"bis": "a", "ter": "b", "quater": "c", "quinquies": "d", "sexies": "e", "septies": "f"}
_GREEK = dict(
    zip(
        ["α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ", "ι", "ια", "ιβ", "ιγ", "ιδ", "ιε", "ιστ", "ιζ", "ιη"],
        "abcdefghijklmnopqr",
        strict=True,
    )
)
_CYRILLIC = dict(zip("абвгдежзийклмнопрстуфх", "abcdefghijklmnopqrstuv", strict=True))


def number(label: str) -> str:
    """A printed number as part of a path, the same in every language.

    "(ba)" is ba, "3.1." is 3_1; "1 bis.", "1-A.", "1.a" and "1a." are 1a, "b bis)" and "b-A)" are ba; Greek and
    Cyrillic letters count by their place.
    """
    bare = re.sub(r"[\s()'‘’“”„«»\"]", "", label).strip(".").lower().replace("ς", "σ")
    match = re.fullmatch(r"(\d+|[a-z]{1,2}?)(" + "|".join(_ADDED) + ")", bare)
    if match:
        return match[1] + _ADDED[match[2]]
    # What was inserted later carries its letter after a hyphen in Portuguese, after a full stop in Croatian and Latvian.
    bare = re.sub(r"(?<=[\da-zα-ωа-я])[-‑.](?=[a-zα-ωа-я]{1,2}$)", "", bare)
    letters = bare.lstrip("0123456789")
    latin = _latin(letters)
    return bare.removesuffix(letters) + latin if latin else bare.replace(".", "_")


def _latin(letters: str) -> str:
    """Greek and Cyrillic numbering in our letters; nothing for anything else."""
    if letters in _GREEK:
        return _GREEK[letters]
    for first in (letters[:2], letters[:1]):  # "βα" is the first point after β
        if first in _GREEK and letters[len(first) :] in _GREEK:
            return _GREEK[first] + _GREEK[letters[len(first) :]]
    return "".join(_CYRILLIC[sign] for sign in letters) if all(sign in _CYRILLIC for sign in letters) else ""


def as_data(text: LawText) -> dict[str, Any]:
    """A text as JSON can hold it."""
    return {
        "version": text.version,
        "lang": text.lang,
        "provisions": [
            [
                item.id,
                item.label,
                item.title,
                [[p.path, p.label, p.depth, p.text, p.change] for p in item.passages],
                list(item.notes),
            ]
            for item in text.provisions.values()
        ],
    }


def from_data(data: dict[str, Any]) -> LawText:
    """Undo ``as_data``."""
    found = {
        name: Provision(name, label, title, tuple(Passage(*parts) for parts in passages), tuple(notes))
        for name, label, title, passages, notes in data["provisions"]
    }
    return LawText(data["version"], data["lang"], found)
