"""What protects visitors: headers, cookies, logs, odd requests, and the checks of the framework."""

import logging
import os
import subprocess
import sys

import pytest
from django.urls import reverse

from tests.repository.project import ROOT
from tests.web.conftest import page

PAGES = [
    "home",
    "about",
    "privacy",
    "accessibility",
    "interfaces",
    "check",
    "check-next",
    "check-result",
    "law",
    "law-changes",
    "calendar",
    "authorities",
    "strategy",
    "strategy-money",
    "sectors",
    "ask",
    "dossier",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*PAGES, "account_login"])
def test_no_page_allows_scripts_or_styles_that_are_not_ours(client, name):
    response = client.get(reverse(name))
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    html = response.content.decode()
    assert " style=" not in html
    assert " onclick=" not in html
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_titled_and_in_its_language(client, name, lang):
    from django.utils.translation import override

    with override(lang):
        html = client.get(reverse(name)).content.decode()
    assert f'<html lang="{lang}">' in html
    assert "<title> –" not in html
    assert html.count("<h1") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_pages_set_no_cookie_unless_a_form_needs_it(client, name):
    cookies = set(client.get(reverse(name)).cookies)
    assert cookies <= ({"csrftoken"} if name == "dossier" else set())


@pytest.mark.parametrize(
    "path", ["/en/check/?a=%00", "/en/law/?q=%1b%5b31m", "/en/ask/?q=a%0bb", "/%00", "/en/law/art%00/"]
)
def test_control_characters_are_refused(client, path):
    assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/en/law/art_999/",
        "/en/law/rct_0000/",
        "/en/law/x/",
        "/en/law/art_5/compared/?old=1&new=2",
        "/en/nothing",
        "/xx/check/",
        "/en/authorities/?country=XX",
    ],
)
def test_what_is_not_there_is_said_in_words(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert len(page(response)) > 200


@pytest.mark.parametrize("q", ["x" * 5000, "' OR 1=1 --", "<script>", "{{7*7}}", "\u202e", "🙂" * 300])
def test_odd_searches_are_answered_and_escaped(client, q):
    response = client.get(reverse("law"), {"q": q})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()
    assert ">49<" not in response.content.decode()


def test_the_address_without_a_language_leads_to_the_readers_own(client):
    assert client.get("/", headers={"accept-language": "nl"})["Location"] == "/nl/"
    assert client.get("/", headers={"accept-language": "xx"})["Location"] == "/en/"


@pytest.mark.django_db
def test_logs_hold_no_answers_and_no_addresses(client, answers, caplog):
    caplog.set_level(logging.DEBUG)
    client.get("/en/check/result/", {"a": answers.pack()})
    client.get("/en/nothing/", {"a": answers.pack()})
    client.post("/en/account/login/", {"login": "someone@example.org", "password": "x"})
    written = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert answers.pack()[:40] not in written
    assert "someone@example.org" not in written


def manage(tmp_path, *arguments, **env):
    return subprocess.run(
        [sys.executable, "-P", "-m", "toepas_web", "manage", *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "TOEPAS_HOME": str(tmp_path), **env},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_check_before_deployment_is_clean(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", TOEPAS_URL="https://ai.example.org")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_over_https_every_cookie_is_secure_and_plain_requests_are_sent_on(tmp_path):
    code = "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 3e7, s.ALLOWED_HOSTS[0])"
    done = manage(tmp_path, "shell", "-v0", "-c", code, TOEPAS_URL="https://ai.example.org")
    assert done.stdout.split() == ["True", "True", "True", "True", "ai.example.org"]


def test_the_tables_are_as_the_models_say(tmp_path):
    done = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    from toepas_web.config.secret import secret_key

    first = secret_key(tmp_path / "new" / "secret.key")
    assert secret_key(tmp_path / "new" / "secret.key") == first
    assert len(first) > 50
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o077 == 0
