"""Who may open what: every address of the site times every kind of visitor. An address that is not listed fails."""

from __future__ import annotations

import shutil
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.web.conftest import example, saved
from tests.web.things import of_everything
from tests.web.who_may_open import (
    ANALYST,
    API_METHODS,
    FILES,
    ISSUER,
    LEAD_BACK,
    LEAD_ON,
    MODERATOR,
    ONLY_POST,
    OPEN,
    OWNER,
    PACKAGE,
    RUNNER,
    SIGNED_IN,
    WHO,
    WITHOUT_NUMBERS,
)
from toepas_web.accounts.models import User
from toepas_web.check.models import Case
from toepas_web.organisations import actions as organisations

pytestmark = pytest.mark.django_db


def addresses(patterns=None, prefix: str = "", above: frozenset[str] = frozenset()) -> dict[str, set[frozenset[str]]]:
    """Every named address of the site, with what has to be filled in (in each of the ways it can be written)."""
    found: dict[str, set[frozenset[str]]] = {}
    for item in patterns if patterns is not None else get_resolver().url_patterns:
        needed = above | frozenset(item.pattern.converters)
        if isinstance(item, URLResolver):
            inner = f"{item.namespace}:" if item.namespace else ""
            for name, ways in addresses(item.url_patterns, prefix + inner, needed).items():
                found.setdefault(name, set()).update(ways)
        elif isinstance(item, URLPattern):
            found.setdefault(prefix + (item.name or f"?{item.pattern}"), set()).add(needed)
    return found


ADDRESSES = addresses()


def test_every_address_says_who_may_open_it():
    assert {name for name in ADDRESSES if not name.startswith(PACKAGE)} == set(WHO)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """Something of the owner's to ask for, made once for all tests: who owns it, a stranger, their case, the things and their files."""
    files = tmp_path_factory.mktemp("files")
    translation.activate("en")
    with override_settings(MEDIA_ROOT=files), django_db_blocker.unblock(), transaction.atomic():
        owner, stranger = (User.objects.create_user(f"{name}@example.org") for name in ("owner", "stranger"))
        case = saved(owner, example("cv-ranking-staffing-agency"))
        yield owner.pk, stranger.pk, case.pk, of_everything(owner, stranger, case), files
        transaction.set_rollback(True)


@pytest.fixture
def owner(made, db):
    return User.objects.get(pk=made[0])


@pytest.fixture
def stranger(made, db):
    return User.objects.get(pk=made[1])


@pytest.fixture
def case(made, db):
    return Case.objects.get(pk=made[2])


@pytest.fixture
def things(made, settings):
    """What was made, with files of this test's own."""
    shutil.copytree(made[4], settings.MEDIA_ROOT)
    return made[3]


def address(name: str, things: dict) -> str:
    """An address with what it needs filled in."""
    wanted = {**things, **_of_this(name)}
    return reverse(name, kwargs={key: wanted[key] for key in min(ADDRESSES[name], key=len)})


def _of_this(name: str) -> dict:
    """What stands in the address of one part of the site and means something else in another."""
    if name == "workspace-report-download":
        return {"form": "csv"}
    if name == "academy-download-as":
        return {"form": "png"}
    if name == "catalogue-all":
        return {"form": "csv"}
    if name.endswith("-file"):
        return {"name": FILES[name]}
    if "law" in name or name == "api:provision":
        return {"name": "art_26"}
    if "indicator" in name:
        return {"name": "ai-use"}
    if name == "api:vintages_of_dataset":
        return {"name": "isoc_eb_ai"}
    return {
        "code": {
            "observatory-country": "NL",
            "observatory-occupation": "4131",
            "api:occupation_of_observatory": "4131",
        }.get(name, "energy")
    }


def ask(client: Client, name: str, things: dict) -> int:
    method = API_METHODS.get(name) or ("post" if name in ONLY_POST else "get")
    more = (
        {"content_type": "application/json", "data": "{}"}
        if method in ("post", "put") and name.startswith("api:")
        else {"data": {"member": str(things["member_id"])}}
        if name == "network-seat"
        else {}
    )
    return getattr(client, method)(address(name, things), **more).status_code


REFUSED = {301, 302, 401, 403, 404}


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == OPEN))
def test_what_is_open_answers_everyone(name, things, as_owner, as_stranger):
    for client in (Client(), as_stranger, as_owner):
        assert ask(client, name, things) in (200, 302, 404, 422), name
        if name not in LEAD_ON:
            assert ask(client, name, things) in (200, 422), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == SIGNED_IN))
