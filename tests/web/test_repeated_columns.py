"""Columns that repeat something, so that a hub of thousands of customers is searched and counted fast: they say what they repeat, whoever writes."""

from __future__ import annotations

import pytest
from django.apps import apps as now
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.web.conftest import FIRM, signed_in
from toepas.kernel import Words
from toepas_web.check import actions as cases
from toepas_web.check.models import Case
from toepas_web.organisations import actions as organisations
from toepas_web.workspace import actions
from toepas_web.workspace.models import Customer, Investment, Referral, Service
from toepas_web.workspace.report import report

TODAY = timezone.localdate()
FIELDS = {
    "service": {"kind": "skills", "hours": None, "value": None, "on": TODAY, "note": ""},
    "investment": {"source": "own", "amount": 5, "evidence": "", "on": TODAY, "note": ""},
    "referral": {"asset": "x", "name": "X", "on": TODAY, "note": ""},
}
NO_TEXTS = {"organisation": "", "system": "", "purpose": ""}


def found(client, text: str) -> list[str]:
    groups = client.get("/api/v1/search", {"q": text, "kind": "cases"}).json()["groups"]
    return [hit["title"] for hit in groups[0]["hits"]]


@pytest.mark.django_db
def test_every_line_in_a_file_belongs_to_the_hub_of_that_file(hub, known, stranger):
    for what, fields in FIELDS.items():
        made = actions.note(by=stranger, customer=known, what=what, fields=fields)
        assert type(made).objects.get().hub == hub
    actions.set_state(by=stranger, referral=Referral.objects.get(), state="granted")
    assert Referral.objects.get().hub == hub


@pytest.mark.django_db
def test_a_line_that_says_another_hub_is_saved_as_one_of_its_customers_hub_and_counted_nowhere_else(
    hub, known, stranger
):
    other = organisations.create(by=stranger, texts={**FIRM, "name": "Other", "kind": "hub"})
    made = Service.objects.create(customer=known, hub=other, kind="skills")
    assert Service.objects.get().hub == hub
    Service.objects.filter(pk=made.pk).update(hub=other)  # as no part of the site would write it
    assert report(other, TODAY, TODAY, Words()).served == 0
    assert all(one.count == 0 for one in report(other, TODAY, TODAY, Words()).services)


@pytest.mark.django_db
def test_a_case_is_found_by_its_texts_as_they_are_now(owner, as_owner, case, answers):
    assert found(as_owner, "ranking") == ["Ranking applicants"]
    cases.change_texts(by=owner, case=case, texts={"title": "Crème fraîche", "purpose": "Wéighs 100 % of ai_lots"})
    assert not found(as_owner, "ranking")
    for text in ("CREME", "fraîche", "weighs", "100 %", "ai", "ai_lots", "creme agency", "Crème fraîche"):
        assert found(as_owner, text) == ["Crème fraîche"], text
    for text in ("aiXlots", "lot", "gency%", "creme ranking"):
        assert not found(as_owner, text), text
    cases.acknowledge(by=owner, case=case, number=case.number, on=TODAY)
    assert found(as_owner, "creme") == ["Crème fraîche"]


@pytest.mark.django_db
@pytest.mark.parametrize("letter", ["a", "ß", "語", "ΐ", "\U0001f600", "\U00020bb7"])
def test_the_longest_texts_can_be_kept_put_into_an_organisation_and_found(owner, as_owner, firm, answers, letter):
    lengths = {name: Case._meta.get_field(name).max_length for name in Case.TEXTS}
    texts = {name: "".join(chr(ord(letter) + (at * 7 % 11 if letter == "語" else 0)) for at in range(length)) for name, length in lengths.items()}  # fmt: skip
    made = cases.create(by=owner, answers=answers, texts=texts, on=TODAY)
    cases.put_into(by=owner, case=made, organisation=firm)
    assert found(as_owner, texts["title"][:5]) == [texts["title"]]


@pytest.mark.django_db
def test_a_colleague_finds_a_case_by_its_words_and_by_the_name_of_its_organisation(owner, stranger, firm, case):
    cases.put_into(by=owner, case=case, organisation=firm)
    client = signed_in(stranger)
    organisations_named = ("molen", "molen ranking", "ranking")
    assert [found(client, text) for text in organisations_named] == [[], [], []]
    now.get_model("organisations", "Membership").objects.create(organisation=firm, user=stranger, role="member")
    assert [found(client, text) for text in organisations_named] == [["Ranking applicants"]] * 3
    assert not found(client, "molen nothing")


BEFORE = [("workspace", "0002_files_of_customers"), ("check", "0003_dates")]
TITLES = ("Plain Title", "Crème Brûlée", "\U0001f600 Emoji", "100% \\_ 'x'")


@pytest.mark.django_db(transaction=True)
def test_what_was_there_before_the_columns_is_filled_in():
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        MigrationExecutor(connection).migrate(BEFORE)
        others = [node for node in newest if node[0] not in dict(BEFORE)]
        old = MigrationExecutor(connection).loader.project_state([*others, *BEFORE]).apps
        person = old.get_model("accounts", "User").objects.create(email="a@example.org")
        hubs = [
            old.get_model("organisations", "Organisation").objects.create(name=f"Hub {at}", kind="hub")
            for at in range(2)
        ]
        for hub in hubs:
            customer = old.get_model("workspace", "Customer").objects.create(hub=hub, name="C")
            old.get_model("workspace", "Service").objects.create(customer=customer, kind="skills", hours=1)
            old.get_model("workspace", "Investment").objects.create(customer=customer, source="own")
            old.get_model("workspace", "Referral").objects.create(customer=customer, asset="x", name="X")
        for title in TITLES:
            texts = {
                "title": title,
                "organisation": "ÉÈ" if "Plain" not in title else "",
                "system": "SYS",
                "purpose": "",
            }
            old.get_model("check", "Case").objects.create(owner=person, answers="", law_data="x", seen={}, **texts)
    finally:
        MigrationExecutor(connection).migrate(newest)
    for kind in (Service, Investment, Referral):
        assert {one.hub_id for one in kind.objects.all()} == {hub.pk for hub in hubs}
        assert all(one.hub_id == one.customer.hub_id for one in kind.objects.select_related("customer"))
    assert Customer.objects.count() == 2
    kept = {case.title: case.words for case in Case.objects.all()}
    assert kept["Plain Title"] == "plain title\nsys"
    assert kept["Crème Brûlée"] == "creme brulee\nee\nsys"
    for case in Case.objects.all():
        before = case.words
        case.save()
        assert case.words == before
