"""One box over everything: who finds what, and who does not."""

import json

import pytest

from tests.web.conftest import FIRM, page, signed_in
from toepas_web.accounts.models import User
from toepas_web.catalogue.engine import collection
from toepas_web.organisations import actions as organisations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def opened(db):
    """The catalogue is opened before a search is timed, as a running site does it when it starts."""
    collection()


def found(client, text, kind="", lang="en"):
    """The titles of what somebody finds, by kind."""
    answer = client.get("/api/v1/search", {"q": text, "lang": lang, "limit": 100, **({"kind": kind} if kind else {})})
    assert answer.status_code == 200, answer.content
    groups = json.loads(answer.content)["groups"]
    assert all(group["searched"] for group in groups), groups
    return {group["kind"]: [hit["title"] for hit in group["hits"]] for group in groups if group["count"]}


def test_a_visitor_finds_the_law_the_strategy_and_the_pages(client):
    print(found(client, "transparency"))
    print(found(client, "article 26"))
    print(found(client, "chatbot"))
    print(found(client, "energie", lang="nl"))
    import time
    for i in range(3):
        t=time.perf_counter(); r=client.get("/en/search/?q=transparency"); print(r.status_code, time.perf_counter()-t)
    assert 0
