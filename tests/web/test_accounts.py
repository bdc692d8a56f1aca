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
