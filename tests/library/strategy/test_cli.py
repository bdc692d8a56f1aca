"""``toepas strategy``: what programs build on, what people read, and what happens with bad input."""

import json

import pytest

from toepas.cli.main import main
from toepas.retrieval import vectors
from toepas.strategy import actions

ON = ("--on", "2026-11-26")


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path / "home"))

    def call(*arguments):
        code = main(["strategy", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def answer(run, *arguments):
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_list_gives_programs_every_action_with_what_they_build_on(run):
    data = answer(run, "list", *ON)
    assert data["on"] == "2026-11-26"
    assert [action["id"] for action in data["actions"]] == list(actions())
    for action in data["actions"]:
        assert {
            "id", "title", "sectors", "section", "actors", "deadline", "deadline_words", "state", "events", "place",
            "linked", "aliases",
        } <= action.keys()  # fmt: skip
        assert (action["deadline"] is None) == (action["timing"] == "no-deadline-given")


def test_list_is_narrowed_by_sector_section_and_document(run):
    assert {action["section"] for action in answer(run, "list", "--section", "2.1")["actions"]} == {"2.1"}
    chapter = {
        action["section"] for action in answer(run, "list", "--section", "3", "--document", "apply-ai")["actions"]
    }
    assert chapter == {"3.1", "3.2", "3.3", "3.4"}
    for action in answer(run, "list", "--sector", "energy")["actions"]:
        assert "energy" in action["sectors"]


def test_list_in_dutch_has_dutch_titles_and_the_language_may_stand_at_the_end(run):
    data = answer(run, "list", "--section", "2.1", "--lang", "nl")
    assert data["lang"] == "nl"
    assert data["actions"][0]["title"] == "Europees netwerk van screeningscentra met AI"
    _, out, _ = run("list", "--section", "2.2", "--lang", "nl")
    assert "niet gegeven" in out


def test_people_read_that_no_deadline_was_given(run):
    _, out, _ = run("show", "RAISE", *ON)
    assert "no deadline was given" in out
    assert "late" not in out.lower().replace("related", "").replace("latest", "").split()


def test_show_finds_by_another_name_in_several_words(run):
    data = answer(run, "show", "AI", "Skills", "Academy", *ON)
    assert data["id"] == "skills-academy"
    assert {"money", "positions", "contradictions"} <= data.keys()


def test_show_says_that_no_document_names_an_amount(run):
    _, out, _ = run("show", "micro-studios", *ON)
    assert "no document that we read names an amount for it" in out


def test_status_counts_and_lists_only_what_is_late(run):
    data = answer(run, "status", "--document", "apply-ai", *ON)
    assert sum(data["states"].values()) == data["count"]
    assert sum(data["timings"].values()) == data["count"]
    assert data["late"] == []
    days = [event["date"] for event in data["events"]]
    assert days[0] >= days[-1]


def test_status_of_an_earlier_day_knows_nothing_of_later_events(run):
    data = answer(run, "status", "--document", "apply-ai", "--on", "2025-10-09")
    assert all(event["date"] <= "2025-10-09" for event in data["events"])


def test_status_of_a_day_before_the_strategy_counts_what_was_not_announced(run):
    code, out, _ = run("status", "--document", "apply-ai", "--on", "2025-01-01")
    assert code == 0
    assert "not announced yet on this date" in out
    assert "nothing that we know of" in out


def test_gaps_count_what_they_list(run):
    data = answer(run, "gaps", *ON)
    for gap, count in data["counts"].items():
        assert count == sum(gap in action["gaps"] for action in data["actions"])
    _, out, _ = run("gaps", "--section", "2.9", *ON)
    assert "no deadline was given" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("list", "--section", "9"), ("'9'", "2.11")),
        (("list", "--sector", "farming"), ("farming", "agri-food")),
        (("list", "--on", "tomorrow"), ("tomorrow", "--on")),
        (("list", "--document", "x"), ("apply-ai",)),
        (("show", "ai", "observatry"), ("ai observatry", "'ai-observatory'")),
        (("show", "raise", "--country", "ZZ"), ("ZZ", "NL")),
        (("gaps", "--country", "ZZ"), ("ZZ", "NL")),
        (("map", "no-such-file.csv"), ("no-such-file.csv",)),
        (("map", "x.csv", "--column", "title"), ("title", "title=NAME")),
        ((), ("PART",)),
    ],
)
def test_bad_input_gets_one_clear_message(run, arguments, told):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    for part in told:
        assert part in err


PROPOSALS = """nr;titel;omschrijving
1;Rekentijd voor start-ups;Jonge bedrijven krijgen toegang tot Europese supercomputers om hun AI-modellen te trainen.
2;Zwembad verbouwen;Het gemeentelijk zwembad krijgt een nieuw dak en betere kleedkamers.
"""


def test_proposals_are_laid_beside_the_actions(run, tmp_path):
    if vectors.encoder() is None:
        pytest.skip("the model of the extra 'ask' is not installed")
    (tmp_path / "proposals.csv").write_text(PROPOSALS, encoding="utf-8")
    told = (str(tmp_path / "proposals.csv"), "--document", "innovation-2024", "-o", str(tmp_path / "tables"))
    code, out, _ = run("map", *told, "--json")
    data = json.loads(out)
    assert code == 0
    assert data["proposals"][0]["nearest"][0]["target"] == "ai-factories"
    assert data["without_counterpart"] == ["2"]
    written = {path.name: path.read_text("utf-8-sig") for path in (tmp_path / "tables").iterdir()}
    assert set(written) == {"proposals.csv", "targets.csv"}
    assert "ai-factories" in written["proposals.csv"]


def test_tables_are_not_written_over_a_file(run, tmp_path):
    (tmp_path / "taken").write_text("mine")
    code, _, err = run("map", "proposals.csv", "-o", str(tmp_path / "taken"))
    assert code == 2
    assert "taken" in err
    assert (tmp_path / "taken").read_text() == "mine"
