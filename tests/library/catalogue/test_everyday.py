"""People do not type the names of purposes: they say what bothers them. Their words are among the labels and synonyms."""

from pathlib import Path

import pytest
import yaml

from tests.library.catalogue.judged import needs
from toepas.catalogue import concepts
from toepas.catalogue.search.asked import SYNONYMS, synonyms, take_apart
from toepas.catalogue.search.labels import said
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser

NEEDS = yaml.safe_load((Path(__file__).resolve().parent / "everyday.yaml").read_text(encoding="utf-8"))
RESIDENTS = next(need.texts for need in needs() if need.id == "residents-questions")
NAMES = list(concepts())
ENOUGH = 0.5
"""The share of the needs that is recognised by words alone, without the model."""
SYNONYMS_OF = yaml.safe_load(SYNONYMS.read_text(encoding="utf-8"))


def named(text, lang):
    """The purposes of which a label is said in a text."""
    return {NAMES[at] for at in said(take_apart(text, lang).words, lang)}


@pytest.mark.parametrize("lang", list(NEEDS))
def test_everyday_needs_are_recognised_by_what_people_say(lang):
    missed = [text for purpose, text in NEEDS[lang].items() if purpose not in named(text, lang)]
    assert len(missed) <= (1 - ENOUGH) * len(NEEDS[lang]), missed


@pytest.mark.parametrize("lang", list(NEEDS))
def test_everyday_needs_are_seldom_taken_for_another_purpose(lang):
    wrong = {text: others for purpose, text in NEEDS[lang].items() if (others := named(text, lang) - {purpose})}
    assert len(wrong) <= len(NEEDS[lang]) // 5, wrong


@pytest.mark.parametrize("lang", list(NEEDS))
def test_a_municipality_that_wants_to_answer_residents_is_understood(lang):
    assert "answer-citizens" in named(RESIDENTS[lang], lang)


def test_every_official_language_has_synonyms():
    assert set(SYNONYMS_OF) - {"any"} == set(OFFICIAL_LANGUAGES)


@pytest.mark.parametrize("lang", OFFICIAL_LANGUAGES)
def test_a_synonym_is_more_than_another_ending_and_no_small_word(lang):
    """An abbreviation that a stemmer cuts to one letter would be found in every sentence."""
    analyser = Analyser(lang)
    for names in SYNONYMS_OF[lang]:
        stems = [tuple(analyser.stems(name)) for name in names]
        assert len(set(stems)) > 1, names
        assert all(found and max(map(len, found)) > 1 for found in stems), names


@pytest.mark.parametrize("lang", [lang for lang in OFFICIAL_LANGUAGES if any("cv" in row for row in SYNONYMS_OF[lang])])
def test_a_cv_is_found_under_the_name_it_has_in_the_language(lang):
    analyser = Analyser(lang)
    others = next(row for row in SYNONYMS_OF[lang] if "cv" in row)
    found = synonyms(lang)[tuple(analyser.stems("cv"))]
    assert {tuple(analyser.stems(name)) for name in others if name != "cv"} <= set(found)
