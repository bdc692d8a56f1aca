"""What an account could do to others or to the site with forms that it may send: flood them, pass for them, forge mail, fill the disk."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.conftest import FIRM, page, signed_in
from toepas.check import check, unpack
from toepas_web.accounts.models import User
from toepas_web.check import actions as cases
from toepas_web.check.models import Case, Evidence
from toepas_web.organisations import actions
from toepas_web.organisations.mail import send_invitation
from toepas_web.organisations.models import Invitation, Membership, Organisation
from toepas_web.ui.numbers import counted
from toepas_web.ui.words import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def invite(client, organisation, email="x@example.org"):
    return client.post(reverse("organisation-invite", args=[organisation.pk]), {"email": email, "role": "member"})


def test_nobody_floods_an_address_with_invitations(as_owner, firm):
    assert [invite(as_owner, firm).status_code for _ in range(4)] == [302, 302, 302, 422]
    asked = Invitation.objects.get(state="open")
    as_owner.post(reverse("organisation-withdraw", args=[firm.pk, asked.pk]))
    refused = invite(as_owner, firm, "X@example.org")
    assert (refused.status_code, len(mail.outbox)) == (422, 3)
    assert "Try again tomorrow" in page(refused)
    assert invite(as_owner, firm, "y@example.org").status_code == 302


def test_an_account_invites_only_so_many_people_in_a_day_whatever_for(as_owner, owner, firm, monkeypatch):
    monkeypatch.setattr(actions, "MOST_A_DAY", 2)
    other = actions.create(by=owner, texts={**FIRM, "kind": "hub"})
    assert invite(as_owner, firm, "a@example.org").status_code == 302
    at = reverse("organisation-invite", args=[other.pk])
    assert as_owner.post(at, {"customer-email": "b@example.org", "kind": "customer"}).status_code == 302
    assert invite(as_owner, firm, "c@example.org").status_code == 422
    assert len(mail.outbox) == 2


def test_what_counts_letters_does_not_keep_the_address(as_owner, firm):
    from django.db import connection

    invite(as_owner, firm)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM site_cache")
        assert not [row for row in cursor.fetchall() if "x@example" in str(row)]


def test_the_name_of_an_organisation_is_one_line_of_what_can_be_seen(as_owner, firm):
    given = {**FIRM, "name": " Molen\r\nBcc: everybody@elsewhere.example\N{RIGHT-TO-LEFT OVERRIDE} ", "number": "1"}
    assert as_owner.post(reverse("organisation-change", args=[firm.pk]), given).status_code == 302
    firm.refresh_from_db()
    assert firm.name == "Molen Bcc: everybody@elsewhere.example"
    unseen = {**FIRM, "name": "\N{ZERO WIDTH SPACE}\N{WORD JOINER}"}
    assert "Fill in the name" in page(as_owner.post(reverse("organisation-new"), unseen))


def test_no_name_that_is_kept_already_writes_headers_of_mail(owner, firm):
    Organisation.objects.filter(pk=firm.pk).update(name="Molen\nBcc: everybody@elsewhere.example")
    firm.refresh_from_db()
    send_invitation(actions.invite(by=owner, organisation=firm, email="x@example.org", role="member"), words())
    assert (mail.outbox[0].to, mail.outbox[0].bcc) == (["x@example.org"], [])
    assert "\n" not in mail.outbox[0].subject


def test_an_address_longer_than_the_database_takes_is_refused(as_owner, firm):
    long = "a" * 60 + "@" + ("b" * 60 + ".") * 3 + "example.org"
    assert len(long) > 254
    assert invite(as_owner, firm, long).status_code == 422


@pytest.mark.parametrize(
    ("asked", "others"),
    [("anna@fa\N{LATIN SMALL LETTER SHARP S}.example", "anna@fass.example"), ("anna@fass.example", "anna@fa\N{LATIN SMALL LETTER SHARP S}.example")],
)  # fmt: skip
def test_an_invitation_is_not_for_an_address_that_only_folds_to_the_same(owner, firm, asked, others):
    invitation = actions.invite(by=owner, organisation=firm, email=asked, role="owner")
    stranger = User.objects.create_user(others)
    at = reverse("invitation", args=[invitation.pk])
    assert signed_in(stranger).get(at).status_code == 404
    assert signed_in(stranger).post(at, {"answer": "yes"}).status_code == 404
    meant = User.objects.create_user(asked.upper() if asked.isascii() else asked)
    assert signed_in(meant).get(at).status_code == 200


@pytest.mark.parametrize(
    "text", ["9" * 5000, "\N{SUPERSCRIPT TWO}", "\N{ARABIC-INDIC DIGIT TWO}", "-1", "1.0", " 1", "", None]
)
def test_what_is_no_count_is_the_count_of_nothing(text):
    assert counted(text) == -1


def test_a_form_with_a_number_of_5000_digits_is_an_old_form(as_owner, firm):
    answer = as_owner.post(reverse("organisation-change", args=[firm.pk]), {**FIRM, "number": "9" * 5000})
    assert (answer.status_code, "changed it in the meantime" in page(answer)) == (422, True)


def test_a_member_makes_nobody_owner_nor_themself(owner, firm, stranger):
    client, own = signed_in(stranger), Membership.objects.create(organisation=firm, user=stranger, role="member")
    at = reverse("organisation-member", args=[firm.pk, own.pk])
    assert client.post(at, {"role": "owner"}).status_code == 403
    assert client.post(at, {"role": "owner", "do": "remove "}).status_code == 403
    assert invite(client, firm, "friend@example.org").status_code == 403
    new = client.post(
        reverse("organisation-new"), {**FIRM, "id": str(firm.pk), "number": "7", "memberships": str(own.pk)}
    )
    assert new.status_code == 302
    own.refresh_from_db()
    assert (own.role, firm.memberships.get(user=owner).role) == ("member", "owner")
    assert Organisation.objects.exclude(pk=firm.pk).get().number == 1


def test_an_account_keeps_so_many_cases_on_pages_and_for_programs(as_owner, owner, case, monkeypatch):
    monkeypatch.setattr(cases, "MOST_CASES", 1)
    sent = {"a": case.answers, "title": "Another"}
    answer = as_owner.post(reverse("case-save"), sent, follow=True)
    assert "as many cases as one account may keep" in page(answer)
    given = {"title": "Another", "facts": {}}
    assert as_owner.post("/api/v1/cases", given, content_type="application/json").status_code == 422
    assert Case.objects.count() == 1


def test_an_account_keeps_so_much_in_files(as_owner, case, monkeypatch):
    duty = check(unpack(case.answers)[0].facts, case.created.date()).duties[0].duty.id
    monkeypatch.setattr(cases, "MOST_BYTES", 20)

    def send(text: bytes):
        file = SimpleUploadedFile("proof.txt", text)
        return as_owner.post(reverse("case-evidence", args=[case.pk, duty]), {"file": file})

    assert send(b"twelve bytes").status_code == 302
    refused = send(b"twelve bytes")
    assert (refused.status_code, "Remove some first" in page(refused)) == (422, True)
    assert Evidence.objects.count() == 1


def test_counts_of_sign_ins_are_not_pushed_out_by_counts_of_others():
    cache.set("tries", 5, 3600)
    for number in range(350):
        cache.set(f"other-{number}", 1, 3600)
    assert cache.get("tries") == 5
