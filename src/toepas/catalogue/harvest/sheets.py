"""Tables in workbooks and in web pages, as far as they are what they say they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from toepas.catalogue.harvest.rows import CHUNK, Row
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

LARGEST = 100 * 2**20
"""Bytes of a workbook or page."""
MOST_UNPACKED = 400 * 2**20
MOST_RATIO = 200
"""How many times larger a part of a workbook may become; sheets of honest data stay below a tenth of it."""
MOST_PARTS = 2000
MOST_ROWS = 1_100_000


def workbook_rows(stream: BinaryIO, where: str, words: Words) -> Iterator[Row]:
    """The rows of the first sheet that has any, by its first row. Raises Problem for a workbook that cannot be trusted."""
    content = _whole(stream, where, words)
    guard(content, where, words)
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            found = book.get_sheet_by_name(name).to_python(nrows=MOST_ROWS)
            if len(found) > 1:
                yield from _named(found, f"{where} {name}", words)
                return
    except (python_calamine.CalamineError, python_calamine.PasswordError, ValueError, OSError) as error:
        raise _broken(where, str(error), words) from None
    raise _broken(where, words.t("a sheet with rows"), words)


def guard(content: bytes, where: str, words: Words) -> None:
    """Raise Problem for a packed file that unpacks to something huge, or that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS:
                raise _bomb(where, words)
            total = 0
            for part in parts:
                total += _unpacked(packed, part, MOST_UNPACKED - total, where, words)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError) as error:
        raise _broken(where, str(error), words) from None


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, where: str, words: Words) -> int:
    """The size of a part, counted while it is unpacked: what it says of itself is not believed."""
    import zlib

    size, allowed = 0, min(room, max(part.compress_size * MOST_RATIO, 2**20))
    try:
        with packed.open(part) as stream:
            while chunk := stream.read(CHUNK):
                if not size and part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in chunk:
                    raise Problem(
                        words.t("The workbook declares entities; that is refused."),
                        where=f"{where} {part.filename}",
                        todo=words.t("Save it anew from your spreadsheet program."),
                    )
                size += len(chunk)
                if size > allowed:
                    raise _bomb(f"{where} {part.filename}", words)
    except zlib.error as error:
        raise _broken(where, str(error), words) from None
    return size


def html_rows(stream: BinaryIO, where: str, words: Words) -> Iterator[Row]:
    """The rows of the largest table of a page, by its first row. Raises Problem where there is none."""
    from lxml import etree

    content = _whole(stream, where, words)
    if b"<!ENTITY" in content:
        raise Problem(words.t("The page declares entities; that is refused."), where=where)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, huge_tree=False)
    try:
        page = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(where, str(error), words) from None
    tables = [] if page is None else list(page.iter("table"))
    if not tables:
        raise _broken(where, words.t("a table with headers"), words)
    largest = max(tables, key=lambda table: len(list(table.iter("tr"))))
    found = [
        [" ".join("".join(cell.itertext()).split()) for cell in line if cell.tag in ("td", "th")]
        for line in largest.iter("tr")
    ]
    yield from _named(found, where, words)


def _named(found: list[list[Any]], where: str, words: Words) -> Iterator[Row]:
    names = [str(cell).strip() for cell in found[0]]
    if len([name for name in names if name]) < 2:
        raise _broken(where, words.t("a first row with the names of the columns"), words)
    number = 0
    for line, cells in enumerate(found[1:], 2):
        if not any(str(cell).strip() for cell in cells):
            continue
        number += 1
        values = {name: _cell(cell) for name, cell in zip(names, cells, strict=False) if name}
        yield Row(number, f"{where}:{line}", values)


def _cell(cell: Any) -> str:
    """A cell as text; a whole number without the ".0" that workbooks add."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def _whole(stream: BinaryIO, where: str, words: Words) -> bytes:
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Problem(
            words.t("The file is too large."),
            where=where,
            expected=words.t("at most {limit} bytes", limit=LARGEST),
            todo=words.t("Save it as CSV: that is read row by row."),
        )
    return content


def _bomb(where: str, words: Words) -> Problem:
    return Problem(
        words.t("The workbook unpacks to far more than it should; that is refused."),
        where=where,
        todo=words.t("Save it anew from your spreadsheet program."),
    )


def _broken(where: str, expected: str, words: Words) -> Problem:
    return Problem(
        words.t("The table cannot be read."),
        where=where,
        expected=expected[:300],
        todo=words.t("Save it anew from your spreadsheet program, or as CSV in UTF-8."),
    )
