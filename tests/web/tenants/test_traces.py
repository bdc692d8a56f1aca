"""What belongs to others leaves no trace: not by a number, an order, a status, a header or a redirect.

Marks give away a text that comes back. Here answers are held beside each other: to an id of others and to one that was made up; and before
and after others did everything that one can do. They have to be the same to the last sign.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web.tenants import filling, filling_people, world
from tests.web.tenants.asking import ask, path_of
from tests.web.tenants.crawling import KEYS, PUBLIC, WITHOUT_ID, objects
from tests.web.tenants.marks import marks_of
from tests.web.tenants.table import lines
from tests.web.tenants.world import World
from tests.web.test_access import ADDRESSES
from toepas_web.organisations.models import Organisation

pytestmark = pytest.mark.django_db
FRESH = "windlass"
"""A word that only stands in what others write while one looks."""
CHANGING = re.compile(rb'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|DTSTAMP:[0-9TZ]+|<updated>[^<]*</updated>')
"""What is another in every answer: keys of forms, and when a feed was made."""
ANOTHER = {"academy-verify", "academy-status"}
"""What answers something else each time: a question for a wallet, a list that is signed anew. Both are for everybody."""
UNSAID = {"Set-Cookie", "Date", "Expires", "Content-Length"}
OUTSIDE = "stranger", "rival", "analyst", "visitor"
"""People to whom the firm of the world shows nothing."""


def answer(response, path: str, ids: Mapping[str, Any]) -> tuple[object, ...]:
    """Everything that an answer tells, with the address and the ids that were asked for taken out of it."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    said = {name: value for name, value in response.items() if name not in UNSAID}
    text = CHANGING.sub(b"", body).decode(errors="replace") + repr(sorted(said.items()))
    for one in (path.removeprefix("/en"), *(str(one) for one in ids.values() if isinstance(one, uuid.UUID))):
        text = text.replace(one, "ASKED")
    return response.status_code, text


def unknown(ids: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The same, with an id that nothing has in the place of what the address is about."""
    needed = min(ADDRESSES[name], key=len)
    fresh = {
        key: uuid.uuid4() if isinstance(ids.get(key), uuid.UUID) else 99_999_999
        for key in needed
        if key.endswith("_id")
    }
    return {**ids, **fresh}


@pytest.mark.parametrize("who", ["stranger", "rival"])
def test_what_is_not_theirs_looks_like_what_is_not_there(worlds, who):
    here, client, wrong, seen = worlds["a"], worlds["a"].client(who), [], set()
    for ids in objects(here):
        for line in lines():
            needed, at = min(ADDRESSES[line.name], key=len), (line.method, path_of(line.name, ids))
            if line.signs[who] != "." or at in seen or KEYS & needed or not any(key.endswith("_id") for key in needed):
                continue
            seen.add(at)
            made_up = unknown(ids, line.name)
            told = [
                answer(ask(client, line.method, line.name, one), path_of(line.name, one), one) for one in (ids, made_up)
            ]
            if told[0] != told[1]:
                wrong.append(str(line))
    assert wrong == [], "\n".join(wrong)


def asked(client: Client, here: World, who: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every list, as it is and searched; and everything with an id that opens."""
    for name in WITHOUT_ID:
        if name in ANOTHER or (name.startswith(PUBLIC) and not name.startswith("api:case")):
            continue
        for query in ("", f"?q={FRESH}"):
            path = reverse(name) + query
            yield f"{name}{query}", answer(client.get(path), path, {})
    for line in lines():
        if line.method == "GET" and line.signs[who] == "y" and not KEYS & min(ADDRESSES[line.name], key=len):
            path = path_of(line.name, here.ids)
            yield line.name, answer(client.get(path), path, here.ids)


def much_happens(here: World) -> None:
    """A second firm of the same people with everything once more, and what was there gets another name."""
    again = World("c", here.people, here.hubs, {})
    firm = world.organisation(here.people["owner"], again.mark("firm"))
    again.ids["organisation_id"] = firm.pk
    for name in world.SCOPES:
        world.consent(here.hubs[name], firm, [name])
    for part in (filling.of_cases, filling.of_organisations, filling.of_maturity, filling.of_assurance):
        part(again)
    filling_people.of_pipelines(again)
    Organisation.objects.filter(pk=here.ids["organisation_id"]).update(name=FRESH)
    here.people["owner"].cases.update(title=FRESH)


@pytest.mark.parametrize("who", OUTSIDE)
def test_whatever_others_do_makes_no_difference(worlds, who):
    here, client = worlds["a"], worlds["a"].client(who)
    before = dict(asked(client, here, who))
    with transaction.atomic():
        much_happens(here)
        after = dict(asked(client, here, who))
        transaction.set_rollback(True)
    changed = [name for name, told in before.items() if after[name] != told]
    assert changed == [], "\n".join(changed)


OPENED = {
    "works-council": {"case"},
    "dates-feed": {
        "case",
        "privatecase",
        "project",
        "meeting",
        "application",
        "opencall",
        "oldcall",
        "validation",
        "firm",
    },
    "workspace-dates-feed": {"case", "firm", "hubservices"},
    "network-feed": {"meeting"},
}
"""What whoever has a key reads: of a case what is planned and what is owed to workers; dates with what they are about; meetings."""


@pytest.mark.parametrize("name", OPENED)
def test_a_key_opens_what_it_is_for_and_nothing_else(worlds, name):
    here = worlds["a"]
    answer = Client().get(path_of(name, here.ids))
    assert answer.status_code == 200
    assert {kind for _, kind in marks_of(answer)} <= OPENED[name]
    assert {tag for tag, _ in marks_of(answer)} <= {"a"}
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
