"""``toepas observatory``: what a person and a program see of figures, and what is refused rather than shown wrongly."""

import json

import pytest

from tests.library.observatory.answers import FIGURES, Answer, Eurostat, jsonstat
from toepas.cli.main import main
from toepas.observatory import MEMBERS, datasets, newest

JSON = "/statistics/1.0/data/isoc_ai_iaiu"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def eurostat(monkeypatch):
    office = Eurostat()
    monkeypatch.setenv("TOEPAS_STATISTICS", office.base)
    monkeypatch.setattr("time.sleep", lambda _: None)
    yield office
    office.close()


@pytest.fixture
def observatory(capsys):
    def run(*given, lang="en"):
        code = main(["observatory", *given, "--lang", lang] if lang != "en" else ["observatory", *given])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def test_a_figure_for_programs_has_everything_that_belongs_to_it(observatory):
    code, out, _ = observatory("show", "ai-use", "--geo", "NL", "--time", "2025", "--on", "2026-11-26", "--json")
    data = json.loads(out)
    assert code == 0
    assert {
        "indicator",
        "title",
        "unit",
        "definition",
        "vintage",
        "source",
        "figures",
        "breaks",
        "caveats",
    } <= data.keys()
    (figure,) = data["figures"]
    assert (figure["geo"], figure["time"], figure["value"], figure["flag"]) == ("NL", "2025", 33.21, "b")
    assert figure["codes"] == {"size_emp": "GE10"}
    assert "break" in figure["flags"]["b"]
    assert (data["vintage"]["id"], data["vintage"]["updated"][:10], data["vintage"]["retrieved"]) == (
        "2026-06-15.b32b4480",
        "2026-06-15",
        "2026-11-22",
    )
    assert data["vintage"]["age"] == 164
    assert (data["source"]["doi"], "Eurostat" in data["source"]["licence"]) == ("10.2908/ISOC_EB_AI", True)
    assert data["breaks"][0]["time"] == "2025"


def test_a_person_sees_the_flag_explained_the_source_and_how_old_it_is(observatory):
    _, out, _ = observatory("show", "ai-use", "--geo", "NL", "--time", "2025", "--on", "2026-11-26")
    flat = " ".join(out.split())
    assert "33.21" in flat
    assert "b: break in the series" in flat
    assert "Source: Eurostat, ISOC_EB_AI" in flat
    assert "164 days old" in flat


def test_in_dutch_it_is_dutch(observatory):
    _, out, _ = observatory("show", "ai-use", "--geo", "NL", "--time", "2025", lang="nl")
    assert "33,21" in out
    assert "Nederland" in out
    assert "Bron: Eurostat" in out


def test_a_place_that_was_not_surveyed_is_said_to_be_absent_and_not_zero(observatory):
    _, out, _ = observatory("show", "ai-use", "--geo", "IS", "--json")
    data = json.loads(out)
    assert (data["figures"], data["absent"]) == ([], [{"geo": "IS"}])
    _, out, _ = observatory("show", "ai-use", "--geo", "NL", "--time", "2022")
    assert "That is not zero" in " ".join(out.split())


@pytest.mark.parametrize(("said", "code"), [("EU", "EU27_2020"), ("GR", "EL"), ("el", "EL"), ("nl", "NL")])
def test_places_are_understood_as_people_write_them(observatory, said, code):
    _, out, _ = observatory("show", "ai-use", "--geo", said, "--json")
    assert {figure["geo"] for figure in json.loads(out)["figures"]} == {code}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["show", "ai-usage"], "'ai-usage' is not known here as indicator"),
        (["show", "ai-use", "--geo", "Narnia"], "'Narnia' is not known here as place"),
        (["show", "ai-use", "--code", "size_emp"], "not understood"),
        (["show", "ai-use", "--code", "size_emp=HUGE"], "'HUGE' is not known here as size_emp"),
        (["show", "ai-use", "--code", "colour=red"], "'colour' is not known here"),
        (["show", "ai-use", "--vintage", "2020-01-01.abc"], "no figures of this vintage"),
        (["show", "ai-barriers", "--code", "unit=PC_ENT", "--code", "unit=PC_ENT_AI_EC"], "would mix figures"),
        (["show", "ai-use", "--on", "soon"], "not a date"),
        (["vintages", "ai-use"], "'ai-use' is not known here as dataset"),
        (["diff", "isoc_eb_ai", "never"], "no figures of this vintage"),
        (["release", "isoc_eb_ai", "2026-06-15.b32b4480", "--because", "x"], "not held back"),
        (["refresh", "strategy-figures"], "not fetched"),
    ],
)
def test_what_cannot_be_answered_is_one_clear_message(observatory, given, said):
    code, _, err = observatory(*given)
    assert code == 2
    assert said in err


def test_every_indicator_is_listed_with_its_age_and_can_be_shown(observatory):
    _, out, _ = observatory("list", "--on", "2026-11-26", "--json")
    rows = json.loads(out)
    assert len(rows) >= 15
    for row in rows:
        assert observatory("show", row["id"])[0] == 0
    _, out, _ = observatory("list")
    assert "ai-use-by-activity" in out


