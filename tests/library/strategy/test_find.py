"""An action is found by what people call it; a slip of the pen gets one suggestion."""

import pytest

from toepas.kernel import Problem, Words
from toepas.strategy import actions, find_action
from toepas.strategy.find import _names, folded, suggestion

WORDS = Words("en")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ai-observatory", "ai-observatory"),
        ("AI OBSERVATORY", "ai-observatory"),
        ("AI-waarnemingscentrum", "ai-observatory"),
        ("Académie  voor AI vaardigheden", "skills-academy"),
        ("nationale AI-strategieen", "national-strategies"),
        ("raise", "raise"),
        ("DigComp", "digcomp-update"),
        ("PAIR", "pair-pathway"),
        ("microstudios", "micro-studios"),
        ("Europees netwerk van screeningscentra met AI", "screening-centres"),
    ],
)
def test_capitals_accents_and_punctuation_do_not_matter_and_other_names_count(asked, found):
    assert find_action(asked, WORDS).id == found


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("ai observatry", "ai-observatory"),
        ("skils academy", "skills-academy"),
        ("screening centers", "screening-centres"),
        ("raisse", "raise"),
    ],
)
def test_a_slip_of_the_pen_gets_one_suggestion(asked, meant):
    with pytest.raises(Problem) as caught:
        find_action(asked, WORDS)
    assert asked in caught.value.what
    assert f"'{meant}'" in caught.value.todo


@pytest.mark.parametrize("asked", ["", "zzzzz", "europe", "-"])
def test_what_is_near_to_nothing_or_to_much_gets_no_guess(asked):
    assert suggestion(asked) == ""
    with pytest.raises(Problem) as caught:
        find_action(asked, WORDS)
    assert "toepas strategy list" in caught.value.todo


def test_every_id_title_and_other_name_leads_to_one_action():
    assert {name: ids for name, ids in _names().items() if len(ids) > 1} == {}
    for action in actions().values():
        for name in (action.id, action.title, *action.aliases):
            assert find_action(name, WORDS) is action, name


def test_a_name_is_compared_without_accents_and_signs():
    assert folded("  Één–AI_strategie! ") == "een ai strategie"
