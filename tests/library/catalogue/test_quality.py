"""The search is at least as good as it was: floors a little below what docs/catalogue-quality.md reports, and that the needs are in order."""

import pytest

from tests.library.catalogue import quality
from tests.library.catalogue.judged import Need, grades, judged, needs
from tests.library.catalogue.measures import mean, ndcg, overlap, recall
from toepas.catalogue import shipped
from toepas.retrieval.language import OFFICIAL_LANGUAGES

PARALLEL = [need for need in needs() if need.parallel]
HELD_OUT = [need for need in needs() if need.half == "held-out"]


def test_every_language_has_needs_and_half_of_all_needs_is_held_out():
    for lang in OFFICIAL_LANGUAGES:
        assert sum(lang in need.texts for need in needs()) >= 10
    assert all({"en", "nl"} <= set(need.texts) for need in needs())
    assert all(set(need.texts) == set(OFFICIAL_LANGUAGES) for need in PARALLEL)
    assert abs(len(needs()) - 2 * len(HELD_OUT)) <= 1


def test_every_need_is_answered_by_records_that_exist_and_are_of_the_kind_that_it_seeks():
    kinds = {asset.id: str(asset.kind) for asset in shipped()}
    for need in needs():
        assert 2 in grades(need.id).values(), need.id
        assert not {name for name in grades(need.id) if kinds.get(name) not in need.kinds}, need.id
        assert judged(need.id) <= set(kinds)


def test_no_need_repeats_the_label_of_a_purpose():
    from toepas.catalogue import concepts

    labels = {label.lower() for concept in concepts().values() for found in concept.labels.values() for label in found}
    assert not [text for need in needs() for text in need.texts.values() if text.lower() in labels]


@pytest.mark.usefixtures("meaning")
@pytest.mark.parametrize(("lang", "least"), [("en", 0.7), ("nl", 0.63)])
def test_needs_that_nothing_was_tuned_on_are_answered(lang, least):
    rankings = {need.id: quality.ranked(need, lang, quality.LEGS) for need in HELD_OUT}
    assert all(rankings.values())
    assert mean([ndcg(ranking, grades(name)) for name, ranking in rankings.items()]) >= least


@pytest.mark.usefixtures("meaning")
def test_one_need_in_any_language_finds_much_of_what_english_finds():
    shared = {lang: mean([_shared(need, lang) for need in PARALLEL]) for lang in OFFICIAL_LANGUAGES if lang != "en"}
    assert mean(list(shared.values())) >= 0.55
    assert min(shared.values()) >= 0.3, shared


def _shared(need: Need, lang: str) -> float:
    return overlap(quality.ranked(need, lang, quality.LEGS), quality.ranked(need, "en", quality.LEGS))


def test_the_measures_are_those_of_the_textbook():
    grades_ = {"a": 2, "b": 1}
    assert ndcg(["a", "b"], grades_) == 1
    assert ndcg(["x", "a"], grades_) == pytest.approx(3 / 1.5849625 / (3 + 1 / 1.5849625))
    assert recall(["b", "x"], grades_) == 0
    assert recall(["b", "x"], {"b": 1}) == 1
    assert overlap(["a", "b"], ["b", "c"]) == 0.5
