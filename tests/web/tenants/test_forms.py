"""Whatever a form of somebody else says: what was there stays as it was, nothing new hangs on it, and that it was refused is noted.

``TOEPAS_FORMS=5000`` sends so many forms, new ones each time.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.repository.project import ROOT
from tests.web.tenants.asking import BODIES, WITH_ID, path_of
from tests.web.tenants.crawling import KEYS, WITHOUT_ID
from tests.web.test_access import ADDRESSES
from toepas_web.audit import refusals
from toepas_web.audit.models import Event

pytestmark = pytest.mark.django_db
FORMS = int(os.environ.get("TOEPAS_FORMS", "0"))
MODELS = [one for one in apps.get_models() if one.__module__.startswith("toepas_web.") and one is not Event]
_NAMED = re.compile(r"""(?:POST|given|data)(?:\.get|\.getlist)?[(\[]"([a-z_-]+)\"""")
NAMES = sorted(
    {name for path in (ROOT / "src" / "toepas_web").rglob("*.py") for name in _NAMED.findall(path.read_text("utf-8"))}
)
"""What fields of forms are called, wherever the site reads one."""
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
WITHOUT_KEYS = [name for name in WITH_ID if not KEYS & min(ADDRESSES[name], key=len)]
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


def rows() -> Iterator[tuple[tuple[str, object], str]]:
    """Every row that is kept, with a digest of what is in it."""
    for model in MODELS:
        for values in model.objects.order_by("pk").values():
            text = repr(
                sorted((name, bytes(one) if isinstance(one, memoryview) else one) for name, one in values.items())
            )
            yield (model.__name__, values[model._meta.pk.attname]), text


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_there_are_names_of_fields_to_fill_in():
    assert {"organisation", "customer", "member", "case", "sealed", "scopes", "role"} <= set(NAMES)


@settings(
    max_examples=FORMS or 60, derandomize=not FORMS, deadline=None, database=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)  # fmt: skip
@given(data=st.data())
def test_no_form_of_others_changes_anything_or_hangs_something_on_it(worlds, data, monkeypatch):
    monkeypatch.setattr(refusals, "MOST", 100)
    here = worlds["a"]
    who = data.draw(st.sampled_from(("stranger", "rival", "former", "nothing", "hubber")))
    theirs = {key: one for key, one in here.ids.items() if key not in KEYS}
    name = data.draw(st.sampled_from([*WITHOUT_KEYS, *(one for one in WITHOUT_ID if one not in NOT_HERE)]))
    mine = dict(worlds["b"].ids) if who == "rival" else dict(here.ids)
    swapped = data.draw(st.sets(st.sampled_from(sorted(theirs)), min_size=1))
    path = path_of(name, {**mine, **{key: theirs[key] for key in swapped}}) if name in WITH_ID else reverse(name)
    value = st.sampled_from([*map(str, theirs.values()), *SAYINGS])
    body = {**BODIES.get(name, {}), **data.draw(st.dictionaries(st.sampled_from(NAMES), value, max_size=8))}
    before = dict(rows())
    with transaction.atomic():
        response = here.client(who).post(path, body)
        after = dict(rows())
        noted = Event.objects.filter(action__startswith=refusals.REFUSED).count()
        transaction.set_rollback(True)
    own = _own(here, worlds["b"], who)
    changed = [key for key, text in before.items() if after.get(key) != text and not any(one in text for one in own)]
    assert changed == [], (who, path, body)
    hung = [key for key in after if key not in before and any(str(one) in after[key] for one in _ids(theirs))]
    assert hung == [] or name in GETS_IN_TOUCH or who in ("nothing", "hubber"), (who, path, body)
    if response.status_code in (403, 404) and any(str(one) in path for one in _ids(theirs)):
        assert noted == 1, (who, path)


def _ids(theirs: dict) -> list[object]:
    return [
        one
        for key, one in theirs.items()
        if key.endswith("_id") and key not in ("other_id", "met_id", "call_id", "hub_id")
    ]


def _own(here, there, who: str) -> list[str]:
    """What stands in rows that are this person's own, which a form of theirs may change."""
    people = [here.people[who].pk]
    mine = [one for key, one in there.ids.items() if key.endswith("_id")] if who == "rival" else []
    return [repr(one) for one in (*people, *mine)]
