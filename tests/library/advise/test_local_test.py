"""When a dossier asks for a test on one's own cases, and what it says then."""

import datetime

import pytest

from tests.repository.project import ROOT
from toepas.advise import View, asks_for_a_test
from toepas.advise.chapters import local_test
from toepas.advise.dossier import document
from toepas.check import check, read_case
from toepas.kernel import Words
from toepas.paper.blocks import Heading, Para, plain

DAY = datetime.date(2027, 12, 31)


def view(name: str, lang: str = "en", **texts: str) -> View:
    case = read_case(ROOT / "examples" / f"{name}.yaml", Words())
    case.texts.update(texts)
    return View(case, check(case.facts, DAY), Words(lang))


@pytest.mark.parametrize("name", ["emergency-triage-device", "cv-ranking-staffing-agency"])
def test_a_high_risk_case_is_told_to_test_and_to_watch(name):
    seen = view(name)
    assert asks_for_a_test(seen)
    titles = [block.text for block in document(seen).blocks if isinstance(block, Heading)]
    assert "Does it work here, for everyone?" in titles


def test_the_duties_it_helps_to_show_come_from_the_law_data():
    text = str(local_test.blocks(view("cv-ranking-staffing-agency")))
    assert "Art. 26(5)" in text


def test_a_case_without_risk_is_told_so_only_in_healthcare():
    assert not asks_for_a_test(view("website-chatbot-municipality"))
    assert local_test.blocks(view("website-chatbot-municipality")) == ()
    seen = view("website-chatbot-municipality", sector="healthcare")
    assert asks_for_a_test(seen)
    said = " ".join(plain(block.text) for block in local_test.blocks(seen) if isinstance(block, Para))
    assert "does not ask it of this case" in said


def test_what_is_outside_the_act_is_told_nothing():
    assert not asks_for_a_test(view("border-drone-army", sector="healthcare"))
