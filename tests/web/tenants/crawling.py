"""A person asks for everything there is, and what comes back is read for marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web.tenants.asking import WITH_ID, ask, body_of, path_of, sign
from tests.web.tenants.marks import marks_in, marks_of
from tests.web.tenants.table import Line
from tests.web.tenants.world import WORD, World
from tests.web.test_access import ADDRESSES
from tests.web.who_may_open import PACKAGE

KEYS = {"secret", "key", "own_key", "hub_key"}
"""What opens to whoever has it."""
WITHOUT_ID = sorted(
    name
    for name, ways in ADDRESSES.items()
    if frozenset() in ways and (name == "account_email" or not name.startswith((*PACKAGE, "mfa_")))
)
PUBLIC = (
    "observatory", "strategy", "law", "check", "sector", "calendar", "assurance-example", "ask", "dossier", "api:", "home", "root",
    "openapi", "sitemap",
)  # fmt: skip
"""Parts that keep nothing of anybody: asked as they are by one person with an account and one without, not by everybody."""
OWN_POSTS = ("account-export",)

Found = dict[tuple[str, str], str]
"""Where each mark came back."""


def _takes(name: str, ids: Mapping[str, Any]) -> bool:
    return bool(frozenset[str]().union(*ADDRESSES[name]) & set(ids))


def objects(world: World) -> Iterator[dict[str, Any]]:
    """The ids to ask with: the first of each kind, then each of the others in its place."""
    yield world.ids
    for one in world.more:
        yield {**world.ids, **one}


def swapped(mine: World, theirs: World) -> Iterator[dict[str, Any]]:
    """The ids of one world with one kind of another in its place."""
    for key in theirs.ids:
        if key not in KEYS:
            yield {**mine.ids, key: theirs.ids[key]}


class Crawl:
    """What one person gets to see. ``seen``: addresses that were asked already."""

    def __init__(self, client: Client) -> None:
        self.client, self.found, self.seen = client, Found(), set[tuple[str, str]]()
        self.signs: dict[str, str] = {}
        self.cached: list[tuple[str, str]] = []

    def lists(self, *, everything: bool, searched: bool) -> None:
        """Every address without an id, as it is and searched."""
        queries = ("", f"?q={WORD}") if searched else ("",)
        for name in WITHOUT_ID:
            public = name.startswith(PUBLIC) and not name.startswith("api:case")
            for query in queries if not public else ("",) if everything else ():
                self._note(f"GET {name}{query}", self.client.get(reverse(name) + query))
        for name in OWN_POSTS:
            with transaction.atomic():
                self._note(f"POST {name}", self.client.post(reverse(name)))
                transaction.set_rollback(True)

    def table(self, ids: Mapping[str, Any], table: Iterable[Line]) -> None:
        """Every line of the table with these ids; what came back is kept as a sign, too."""
        for line in table:
            response = ask(self.client, line.method, line.name, ids)
            self.seen.add((line.method, path_of(line.name, ids)))
            self.signs[str(line)] = sign(response)
            if not KEYS & min(ADDRESSES[line.name], key=len):
                self._note(str(line), response, body_of(line.name, ids))

    def things(self, ids: Mapping[str, Any], only: Mapping[str, Any] | None = None) -> None:
        """Every address with these ids; ``only`` those that take one of these."""
        for name in WITH_ID:
            if KEYS & min(ADDRESSES[name], key=len) or (only is not None and not _takes(name, only)):
                continue
            at = ("GET", path_of(name, ids))
            if at not in self.seen:
                self.seen.add(at)
                self._note(f"GET {name}", ask(self.client, "GET", name, ids))

    def _note(self, where: str, response, sent: Mapping[str, Any] | None = None) -> None:
        found = marks_of(response) - marks_in(str(sent).encode())
        for one in found:
            self.found.setdefault(one, where)
        if found and where.startswith("G") and "no-store" not in response.get("Cache-Control", ""):
            self.cached += [(where, kind) for _, kind in sorted(found)]


def marks_of_get(client: Client, name: str, ids: Mapping[str, Any]) -> Found:
    """The marks at one address, each with where it stood."""
    return dict.fromkeys(marks_of(client.get(reverse(name, kwargs=ids))), name)


def marks_of_post(client: Client, name: str, ids: Mapping[str, Any]) -> Found:
    """The same for what is asked for with a form, and taken back."""
    with transaction.atomic():
        found = marks_of(client.post(reverse(name, kwargs=ids)))
        transaction.set_rollback(True)
    return dict.fromkeys(found, name)


def letters() -> list[tuple[str, set[tuple[str, str]]]]:
    """To whom mail went, and the marks in it; then forgotten."""
    found = [
        (address, marks_in(f"{one.subject}\n{one.body}".encode()))
        for one in mail.outbox
        for address in one.recipients()
    ]
    mail.outbox.clear()
    return found
