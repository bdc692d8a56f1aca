"""``toepas academy`` as somebody types it."""

import json

import pytest

from toepas.academy import banks, draw
from toepas.cli.main import main

LETTERS = "abc"


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path))


def said(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(["academy", *arguments])
    found = capsys.readouterr()
    return code, found.out, found.err


def test_a_path_says_its_courses_its_hours_and_what_no_course_teaches(capsys):
    code, out, _ = said(capsys, "path", "nurse", "--speaks", "nl", "--json")
    path = json.loads(out)
    assert code == 0
    assert next(step["id"] for step in path["steps"]) in ("elements-of-ai", "nationale-ai-cursus")
    assert {"checking", "sector-health"} <= {lack["tag"] for lack in path["lacks"]}
    assert path["hours"] >= 5


def test_a_job_at_risk_is_shown_work_that_is_less_exposed_with_the_caveat(capsys):
    _, out, _ = said(capsys, "path", "data-entry-clerk", "--less-exposed")
    assert "Nurse (exposure 0.25)" in out
    assert "does not say that jobs go or come" in " ".join(out.split())


@pytest.mark.parametrize(("letters", "status"), [("right", 0), ("none", 1)])
def test_a_quiz_is_marked_and_leaves_with_whether_it_was_passed(capsys, letters, status):
    questions = draw(banks()["ai-literacy"], 7)
    given = "".join(LETTERS[one.right] if letters == "right" else "." for one in questions)
    code, out, _ = said(capsys, "quiz", "ai-literacy", "--seed", "7", "--answers", given, "--json")
    assert code == status
    assert json.loads(out)["passed"] == (status == 0)


def test_drawn_questions_hold_no_answers(capsys):
    _, out, _ = said(capsys, "quiz", "deployer-duties", "--seed", "7", "--json")
    drawn = json.loads(out)
    assert set(drawn["questions"][0]) == {"id", "question", "options"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("path", "astronaut"), "is no profile"),
        (("quiz", "latin"), "is no quiz"),
        (("path", "nurse", "--has", "limits=9"), "is no level"),
        (("path", "nurse", "--has", "magic=1"), "nothing to know"),
        (("quiz", "ai-literacy", "--answers", "abc"), "is not said"),
        (("quiz", "ai-literacy", "--seed", "1", "--answers", "abc"), "12 questions and 3 answers"),
        (("quiz", "ai-literacy", "--seed", "1", "--answers", "z" * 12), "no option of question 1"),
        (("quiz", "ai-literacy", "--count", "99"), "So many questions"),
    ],
)
def test_what_cannot_be_is_refused_with_one_clear_message(capsys, arguments, told):
    code, _, err = said(capsys, *arguments)
    assert code == 2
    assert told in " ".join(err.split())


def test_everything_is_there_in_dutch(capsys):
    _, out, _ = said(capsys, "--lang", "nl", "profile", "role-overseer")
    assert "Wie toezicht houdt op een AI-systeem" in out
    assert "Overseeing" not in out
