"""From the answers of an office to a vintage: read, written, inspected, and put in its place."""

from __future__ import annotations

import datetime
import enum
import gzip
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.diff import changes
from toepas.observatory.gates import inspect
from toepas.observatory.model import FLAG, TIME, VALUE, Dataset, Held, Part, Vintage
from toepas.observatory.query import cursor
from toepas.observatory.read.answer import GZIP, Answer, open_answer
from toepas.observatory.read.labels import codelist
from toepas.observatory.vintages import FIGURES, RAW, aside, folder, name_of, newest, place, vintages, write

SORTED = 32 * 2**20
"""Up to so many bytes the figures are sorted before they are written; larger tables stay as they were sent."""


class State(enum.StrEnum):
    """What became of a wave."""

    NEW = "new"
    UNCHANGED = "unchanged"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent: the file, and where it was asked for."""

    path: Path
    url: str


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a wave, and the vintage that it is (the one in use, where nothing changed)."""

    state: State
    vintage: Vintage


def build(
    dataset: Dataset,
    sent: list[Sent],
    retrieved: datetime.date,
    words: Words,
    root: Path | None = None,
    updated: datetime.datetime | None = None,
    *,
    keep_raw: bool = True,
) -> Built:
    """Make a vintage of the answers to the questions of a dataset, in their order.

    ``updated`` is the office's time where the answers do not say it. The answers are kept beside the figures (``keep_raw``).
    Raises Problem for answers that cannot be read or are of another dataset; nothing is kept then.
    """
    parts = [Part(item.url, fingerprint(item.path)) for item in sent]
    whole = hashlib.sha256(b"".join(bytes.fromhex(part.sha256) for part in parts)).hexdigest()
    known = vintages(dataset.id) if root is None else ()
    if again := next((item for item in known if item.sha256 == whole), None):
        return Built(State.UNCHANGED, again)
    with aside(dataset.id, root) as made:
        answers = [open_answer(item.path, item.url, words, codelist(dataset.codelist), made) for item in sent]
        day, waves = _day(dataset, answers, [item.url for item in sent], updated, words)
        _write(answers, sent, made / FIGURES, words)
        previous = newest(dataset.id) if root is None else None
        held = waves + inspect(dataset, made / FIGURES, day, previous)
        rows = int(pl.scan_parquet(made / FIGURES).select(pl.len()).collect().item())
        for other in filter(None, {previous, *known[:1]}):
            if other.rows == rows and _equal(other, made / FIGURES, held, words):
                return Built(State.UNCHANGED, other)
        for spare in made.glob("*.unpacked"):
            spare.unlink()
        if keep_raw:
            parts = [
                _keep(item, part, made / RAW, number)
                for number, (item, part) in enumerate(zip(sent, parts, strict=True), 1)
            ]
        vintage = Vintage(
            name_of(day, whole), dataset.id, day, retrieved, whole, rows, dataset.url, held=held, parts=tuple(parts)
        )
        place(made, vintage)
    return Built(State.HELD if held else State.NEW, vintage)


def build_table(
    dataset: Dataset, path: Path, published: datetime.datetime, retrieved: datetime.date, words: Words, root: Path
) -> Built:
    """Make a vintage of a table that was typed over from a document: CSV with the dimensions, time, value and flag.

    It passes the same gates. Raises Problem where it cannot be read.
    """
    whole = fingerprint(path)
    try:
        rows = pl.read_csv(path, infer_schema=False).with_columns(
            pl.col(VALUE).cast(pl.Float64, strict=True), pl.col(FLAG).fill_null("")
        )
    except pl.exceptions.PolarsError as error:
        raise Problem(
            words.t("This table cannot be read: {reason}", reason=str(error).splitlines()[0]), where=str(path)
        ) from None
    return _placed(dataset, rows, whole, published, retrieved, None, root)


def build_rows(dataset: Dataset, rows: pl.DataFrame, published: datetime.datetime) -> Built:
    """Make a vintage of figures that a site made itself: the dimensions, time, value and flag. It passes the same gates, beside the vintage in
    use; the same figures make no new one."""
    ordered = rows.select([*dataset.dimensions, TIME, VALUE, FLAG]).sort([*dataset.dimensions, TIME])
    whole = hashlib.sha256(ordered.write_csv().encode()).hexdigest()
    known = vintages(dataset.id)
    if again := next((item for item in known if item.sha256 == whole), None):
        return Built(State.UNCHANGED, again)
    return _placed(dataset, ordered, whole, published, published.date(), newest(dataset.id), None)


