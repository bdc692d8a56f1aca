"""A list of proposals, or of anything with a title and a text, read from somebody's table."""

from __future__ import annotations

import codecs
import functools
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from toepas.catalogue import sector_labels
from toepas.catalogue.harvest import csv_rows
from toepas.catalogue.harvest.mapping import fields
from toepas.catalogue.harvest.reading import folded, text_of
from toepas.catalogue.harvest.rows import Row, open_table
from toepas.kernel.problems import Problem
from toepas.kernel.sector import sectors
from toepas.kernel.words import Words
from toepas.retrieval.language import OFFICIAL_LANGUAGES, recognise
from toepas.retrieval.stems import Analyser

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "title": ("name",),
    "text": ("summary", "description"),
    "sector": ("sectors",),
    "language": ("languages",),
}
"""The columns that are read, with the fields of the catalogue whose usual names they go by."""
SEVERAL = ("text", "sector")
"""What may stand in more than one column."""
MOST = 20_000
"""Proposals in one list."""
LARGEST = 50 * 2**20
"""Bytes of a text file that is not in UTF-8 and is read whole."""
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """A text with what is known of it. ``sectors`` are codes; ``aliases`` other names, in any language; ``lang`` the language
    of the text, two letters."""

    id: str
    title: str
    text: str = ""
    sectors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    lang: str = "en"


class Target(Topic, frozen=True, kw_only=True):
    """Something that proposals are mapped onto."""


class Proposal(Topic, frozen=True, kw_only=True):
    """A proposal. ``where`` is its file and row; ``unread`` what its column of sectors says that is no sector of ours."""

    where: str = ""
    unread: str = ""


def read_proposals(
    path: Path, words: Words, *, columns: Mapping[str, Sequence[str]] | None = None, lang: str = "", encoding: str = ""
) -> tuple[Proposal, ...]:
    """The proposals of a CSV file, a workbook, a JSON list or the table of a page.

    ``columns`` names the columns for any of ``COLUMNS``; the others are found by their usual names in several languages.
    ``lang`` is the language of all texts, which is recognised row by row where it is not given; ``encoding`` is only needed
    for CSV that is neither UTF-8 nor UTF-16. Raises Problem with file, row and column.
    """
    found: dict[str, Proposal] = {}
    chosen: dict[str, tuple[str, ...]] = {}
    for row in table_rows(path, words, encoding):
        if row.wrong:
            raise Problem(row.wrong, where=row.where, todo=words.t("Mend the row and read the file again."))
        content: Mapping[str, Any] = row.content
        if not chosen:
            chosen = _columns(list(content), columns or {}, str(path), words)
        if not any(text_of(value) for value in content.values()):
            continue
        proposal = _proposal(row, chosen, lang, words)
        if proposal.id in found:
            raise Problem(
                words.t("Two rows have the same id: {id}", id=proposal.id),
                where=f"{row.where}, {', '.join(chosen['id'])}",
                expected=words.t("another id for every row; {place} has this one too", place=found[proposal.id].where),
                todo=words.t("Give one of them another id."),
            )
        found[proposal.id] = proposal
        if len(found) > MOST:
            raise Problem(words.t("The list is too long: at most {n} rows are read.", n=MOST), where=str(path))
    if not found:
        raise Problem(
            words.t("There are no rows in this file."),
            where=str(path),
            expected=words.t("a first row with the names of the columns, and a row for every proposal"),
            todo=words.t("Check that this is the right file."),
        )
    return tuple(found.values())


def table_rows(path: Path, words: Words, encoding: str = "") -> Iterator[Row]:
    """The rows of a file; text in another encoding is brought to UTF-8 first."""
    table = open_table(path, words)
    with path.open("rb") as stream:
        coded = encoding or WIDE.get(stream.read(2), "")
    if not coded:
        return table.rows()
    try:
        codecs.lookup(coded)
        if path.stat().st_size > LARGEST:
            raise Problem(
                words.t("The file is too large."), where=str(path), expected=words.t("at most {limit} bytes", limit=LARGEST),
                todo=words.t("Save it as UTF-8 and try again."),
            )  # fmt: skip
        text = path.read_bytes().decode(coded)
    except (LookupError, UnicodeDecodeError, ValueError) as error:
        raise Problem(
            words.t("The file cannot be read in this encoding: {encoding}", encoding=coded),
            where=str(path),
            expected=str(error)[:200],
            todo=words.t("Save it as UTF-8 and try again."),
        ) from None
    return csv_rows.rows(io.BytesIO(text.encode()), str(path), words)


