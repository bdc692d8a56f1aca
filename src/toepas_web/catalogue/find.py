"""Finds entries of the catalogue by words, with the catalogue's own search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse

from toepas.catalogue import Collection, Query, kind_name
from toepas.catalogue import Kind as AssetKind
from toepas.retrieval import OFFICIAL_LANGUAGES, recognise
from toepas_web.catalogue.engine import BusyError, collection
from toepas_web.catalogue.presenters import text_in
from toepas_web.search.registry import Asked, Found, Hit, Kind, NotReadyError

PATIENCE = 0.5
"""Seconds: while a process that has just begun still opens the catalogue, a search shows everything else."""
COURSES = {"kind": (AssetKind.COURSE.value,)}


def entries(asked: Asked) -> Found:
    """Everything but courses."""
    return _search(asked, {}, COURSES)


def courses(asked: Asked) -> Found:
    """Courses."""
    return _search(asked, COURSES, {})


def _search(asked: Asked, only: Mapping[str, Sequence[str]], without: Mapping[str, Sequence[str]]) -> Found:
    said, here, text = asked.said, _opened(), asked.wanted.text
    lang = recognise(text, said.lang)
    query = Query(
        text, lang if lang in OFFICIAL_LANGUAGES else said.lang, filters=only, without=without, words="all",
        legs=("words",), facets=(), limit=asked.limit, offset=asked.offset,
    )  # fmt: skip
    found = here.search(query)

    def hit(name: str) -> Hit:
        asset = here[name]
        title, what = text_in(asset, "name", said), text_in(asset, "summary", said)
        context = f"{kind_name(asset.kind, said)}: {what['text']}"
        return Hit(title["text"], context, reverse("catalogue-asset", args=[name]), title["lang"])

    return Found(tuple(hit(one.id) for one in found.hits), found.total, found.capped)


def _opened() -> Collection:
    try:
        return collection(PATIENCE)
    except BusyError:
        raise NotReadyError from None


KINDS = (
    Kind("catalogue", 64, lambda said: said.t("Catalogue"), entries),
    Kind("courses", 66, lambda said: said.t("Courses"), courses),
)
