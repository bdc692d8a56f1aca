"""Signing up and in: by e-mail with a code, throttled, without telling who has an account."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from tests.web.conftest import PASSWORD, page
from toepas_web.accounts.models import User
from toepas_web.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


def test_a_person_signs_up_confirms_the_address_and_comes_back_to_what_they_were_saving(client, answers):
    target = f"{reverse('case-save')}?a={answers.pack()}"
    response = client.post(
        reverse("account_signup"), {"email": "New@Example.org", "password1": PASSWORD, "next": target}
    )
    assert response.status_code == 302
    code = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", mail.outbox[0].body, re.MULTILINE)[1]
    response = client.post(response["Location"], {"code": code})
    assert response["Location"] == target
    assert User.objects.get().email == "new@example.org"
    assert Event.objects.filter(action="signed up").exists()


def test_mail_comes_in_the_language_of_the_page(client):
    client.post("/nl/account/signup/", {"email": "nieuw@example.org", "password1": PASSWORD})
    assert User.objects.get().language == "nl"
    assert "Toepas" in mail.outbox[0].subject
    assert "bevestig" in mail.outbox[0].body.lower() or "verificatie" in mail.outbox[0].body.lower()
    assert str(User.objects.get().pk) not in mail.outbox[0].body


def test_signing_up_twice_does_not_tell_that_the_address_is_known(client, owner):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    known = client.post(reverse("account_signup"), {"email": owner.email, "password1": PASSWORD})
    cache.clear()
    client.logout()
    unknown = client.post(reverse("account_signup"), {"email": "nobody@example.org", "password1": PASSWORD})
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]


@pytest.mark.parametrize("password", ["short", "password12", "1234567890"])
def test_weak_passwords_are_refused_with_a_summary(client, password):
    response = client.post(reverse("account_signup"), {"email": "new@example.org", "password1": password})
    assert response.status_code == 200
    assert "There is a problem" in page(response)
    assert User.objects.count() == 0


def test_guessing_passwords_is_slowed_down(client, owner):
    statuses = [
        client.post(reverse("account_login"), {"login": owner.email, "password": f"wrong-{n}"}) for n in range(12)
    ]
    assert any("Too many failed login attempts" in page(r) or r.status_code == 429 for r in statuses)
    right = client.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})
    assert right.status_code != 302


def test_a_code_can_be_used_once(client, owner):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    client.post(reverse("account_request_login_code"), {"email": owner.email})
    code = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", mail.outbox[0].body, re.MULTILINE)[1]
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 302
    assert client.get(reverse("account")).status_code == 200
    client.post(reverse("account_logout"))
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get(reverse("account")).status_code == 302


def test_single_sign_on_is_offered_where_it_is_set_up(client):
    assert "OpenID" in page(client.get(reverse("account_login")))


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_request_login_code"]
)
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_pages_of_the_accounts_package_stand_in_our_layout(client, name, lang):
    from django.utils.translation import override

    with override(lang):
        html = client.get(reverse(name)).content.decode()
    assert f'<html lang="{lang}">' in html
    assert '<main id="content"' in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", html)


def test_no_name_phone_or_profile_is_kept():
    assert {field.name for field in User._meta.get_fields() if not field.is_relation} == {
        "id", "email", "password", "last_login", "is_active", "is_moderator", "language", "joined",
    }  # fmt: skip


def test_mail_leads_to_this_site_whatever_host_was_asked(client, owner, settings):
    settings.URL = "https://toepas.example"
    asked = {"email": owner.email}
    assert client.post(reverse("account_reset_password"), asked, headers={"host": "localhost:4444"}).status_code == 302
    assert client.post(
        reverse("account_reset_password"), {"email": "nobody@example.org"}, headers={"host": "127.0.0.1"}
    )
    first, second = (one.subject + one.body for one in mail.outbox)
    assert "https://toepas.example/en/account/password/reset/key/" in first
    assert "https://toepas.example/en/account/signup/" in second
    assert not [word for word in ("4444", "localhost", "127.0.0.1") if word in first + second]


def test_behind_a_proxy_who_guesses_passwords_locks_out_nobody_else(client, owner, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # what TOEPAS_PROXY=1 sets
    for n in range(25):
        client.post(
            reverse("account_login"),
            {"login": f"{n}@example.org", "password": "wrong"},
            headers={"x-forwarded-for": f"198.51.100.{n}, 203.0.113.9"},  # the first is what the sender made up
        )
    refused = client.post(
        reverse("account_login"),
        {"login": owner.email, "password": PASSWORD},
        headers={"x-forwarded-for": "203.0.113.9"},
    )
    assert "Too many failed login attempts" in page(refused) or refused.status_code == 429
    right = client.post(
        reverse("account_login"),
        {"login": owner.email, "password": PASSWORD},
        headers={"x-forwarded-for": "203.0.113.7"},
    )
    assert right.status_code == 302


def test_the_session_before_signing_in_is_not_the_one_after(client, owner):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    session = client.session
    session["known"] = "to somebody else"
    session.save()
    planted = session.session_key
    sent = {"login": owner.email, "password": PASSWORD, "next": "//elsewhere.example/"}
    answer = client.post(reverse("account_login"), sent)
    assert (answer.status_code, answer["Location"]) == (302, reverse("cases"))
    assert client.session.session_key != planted
    cookie = answer.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