def _columns(
    there: Sequence[str], given: Mapping[str, Sequence[str]], where: str, words: Words
) -> dict[str, tuple[str, ...]]:
    """Which column is what. Raises Problem where a given one is not there, or neither a title nor a text is."""
    for name, wanted in given.items():
        missing = [column for column in wanted if column not in there] if name in COLUMNS else [name]
        if missing:
            raise Problem(
                words.t("There is no such column: {names}", names=", ".join(missing)),
                where=f"{where}:1",
                expected=words.t("one of: {options}", options=", ".join(there if name in COLUMNS else COLUMNS)),
                todo=words.t("Check how the column is written."),
            )
    taken = {column for wanted in given.values() for column in wanted}
    chosen: dict[str, tuple[str, ...]] = {}
    for name, sources in COLUMNS.items():
        called = [part for source in sources for part in fields()[source]]
        free = [column for column in there if column not in taken]
        same = [column for column in free if folded(column) in called]
        alike = [column for column in free if any(f" {part} " in f" {folded(column)} " for part in called)]
        chosen[name] = tuple(given.get(name) or (same or alike)[: None if name in SEVERAL else 1])
        taken.update(chosen[name])
    if not chosen["title"] and not chosen["text"]:
        raise Problem(
            words.t("No column with a title or a text was recognised."),
            where=f"{where}:1",
            expected=words.t(
                "columns such as id, title, text and sector; these are there: {names}", names=", ".join(there)
            ),
            todo=words.t("Name the columns, or give them such names."),
        )
    return chosen


def _proposal(row: Row, chosen: Mapping[str, Sequence[str]], lang: str, words: Words) -> Proposal:
    said = {
        name: [text for column in found if (text := text_of(row.content.get(column)))] for name, found in chosen.items()
    }
    title, text = " ".join(said["title"]), " ".join(said["text"])
    if not title and not text:
        raise Problem(
            words.t("The row has neither a title nor a text."),
            where=f"{row.where}, {', '.join((*chosen['title'], *chosen['text']))}",
            expected=words.t("a title, a text or both"),
            todo=words.t("Fill it in, or take the row out."),
        )
    named = " ".join(said["language"]).lower()[:2]
    spoken = lang or (named if named in OFFICIAL_LANGUAGES else recognise(f"{title}. {text}", words.lang))
    known, unread = sectors_named(said["sector"], spoken)
    return Proposal(
        id=" ".join(said["id"]) or str(row.number), title=title or text, text=text if title else "", sectors=known,
        lang=spoken, where=row.where, unread=unread,
    )  # fmt: skip


def sectors_named(said: Sequence[str], lang: str) -> tuple[tuple[str, ...], str]:
    """The sectors that are named, by code or by a name in the language of the row, else in English; and what is none."""
    found: dict[str, None] = {}
    unread = []
    for part in (part.strip() for text in said for part in text.replace("|", ";").split(";")):
        if not part:
            continue
        codes = [part] if part in sectors() else _named(part, lang) or _named(part, "en")
        found.update(dict.fromkeys(codes))
        if not codes:
            unread.append(part)
    return tuple(found), "; ".join(unread)


def _named(said: str, lang: str) -> list[str]:
    """The sectors whose name holds all that is said, or a name of which is all said."""
    stems = frozenset(Analyser(lang).stems(said)) if lang in OFFICIAL_LANGUAGES else frozenset()
    return [
        code
        for code, labels in _labels(lang).items()
        if stems and any(label <= stems or stems <= label for label in labels)
    ]


@functools.cache
def _labels(lang: str) -> dict[str, tuple[frozenset[str], ...]]:
    analyser = Analyser(lang)
    return {
        code: tuple(stems for label in labels if (stems := frozenset(analyser.stems(label))))
        for code, labels in sector_labels(lang).items()
    }
