"""Whatever a form of somebody else says: what was there stays as it was, nothing new hangs on it, and that it was refused is noted.

One form to every address that takes one, the same each time; ``TOEPAS_FORMS=20`` sends so many to each, new ones each time.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import resolve, reverse

from tests.repository.project import ROOT
from tests.web.tenants.asking import BODIES, WITH_ID, path_of
from tests.web.tenants.crawling import KEYS, WITHOUT_ID
from tests.web.tenants.table import lines
from tests.web.tenants.world import World
from tests.web.test_access import ADDRESSES
from toepas_web.audit import refusals
from toepas_web.audit.models import Event

pytestmark = pytest.mark.django_db
FORMS = int(os.environ.get("TOEPAS_FORMS", "0"))
MODELS = [one for one in apps.get_models() if one.__module__.startswith("toepas_web.") and one is not Event]
_NAMED = re.compile(r"""(?:POST|given|data)(?:\.get|\.getlist)?[(\[]"([a-z_-]+)\"""")
SITE = ROOT / "src" / "toepas_web"
NAMES = {
    app.name: sorted({name for path in app.rglob("*.py") for name in _NAMED.findall(path.read_text("utf-8"))})
    for app in SITE.iterdir()
    if app.is_dir()
}
"""What fields of forms are called, by the part of the site that reads them."""
SAYINGS = (
    "yes",
    "no",
    "1",
    "owner",
    "member",
    "remove",
    "end",
    "send",
    "delete",
    "leave",
    "cases",
    "upheld",
    "T0",
    "2099-01-01",
    "x@elsewhere.example",
)
SENDERS = ("stranger", "rival", "former", "nothing", "hubber")
GETS_IN_TOUCH = {"network-introduce", "catalogue-together-greet"}
"""With these one may turn to somebody else, who agreed to be found."""
NOT_HERE = {
    "account-delete",
    "account_email",
    "ask",
    "assurance-energy",
    "assurance-seal",
    "academy-verify",
    "strategy-proposals",
}
TAKE_FORMS = sorted(
    {one.name for one in lines() if one.method == "POST" and not KEYS & min(ADDRESSES[one.name], key=len)}
    | {name for name in WITHOUT_ID if name not in NOT_HERE}
)


def rows() -> Iterator[tuple[tuple[str, object], str]]:
    """Every row that is kept, with what is in it."""
    for model in MODELS:
        for values in model.objects.order_by("pk").values():
            text = repr(
                sorted((name, bytes(one) if isinstance(one, memoryview) else one) for name, one in values.items())
            )
            yield (model.__name__, values[model._meta.pk.attname]), text


def test_there_are_names_of_fields_to_fill_in():
    assert {"customer", "scopes", "role"} <= set(NAMES["organisations"])
    assert {"organisation", "case", "member", "sealed"} <= {name for names in NAMES.values() for name in names}


@dataclass(frozen=True)
class Form:
    """Somebody sends this to an address: ids of others stand in it, or in its fields."""

    who: str
    name: str
    path: str
    body: dict[str, object]


def forms(worlds: dict[str, World], draw: random.Random) -> Iterator[Form]:
    """One to every address that takes a form, from one person after the other."""
    here, senders = worlds["a"], itertools.cycle(SENDERS)
    theirs = {key: str(one) for key, one in here.ids.items() if key not in KEYS}
    values = [*theirs.values(), *SAYINGS]
    for name in TAKE_FORMS:
        who = next(senders)
        mine = worlds["b"].ids if who == "rival" else here.ids
        swapped = draw.sample(sorted(theirs), draw.randint(1, len(theirs)))
        path = path_of(name, {**mine, **{key: theirs[key] for key in swapped}}) if name in WITH_ID else reverse(name)
        part = resolve(path).func.__module__.removeprefix("toepas_web.").split(".")[0]
        filled = [one for one in NAMES.get(part, ()) if draw.random() < 0.8]
        body = {one: theirs.get(f"{one}_id") if draw.random() < 0.5 else None for one in filled}
        yield Form(
            who,
            name,
            path,
            {**BODIES.get(name, {}), **{one: sent or draw.choice(values) for one, sent in body.items()}},
        )


def test_no_form_of_others_changes_anything_or_hangs_something_on_it(worlds, monkeypatch):
    monkeypatch.setattr(refusals, "MOST", 100)
    here, before = worlds["a"], dict(rows())
    own = {who: _own(here, worlds["b"], who) for who in SENDERS}
    draw = random.Random() if FORMS else random.Random(0)
    for form in itertools.chain.from_iterable(forms(worlds, draw) for _ in range(FORMS or 1)):
        written: list[str] = []
        with transaction.atomic():
            client = here.client(form.who)
            with connection.execute_wrapper(partial(_note, written)):
                response = client.post(form.path, form.body)
            after = dict(rows()) if written else before
            noted = Event.objects.filter(action__startswith=refusals.REFUSED).count()
            transaction.set_rollback(True)
        changed = [key for key, text in before.items() if after.get(key) != text and not holds(text, own[form.who])]
        assert changed == [], form
        hung = [key for key in after if key not in before and holds(after[key], _ids(here.ids))]
        assert hung == [] or form.name in GETS_IN_TOUCH or form.who in ("nothing", "hubber"), (form, hung)
        if response.status_code in (403, 404) and holds(form.path, _ids(here.ids)):
            assert noted == 1, form


def _note(written: list[str], execute, sql, *rest):
    """Keep what changes a row, and let it be done."""
    if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")):
        written.append(sql)
    return execute(sql, *rest)


def holds(text: str, some: list[object]) -> bool:
    """Whether one of these stands in it."""
    return any(str(one) in text for one in some)


def _ids(of: dict[str, object]) -> list[object]:
    """What tells a thing of this world from all others; a short number stands in anything."""
    public = {*KEYS, "other_id", "met_id", "call_id", "hub_id"}
    return [one for key, one in of.items() if key not in public and isinstance(one, uuid.UUID)]


def _own(here: World, there: World, who: str) -> list[object]:
    """What stands in rows that are this person's own, which a form of theirs may change."""
    people = [here.people[who].pk]
    mine = [one for one in there.ids.values() if isinstance(one, uuid.UUID)] if who == "rival" else []
    return [*people, *mine]
