"""The document on A4, tagged for screen readers (PDF/UA-1), set by Typst."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from toepas.paper.blocks import Document
from toepas.paper.data import as_data

if TYPE_CHECKING:
    from toepas.kernel.words import Words

TEMPLATE = Path(__file__).parent / "templates" / "document.typ"

# The fonts inside Typst cover every official EU language. A case file may quote another script: then
# the fonts of this computer help, and only if those lack it too is the PDF/UA claim given up, never
# the text.
_WAYS: tuple[tuple[bool, list[typst.PDFStandard]], ...] = ((True, ["ua-1"]), (False, ["ua-1"]), (False, []))


def render(doc: Document, words: Words) -> bytes:
    """The document as a PDF; its text reaches Typst as data, never as markup."""
    data = json.dumps(as_data(doc, words), ensure_ascii=False)
    stamp = dt.datetime.combine(doc.date, dt.time(), tzinfo=dt.UTC)
    failure: typst.TypstError | None = None
    for own_fonts_only, standards in _WAYS:
        try:
            return typst.compile(
                TEMPLATE.read_bytes(),
                format="pdf",
                sys_inputs={"document": data},
                ignore_system_fonts=own_fonts_only,
                pdf_standards=standards,
                timestamp=stamp,
            )
        except typst.TypstError as error:
            failure = error
    raise RuntimeError(f"{doc.ids}: the page could not be set: {failure}")
