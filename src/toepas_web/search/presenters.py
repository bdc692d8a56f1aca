"""What was found, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from toepas.kernel import Words
from toepas_web.search.looking import Part
from toepas_web.search.registry import Hit, Kind
from toepas_web.search.wanted import LONGEST, MOST_WORDS, Wanted


def wrong(wanted: Wanted, said: Words) -> str:
    """Why a search is not carried out; empty where it is."""
    if len(wanted.text) > LONGEST:
        return said.t("At most {n} letters, please.", n=LONGEST)
    if len(wanted.words) > MOST_WORDS:
        return said.t("At most {n} words, please.", n=MOST_WORDS)
    return ""


def address(wanted: Wanted, kind: str = "", page: int = 1) -> str:
    """The page of a search, of one kind, further on."""
    parts = [("q", wanted.text), ("kind", kind), ("page", str(page) if page > 1 else "")]
    return f"{reverse('search')}?{urlencode([(name, value) for name, value in parts if value])}"


def facets(parts: Sequence[Part], wanted: Wanted, chosen: Kind | None, said: Words) -> list[dict[str, Any]]:
    """Everything, and each kind of which something was found; with how many."""
    rows = [{"name": said.t("Everything"), "count": "", "address": address(wanted), "current": chosen is None}]
    return rows + [
        {
            "name": part.kind.name(said),
            "count": counted(part, said),
            "address": address(wanted, part.kind.id),
            "current": part.kind is chosen,
        }
        for part in parts
        if part.kind is chosen or (part.found and part.found.count)
    ]


def group(part: Part, wanted: Wanted, said: Words) -> dict[str, Any]:
    """One kind with its hits."""
    found = part.found
    return {
        "id": part.kind.id,
        "name": part.kind.name(said),
        "address": address(wanted, part.kind.id),
        "count": counted(part, said),
        "hits": [_hit(one, wanted) for one in found.hits] if found else [],
        "left": found is not None and found.count > len(found.hits),
    }


def counted(part: Part, said: Words) -> str:
    """How many there are, in figures."""
    if part.found is None:
        return ""
    number = said.number(part.found.count)
    return said.t("more than {n}", n=number) if part.found.more else number


def _hit(one: Hit, wanted: Wanted) -> dict[str, Any]:
    return {
        "title": wanted.marked(one.title),
        "context": wanted.marked(wanted.part(one.context)),
        "address": one.address,
        "lang": one.lang,
    }


def pages(part: Part, wanted: Wanted, page: int, size: int) -> dict[str, Any]:
    """The way to other pages of one kind."""
    count = part.found.count if part.found else 0
    last = max(1, -(-count // size))
    return {
        "page": page,
        "last": last,
        "before": address(wanted, part.kind.id, page - 1) if page > 1 else "",
        "after": address(wanted, part.kind.id, page + 1) if page < last else "",
    }
