"""The official wording as passages, where it was fetched: paragraph by paragraph, in every language that is here."""

from __future__ import annotations

from collections.abc import Iterator

from toepas.ask.engine import VECTORS
from toepas.ask.passages import OFFICIAL, Passage
from toepas.law import Act, LawText, Provision, load_text, stored_texts
from toepas.retrieval import vectors

LONGEST = 1500
"""Characters of one passage: longer paragraphs are cut at the end of a point, so that a vector can still say it all."""


def official_passages(act: Act) -> tuple[Passage, ...]:
    """Every passage of the texts of this version that are on this machine; none where nothing was fetched."""
    found: list[Passage] = []
    for stored in stored_texts():
        text = load_text(stored.version, stored.lang) if stored.version == act.text_version else None
        if text:
            found += _of_text(text)
    return tuple(found)


def ready_passages(act: Act) -> tuple[Passage, ...]:
    """The same, as far as the vectors are made: a question should not wait minutes for a whole act.

    ``prepare`` makes them; without the model all are given, to be searched by their words.
    """
    every = official_passages(act)
    if vectors.encoder() is None:
        return every
    cache = VECTORS.cached()
    made = {item.lang for item in every}
    for item in every:
        if item.lang in made and cache.get(vectors.key(item.whole)) is None:
            made.discard(item.lang)
    return tuple(item for item in every if item.lang in made)


def prepare(act: Act, progress: vectors.Progress | None = None) -> int:
    """Make the vectors of the official texts that are here; returns for how many passages. Can be interrupted."""
    every = official_passages(act)
    if vectors.encoder() is not None:
        VECTORS.embed([item.whole for item in every], progress=progress)
    return len(every)


def _of_text(text: LawText) -> Iterator[Passage]:
    for provision in text.provisions.values():
        yield from _of_provision(provision, text.lang)


def _of_provision(provision: Provision, lang: str) -> Iterator[Passage]:
    """A passage per numbered paragraph or point; what is long is cut, and each piece keeps the number."""
    kind, number = provision.id.split("_", 1)
    groups: dict[str, list[str]] = {}
    for item in provision.passages:
        top = item.path.replace("#", "+").split("+")[0].split(".")
        depth = 2 if kind == "anx" else 1
        groups.setdefault(".".join(top[:depth]), []).append(f"{item.label} {item.text}".strip())
    title = " ".join(part for part in (provision.label, provision.title) if part)
    for path, lines in groups.items():
        cite = cite_of(kind, number, path)
        for piece, text in enumerate(_pieces(lines), 1):
            name = f"official:{provision.id}:{path}:{piece}"
            yield Passage(name, OFFICIAL, provision.id, _provision_id(kind, number), (cite,), lang, title, text)


def _provision_id(kind: str, number: str) -> str:
    return f"{'rec' if kind == 'rct' else kind}_{number}"


def cite_of(kind: str, number: str, path: str) -> str:
    """A place as the law data cites it: 26(7), annex III(4)(a), recital 12 (2024)."""
    if kind == "rct":
        return f"recital {number} (2024)"
    points = "".join(f"({part.replace('_', '.')})" for part in path.split(".") if part)
    return f"{number}{points}" if kind == "art" else f"annex {number}{points}"


def _pieces(lines: list[str]) -> Iterator[str]:
    held = ""
    for line in lines:
        if held and len(held) + len(line) > LONGEST:
            yield held
            held = ""
        held = f"{held} {line}".strip()
    if held:
        yield held
