"""The page of the search: which words find what, what is counted, what is refused, and what happens when a part fails."""

from __future__ import annotations

import logging
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import page
from toepas_web.catalogue.engine import collection
from toepas_web.check.models import Case
from toepas_web.network import migrations
from toepas_web.search import looking, registry
from toepas_web.search.registry import Asked, Found, Hit, Kind
from toepas_web.search.wanted import AROUND, LONGEST, MOST_WORDS, Wanted, fold, in_database

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/search"
SIGNS = st.text("aébc ßÉĳ%_.*[](\\^$|?+{}'\"-ñ日", max_size=30)


@pytest.fixture(autouse=True)
def opened(db):
    """The catalogue is opened before a search, as a running site does it when it starts."""
    collection()


def found(client, text, **more):
    """The titles of what somebody finds, by kind."""
    answer = client.get(ADDRESS, {"q": text, "limit": 100, **more})
    assert answer.status_code == 200, answer.content
    groups = answer.json()["groups"]
    assert all(group["searched"] for group in groups), groups
    return {group["kind"]: [hit["title"] for hit in group["hits"]] for group in groups if group["count"]}


def cases(owner, *titles):
    for title in titles:
        Case.objects.create(owner=owner, title=title, answers="", law_data="1")


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("article 26", "law", "Article 26: What users of high-risk systems owe"),
        ("competent oversight", "duties", "Put competent people in charge of oversight"),
        ("workplace high-risk", "terms", "A high-risk system at the workplace"),
        ("energy", "sectors", "Energy"),
        ("code practice transparency", "actions", "Code of practice on transparency of content made by AI"),
        ("enterprises technologies", "figures", "AI technologies that enterprises use"),
        ("chatbot debt relief", "catalogue", "Chatbot to debt relief (Rotterdam)"),
        ("contact centre", "work", "Worker in a contact centre"),
        ("seal unchanged report", "pages", None),
        ("unchanged", "pages", "Is this report unchanged?"),
        ("energy workstream", "workstreams", "Energy"),
    ],
)
def test_a_visitor_finds_what_is_public_and_every_page_that_is_found_opens(client, text, kind, title):
    answer = client.get(ADDRESS, {"q": text, "kind": kind}).json()["groups"][0]
    titles = [hit["title"] for hit in answer["hits"]]
    assert title is None or title in titles
    for hit in answer["hits"]:
        assert client.get(hit["address"]).status_code == 200


def test_courses_are_found_apart_from_the_rest_of_the_catalogue(client):
    groups = found(client, "elements of ai")
    assert any("Elements of AI" in title for title in groups["courses"])
    assert not set(groups["courses"]) & set(groups.get("catalogue", []))


def test_a_question_that_the_observatory_understands_leads_to_its_view(client):
    assert found(client, "share of firms that use AI in the Netherlands", kind="figures")["figures"]
    assert "figures" not in found(client, "share of firms that use umbrellas", kind="figures")


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("cafe", {"Café Zuid", "CAFE NOORD", "Stadscafé"}),
        ("CAFÉ", {"Café Zuid", "CAFE NOORD", "Stadscafé"}),
        ("cafe\u0301 zui", {"Café Zuid"}),
        ("zuid cafe", {"Café Zuid"}),
        ("cafe nergens", set()),
        ("ai", {"AI in de klas"}),
        ("klantenchat", {"Klantenchatbot"}),
        ("chatbot", {"Klantenchatbot"}),
        ("%", {"100% zeker"}),
        ("100%", {"100% zeker"}),
        ("_", set()),
        (".*", set()),
        ("zeker?", {"100% zeker"}),
        ("[a-z]", set()),
        ("Ελλαδα", {"Ελλάδα"}),
    ],
)
def test_all_words_have_to_be_there_whatever_their_capitals_and_accents_and_no_sign_has_a_meaning_of_its_own(
    owner, as_owner, typed, finds
):
    cases(
        owner,
        "Café Zuid",
        "CAFE NOORD",
        "Stadscafé",
        "AI in de klas",
        "Maintain",
        "Klantenchatbot",
        "100% zeker",
        "Ελλάδα",
    )
    assert set(found(as_owner, typed, kind="cases").get("cases", [])) == finds


@given(text=SIGNS, typed=SIGNS)
def test_the_database_and_the_memory_find_the_same(text, typed):
    wanted = Wanted(typed)
    if not wanted.words or len(fold(text)) != len(text) or any(len(fold(sign)) != 1 for sign in typed):
        return
    with connection.cursor() as cursor:
        hits = []
        for word in wanted.words:
            like = "%s ~* %s" if connection.vendor == "postgresql" else "%s REGEXP '(?i)' || %s"
            cursor.execute(f"SELECT {like}", [text, in_database(word)])
            hits.append(bool(cursor.fetchone()[0]))
    assert all(hits) == wanted.holds(text)


