"""The catalogue for programs: whole, or one asset, in the standards of the trade; and the newest as a feed."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from toepas.catalogue import (
    Asset,
    Party,
    document_of,
    serialise,
    to_atom,
    to_croissant,
    to_csv,
    to_graph,
    to_list,
    to_publiccode,
)
from toepas_web.catalogue.engine import collection, once
from toepas_web.catalogue.presenters import own_files
from toepas_web.ui.words import words

NEWEST = 50


def _page(asset: Asset) -> str:
    return settings.URL + reverse("catalogue-asset", args=[asset.id])


def _publisher() -> Party:
    return Party(name="Toepas", url=settings.URL)


def _graph(assets: list[Asset], profile: str, form: str) -> bytes:
    base = settings.URL + reverse("catalogue")
    return serialise(to_graph(assets, profile, _publisher(), base), form)  # type: ignore[arg-type]  # one of the known values


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()


Forms = dict[str, tuple[str, Callable[[list[Asset]], bytes]]]
LINKED: Forms = {
    "ttl": ("text/turtle; charset=utf-8", lambda assets: _graph(assets, "mldcat-ap", "turtle")),
    "jsonld": ("application/ld+json", lambda assets: _graph(assets, "mldcat-ap", "json-ld")),
    "dcat.ttl": ("text/turtle; charset=utf-8", lambda assets: _graph(assets, "dcat-ap", "turtle")),
    "dcat.jsonld": ("application/ld+json", lambda assets: _graph(assets, "dcat-ap", "json-ld")),
}
"""Those that take seconds for the whole catalogue; none depends on the reader or the day."""
FORMS: Forms = {
    "csv": ("text/csv; charset=utf-8", lambda assets: to_csv(assets, words().lang)),
    "json": ("application/json", lambda assets: _json(to_list(assets, timezone.now()))),
    **LINKED,
}
"""Forms of a list of assets, by the ending of the file."""
OF_ONE: Forms = {
    **FORMS,
    "json": ("application/json", lambda assets: _json(document_of(assets[0]))),
    "croissant.json": ("application/ld+json", lambda assets: _json(to_croissant(assets[0]))),
    "publiccode.yml": ("application/yaml; charset=utf-8", lambda assets: to_publiccode(assets[0], words()).encode()),
}


def _answer(name: str, form: str, kind: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


@require_GET
def whole(_request: HttpRequest, form: str) -> HttpResponse:
    """Every asset in one file."""
    if form not in FORMS:
        raise Http404
    kind, make = FORMS[form]
    content = once(form, lambda assets: make(list(assets))) if form in LINKED else make(list(collection()))
    return _answer("toepas-catalogue", form, kind, content)


@require_GET
def single(_request: HttpRequest, asset_id: str, form: str) -> HttpResponse:
    """One asset as a file."""
    found = collection().get(asset_id)
    if found is None or form not in (*FORMS, *(name for name, _ in own_files(found))):
        raise Http404
    kind, make = OF_ONE[form]
    return _answer(asset_id.replace(":", "-"), form, kind, make([found]))


@require_GET
def feed(_request: HttpRequest) -> HttpResponse:
    """The newest assets, for readers of feeds."""
    said = words()
    assets = sorted(
        collection(), key=lambda asset: asset.modified or asset.issued or asset.sources[0].retrieved, reverse=True
    )
    content = to_atom(
        assets[:NEWEST], said.t("Newest in the catalogue"), settings.URL + reverse("catalogue-feed"), timezone.now(),
        page=_page, lang=said.lang,
    )  # fmt: skip
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
