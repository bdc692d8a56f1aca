"""What can be found: each part of the site says here how it looks for its own things among those that somebody may see.

A part applies its own rules first and the words after that, so what may not be opened is not found, and not counted either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from toepas.kernel import Words
from toepas_web.search.wanted import Wanted

MOST = 1000
"""Rows are counted so far; beyond that it is "more than"."""


class NotReadyError(Exception):
    """This part still gets ready, as it does after every start: a moment later it can be searched."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found. ``lang`` is the language of title and context where it need not be the reader's; ``also`` are other
    words by which it is known and that are not shown."""

    title: str
    context: str
    address: str | Promise
    lang: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, and how many there are; with ``more`` there are at least so many."""

    hits: tuple[Hit, ...]
    count: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A search by somebody: ``user`` is an account, or anonymous. ``limit`` and ``offset`` count hits."""

    user: Any
    wanted: Wanted
    said: Words
    limit: int
    offset: int = 0

    def of(self, rows: QuerySet[Any], hit: Callable[[Any], Hit], read: QuerySet[Any] | None = None) -> Found:
        """The hits among rows of the database. They are looked through once, for their keys; only those of this page are read whole, from
        ``read`` where it takes long to ask again which rows somebody may see."""
        keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
        wanted = keys[self.offset : self.offset + self.limit]
        page = {one.pk: one for one in (rows if read is None else read).filter(pk__in=wanted)} if wanted else {}
        return Found(tuple(hit(page[key]) for key in wanted if key in page), min(len(keys), MOST), len(keys) > MOST)

    def among(self, every: Iterable[Hit]) -> Found:
        """The hits among things in memory, by all their texts; those whose title has the words come first. Their addresses may be lazy:
        only those that are shown are worked out."""
        held = [one for one in every if self.wanted.holds(one.title, one.context, one.also)]
        held.sort(key=lambda one: not self.wanted.holds(one.title))
        page = held[self.offset : self.offset + self.limit]
        return Found(tuple(replace(one, address=str(one.address)) for one in page), len(held))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing. ``private`` ones are looked for only for who is signed in. ``place`` orders them on the page."""

    id: str
    place: int
    name: Callable[[Words], str]
    find: Callable[[Asked], Found]
    private: bool = False


_kinds: dict[str, Kind] = {}


def offer(*kinds: Kind) -> None:
    """Called once by each part, when the site starts."""
    _kinds.update({kind.id: kind for kind in kinds})


def kinds_for(user: Any) -> tuple[Kind, ...]:
    """Every kind of which this account, or a visitor, may find something; in the order of the page."""
    inside = user.is_authenticated and user.is_active
    found = [kind for kind in _kinds.values() if inside or not kind.private]
    return tuple(sorted(found, key=lambda kind: (kind.place, kind.id)))