def test_figures_with_a_source_each_name_it(observatory):
    _, out, _ = observatory("show", "strategy-figures", "--json")
    figures = {figure["codes"]["figure"]: figure for figure in json.loads(out)["figures"]}
    assert figures["workers-faster-with-ai"]["value"] == 67
    assert "CEDEFOP" in figures["workers-faster-with-ai"]["cites"]
    assert figures["innovation-hubs"]["unit"] == "hubs"
    _, out, _ = observatory("show", "strategy-figures")
    assert "Section 3.2, footnote 69" in " ".join(out.split())


# -- over the network of this machine -----------------------------------------------------------------------------------


def answer(value, updated="2026-06-05T11:00:00+0200"):
    """A small answer of the table of people's use, with 26 countries, so that the gates have nothing to say."""
    places = sorted(MEMBERS)[:26]
    codes = {
        "freq": ["A"],
        "ind_type": ["IND_TOTAL"],
        "indic_is": ["I_IUAI"],
        "unit": ["PC_IND"],
        "geo": places,
        "time": ["2025"],
    }
    return json.dumps({
        "version": "2.0", "class": "dataset", "updated": updated, "id": list(codes), "size": [len(known) for known in codes.values()],
        "dimension": {name: {"category": {"index": known}} for name, known in codes.items()},
        "value": {str(at): value + at / 10 for at in range(len(places))}, "extension": {"id": "ISOC_AI_IAIU"},
    }).encode()  # fmt: skip


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """Nothing is shipped, so that what is fetched stands alone."""
    import importlib

    monkeypatch.setattr(importlib.import_module("toepas.observatory.vintages"), "SHIPPED", tmp_path / "nothing")


def test_refresh_fetches_keeps_holds_back_and_lets_through(observatory, eurostat, bare):
    eurostat.say(JSON, Answer(answer(30)))
    code, out, _ = observatory("refresh", "isoc_ai_iaiu")
    assert (code, "new vintage" in out) == (0, True)
    good = newest("isoc_ai_iaiu").id

    assert "nothing has changed" in observatory("refresh", "isoc_ai_iaiu")[1]

    eurostat.say(JSON, Answer(answer(60, "2026-12-05T11:00:00+0100")))
    code, out, _ = observatory("refresh", "isoc_ai_iaiu")
    assert code == 1
    assert "held back" in out
    assert "moved by more than is usual" in " ".join(out.split())
    assert newest("isoc_ai_iaiu").id == good

    _, out, _ = observatory("vintages", "isoc_ai_iaiu", "--json")
    held = next(item for item in json.loads(out) if item["held"])
    assert not held["in_use"]
    _, out, _ = observatory("diff", "isoc_ai_iaiu", good, held["id"])
    assert "Revised" in out
    assert "30.0 -> 60.0" in out
    _, out, _ = observatory("diff", "isoc_ai_iaiu", good, held["id"], "--json", "--limit", "0")
    assert json.loads(out)["counts"]["revised"] == len(json.loads(out)["cells"]) == 26

    code, out, _ = observatory("release", "isoc_ai_iaiu", held["id"], "--because", "the office announced it")
    assert code == 0
    assert newest("isoc_ai_iaiu").id == held["id"]
    assert "the office announced it" in observatory("vintages", "isoc_ai_iaiu")[1]


def test_one_dataset_that_cannot_be_fetched_does_not_stop_the_others(observatory, eurostat, bare):
    eurostat.say(JSON, Answer(answer(30)))
    code, out, err = observatory("refresh", "isoc_ai_iaiuxr", "isoc_ai_iaiu", "--json")
    assert code == 2
    assert [item["state"] for item in json.loads(out)] == ["failed", "new"]
    assert "no figures for this question" in err


def test_progress_is_told_question_by_question(observatory, eurostat, bare):
    eurostat.say(JSON, Answer(answer(30)))
    _, _, err = observatory("refresh", "isoc_ai_iaiu")
    assert "isoc_ai_iaiu: 1 of 1 questions answered" in err


def test_a_wrong_dataset_from_the_office_leaves_what_is_shipped_in_use(observatory, eurostat):
    eurostat.say(JSON, Answer(jsonstat(FIGURES)))
    code, _, err = observatory("refresh", "isoc_ai_iaiu")
    assert code == 2
    assert "another dataset" in err
    assert newest("isoc_ai_iaiu").shipped
    assert datasets()["isoc_ai_iaiu"].code == "ISOC_AI_IAIU"


def test_stopped_with_the_keyboard_it_keeps_what_was_answered_and_goes_on_from_there(
    observatory, eurostat, bare, monkeypatch
):
    halves = {"EU27_2020": (30, "EU27_2020"), "BE": (40, "BE")}

    def reply(path, parameters):
        value, place = halves.get(parameters["geo"][0], (20, parameters["geo"][0]))
        return Answer(jsonstat({("GE10", place, "2025"): (value, "")}, code="ISOC_EB_AIN2"))

    def stop(_):
        raise KeyboardInterrupt

    eurostat.answer = reply
    monkeypatch.setattr("time.sleep", stop)  # the pause after the first answer
    code, _, err = observatory("refresh", "isoc_eb_ain2")
    assert code == 130
    assert "goes on from there" in err
    assert newest("isoc_eb_ain2") is None

    monkeypatch.setattr("time.sleep", lambda _: None)
    assert observatory("refresh", "isoc_eb_ain2")[0] == 0
    assert len([path for path in eurostat.asked if "geo=EU27_2020" in path]) == 1
    assert newest("isoc_eb_ain2").rows == 28
