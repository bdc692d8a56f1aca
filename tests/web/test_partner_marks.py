"""Partners are compared by what was worked out when they wrote: with the model and without it, as many questions for few as for many."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.conftest import page
from tests.web.members import found, member_of
from toepas.retrieval import vectors
from toepas_web.accounts.models import User
from toepas_web.network.models import Partner, Told

pytestmark = pytest.mark.django_db
PARTNERS = reverse("network-partners")


@pytest.fixture
def without_model(monkeypatch):
    monkeypatch.setattr(vectors, "encoder", lambda: None)
    from toepas.catalogue.search import meaning

    meaning._asked.cache_clear()
    yield
    meaning._asked.cache_clear()


def another(name, seeks="", offers="", sector="energy"):
    user = User.objects.get_or_create(email=f"{name.lower()}@example.org")[0]
    return found(member_of(user, name, sector), user, seeks=seeks, offers=offers)


def test_without_the_model_the_same_words_are_found_and_the_page_says_what_is_missing(owner, as_owner, without_model):
    found(member_of(owner, "Molen BV", ""), owner, seeks="Sorting of apples by camera")
    another("Fruit", offers="A camera that does the sorting of apples", sector="")
    another("Steel", offers="Welding of bridges", sector="")
    shown = page(as_owner.get(PARTNERS))
    assert "The comparison by meaning is not available on this site." in shown
    assert "Fruit" in shown
    assert "words that both say" in shown
    assert "Steel" not in shown
    assert "alike in meaning" not in shown


def test_with_the_model_the_same_is_found_in_other_words(owner, as_owner):
    if vectors.encoder() is None:
        pytest.skip("the model is not installed here")
    found(
        member_of(owner, "Molen BV", ""), owner, seeks="Somebody who translates letters of residents for our town hall"
    )
    another("Taal", offers="Vertalen van brieven van inwoners voor gemeenten", sector="")
    shown = page(as_owner.get(PARTNERS))
    assert "Taal" in shown
    assert "not available" not in shown


def test_what_is_changed_is_worked_out_anew_and_goes_with_the_consent(owner):
    member = member_of(owner, "Molen BV")
    found(member, owner, seeks="Apples", offers="Pears")
    assert "appl" in Told.objects.get(which="seeks").words
    found(member, owner, seeks="Bridges")
    (kept,) = Told.objects.all()
    assert "bridg" in kept.words
    Partner.objects.all().delete()
    assert not Told.objects.exists()


def test_texts_without_a_mark_or_with_an_old_one_get_one_and_others_are_left_alone(owner, capsys):
    mine = found(member_of(owner, "Molen BV"), owner, seeks="Apples", offers="Pears")
    untouched = another("Fruit", offers="Apples").told.get().pk
    Told.objects.filter(partner=mine, which="offers").update(made_by="of long ago")
    call_command("marks")
    assert "One text was worked out anew." in capsys.readouterr().out
    assert Told.objects.filter(partner=mine).count() == 2
    assert not Told.objects.filter(made_by="of long ago").exists()
    assert Told.objects.filter(pk=untouched).exists()


def test_many_members_take_no_more_questions_to_the_database_than_few(owner, as_owner):
    found(member_of(owner, "Molen BV"), owner, seeks="Help with grid data", offers="Translation")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            as_owner.get(PARTNERS)
        return len(asked)

    another("A", offers="Help with grid data")
    few = questions()
    for name in "BCDEFGHI":
        another(name, offers="Help with grid data", seeks="Translation")
    assert questions() == few


def test_only_those_of_a_kind_a_sector_or_a_country_are_shown(owner, as_owner):
    found(member_of(owner, "Molen BV"), owner, seeks="Help with grid data")
    another("Stroombv", offers="Help with grid data")
    another("Zorgbv", offers="Help with grid data", sector="mobility")
    assert {"Stroombv", "Zorgbv"} <= set(page(as_owner.get(PARTNERS)).split())
    shown = page(as_owner.get(PARTNERS, {"sector": "mobility"})).split()
    assert "Zorgbv" in shown
    assert "Stroombv" not in shown
    assert "Zorgbv" not in page(as_owner.get(PARTNERS, {"country": "DE"})).split()
    assert "Zorgbv" in page(as_owner.get(PARTNERS, {"country": "nonsense"})).split()
