"""An answer of a statistical office, whatever its form: recognised by what is in it, unpacked, and ready to be read in pieces."""

from __future__ import annotations

import datetime
import gzip
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.read import sdmx_csv, tsv
from toepas.observatory.read.jsonstat import read_jsonstat
from toepas.observatory.read.labels import to_code
from toepas.observatory.read.refusals import Kind, Refusal, refusal

GZIP = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"
LARGEST_JSON = 400 * 2**20
"""Bytes of JSON that are read at once; what is larger is fetched as TSV or SDMX-CSV, which are read in pieces."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an office sent: ``rows`` has the dimensions, time, value and flag, and is read when it is asked for."""

    code: str
    dimensions: tuple[str, ...]
    updated: datetime.datetime | None
    rows: pl.LazyFrame
    source: Path
    kind: str

    def spoilt(self, reason: str, where: str, words: Words) -> Problem:
        """The problem when reading stops midway, with the place."""
        return (tsv.spoilt if self.kind == "tsv" else sdmx_csv.spoilt)(self.source, where, reason, words)


def open_answer(
    path: Path, where: str, words: Words, codes: sdmx_csv.Codes | None = None, aside: Path | None = None
) -> Answer:
    """Open an answer. Packed ones are unpacked into ``aside`` (default: beside the file).

    Raises Problem for everything that is no answer with figures: cut off, an error, a page, another form.
    """
    path = unpack(path, where, words, aside)
    with path.open("rb") as file:
        start = file.read(100_001)
    if found := refusal(start):
        raise told(found, where, words)
    start = start.removeprefix(BOM).lstrip()
    if start[:1] == b"{":
        if path.stat().st_size > LARGEST_JSON:
            raise _not_figures(where, words.t("JSON of more than {limit} bytes", limit=LARGEST_JSON), words)
        table = read_jsonstat(path.read_bytes().removeprefix(BOM), where, words)
        rows = table.frame.lazy()
        return Answer(table.code, table.dimensions, table.updated, rows, path, "json")
    line = start.split(b"\n", 1)[0]
    is_tsv = tsv.MARK.encode() in line
    if not is_tsv and not line.startswith((b"DATAFLOW", b"STRUCTURE", b'"DATAFLOW', b'"STRUCTURE')):
        raise _not_figures(where, repr(bytes(line[:60]))[2:-1], words)
    _must_end(path, where, words)
    if is_tsv:
        lazy, dimensions = tsv.scan_tsv(path, where, words)
        lazy = lazy.with_columns(to_code(name, (codes or {}).get(name, {})) for name in dimensions)
        return Answer("", dimensions, None, lazy, path, "tsv")
    lazy, dimensions = sdmx_csv.scan_sdmx_csv(path, where, words, codes)
    code, updated = sdmx_csv.head_sdmx_csv(path)
    return Answer(code, dimensions, updated, lazy, path, "csv")


def unpack(path: Path, where: str, words: Words, aside: Path | None = None) -> Path:
    """The file itself, or what is packed in it. Raises Problem where the packing breaks off."""
    with path.open("rb") as file:
        if file.read(2) != GZIP:
            return path
    target = (aside or path.parent) / f"{path.name}.unpacked"
    try:
        with gzip.open(path, "rb") as packed, target.open("wb") as plain:
            shutil.copyfileobj(packed, plain, 1 << 20)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        target.unlink(missing_ok=True)
        raise _cut_off(where, words) from None
    return target


def told(found: Refusal, where: str, words: Words) -> Problem:
    """What an office says in place of figures, as one clear message."""
    later = words.t("Ask the office again later; what was there stays in use.")
    what, todo = {
        Kind.ERROR: (
            words.t("The office refuses the question: {label}", label=found.label or found.code),
            words.t(
                "The question is in the description of the dataset: a dimension or code there is not the office's."
            ),
        ),
        Kind.NOTHING: (
            words.t("The office has no figures for this question."),
            words.t("Look up the codes of the dataset; what was there stays in use."),
        ),
        Kind.TOO_BIG: (words.t("The question is too big for the office."), words.t("Ask for fewer codes at once.")),
        Kind.LATER: (words.t("The office needs more time for the answer."), later),
        Kind.QUEUED: (words.t("The office has put the question in a queue: {state}", state=found.state or "?"), later),
        Kind.PAGE: (words.t("The office sent a page for people in place of figures (maintenance?)."), later),
    }[found.kind]
    return Problem(what, where=where, expected=words.t("figures in JSON-stat, SDMX-CSV or TSV"), todo=todo)


def _must_end(path: Path, where: str, words: Words) -> None:
    """A text file of an office ends with the end of a line; one that does not was cut off, perhaps within a number."""
    with path.open("rb") as file:
        file.seek(-1, 2)
        if file.read(1) not in (b"\n", b"\r"):
            raise _cut_off(where, words)


def _cut_off(where: str, words: Words) -> Problem:
    return Problem(
        words.t("The answer was cut off."),
        where=where,
        expected=words.t("an answer to its end"),
        todo=words.t("Ask the office again; what was there stays in use."),
    )


def _not_figures(where: str, found: str, words: Words) -> Problem:
    return Problem(
        words.t("This is no answer with figures: {found}", found=found),
        where=where,
        expected=words.t("figures in JSON-stat, SDMX-CSV or TSV"),
        todo=words.t("Ask the office again later; what was there stays in use."),
    )
