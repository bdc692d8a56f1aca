"""Whatever the site keeps is in the worlds that are searched: something new that is not makes a test fail."""

from __future__ import annotations

import pytest
from django.apps import apps

from tests.web.tenants.kinds import KINDS, NOT_MADE
from tests.web.tenants.texts import expected
from tests.web.tenants.world import HUBS

pytestmark = pytest.mark.django_db
MODELS = {one._meta.label: one for one in apps.get_models() if one.__module__.startswith("toepas_web.")}


def test_every_kind_of_thing_that_the_site_keeps_is_listed():
    assert set(MODELS) == set(KINDS)


def test_every_kind_of_text_belongs_to_something_that_is_kept():
    named = {kind for text in KINDS.values() for kind in text.split()}
    named |= {f"{kind}{hub}" for kind in ("hub", "prospect", "called", "books", "partner", "at") for hub in HUBS}
    assert set(expected()) <= named


def test_there_is_something_of_every_kind_in_the_worlds(worlds):
    assert worlds
    assert {label for label, model in MODELS.items() if not model.objects.exists()} == NOT_MADE
