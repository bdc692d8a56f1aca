"""What is refused is noted: who asked for what, and nothing else; nobody fills the record that way."""

from __future__ import annotations

import io
import uuid
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.conftest import FIRM
from toepas_web.accounts import actions as accounts
from toepas_web.audit import refusals
from toepas_web.audit.models import Event
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership

pytestmark = pytest.mark.django_db


def noted() -> list[tuple[object, str, str]]:
    return list(Event.objects.filter(action__startswith=refusals.REFUSED).values_list("actor", "action", "subject"))


def test_asking_for_what_is_somebody_elses_is_noted_with_account_page_and_id(as_stranger, stranger, firm, case):
    assert as_stranger.get(reverse("organisation", args=[firm.pk])).status_code == 404
    assert as_stranger.post(reverse("case-delete", args=[case.pk])).status_code == 404
    assert noted() == [
        (stranger.pk, "refused: organisation", f"organisation:{firm.pk}"),
        (stranger.pk, "refused: case-delete", f"case:{case.pk}"),
    ]


def test_what_one_may_see_but_not_do_is_noted_too(as_stranger, stranger, firm):
    Membership.objects.create(organisation=firm, user=stranger, role="member")
    assert as_stranger.get(reverse("organisation-delete", args=[firm.pk])).status_code == 403
    assert noted() == [(stranger.pk, "refused: organisation-delete", f"organisation:{firm.pk}")]


def test_programs_are_noted_as_people_are(as_stranger, stranger, case):
    assert as_stranger.get(f"/api/v1/cases/{case.pk}").status_code == 404
    assert noted() == [(stranger.pk, "refused: api:case", f"case:{case.pk}")]


def test_an_id_of_others_in_a_form_or_behind_ones_own_is_what_is_noted(as_stranger, stranger, firm, answers, owner):
    own = organisations.create(by=stranger, texts=FIRM)
    invited = organisations.invite(by=owner, organisation=firm, email="x@example.org", role="member")
    member = firm.memberships.get()
    as_stranger.post(reverse("organisation-withdraw", args=[own.pk, invited.pk]))
    as_stranger.post(reverse("organisation-member", args=[own.pk, member.pk]), {"do": "remove"})
    asked = organisations.invite_customer(by=owner, hub=firm, email=stranger.email, wished=[])
    as_stranger.post(
        reverse("invitation", args=[asked.pk]), {"answer": "yes", "customer": str(firm.pk), "scopes": ["cases"]}
    )
    assert [subject for _, _, subject in noted()] == [
        f"invitation:{invited.pk}",
        f"membership:{member.pk}",
        f"organisation:{firm.pk}",
    ]


def test_nothing_is_noted_of_who_has_no_account_of_made_up_ids_or_of_old_forms(as_stranger, stranger, firm, case):
    Client().get(reverse("organisation", args=[firm.pk]))
    as_stranger.get(reverse("organisation", args=[uuid.uuid4()]))
    as_stranger.get("/en/organisations/nowhere/")
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(stranger)
    assert careful.post(reverse("case-delete", args=[case.pk])).status_code == 403
    assert noted() == []


def test_the_same_is_noted_once_an_hour_and_only_so_much_in_a_day(as_stranger, stranger, firm, case, monkeypatch):
    for _ in range(3):
        as_stranger.get(reverse("organisation", args=[firm.pk]))
    assert len(noted()) == 1
    monkeypatch.setattr(refusals, "MOST", 3)
    for name in ("case", "case-history", "case-rename", "case-delete", "case-readers"):
        as_stranger.get(reverse(name, args=[case.pk]))
    assert [action for _, action, _ in noted()][-2:] == ["refused: case-history", refusals.MORE]
    assert len(noted()) == 4


def test_the_account_reads_it_and_it_forgets_who_when_the_account_goes(as_stranger, stranger, case):
    as_stranger.get(reverse("case", args=[case.pk]))
    with zipfile.ZipFile(io.BytesIO(accounts.export(user=stranger))) as packed:
        assert b"refused: case" in packed.read("record/events.json")
    accounts.delete(user=stranger)
    assert noted() == [(None, "refused: case", f"case:{case.pk}")]
