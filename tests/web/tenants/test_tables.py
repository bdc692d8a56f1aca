"""Everybody asks for everything: the answers are those of the table, and no text comes back to whom it may not.

Not in a page, a header, a file, a letter or a log; nor is a page with somebody's text one that a browser keeps.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass

import pytest
from django.apps import apps

from tests.web.tenants.asking import WITH_ID, ask, path_of, sign
from tests.web.tenants.crawling import Crawl, letters, objects, swapped
from tests.web.tenants.kinds import KINDS, NOT_MADE
from tests.web.tenants.marks import mark
from tests.web.tenants.table import COLUMNS, lines
from tests.web.tenants.texts import expected
from tests.web.tenants.world import SITE, World

pytestmark = pytest.mark.django_db
TABLE, SEES = lines(), expected()
PEERS = {"owner": "rival", "otherhub": "rival", "hubowner": "rival", "rival": "rival"}
"""What people of one world are in the other: who shares a text to be found may read those of others that fit."""
EVERYBODY = {kind for kind, signs in SEES.items() if "." not in signs.values()}
"""Texts that are for all."""

ALL = os.environ.get("TOEPAS_CRAWL") == "all"
"""Everybody asks for everything, also for all of the other world; takes minutes."""
WHOLE = COLUMNS if ALL else ("owner", "member", "services", "hubowner", "former", "rival", "policy", "judge")
"""Who asks for everything there is; the others for a quarter of the table, another one each."""
DEEP = COLUMNS if ALL else ("rival",)
"""Who asks for all of the other world."""


@dataclass
class Asked:
    """What one person got, what was written to the log, and which letters went out."""

    crawl: Crawl
    log: str
    letters: list[tuple[str, set[tuple[str, str]]]]


def everything(here: World, there: World, who: str) -> Crawl:
    """Own world, its other objects, the other world, and ids of the other in addresses of the own."""
    crawl = Crawl(here.client(who))
    crawl.table(here.ids, TABLE if who in WHOLE else TABLE[COLUMNS.index(who) % 4 :: 4])
    if who not in WHOLE:
        return crawl
    crawl.lists(everything=who == "owner", searched=True)
    for ids, only in zip(list(objects(here))[1:], here.more, strict=True):
        crawl.things(ids, only)
    for ids in (there.ids, *swapped(here, there)) if who in DEEP else ():
        crawl.things(ids, {key: one for key, one in ids.items() if one != here.ids[key]})
    return crawl


@pytest.fixture(scope="module")
def kept() -> dict[str, Asked]:
    return {}


@pytest.fixture
def asked(worlds, kept, caplog):
    """What a person gets, asked for once."""

    def of(who: str) -> Asked:
        if who not in kept:
            caplog.set_level(logging.INFO)
            letters()
            kept[who] = Asked(everything(worlds["a"], worlds["b"], who), caplog.text, letters())
        return kept[who]

    return of


def test_every_address_that_takes_an_id_stands_in_the_table():
    assert {one.name for one in TABLE} == set(WITH_ID)


def test_there_is_something_of_every_kind_in_the_worlds(worlds):
    assert worlds
    assert {label for label in KINDS if not apps.get_model(label).objects.exists()} == NOT_MADE


@pytest.mark.parametrize("who", COLUMNS)
def test_each_person_gets_the_answers_of_the_table(asked, who):
    found = asked(who).crawl.signs
    wrong = [
        f"{line}: {found[str(line)]} instead of {line.signs[who]}"
        for line in TABLE
        if found.get(str(line), line.signs[who]) != line.signs[who]
    ]
    assert not wrong, "\n".join(wrong)
    assert found


@pytest.mark.parametrize("who", WHOLE)
def test_nobody_gets_a_text_that_is_not_theirs_and_everybody_gets_their_own(worlds, asked, who):
    found, wrong = asked(who).crawl.found, []
    own = worlds["a"].people[who].email if who in worlds["a"].people else ""
    for tag in "ab" if who != "rival" else "a":  # whose home is the other
        column = who if tag == "a" or who in SITE else PEERS.get(who, "stranger")
        for kind, signs in SEES.items():
            where = found.get((tag, kind))
            if where and signs[column] == "." and mark(tag, kind) not in own:
                wrong.append(f"{tag} {kind} in {where}")
            if where is None and signs[column] == "y" and tag == "a":
                wrong.append(f"{kind} nowhere")
    assert not wrong, "\n".join(wrong)
    assert {kind for _, kind in found} <= set(SEES)


@pytest.mark.parametrize("who", WHOLE)
def test_no_text_is_left_in_a_browser_or_a_log_or_goes_to_somebody_by_mail(asked, who):
    result = asked(who)
    assert [pair for pair in result.crawl.cached if pair[1] not in EVERYBODY] == []
    assert "mka" not in result.log
    assert "mkb" not in result.log
    assert "failed" not in result.log
    for address, marks in result.letters:
        assert {kind for _, kind in marks if mark("a", kind) not in address} <= {"firm", *EVERYBODY}, address


def test_a_method_that_is_not_in_the_table_is_not_there(worlds):
    here = worlds["a"]
    client, known = here.client("owner"), {(one.method, path_of(one.name, here.ids)) for one in TABLE}
    others = [
        (method, name)
        for name in WITH_ID
        for method in ("GET", "POST", "PUT", "DELETE")
        if (method, path_of(name, here.ids)) not in known
    ]
    assert others
    assert [pair for pair in others if sign(ask(client, *pair, here.ids)) not in "-.f"] == []
