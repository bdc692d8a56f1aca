"""What every engine of the catalogue must do: the same suite for the one in memory and for PostgreSQL."""

import pytest

from tests.library.catalogue.made import asset
from toepas.catalogue import Kind, Openness, Party, Query

CHATBOT = asset(
    "Gem", "Chatbot that answers questions of residents", sectors=("public-sector",), purposes=("answer-citizens",),
    provider=Party(name="Tilburg", country="NL"), languages=("nl",), openness=Openness.OPEN_SOURCE, licence="EUPL-1.2",
)  # fmt: skip
POTHOLES = asset(
    "Strassenblick", "Erkennt Straßenschäden auf Bildern", "de", sectors=("mobility",), purposes=("infrastructure",),
    provider=Party(name="Wegebau", country="DE"), licence="LicenseRef-closed",
)  # fmt: skip
INVOICES = asset("Factura", "Leest facturen en boekt ze", "nl", provider=Party(name="Boek", country="BE"))
OVERSEAS = asset("Farway", "Chatbot for customer questions", provider=Party(name="Farway", country="US"))
MODEL = asset("EuroLLM-9B", "Language model for all official languages", kind=Kind.MODEL, languages=("mul",))
EVERYTHING = (CHATBOT, POTHOLES, INVOICES, OVERSEAS, MODEL)


def ids(found):
    return [hit.id for hit in found.hits]


@pytest.fixture
def index(make_index):
    index = make_index()
    index.put(EVERYTHING)
    return index


def test_without_a_question_everything_is_shown(index):
    found = index.search(Query())
    assert found.total == len(index) == 5
    assert dict(found.facets["kind"]) == {"solution": 4, "model": 1}


def test_pages_follow_each_other_without_gap_or_overlap(index):
    pages = [ids(index.search(Query(limit=2, offset=start))) for start in (0, 2, 4)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({name for page in pages for name in page}) == 5


def test_words_are_found_by_their_stem_in_their_own_language(index):
    assert ids(index.search(Query("factuur", "nl", legs=("words",))))[:1] == ["factura"]
    assert ids(index.search(Query("Straßenschaden", "de", legs=("words",))))[:1] == ["strassenblick"]


def test_parts_of_a_compound_are_found(make_index):
    index = make_index()
    index.put([asset("A", "Helpt bij een vergunning en een aanvraag", "nl"), asset("B", "Iets over honden", "nl")])
    assert ids(index.search(Query("vergunningaanvraag", "nl", legs=("words",)))) == ["a"]


def test_a_name_is_found_in_whatever_language_one_asks(index):
    for lang in ("en", "mt", "bg", "xx"):
        assert ids(index.search(Query("eurollm 9b", lang, legs=("words",))))[:1] == ["eurollm-9b"]


def test_a_typing_error_is_forgiven_and_mended(index):
    found = index.search(Query("strasenblick", "en", legs=("words",)))
    assert ids(found) == ["strassenblick"]
    assert found.corrected == "strassenblick"


def test_all_of_a_few_keywords_must_be_there_where_something_has_them_all(index):
    assert ids(index.search(Query("chatbot residents", legs=("words",)))) == ["gem"]
    assert set(ids(index.search(Query("chatbot OR residents", legs=("words",))))) == {"gem", "farway"}
    assert set(ids(index.search(Query("chatbot zebra", legs=("words",))))) == {"gem", "farway"}
    assert ids(index.search(Query("chatbot zebra", legs=("words",), words="all"))) == []


def test_a_phrase_must_be_there_and_what_is_refused_must_not(index):
    assert ids(index.search(Query('"customer questions"', legs=("words",)))) == ["farway"]
    assert ids(index.search(Query("chatbot -customer", legs=("words",)))) == ["gem"]


def test_a_purpose_that_is_named_finds_what_serves_it(index):
    found = index.search(Query("citizen service chatbot", legs=("purposes",)))
    assert ids(found) == ["gem"]
    assert found.purposes[0][0] == "answer-citizens"


def test_filters_narrow_and_each_facet_counts_what_choosing_it_would_show(index):
    found = index.search(Query("chatbot", filters={"european": ["yes"]}, legs=("words",)))
    assert ids(found) == ["gem"]
    assert dict(found.facets["european"]) == {"yes": 1, "no": 1}
    assert dict(found.facets["kind"]) == {"solution": 1}


def test_values_of_one_facet_widen_and_several_facets_narrow(index):
    found = index.search(Query(filters={"country": ["NL", "DE"], "sector": ["mobility"]}))
    assert ids(found) == ["strassenblick"]


def test_what_is_not_known_is_a_value_of_its_own(index):
    found = index.search(Query(filters={"licence": ["unknown"]}))
    assert set(ids(found)) == {"factura", "farway", "eurollm-9b"}
    assert "unknown" not in dict(found.facets["purpose"])


def test_values_can_be_left_out(index):
    assert set(ids(index.search(Query("chatbot", without={"country": ["US"]}, legs=("words",))))) == {"gem"}


def test_an_unknown_facet_is_an_error(index):
    with pytest.raises(KeyError):
        index.search(Query(filters={"colour": ["red"]}))


def test_what_is_european_goes_first_where_both_fit_as_well(make_index):
    index = make_index()
    one = asset("Alpha", "Reads invoices", provider=Party(name="A", country="US"))
    other = asset("Omega", "Reads invoices", provider=Party(name="O", country="FI"))
    index.put([one, other])
    assert ids(index.search(Query("invoices", legs=("words",)))) == ["omega", "alpha"]


def test_putting_again_replaces_and_dropping_forgets(index):
    index.put([asset("Gem", "Sorts waste")])
    assert len(index) == 5
    assert ids(index.search(Query("residents", legs=("words",)))) == []
    assert ids(index.search(Query("waste", legs=("words",)))) == ["gem"]
    index.drop(["gem", "nobody"])
    assert len(index) == 4
    assert ids(index.search(Query("waste", legs=("words",)))) == []


def test_order_by_name(index):
    assert ids(index.search(Query(order="name"))) == ["eurollm-9b", "factura", "farway", "gem", "strassenblick"]


def test_suggestions_begin_with_what_was_typed(index):
    assert index.suggest("stras", "en") == ("Strassenblick",)
    assert any("chatbot" in text for text in index.suggest("citizen serv", "en"))
    assert index.suggest("", "en") == ()


def test_hostile_questions_are_only_words(index):
    for text in (
        "'; drop table asset; --",
        "a & | ! <-> (",
        '"',
        "-",
        "\\",
        "%",
        "*" * 500,
        "é\u0301" * 300,
        "<script>",
    ):
        assert index.search(Query(text)).total >= 0
    assert len(index) == 5


def test_meaning_finds_across_languages(make_index, meaning):
    index = make_index(meaning)
    index.put(EVERYTHING)
    found = index.search(Query("Wij willen vragen van inwoners automatisch beantwoorden", "nl", legs=("meaning",)))
    assert ids(found)[0] == "gem"
    assert found.hits[0].meaning > 0.3


def test_similar_is_never_the_asset_itself(make_index, meaning):
    index = make_index(meaning)
    index.put(EVERYTHING)
    found = [hit.id for hit in index.similar("gem", 2)]
    assert found[0] == "farway"
    assert "gem" not in found
    with pytest.raises(KeyError):
        index.similar("nobody")
