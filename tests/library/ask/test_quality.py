"""Questions are answered about as well as was measured: floors a little below the figures in docs/ask.md."""

import pytest

from tests.library.ask.measure import Figures, figures, outcomes, questions
from toepas.retrieval import vectors

pytestmark = pytest.mark.skipif(vectors.encoder() is None, reason="the model of the extra 'ask' is not installed")


@pytest.fixture(scope="module")
def seen() -> Figures:
    return figures(outcomes("tune"))


def test_there_are_enough_questions_half_of_them_dutch_and_a_tenth_without_an_answer():
    asked = questions("tune") + questions("test")
    assert len([item for item in asked if item.right]) >= 150
    assert sum(item.lang == "nl" for item in asked) / len(asked) >= 0.45
    assert sum(not item.right for item in asked) / len(asked) >= 0.1


def test_a_right_provision_is_among_the_first_five(seen):
    assert seen.found >= 0.88


def test_it_stands_near_the_top(seen):
    assert seen.mrr >= 0.8


def test_what_has_no_answer_gets_none(seen):
    assert seen.silence_recall >= 0.9


def test_a_strong_answer_is_nearly_always_right(seen):
    assert seen.strong_right / seen.strong >= 0.93


def test_every_vector_that_is_shipped_is_fresh():
    from toepas.ask.engine import VECTORS
    from toepas.ask.precompute import wanted

    assert VECTORS.missing(wanted()) == []
