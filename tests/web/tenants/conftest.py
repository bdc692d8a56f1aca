"""Two worlds with the same things in them, made once for a file of tests."""

import pytest
from django.conf import settings as site
from django.db import transaction
from django.test.utils import override_settings
from django.utils import translation

from tests.web.tenants import filling, filling_people, world
from toepas_web.accounts.models import User
from toepas_web.audit import refusals


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        yield site.MEDIA_ROOT


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker, files):
    """Worlds ``a`` and ``b``, and the people that are of neither; gone when the file is done."""
    translation.activate("en")
    with django_db_blocker.unblock(), transaction.atomic():
        people = world.of_the_site()
        made = {tag: world.make(tag) for tag in "ab"}
        for one, stream in zip(made.values(), ("energy", "space"), strict=True):
            filling.fill(one)
            filling_people.fill(one, stream)
        for one in made.values():
            world.leave_and_suspend(one)
        for tag, other in (("a", "b"), ("b", "a")):
            invitee, _ = User.objects.get_or_create(email=f"{world.mark(tag, 'invitee')}@example.org")
            made[tag].people |= {**people, "rival": made[other].people["owner"], "invitee": invitee}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(refusals, "MOST", -1)  # that is tried in test_refused, and would be half of the time here
            yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def clean(settings, files):
    """Files lie where those of the worlds do."""
    settings.MEDIA_ROOT = files
    translation.activate("en")
