"""The figures as a workbook: a sheet of figures, where numbers are numbers, and one of notes. No cell is ever a formula or a link."""

from __future__ import annotations

import datetime
import io
from typing import Any

from toepas.kernel.words import Words
from toepas.observatory.bundle.rows import columns, harmless, rows
from toepas.observatory.model import VALUE, Slice

WIDE = {"geo": 12, "time": 10, VALUE: 12, "flag": 7, "flag_meaning": 46}


def write_xlsx(found: Slice, notes: list[tuple[str, str]], words: Words) -> bytes:
    """The workbook. ``notes`` are rows of the second sheet: what it is, and the text."""
    import xlsxwriter

    buffer = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, safe) as book:
        made = found.vintage.updated.astimezone(datetime.UTC).replace(tzinfo=None)
        book.set_properties({"title": found.indicator.title, "created": made, "comments": found.vintage.id})
        _figures(book, found, words)
        _notes(book, notes, words)
    return buffer.getvalue()


def _figures(book: Any, found: Slice, words: Words) -> None:
    sheet = book.add_worksheet(words.t("Figures"))
    bold = book.add_format({"bold": True, "bottom": 1})
    digits = found.indicator.digits
    number = book.add_format({"num_format": "0." + "0" * digits if digits else "0"})
    names = columns(found)
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, bold)
        sheet.set_column(place, place, WIDE.get(name, 30 if name.endswith("_name") else 14))
    every = rows(found, words)
    for line, row in enumerate(every, start=1):
        for place, name in enumerate(names):
            if name == VALUE:
                if row[name] is not None:
                    sheet.write_number(line, place, row[name], number)
            else:
                sheet.write_string(line, place, harmless(str(row[name])))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(every), 1), len(names) - 1)


def _notes(book: Any, notes: list[tuple[str, str]], words: Words) -> None:
    sheet = book.add_worksheet(words.t("Notes"))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for line, (what, said) in enumerate(notes):
        sheet.write_string(line, 0, harmless(what), bold)
        sheet.write_string(line, 1, harmless(said), wrapped)
