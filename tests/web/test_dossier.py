"""The dossier as a download: what is there for the case comes along, from the catalogue of this site."""

import io
import zipfile

import pytest

from toepas.catalogue import Collection
from toepas.catalogue.search.local import LocalIndex
from toepas_web.ui import known

pytestmark = pytest.mark.django_db


def order(client, answers, lang="en", **more):
    given = {"a": answers.pack(), "system": "Software that ranks applicants", "file": "dossier.html", **more}
    return client.post(f"/{lang}/dossier/", given)


def test_the_page_offers_the_fields_that_matching_asks_for(client, answers):
    page = client.get("/en/dossier/", {"a": answers.pack()}).content.decode()
    for name in ("need", "sector", "place"):
        assert f'name="{name}"' in page
    assert 'value="public-sector"' in page


def test_asking_for_the_form_does_not_open_the_catalogue(client, answers, monkeypatch):
    def never():
        raise AssertionError("opened")

    monkeypatch.setitem(known._opened, "catalogue", never)
    assert client.get("/en/dossier/", {"a": answers.pack()}).status_code == 200


@pytest.mark.parametrize(("lang", "title"), [("en", "What we looked for"), ("nl", "Wat we hebben gezocht")])
def test_the_download_carries_what_is_there_in_the_language_of_the_page(client, answers, lang, title):
    page = order(client, answers, lang, place="Utrecht", sector="services").content.decode()
    assert title in page
    assert "Utrecht" in page


def test_who_is_near_is_said_when_a_town_was_given(client, answers):
    assert "km away" in order(client, answers, place="Utrecht").content.decode()


def test_the_catalogue_of_the_site_is_the_one_that_is_matched(client, answers, monkeypatch):
    monkeypatch.setitem(known._opened, "catalogue", lambda: Collection(LocalIndex(None), []))
    assert "Nothing in our catalogue fits closely" in order(client, answers).content.decode()


def test_a_made_up_sector_counts_as_none(client, answers):
    page = order(client, answers, sector="<b>moon</b>").content.decode()
    assert "<b>moon</b>" not in page


def test_words_of_a_visitor_are_shown_escaped(client, answers):
    page = order(client, answers, need="<script>alert(1)</script> chatbot", place="<i>Utrecht</i>").content.decode()
    assert "<script>alert" not in page


def test_the_name_that_stands_in_for_a_title_is_not_looked_for(client, answers):
    files = zipfile.ZipFile(io.BytesIO(order(client, answers, file="dossier.zip").content))
    assert "AI system without a name" not in files.read("dossier.json").decode().split('"match"')[1]
    assert "documents/what-is-there.docx" in files.namelist()


def test_too_long_a_need_is_named_and_kept(client, answers):
    response = order(client, answers, need="x" * 401)
    assert response.status_code == 422
    assert "At most 400 letters" in response.content.decode()
