"""The named search assertions of the Dutch algorithm register: combinations, typing errors, synonyms, suggestions.

The records are those the register's own test searches; each is one or two words.
"""

import pytest

from tests.library.catalogue.made import asset
from toepas.catalogue import Kind, Query
from toepas.catalogue.search.local import LocalIndex

WORDS = ("Amsterdam", "parkeren", "amsterdam rotterdam", "amsterdam parkeren")
NAMES = (
    "Basisregistratie Personen", "BRP", "BZK", "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties", "KvK",
    "Kamer van Koophandel",
)  # fmt: skip
ASSERTIONS = [
    (WORDS, "amsterdam parkeren", {4}),
    (WORDS, "amsterdam or parkeren", {1, 2, 3, 4}),
    (WORDS, "amsterdam -parkeren", {1, 3}),
    (WORDS, "amsterdamm", {1, 3, 4}),
    (WORDS, "parkerne", {2, 4}),
    (NAMES, "brp", {1, 2}),
    (NAMES, "basis registratie personen", {1, 2}),
    (NAMES, "bzk", {3, 4}),
    (NAMES, "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties", {3, 4}),
    (NAMES, "kvk", {5, 6}),
    (NAMES, "kamer van koophandel", {5, 6}),
]


def index_of(make, texts):
    index = make()
    index.put(asset(f"r{at}", text, "nl", Kind.PRACTICE, id=str(at)) for at, text in enumerate(texts, 1))
    return index


@pytest.mark.parametrize(("texts", "asked", "expected"), ASSERTIONS, ids=[asked for _, asked, _ in ASSERTIONS])
def test_exactly_these_are_found(make_index, texts, asked, expected):
    found = index_of(make_index, texts).search(Query(asked, "nl", legs=("words",), limit=100))
    assert {int(hit.id) for hit in found.hits} == expected


@pytest.mark.parametrize("typed", ["druktebeeld", "amsterdam"])
def test_suggestions(typed):
    index = LocalIndex(None)
    index.put([asset("Druktebeeld (NL) gemeente Amsterdam", lang="nl", id="1")])
    assert index.suggest(typed, "nl") == ("Druktebeeld (NL) gemeente Amsterdam",)
