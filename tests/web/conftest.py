"""What the tests of the site share."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from tests.repository.project import ROOT
from toepas.check import Answers, read_case
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.check import actions

PASSWORD = "a-long-enough-secret"


def example(name: str) -> Answers:
    return Answers(read_case(ROOT / "examples" / f"{name}.yaml", Words()).facts)


@pytest.fixture(autouse=True)
def clean(settings, tmp_path):
    """Files of one test are not those of another; counts of requests begin anew."""
    settings.MEDIA_ROOT = tmp_path / "files"
    translation.activate("en")
    return tmp_path


@pytest.fixture
def answers():
    return example("cv-ranking-staffing-agency")


@pytest.fixture
def owner(db):
    cache.clear()
    return User.objects.create_user("owner@example.org", PASSWORD)


@pytest.fixture
def stranger(db):
    return User.objects.create_user("stranger@example.org", PASSWORD)


@pytest.fixture
def as_owner(owner):
    client = Client()
    client.force_login(owner)
    return client


@pytest.fixture
def as_stranger(stranger):
    client = Client()
    client.force_login(stranger)
    return client


@pytest.fixture
def case(owner, answers):
    import datetime

    texts = {"title": "Ranking applicants", "organisation": "Agency", "system": "", "purpose": ""}
    return actions.create(by=owner, answers=answers, texts=texts, on=datetime.date(2026, 11, 24))


def page(response) -> str:
    """The text of a page, without tags, in one line."""
    import re

    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
