"""Linked data of others: kept whole where it is honest, refused record by record or file by file where it is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.catalogue.made_up_assets import HERE
from toepas.catalogue import Asset, foreign
from toepas.catalogue.rdf import read_rdf
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

WORDS = Words()


def only(content: str | bytes, form: str = "turtle") -> Asset | Problem:
    content = content.encode() if isinstance(content, str) else content
    found = list(read_rdf(content, form, "here", WORDS, source=HERE))
    assert len(found) == 1
    return found[0]


PREFIXED = """@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
<https://data.example/1> a dcat:Dataset ; dct:title "Naam"@nl, "Name"@en, "Nom"@fr"""


def test_every_language_is_kept():
    assert only(PREFIXED + " .").name == {"en": "Name", "fr": "Nom", "nl": "Naam"}


def test_a_second_text_in_a_language_is_kept_beside_the_first():
    asset = only(PREFIXED + ', "Nominal"@en-GB, "Second"@en .')
    assert asset.name["en"] == "Name"
    assert asset.extra == {"dct:title@en": "Second", "dct:title@en-GB": "Nominal"}


def test_what_has_no_field_is_kept():
    asset = only(
        PREFIXED
        + '; dct:provenance [ dct:description "From the archive"@en ] ; dct:accrualPeriodicity <https://f.example/daily> .'
    )
    assert asset.extra == {
        "dct:provenance/dct:description@en": "From the archive",
        "dct:accrualPeriodicity": "<https://f.example/daily>",
    }


def test_a_date_that_is_none_is_told_as_it_stands():
    asset = only(PREFIXED + '; dct:issued "yesterday", "2024-02-30" ; dct:modified "2024-03-01T10:00:00Z" .')
    assert asset.issued is None
    assert asset.modified.isoformat() == "2024-03-01"
    assert asset.extra["dct:issued"] == "2024-02-30\nyesterday"


def test_people_are_not_kept():
    asset = only(
        PREFIXED
        + """; dct:publisher [ a foaf:Person ; foaf:name "Ann Doe" ] ; dct:creator [ foaf:name "Bob Doe" ] ;
        dcat:contactPoint [ a vcard:Individual ; vcard:fn "Cy Doe" ; vcard:hasEmail <mailto:cy@a.example> ] ."""
    )
    assert "Doe" not in str(asset)
    assert "cy@" not in str(asset)


def test_a_theme_of_the_union_gives_a_sector_that_is_marked_as_concluded():
    theme = "http://publications.europa.eu/resource/authority/data-theme/"
    asset = only(f"{PREFIXED} ; dcat:theme <{theme}HEAL>, <{theme}ECON> .")
    assert asset.sectors == ("healthcare",)
    assert asset.derived == ("sectors",)
    assert "ECON" in asset.extra["dcat:theme"]


def test_a_record_that_cannot_be_used_leaves_the_others_alone():
    content = (
        PREFIXED
        + ' . <https://data.example/2> a dcat:Dataset ; dct:title "D" ; dct:description "'
        + "x" * 30_000
        + '" .'
    )
    first, second = read_rdf(content.encode(), "turtle", "here", WORDS, source=HERE)
    assert isinstance(first, Asset)
    assert isinstance(second, Problem)
    assert "https://data.example/2" in second.where


def test_records_that_point_at_each_other_in_circles_are_read():
    content = (
        PREFIXED
        + "; dct:provenance <https://x.example/a> . <https://x.example/a> dct:relation <https://x.example/b> . <https://x.example/b> dct:relation <https://x.example/a> ."
    )
    assert only(content).name["en"] == "Name"


def test_a_bomb_of_nameless_nodes_is_refused_and_said():
    problem = only(PREFIXED + " ; dct:language " + ",".join(["[]"] * 5_000) + " .")
    assert "more than can be read" in problem.what


ENTITY = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'
HOSTILE = {
    "deep turtle": ("@prefix a: <b:> . a:x a:y " + "[a:z " * 5_000 + "1" + "]" * 5_000 + " .", "turtle", "nested"),
    "deep json": ("[" * 100_000, "json-ld", "nested"),
    "deep but closed json": ('{"a":' * 100 + "1" + "}" * 100, "json-ld", "nested"),
    "deep xml": ("<a>" * 1_000, "xml", "nested"),
    "entities": (ENTITY, "xml", "document type"),
    "wrong encoding": (b"\xe9", "turtle", "not a text"),
    "compressed": (b"\x1f\x8b\x08\x00", "turtle", "not a text"),
    "nulls": (b"a\x00b", "json-ld", "not a text"),
    "broken turtle": ("<a> <b>", "turtle", "cannot be read"),
    "broken json": ("{", "json-ld", "JSON is broken"),
    "a number without end": ('{"a": ' + "9" * 5_000 + "}", "json-ld", "JSON is broken"),
    "broken xml": ("<a>", "xml", "cannot be read"),
    "a context elsewhere": ('{"@context": "https://evil.example/c"}', "json-ld", "https://evil.example/c"),
    "a context inside": ('{"@graph": [{"@context": ["https://evil.example/c"]}]}', "json-ld", "evil"),
    "a context in a context": (
        '{"@context": {"x": {"@id": "a:b", "@context": "https://evil.example"}}}',
        "json-ld",
        "evil",
    ),
    "an import": ('{"@context": {"@import": "https://evil.example/c"}}', "json-ld", "evil"),
    "a context in circles": ('{"@context": {"a": "b:x", "b": "a:x"}, "a": "x"}', "json-ld", "nested"),
    "an unknown form": ("", "n-quads", "not known"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_message(name):
    content, form, said = HOSTILE[name]
    problem = only(content, form)
    assert isinstance(problem, Problem)
    assert said in problem.what
    assert problem.todo


@pytest.mark.parametrize("sort", ["HTML", "XMLLiteral"])
def test_markup_in_a_value_is_not_unfolded(sort):
    type_ = f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#{sort}>"
    asset = only(f'{PREFIXED} ; dct:description "{"<b>" * 5_000}"^^{type_} .')
    assert asset.description["und"].startswith("<b><b>")


def test_a_file_of_more_than_200_megabytes_is_refused(monkeypatch):
    monkeypatch.setattr(foreign, "MOST_BYTES", 10)
    assert "too large" in only(PREFIXED + " .").what


@given(st.binary(max_size=300), st.sampled_from(["turtle", "json-ld", "xml"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_records_or_messages(content, form):
    for item in read_rdf(content, form, "here", WORDS, source=HERE):
        assert isinstance(item, Asset | Problem)
