"""Every form on every page, filled in by who may send it, with what nobody should type: an answer that says so, never a defect.

One value to each field, the same each time; ``TOEPAS_HOSTILE=all`` sends every value to every field.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.urls import Resolver404, resolve, reverse

from tests.web.tenants.asking import path_of
from tests.web.tenants.crawling import KEYS, WITHOUT_ID, objects
from tests.web.tenants.table import lines
from tests.web.test_access import ADDRESSES

pytestmark = pytest.mark.django_db
ALL = os.environ.get("TOEPAS_HOSTILE") == "all"
HOSTILE = {
    "a number of 5000 digits": "9" * 5000,
    "a number that no database has": "9" * 19,
    "a sign that is a digit and no number": "\N{SUPERSCRIPT TWO}",
    "digits of another script": "\N{ARABIC-INDIC DIGIT THREE}",
    "less than nothing": "-1",
    "no number": "nan",
    "infinite": "1e999",
    "two lines": "A\r\nBcc: everybody@elsewhere.example",
    "a day that is not": "2026-02-30",
    "the last day": "9999-12-31",
    "the first day": "0001-01-01",
    "an address that is too long": "a" * 60 + "@" + ("b" * 60 + ".") * 4 + "example",
    "a long text": "x" * 300_000,
    "a formula": '=HYPERLINK("//elsewhere.example")',
    "markup": "<script>alert(1)</script>\"'><svg onload=alert(1)>",
    "another plane": "\N{PILE OF POO}\N{RIGHT-TO-LEFT OVERRIDE}\u200b\ufffe",
    "an id": "00000000-0000-0000-0000-000000000000",
    "a path": "../../../../etc/passwd",
    "brackets": "[[{}]]",
    "nothing": "",
}
SENDERS = ("owner", "hubowner", "policy", "judge", "curator", "analyst", "admin", "invitee")
OUTSIDE = ("account-delete",)
INSIDE = " object at 0x"
"""How the program writes what it has no words for; no page for people holds that."""


class Forms(HTMLParser):
    """The forms of a page: where each goes, by which method, and its fields as they are filled in."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at, self.found, self.open, self.select = at, [], None, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = (given.get("method", "get").lower(), given.get("action") or self.at, {})
            self.found.append(self.open)
        elif self.open is not None and (name := given.get("name")):
            self.select = name if tag == "select" else self.select
            if (tag in ("input", "button") and given.get("type") not in ("checkbox", "radio")) or "checked" in given:
                self.open[2][name] = given.get("value", "")
            else:
                self.open[2].setdefault(name, "")
        elif tag == "option" and self.select and ("selected" in given or not self.open[2].get(self.select)):
            self.open[2][self.select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open, self.select = None, ""
        elif tag == "select":
            self.select = ""


def pages(world, who: str, seen: set) -> Iterator[str]:
    """Every address that this person may open, with the ids of the world; of those without an id, what nobody opened before."""
    for name in WITHOUT_ID:
        if name not in seen:
            yield reverse(name)
    for ids in objects(world) if ALL else [world.ids]:
        for line in lines():
            if line.method != "GET" or line.signs[who] != "y" or KEYS & min(ADDRESSES[line.name], key=len):
                continue
            at = path_of(line.name, ids)
            if (who, at) not in seen:
                seen.add((who, at))
                yield at


def name_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return path


@pytest.mark.parametrize("who", SENDERS)
def test_no_form_breaks_the_site_whatever_is_typed(worlds, who, seen):
    client = worlds["a"].client(who)
    client.raise_request_exception = False
    broken = []
    for at in pages(worlds["a"], who, seen):
        page = client.get(at)
        if page.status_code != 200 or not page.get("Content-Type", "").startswith("text/html"):
            if page.status_code >= 500:
                broken.append((at, page.status_code))
            continue
        seen.add(name_of(at))
        text = page.content.decode()
        if INSIDE in text:
            broken.append((at, INSIDE))
        found = Forms(at)
        found.feed(text)
        for method, to, fields in found.found:
            to = to.partition("#")[0] or at
            fields.pop("csrfmiddlewaretoken", None)
            for field in fields:
                if (method, name_of(to), field) in seen or name_of(to) in OUTSIDE or to.startswith("http"):
                    continue
                seen.add((method, name_of(to), field))
                values = list(HOSTILE)
                chosen = values if ALL else [values[zlib.crc32(f"{name_of(to)} {field}".encode()) % len(values)]]
                for value in chosen:
                    status = send(client, method, to, {**fields, field: HOSTILE[value]})
                    if status >= 500:
                        broken.append((method, name_of(to), field, value, status))
    assert broken == []


@pytest.fixture(scope="module")
def seen():
    return set()


def send(client, method: str, to: str, fields: dict[str, str]) -> int:
    with transaction.atomic():
        response = getattr(client, method)(to, fields)
        transaction.set_rollback(True)
    return response.status_code
