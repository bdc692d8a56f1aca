"""What programs that read the web may read: every page that is the same for everybody."""

from __future__ import annotations

from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from toepas.academy import profiles
from toepas.kernel import sectors
from toepas.law import load_act
from toepas.observatory import MEMBERS, UNION, datasets, indicators, occupation_groups, occupations
from toepas.strategy import actions
from toepas_web.catalogue.engine import collection

PAGES = (
    "home",
    "about",
    "check",
    "law",
    "law-changes",
    "ask",
    "calendar",
    "authorities",
    "catalogue",
    "sectors",
    "strategy",
    "strategy-money",
    "strategy-questions",
    "strategy-contradictions",
    "strategy-gaps",
    "strategy-governance",
    "strategy-proposals",
    "observatory",
    "observatory-labour",
    "academy",
    "academy-verify",
)
MOST = 50_000
"""A sitemap holds no more addresses (sitemaps.org)."""


def _addresses() -> list[tuple[str, tuple[str, ...]]]:
    every: list[tuple[str, tuple[str, ...]]] = [(name, ()) for name in PAGES]
    every += [("sector", (code,)) for code in sectors()]
    every += [("academy-profile", (name,)) for name in profiles()]
    every += [("strategy-action", (name,)) for name in actions()]
    every += [("observatory-indicator", (name,)) for name in indicators()]
    every += [("observatory-data", (name,)) for name in datasets()]
    every += [("observatory-country", (code,)) for code in (UNION, *MEMBERS)]
    every += [("observatory-occupation", (code,)) for code in (*occupation_groups(), *occupations())]
    every += [("law-provision", (name,)) for name in load_act().articles]
    return every + [("catalogue-asset", (asset.id,)) for asset in collection()]


@cache_control(max_age=3600)
@require_GET
def sitemap(_request: HttpRequest) -> HttpResponse:
    """Every page in every language, with its twins in the others."""
    codes = [code for code, _ in settings.LANGUAGES]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for name, args in _addresses()[: MOST // len(codes)]:
        twins = {}
        for code in codes:
            with override(code):
                twins[code] = escape(settings.URL + reverse(name, args=args))
        also = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{at}"/>' for code, at in twins.items())
        lines += [f"<url><loc>{at}</loc>{also}</url>" for at in twins.values()]
    return HttpResponse("\n".join([*lines, "</urlset>", ""]), content_type="application/xml; charset=utf-8")


@require_GET
def robots(_request: HttpRequest) -> HttpResponse:
    """Everything that is for everybody may be read; searches are not worth it."""
    text = f"User-agent: *\nDisallow: /*/account/\nDisallow: /*/catalogue/?\nDisallow: /*/check/?\nDisallow: /*/observatory/find/\nDisallow: /*/observatory/embed/\nSitemap: {settings.URL}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
