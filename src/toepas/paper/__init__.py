"""Paper: what a document says, set as a page, a PDF or a file for a word processor, and kept in a folder that is always whole."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toepas.kernel.words import Words
    from toepas.paper.blocks import Document
    from toepas.paper.calendar import CalendarEntry, ics
    from toepas.paper.data import as_data

__all__ = ["CalendarEntry", "as_data", "ics", "rendered"]
_LATER = {"as_data": "data", "CalendarEntry": "calendar", "ics": "calendar"}


def rendered(document: Document, kind: str, words: Words) -> bytes:
    """A document as ``html``, ``pdf`` or ``docx``. Raises KeyError for another kind."""
    module = importlib.import_module(f"toepas.paper.{ {'html': 'html', 'pdf': 'pdf', 'docx': 'docx'}[kind] }")
    made = module.render(document, words)
    return made.encode() if isinstance(made, str) else made


def __getattr__(name: str) -> Any:
    """What is loaded when first asked for, with the module that has it."""
    if name in _LATER:
        return getattr(importlib.import_module(f"toepas.paper.{_LATER[name]}"), name)
    raise AttributeError(name)
