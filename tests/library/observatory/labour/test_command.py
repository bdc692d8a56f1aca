"""``toepas observatory labour`` prints figures with their band and caveats, in English and Dutch, and refuses with a reason."""

import datetime
import json

import pytest

from tests.library.observatory.labour.made_up import egai2d, egais, eisn2, regions, truth
from toepas.cli.main import main
from toepas.observatory.model import Vintage
from toepas.observatory.vintages import keep

PLACES, TIMES = ["NL"], ["2011", "2022", "2025"]


@pytest.fixture
def run(capsys):
    def run(*arguments):
        code = main(["observatory", "labour", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def kept():
    """The four tables, kept as vintages on this machine."""
    people = truth(PLACES, TIMES, 8)
    country = people[0].sum(axis=(1, 2, 4))
    made = {
        "lfsa_egai2d": egai2d(people, PLACES, TIMES),
        "lfsa_egais": egais(people, PLACES, TIMES),
        "lfsa_eisn2": eisn2(people, PLACES, TIMES),
        "lfst_r_lfe2en2": regions({"NL": country, "NL11": country * 0.4, "NL33": country * 0.6}, TIMES),
    }
    updated = datetime.datetime(2026, 6, 30, 11, tzinfo=datetime.UTC)
    for name, frame in made.items():
        keep(
            Vintage(f"2026-06-30.{name}", name, updated, datetime.date(2026, 7, 1), "0" * 64, len(frame), "made up"),
            frame,
        )


def test_without_anything_it_shows_the_europe_that_is_shipped(run):
    code, said, _ = run("--json")
    data = json.loads(said)
    assert code == 0
    assert [round(row["value"], 3) for row in data["figures"] if (row["measure"], row["time"]) == ("mean", "2025")] == [
        0.311
    ]
    assert data["trend"]["says"].startswith("This shows no effect of AI")
    assert data["exposure_source"]["licence"] == "CC BY 4.0"
    assert "should not be considered an official ILO adaptation" in data["exposure_source"]["notice"]
    assert any("which countries" in caveat for caveat in data["caveats"])


def test_for_people_every_figure_has_its_band_and_exposure_is_no_job_loss(run):
    code, said, _ = run()
    assert code == 0
    assert "0.303 – 0.320" in said
    assert "does not say that jobs go or come" in " ".join(said.split())
    assert "job loss" not in said


@pytest.mark.parametrize(
    ("by", "basis"),
    [("sex", "counted"), ("age", "modelled"), ("sector", "modelled"), ("region", "modelled, industry mix only")],
)
def test_every_way_of_looking_says_what_it_rests_on(run, kept, by, basis):
    code, said, _ = run("--geo", "nl", "--by", by, "--json")
    data = json.loads(said)
    assert (code, data["basis"]) == (0, basis)
    assert data["figures"]
    assert {source["id"] for source in data["sources"]} >= {"lfsa_egai2d"}
    assert data["sources"][0]["vintage"] == "2026-06-30.lfsa_egai2d"
    assert run("--geo", "NL", "--by", by)[0] == 0


def test_a_table_that_is_not_here_is_named_with_how_to_get_it(run):
    code, _, said = run("--geo", "NL", "--by", "sex")
    assert code == 2
    assert "toepas observatory refresh lfsa_egai2d" in said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--geo", "ZZ"], "ZZ"),
        (["--time", "1999"], "1999"),
        (["--by", "sex"], "--geo"),
        (["--least", "-1"], "--least"),
        (["--occupation", "0110"], "armed forces"),
        (["--occupation", "x"], "ISCO-08"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_what_can(run, given, said):
    code, _, error = run(*given)
    assert code == 2
    assert said in error


def test_an_occupation_is_shown_with_its_gradient_and_what_that_means(run):
    code, said, _ = run("--occupation", "4110")
    assert code == 0
    assert "General office clerks" in said
    assert "Gradient 4" in said


def test_a_group_is_shown_with_the_spread_between_its_occupations(run):
    data = json.loads(run("--occupation", "OC41", "--json")[1])
    assert (data["occupations"], len(data["members"])) == (4, 4)
    assert data["least"] < data["mean"] < data["most"]


def test_in_dutch_nothing_is_left_in_english(run):
    code, said, _ = run("--lang", "nl")
    assert code == 0
    assert "Blootstelling" in said
    for english in ("exposure", "Everybody", "Gradient 1:", "Hidden", "Source"):
        assert english not in said.replace("Occupational Exposure", "")
