"""Whatever the site keeps is in the worlds that are searched: something new that is not makes a test fail."""

from __future__ import annotations

from django.apps import apps

from tests.web.tenants.kinds import KINDS
from tests.web.tenants.texts import expected
from tests.web.tenants.world import HUBS

MODELS = {one._meta.label for one in apps.get_models() if one.__module__.startswith("toepas_web.")}


def test_every_kind_of_thing_that_the_site_keeps_is_listed():
    assert set(KINDS) == MODELS


def test_every_kind_of_text_belongs_to_something_that_is_kept():
    named = {kind for text in KINDS.values() for kind in text.split()}
    named |= {f"{kind}{hub}" for kind in ("hub", "prospect", "called", "books", "partner", "at") for hub in HUBS}
    assert set(expected()) <= named
