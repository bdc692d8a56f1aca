"""What every page shows around its own content."""

import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from toepas.law import text_versions
from toepas_web.ui.words import words

MENU = (
    ("check", lambda: words().t("Check")),
    ("assurance", lambda: words().t("Validate")),
    ("catalogue", lambda: words().t("Catalogue")),
    ("sectors", lambda: words().t("Sectors")),
    ("observatory", lambda: words().t("Observatory")),
    ("strategy", lambda: words().t("Strategy")),
    ("law", lambda: words().t("The law")),
    ("ask", lambda: words().t("Ask")),
)
"""The pages of the menu, by the name of their address: what one does, what there is, what is known and owed, what the law says."""
BELOW = {"calendar": "law", "authorities": "law", "sector": "sectors"}
"""Pages that belong to an entry of the menu whose name theirs does not begin with."""


def context(request: HttpRequest) -> dict[str, Any]:
    """Variables of the layout."""
    said = words()
    here = request.get_full_path()
    match = request.resolver_match
    current = match.url_name if match else ""
    return {
        "lang": said.lang,
        "words": said,
        "menu": [(name, label(), _is_under(current, name)) for name, label in MENU],
        "page_languages": [
            (code, name, translate_url(here, code), code == said.lang) for code, name in settings.LANGUAGES
        ],
        "text_day": said.date(datetime.date.fromisoformat(text_versions()[-1])),
        "signed_in": request.user.is_authenticated if hasattr(request, "user") else False,
    }


def _is_under(current: str | None, name: str) -> bool:
    """Whether the page that is shown belongs to this entry of the menu: its address name starts with it."""
    return bool(current) and (current == name or current.startswith(f"{name}-") or BELOW.get(current) == name)
