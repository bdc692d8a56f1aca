"""``toepas maturity`` from end to end: the examples, in both languages, for people and for programs, and what cannot be."""

import json
import os
import re

import pytest

from tests.repository.project import ROOT
from toepas.cli.main import main

EXAMPLES = ROOT / "examples/maturity"
T0, T1, LETTERS = EXAMPLES / "bakery-t0.yaml", EXAMPLES / "bakery-t1.yaml", EXAMPLES / "letters-impact.yaml"


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", os.fspath(tmp_path / "home"))

    def run(*given, lang="en"):
        code = main(["maturity", *map(os.fspath, given), "--lang", lang])
        said = capsys.readouterr()
        return code, re.sub(r"\s+", " ", said.out), said.err

    return run


def test_the_list_says_what_is_not_confirmed(run):
    code, out, _ = run("list")
    assert code == 0
    assert "not confirmed by a document of the makers" in out
    assert "Nobody has shown that the scores equal those of the official assessment" in out


def test_a_score_comes_with_the_weakest_dimension_advice_and_a_published_figure(run):
    code, out, _ = run("score", T0)
    assert code == 0
    for said in (
        "Weakest",
        "Of the enterprises of your size (10-49) in your country",
        "ai_literacy",
    ):
        assert said in out
    assert run("score", T0, "--strict")[0] == 1
    assert run("score", T1, "--strict")[0] == 0


def test_a_search_that_is_advised_can_be_given_as_it_stands(run, capsys):
    main(["maturity", "score", os.fspath(T0)])
    advised = [line.split()[1:] for line in capsys.readouterr().out.splitlines() if "catalogue search" in line]
    assert advised
    for command in advised:
        assert main([*command, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["total"] >= 0


def test_the_same_for_programs(run):
    data = json.loads(run("score", T0, "--json")[1])
    assert data["benchmark"]["geo"] == "NL"
    assert data["uses_ai"] is True
    data_low, data_high = data["dimensions"][3]["low"], data["dimensions"][3]["high"]
    assert data_high - data_low == pytest.approx(100 / 12, abs=1e-3)
    compared = json.loads(run("compare", T0, T1, "--json")[1])
    assert compared["causal"] is False
    assert compared["answers"]["not_known"] == 1
    assert json.loads(run("list", "--json")[1])[0]["id"] == "ai-readiness"
    assert len(json.loads(run("ask", "sme", "--json")[1])["dimensions"]) == 6


def test_a_comparison_names_regression_to_the_mean(run):
    code, out, _ = run("compare", T0, T1)
    assert code == 0
    assert "regression to the mean" in out


def test_an_effect_is_judged_by_its_limits(run):
    code, out, _ = run("impact", LETTERS)
    assert code == 0
    assert "Go on: it got better" in out
    assert "Not settled" in out
    assert run("impact", LETTERS, "--strict")[0] == 1
    measures = json.loads(run("impact", LETTERS, "--json")[1])["measures"]
    assert [one["comparison_group"] for one in measures] == [True, False]


def test_a_group_of_one_shows_nothing(run):
    code, out, _ = run("group", T0, T1, "--by", "size")
    assert code == 0
    assert "With fewer than 5 organisations nothing is shown" in out
    assert "hidden: too few" in out
    assert json.loads(run("group", T0, T1, "--by", "size", "--json")[1])["tables"][0]["cells"][0]["n"] is None


def test_the_file_to_fill_in_is_never_written_over(run, tmp_path):
    path = tmp_path / "a.yaml"
    assert run("ask", "public", "-o", path, "--on", "2026-01-05")[0] == 0
    assert run("score", path)[0] == 0
    code, _, err = run("ask", "public", "-o", path)
    assert code == 2
    assert "never overwritten" in err


@pytest.mark.parametrize(
    "given",
    [
        ("ask", "spa"),
        ("score", "nowhere.yaml"),
        ("compare", T1, T0),
        ("compare", T0, LETTERS),
        ("impact", T0),
        ("group", T0, T0),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(run, given):
    code, out, err = run(*given)
    assert (code, out) == (2, "")
    assert "What to do" in err


def test_everything_in_dutch(run):
    assert "Misschien" in run("score", T0, lang="nl")[1] or "Wat u nu kunt doen" in run("score", T0, lang="nl")[1]
    assert "regressie naar het gemiddelde" in run("compare", T0, T1, lang="nl")[1]
    assert "Ga door: het werd minstens zoveel beter" in run("impact", LETTERS, lang="nl")[1]
    assert "Haal het # weg" in run("ask", "sme", lang="nl")[1]
