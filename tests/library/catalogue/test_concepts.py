"""The sectors and purposes say in every language what they say in English: nothing left out, nothing said of two things."""

import re
from collections import defaultdict

import pytest
import yaml

from toepas.catalogue import concepts
from toepas.catalogue.vocabulary import DATA_DIR, sector_labels
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser

WRITTEN = sorted(path.stem for path in (DATA_DIR / "labels").glob("*.yaml"))
TRANSLATED = [lang for lang in WRITTEN if lang != "en"]

NAMED_ALIKE = {
    "anonymise": "anonymisation and pseudonymisation are French words too",
    "build-ai": "MLOps has no other name in the trade",
    "business-intelligence": "dashboards is what they are called in Dutch",
    "disinformation": "fact-checking is what editors call it in Italian and Spanish",
    "fine-tune": "fine-tuning is said in the trade of every country",
    "fishery": "aquaculture is a French word too",
    "predictive-maintenance": "predictive maintenance is what German industry calls it",
    "remote-care": "telemonitoring is a word of several languages",
    "waste": "recycling is a Dutch word too",
}
"""Purposes of which a label may be the same as in English, and why."""

SAID_OF_BOTH = {
    frozenset({"speech-to-text", "text-to-speech"}): "the same two words in the other order",
}
"""Purposes that may share the stems of a label, and why."""


def own_labels(lang):
    """Purpose and label, for each label that was written in a language."""
    return [(name, label) for name, concept in concepts().items() for label in concept.labels.get(lang, ())]


def test_labels_are_written_for_official_languages_only():
    assert set(WRITTEN) <= set(OFFICIAL_LANGUAGES)


def test_no_official_language_is_forgotten():
    assert set(OFFICIAL_LANGUAGES) == set(WRITTEN)


@pytest.mark.parametrize("lang", WRITTEN)
def test_a_file_of_labels_has_every_purpose_in_the_order_of_the_list_and_no_other(lang):
    read = yaml.safe_load((DATA_DIR / "labels" / f"{lang}.yaml").read_text(encoding="utf-8"))
    assert list(read) == ["sectors", "concepts"]
    assert list(read["concepts"]) == list(concepts())


@pytest.mark.parametrize("lang", WRITTEN)
def test_every_purpose_has_at_least_two_labels(lang):
    assert [name for name, concept in concepts().items() if len(concept.labels.get(lang, ())) < 2] == []


@pytest.mark.parametrize("lang", WRITTEN)
def test_every_sector_has_at_least_two_labels(lang):
    labels = sector_labels(lang)
    assert list(labels) == list(sector_labels("en"))
    assert [code for code, texts in labels.items() if len(texts) < 2] == []


@pytest.mark.parametrize("lang", WRITTEN)
def test_labels_are_words_without_stray_spaces(lang):
    texts = [label for _, label in own_labels(lang)] + [
        text for texts in sector_labels(lang).values() for text in texts
    ]
    assert [text for text in texts if not isinstance(text, str) or text != " ".join(text.split()) or not text] == []


@pytest.mark.parametrize("lang", WRITTEN)
def test_a_purpose_does_not_say_the_same_label_twice(lang):
    said = [(name, label.casefold()) for name, label in own_labels(lang)]
    assert sorted(said) == sorted(set(said))


@pytest.mark.parametrize("lang", WRITTEN)
def test_no_label_means_two_purposes(lang):
    """Held by stems, since that is how labels are recognised in what somebody asks."""
    analyser = Analyser(lang)
    purposes = defaultdict(set)
    for name, label in own_labels(lang):
        purposes[frozenset(analyser.stems(label))].add(name)
    assert frozenset() not in purposes, "a label of nothing but small words is never recognised"
    shared = {frozenset(names) for names in purposes.values() if len(names) > 1}
    assert shared - set(SAID_OF_BOTH) == set()


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_label_is_left_in_english(lang):
    english = defaultdict(set)
    for name, label in own_labels("en"):
        english[name].add(label.casefold())
    left = {name for name, label in own_labels(lang) if label.casefold() in english[name]}
    assert left - set(NAMED_ALIKE) == set()


@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_preferred_label_is_never_that_of_english(lang):
    assert [name for name, concept in concepts().items() if concept.label(lang) == concept.label("en")] == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_file_of_labels_names_its_language_and_says_who_wrote_it(lang):
    first = (DATA_DIR / "labels" / f"{lang}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert re.match(r"# \w+[:;] labels written by us, \w+", first)


def test_bulgarian_is_written_in_cyrillic():
    latin = [label for _, label in own_labels("bg") if label.isascii()]
    assert set(latin) <= {"MLOps", "RAG", "OCR", "RPA", "BIM", "CRM"}
