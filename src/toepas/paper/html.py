"""One self-contained page: no script, nothing fetched, readable by everyone and on paper."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from toepas.paper.blocks import Document
from toepas.paper.data import as_data

if TYPE_CHECKING:
    from toepas.kernel.words import Words

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["data_uri"] = _data_uri
    return environment


def _data_uri(svg: str) -> str:
    """A picture as an address that holds it whole: inside an image nothing of it can run, and no two pictures share an id."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def render(doc: Document, words: Words) -> str:
    """The document as an HTML page."""
    # The stylesheet is ours and holds no text of a user; everything else is escaped.
    style = Markup((TEMPLATES / "document.css").read_text(encoding="utf-8"))  # noqa: S704
    template = _environment().get_template("document.html.j2")
    return template.render(doc=as_data(doc, words), style=style)
