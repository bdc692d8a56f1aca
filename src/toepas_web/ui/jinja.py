"""The environment of our own templates: an unknown variable is an error, every text is escaped."""

import base64
import datetime
import functools
from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from jinja2 import Environment, StrictUndefined

from toepas_web.ui.words import words


def environment(**options: Any) -> Environment:
    """Called by Django once, with its own options."""
    # The framework passes autoescape=True among its options.
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701
    made.globals.update(
        url=_url,
        static=static,
        t=lambda message, **values: words().t(message, **values),
        n=lambda singular, plural, count, **values: words().n(singular, plural, count, **values),
        date=_date,
        messages=get_messages,
    )
    made.filters["data_uri"] = _data_uri
    return made


def _data_uri(svg: str) -> str:
    """A picture as an address that holds it whole: inside an image nothing of it can run, and no two pictures share an id."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _date(value: datetime.date | str) -> str:
    """A day in words; days of text versions are written as in the data."""
    return words().date(datetime.date.fromisoformat(value) if isinstance(value, str) else value)


def _url(name: str, *args: Any, query: dict[str, Any] | None = None, **kwargs: Any) -> str:
    """The address of a page; empty parts of the query are left out."""
    from urllib.parse import urlencode

    kept = {key: value for key, value in (query or {}).items() if value not in (None, "")}
    address = reverse(name, args=args, kwargs=kwargs) if args or kwargs else _fixed(name, get_language())
    return f"{address}?{urlencode(kept)}" if kept else address


@functools.cache
def _fixed(name: str, _language: str | None) -> str:
    """An address that takes nothing: each page has two dozen of them, always the same ones in a language."""
    return reverse(name)
