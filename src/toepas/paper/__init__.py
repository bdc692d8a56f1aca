"""Paper: what a document says, set as a page, a PDF or a file for a word processor, and kept in a folder that is always whole."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toepas.kernel.words import Words
    from toepas.paper.blocks import Document
    from toepas.paper.data import as_data

__all__ = ["as_data", "rendered"]


def rendered(document: Document, kind: str, words: Words) -> bytes:
    """A document as ``html``, ``pdf`` or ``docx``. Raises KeyError for another kind."""
    module = importlib.import_module(f"toepas.paper.{ {'html': 'html', 'pdf': 'pdf', 'docx': 'docx'}[kind] }")
    made = module.render(document, words)
    return made.encode() if isinstance(made, str) else made


def __getattr__(name: str) -> Any:
    """``as_data``, loaded when first asked for."""
    if name == "as_data":
        from toepas.paper.data import as_data

        return as_data
    raise AttributeError(name)
