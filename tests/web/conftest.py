"""What the tests of the site share."""

import datetime
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from tests.repository.project import ROOT
from toepas.check import Answers, read_case
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.check import actions
from toepas_web.check.models import Case
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership
from toepas_web.workspace import actions as workspace
from toepas_web.workspace.models import Customer

PASSWORD = "a-long-enough-secret"
FIRM = {"name": "Molen BV", "kind": "firm", "sector": "", "size": "10-49", "country": "NL", "region": ""}


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


def saved(owner: User, answers: Answers) -> Case:
    texts = {"title": "Ranking applicants", "organisation": "Agency", "system": "", "purpose": ""}
    return actions.create(by=owner, answers=answers, texts=texts, on=datetime.date(2026, 11, 24))


@pytest.fixture
def case(owner, answers):
    return saved(owner, answers)


def page(response) -> str:
    """The text of a page, without tags, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def hub(stranger):
    return organisations.create(by=stranger, texts={**FIRM, "name": "Hub Noord", "kind": "hub"})


@pytest.fixture
def firm(owner):
    return organisations.create(by=owner, texts=FIRM)


@pytest.fixture
def adviser(hub):
    user = User.objects.create_user("adviser@example.org")
    Membership.objects.create(organisation=hub, user=user, role="adviser")
    return user


@pytest.fixture
def known(hub, stranger):
    workspace.add_customers(
        by=stranger, hub=hub, rows=[{"name": "Bakker", "size": "1-9", "sector": "", "country": "NL"}]
    )
    return Customer.objects.get(name="Bakker")