def test_what_needs_an_account_sends_others_to_sign_in(name, things, as_stranger):
    assert ask(Client(), name, things) in ({401} if name.startswith("api:") else {302}), name
    assert ask(as_stranger, name, things) in ((302,) if name in LEAD_BACK else (200, 201, 422)), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == OWNER))
def test_what_has_an_owner_is_not_there_for_others(name, things, as_owner, as_stranger):
    assert ask(Client(), name, things) in {302, 401, 404}, name
    assert ask(as_stranger, name, things) == (422 if name == "api:replace" else 404), name
    assert ask(as_owner, name, things) in (200, 204, 302, 400, 422), name


@pytest.mark.parametrize(
    "name", sorted(name for name, who in WHO.items() if who == OWNER and name not in WITHOUT_NUMBERS)
)
def test_made_up_numbers_lead_nowhere(name, things, as_owner):
    made_up = {**things}
    made_up |= {key: uuid.uuid4() for key, value in things.items() if isinstance(value, uuid.UUID)}
    assert ask(as_owner, name, made_up) == (422 if name == "api:replace" else 404), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == RUNNER))
def test_running_calls_and_pipelines_is_for_those_with_the_role(name, things, stranger, as_owner, as_stranger):
    assert ask(Client(), name, things) in {302, 404}, name
    assert ask(as_stranger, name, things) == 404, name
    assert ask(as_owner, name, things) in {403, 404}, name
    organisations.give_site_role(by=None, user=stranger, role="policy-maker")
    assert ask(as_stranger, name, things) in (
        (404,) if name in ("appeal-answer", "project-gate", "call-release") else (200, 302, 422)
    ), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == ISSUER))
def test_the_desk_of_the_issuer_is_not_there_for_others(name, things, stranger, as_owner, as_stranger):
    assert ask(Client(), name, things) == 302, name
    for client in (as_stranger, as_owner):
        assert ask(client, name, things) == 404, name
    organisations.give_site_role(by=None, user=stranger, role="administrator")
    assert ask(as_stranger, name, things) == 200, name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == MODERATOR))
def test_the_queue_is_not_there_for_others(name, things, owner, stranger, as_owner, as_stranger):
    for client in (Client(), as_stranger, as_owner):
        assert ask(client, name, things) == 404, name
    User.objects.filter(pk__in=(owner.pk, stranger.pk)).update(is_moderator=True)
    assert ask(as_stranger, name, things) == 200, name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == ANALYST))
def test_figures_over_all_organisations_are_not_there_for_others(name, things, stranger, as_owner, as_stranger):
    assert ask(Client(), name, things) == 302, name
    for client in (as_stranger, as_owner):
        assert ask(client, name, things) == 404, name
    organisations.give_site_role(by=None, user=stranger, role="analyst")
    assert ask(as_stranger, name, things) == 200, name


def test_nobody_rules_on_what_they_sent_themselves(things, owner, as_owner):
    User.objects.filter(pk=owner.pk).update(is_moderator=True)
    assert ask(as_owner, "moderation-ticket", things) == 404


def test_a_stranger_cannot_save_into_somebody_elses_case(as_stranger, case, answers):
    fields = {"a": answers.pack(), "case": case.pk, "number": 1}
    assert as_stranger.post(reverse("case-save"), fields).status_code == 404
    facts = {"number": 1, "facts": {}}
    assert as_stranger.put(f"/api/v1/cases/{case.pk}/facts", facts, content_type="application/json").status_code == 404


@pytest.mark.parametrize("name", sorted(n for n in WHO if n not in ONLY_POST and not n.startswith("api:")))
def test_reading_never_writes(name, things, as_owner):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = as_owner.get(address(name, things))
    written = [q["sql"] for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    if response.status_code in (403, 404):  # that it was refused is noted
        written = [sql for sql in written if not sql.startswith('INSERT INTO "audit_event"')]
    assert written == []


@pytest.mark.parametrize(
    "name",
    [
        "case-save",
        "case-rename",
        "case-delete",
        "case-task",
        "case-evidence",
        "evidence-delete",
        "account-export",
        "account-delete",
        "dossier",
    ],
)
def test_forms_from_elsewhere_are_refused(name, things, owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    response = client.post(address(name, things), {"title": "x"})
    assert response.status_code == 403
    assert "no longer valid" in response.content.decode()


def test_the_interface_refuses_writes_without_the_token_of_a_form(owner, case):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    assert client.delete(f"/api/v1/cases/{case.pk}").status_code == 403


def test_a_page_of_who_is_signed_in_is_kept_by_no_browser(as_owner):
    for address in (reverse("calls"), reverse("home"), "/api/v1/cases"):
        assert "no-store" in as_owner.get(address)["Cache-Control"], address
    assert "Cache-Control" not in Client().get(reverse("calls"))