def _placed(
    dataset: Dataset, rows: pl.DataFrame, whole: str, published: datetime.datetime, retrieved: datetime.date,
    previous: Vintage | None, root: Path | None,
) -> Built:  # fmt: skip
    """A table inspected and put in its place."""
    with aside(dataset.id, root) as made:
        write(rows.sort(rows.columns[:-2]).lazy(), made / FIGURES)
        held = inspect(dataset, made / FIGURES, published, previous)
        vintage = Vintage(
            name_of(published, whole), dataset.id, published, retrieved, whole, len(rows), dataset.url, held=held
        )
        place(made, vintage)
    return Built(State.HELD if held else State.NEW, vintage)


def fingerprint(path: Path) -> str:
    """SHA-256 of a file as it was sent."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _day(
    dataset: Dataset, answers: list[Answer], urls: list[str], updated: datetime.datetime | None, words: Words
) -> tuple[datetime.datetime, tuple[Held, ...]]:
    """When the office changed the figures, and whether all answers are of that time. Raises Problem for another dataset."""
    for answer, url in zip(answers, urls, strict=True):
        if answer.code and answer.code.upper() != dataset.code.upper():
            raise Problem(
                words.t("The office sent another dataset: {code}", code=answer.code), where=url, expected=dataset.code
            )
    days = sorted({answer.updated for answer in answers if answer.updated})
    if not days and updated is None:
        raise Problem(
            words.t("The answer does not say when the office changed it, and nobody else does."),
            where=urls[0] if urls else dataset.id,
            expected=words.t("a date of the last update"),
        )
    mixed = len(days) > 1
    found = ", ".join(f"{day:%Y-%m-%d}" for day in days)
    day = days[-1] if days else updated
    assert day is not None
    return day, (Held("waves", 0, found=found),) if mixed else ()


def _write(answers: list[Answer], sent: list[Sent], path: Path, words: Words) -> None:
    """All answers below each other. Raises Problem with the place where one of them stops being readable."""
    order = [*answers[0].dimensions, TIME, VALUE, FLAG]
    for answer, item in zip(answers, sent, strict=True):
        if set(answer.dimensions) != set(answers[0].dimensions):
            raise Problem(
                words.t("The answers have other dimensions."),
                where=item.url,
                expected=", ".join(answers[0].dimensions),
                todo=words.t("Look whether the office has changed the dataset."),
            )
    rows = pl.concat([answer.rows.select(order) for answer in answers])
    if sum(answer.source.stat().st_size for answer in answers) <= SORTED:
        rows = rows.sort(order[:-2], maintain_order=True)
    try:
        write(rows, path)
    except pl.exceptions.PolarsError as error:
        for answer, item in zip(answers, sent, strict=True):
            try:
                answer.rows.select(pl.len(), pl.col(VALUE).sum()).collect()
            except pl.exceptions.PolarsError as reason:
                raise answer.spoilt(str(reason), item.url, words) from None
        raise answers[0].spoilt(str(error), sent[0].url, words) from None


def _equal(other: Vintage, path: Path, held: tuple[Held, ...], words: Words) -> bool:
    """Whether every figure and flag is that of a vintage which is here."""
    if any(item.final for item in held):
        return False
    database = cursor()
    try:
        changes(database, folder(other) / FIGURES, path, words)
    except Problem:
        return False
    return not database.execute("SELECT count(*) FROM changes").fetchall()[0][0]


def _keep(item: Sent, part: Part, raw: Path, number: int) -> Part:
    """What was sent, packed, beside the figures; what came packed stays as it is."""
    raw.mkdir(exist_ok=True)
    target = raw / f"{number:03}.gz"
    with item.path.open("rb") as source:
        packed = source.read(2) == GZIP
        source.seek(0)
        if packed:
            with target.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
        else:
            with target.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
    return Part(part.url, part.sha256, f"{RAW}/{target.name}")