@given(text=SIGNS, typed=SIGNS)
def test_marked_pieces_are_the_text_and_only_what_was_asked_for_is_marked(text, typed):
    wanted = Wanted(typed)
    pieces = wanted.marked(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert any(one for _, one in pieces) >= (bool(wanted.words) and wanted.holds(text))
    for piece, one in pieces:
        assert not one or any(fold(piece).startswith(word[:1]) for word in wanted.words)


def test_the_index_of_the_register_takes_the_same_letters_for_the_same_as_every_other_search():
    [file] = Path(migrations.__path__[0]).glob("*_words_of_members.py")
    pairs = import_module(f"{migrations.__name__}.{file.stem}").PAIRS
    for sign, plain in pairs.items():
        assert fold(sign) == plain, sign
    assert not {sign for sign in _alike_signs() if len(fold(sign)) == 1} - pairs.keys() - set(map(str.upper, pairs))


def _alike_signs():
    """Letters with accents of the official languages of the Union."""
    return "áàâäãåąćčďéèêëęěėíìîïįķļłñńňņóòôöõőøřśšșťțúùûüůűūųýÿźžżģēāīĺľŕăçħġċďάέήίόύώϊϋΐΰй"


def test_a_long_text_is_cut_around_the_words():
    text = "first " * 60 + "a Needle here " + "last " * 60
    shown = Wanted("needle").part(text)
    assert "a Needle here" in shown
    assert len(shown) <= AROUND + 4
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert Wanted("absent").part(text).startswith("first")


def test_the_words_are_marked_on_the_page_and_what_was_written_stays_text(owner, as_owner):
    cases(owner, "<b>Café</b>")
    told = as_owner.get("/en/search/?q=cafe").content.decode()
    assert "&lt;b&gt;<mark>Café</mark>&lt;/b&gt;" in told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x" * (LONGEST + 1), f"At most {LONGEST} letters"),
        (" ".join(map(str, range(MOST_WORDS + 1))), f"At most {MOST_WORDS} words"),
    ],
)
def test_too_much_is_refused_with_a_message(client, typed, said):
    answer = client.get("/en/search/", {"q": typed})
    assert answer.status_code == 422
    assert said in page(answer)
    assert client.get(ADDRESS, {"q": typed}).status_code == 422


def test_nothing_asked_shows_what_is_searched_and_nothing_found_says_so_with_what_to_do(client):
    assert "What is searched" in page(client.get("/en/search/"))
    told = client.get("/en/search/?q=qqzzx+transparency").content.decode()
    assert "Nothing was found" in told
    assert "This was searched: Articles and annexes" in told
    assert reverse("ask") in told
    assert reverse("catalogue") in told
    assert client.get("/en/search/?q=+%20").status_code == 200


def test_an_unknown_kind_is_everything_on_the_page_and_refused_for_programs(client):
    assert "Articles and annexes" in page(client.get("/en/search/?q=transparency&kind=unknown"))
    assert client.get(ADDRESS, {"q": "transparency", "kind": "unknown"}).status_code == 422
    assert client.get(ADDRESS, {"q": "transparency", "kind": "cases"}).status_code == 422


def test_each_kind_says_how_many_there_are_and_has_pages(owner, as_owner):
    cases(owner, *(f"Zebra {number}" for number in range(45)))
    told = page(as_owner.get("/en/search/?q=zebra"))
    assert "Saved cases (45)" in told
    assert told.count("Zebra") == 4
    first, last = (page(as_owner.get(f"/en/search/?q=zebra&kind=cases&page={number}")) for number in (1, 3))
    assert (first.count("Zebra"), last.count("Zebra")) == (20, 5)
    assert "Page 3 of 3" in last
    beyond = page(as_owner.get("/en/search/?q=zebra&kind=cases&page=9"))
    assert "Saved cases (45)" in beyond
    assert as_owner.get("/en/search/?q=zebra&kind=cases&page=none").status_code == 200


def test_what_is_not_counted_to_its_end_is_more_than(owner, as_owner, monkeypatch):
    monkeypatch.setattr(registry, "MOST", 10)
    cases(owner, *(f"Zebra {number}" for number in range(12)))
    assert "Saved cases (more than 10)" in page(as_owner.get("/en/search/?q=zebra"))


@pytest.fixture
def another(monkeypatch):
    """Adds a kind for one test."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))

    def add(find):
        registry.offer(Kind("another", 99, lambda said: said.t("Another kind"), find))

    return add


def test_a_part_that_fails_is_named_and_the_others_are_shown_and_the_log_tells_nothing(client, another, caplog):
    def fails(asked: Asked) -> Found:
        raise ValueError(asked.wanted.text)

    another(fails)
    with caplog.at_level(logging.ERROR):
        told = page(client.get("/en/search/?q=transparency"))
    assert "This could not be searched just now, so there may be more: Another kind." in told
    assert "Articles and annexes (3)" in told
    assert "transparency" not in caplog.text
    assert "ValueError" in caplog.text
    groups = client.get(ADDRESS, {"q": "transparency"}).json()["groups"]
    assert [group["kind"] for group in groups if not group["searched"]] == ["another"]


def test_a_part_that_is_slow_in_the_database_is_given_up(client, another, monkeypatch):
    monkeypatch.setattr(looking, "LONGEST_PART", 0.1)

    def slow(asked: Asked) -> Found:
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900000000) SELECT count(*) FROM n"
            )
        return Found((Hit("never", "", "/"),), 1)

    another(slow)
    told = page(client.get("/en/search/?q=transparency"))
    assert "there may be more: Another kind." in told
    assert "Articles and annexes (3)" in told


def test_what_comes_after_too_long_is_named_as_not_searched(client, another, monkeypatch):
    monkeypatch.setattr(looking, "LONGEST", -1.0)
    told = page(client.get("/en/search/?q=transparency"))
    assert "This could not be searched just now" in told
    assert "Articles and annexes" in told


def test_every_page_has_the_box(client, as_owner):
    for one in (client, as_owner):
        for address in ("/en/", "/nl/law/", "/en/account/login/", "/en/nothing/"):
            told = one.get(address, follow=True).content.decode()
            assert f'action="/{address[1:3]}/search/"' in told


def test_results_are_kept_nowhere(as_owner):
    for address in ("/en/search/?q=x", f"{ADDRESS}?q=x"):
        assert "no-store" in as_owner.get(address)["Cache-Control"]
