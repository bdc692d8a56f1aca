"""``toepas validate`` from end to end: a file in, an honest verdict out, in plain language, and a clear message where it cannot be."""

import json
import os
import re

import jsonschema
import numpy as np
import polars as pl
import pytest

from tests.library.assurance.hospitals import FILE
from toepas.assurance.document import schema
from toepas.cli.main import main

HOSPITALS = ("--label", "disease", "--score", "predicted", "--by", "sex,age", "--site", "hospital")


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", os.fspath(tmp_path / "home"))

    def run(*given, lang="en"):
        code = main(["validate", *map(os.fspath, given), "--lang", lang])
        said = capsys.readouterr()
        return code, re.sub(r"\s+", " ", said.out), said.err

    return run


@pytest.fixture
def two(tmp_path):
    drawing = np.random.default_rng(3)
    label = drawing.integers(0, 2, 400)
    first, second = (1 / (1 + np.exp(-(width * (2 * label - 1) + drawing.normal(size=400)))) for width in (1, 0.5))
    path = tmp_path / "two.csv"
    pl.DataFrame({"y": label, "p": first, "q": second, "sex": drawing.choice(["f", "m"], 400)}).write_csv(path)
    return path


def test_the_first_page_tells_what_was_looked_at_the_verdict_the_findings_and_what_to_do(run):
    code, out, _ = run(FILE, *HOSPITALS)
    assert code == 0
    heads = [
        "What was looked at",
        "Verdict: SIGNAL",
        "The most important",
        "What to do",
        "More differences between groups",
    ]
    places = [out.index(head) for head in heads]
    assert places == sorted(places)
    first_page = out[: places[-1]]
    for part in (
        "Women at Budapest: of 12 cases with “disease” the model found 6 (50 %; with this few cases the true share may lie anywhere from 25 % to 75 %).",
        "Men at Budapest: 77 of 94 (82 %; 73 % to 88 %).", "32 points lower (6 to 57)", "not a proof", "collect 50 more cases with “disease”",
        "At Switzerland all 123 values in “cholesterol” are 0", "Long Beach has 6 people in the group “female”",
        "predicts 52 %; “disease” was there in 93 %", "nobody named one: this is the default", "for example sensitivity>=0.8", "toepas validate --help",
    ):  # fmt: skip
        assert part in first_page
    assert "does not decide whether a model may be used" in out
    assert "passed" not in first_page.lower()


def test_below_the_first_page_a_difference_takes_one_line_and_the_same_advice_is_given_once(run):
    _, out, _ = run(FILE, *HOSPITALS)
    rest = out[out.index("More differences between groups") :]
    assert "- Women at Cleveland: specificity 94 %; men at Cleveland: 77 % (more than chance, p 0.004). -" in rest
    assert "men at Cleveland: 72 of 93" not in rest
    assert rest[rest.index("More about the data") :].count("Collect more cases of so small a group there") == 1


def test_the_same_in_dutch_has_no_english_left(run):
    code, out, _ = run(FILE, *HOSPITALS, lang="nl")
    assert code == 0
    for part in (
        "Oordeel: SIGNAAL",
        "Vrouwen bij Budapest: van 12 gevallen met “disease” vond het model er 6 (50 %",
        "32 punten lager (6 tot 57)",
    ):
        assert part in out
    for word in ("cases", "Women", "Verdict", "insufficient", "sensitivity at", "collect"):
        assert not re.search(rf"\b{word}\b", out), word


def test_every_finding_is_shown_when_asked_for(run):
    _, some, _ = run(FILE, *HOSPITALS)
    _, everything, _ = run(FILE, *HOSPITALS, "--all")
    assert "--all shows" in some
    assert "--all shows" not in everything
    assert "Women, age 45-64" not in some
    assert "Women, age 45-64" in everything


def test_json_for_programs_is_the_report(run, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", os.fspath(tmp_path / "home"))
    assert main(["validate", os.fspath(FILE), *HOSPITALS, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(schema()).validate(data)
    assert data["verdict"]["outcome"] == "signal"


def test_a_report_is_written_into_the_folder(run, two, tmp_path):
    folder = tmp_path / "out"
    code, out, _ = run(two, "--label", "y", "--score", "p", "--by", "sex", "-o", folder)
    assert code == 0
    assert json.loads((folder / "report.json").read_text("utf-8"))["validation"]["source"]["name"] == "two.csv"
    assert "The report is in" in out


def test_a_plan_says_everything_and_flags_go_before_it(run, two, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "label: y\nscore: p\nsecond: q\nby: [sex]\nthresholds: [0.5]\ndemands: [{measure: sensitivity, least: 0.5}]\nstated: {auroc: 0.999}\n",
        "utf-8",
    )
    code, out, _ = run(two, "--plan", plan)
    assert code == 0
    for part in (
        "0.50 (fixed beforehand)",
        "a demand is met (sensitivity of at least 50 %)",
        "the developer states 1.00",
        "The model beside “q”",
    ):
        assert part in out
    _, other, _ = run(two, "--plan", plan, "--threshold", "0.4", "--demand", "sensitivity>=0.99 by everybody")
    assert "0.40 (fixed beforehand)" in other
    assert "Verdict: FAILED" in other


def test_strict_leaves_with_one_unless_everything_is_met(run, two):
    asked = (two, "--label", "y", "--score", "p", "--threshold", "0.5", "--strict")
    assert run(*asked, "--demand", "sensitivity>=0.99")[0] == 1
    assert run(*asked)[0] == 1


def test_a_chosen_threshold_is_marked_wherever_it_is_named(run, two):
    _, out, _ = run(two, "--label", "y", "--score", "p", "--choose", "sensitivity=0.9")
    assert "chosen on these data by sensitivity=0.9: looks better than it is" in out
    assert "on new cases before you trust its figures" in out
    assert "this is the default" not in out


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ((), ("Which columns", "--label outcome --score probability")),
        (("--label", "y", "--score", "p", "--threshold", "1.5"), ("too small or too large", "--threshold", "0 - 1")),
        (("--label", "y", "--score", "p", "--demand", "accuracy!"), ("is not a demand", "--demand")),
        (
            ("--label", "y", "--score", "p", "--demand", "ppv>=0.5 by ward"),
            ("nobody is looked at apart", "--by or --site"),
        ),
        (("--label", "y", "--score", "p", "--by", "sex", "--reference", "sex=x"), ("no group 'x' of 'sex'", "f, m")),
        (("--label", "z", "--score", "p"), ("no column “z”",)),
        (("--label", "y", "--score", "p", "--choose", "best"), ("no way to choose a threshold", "youden")),
    ],
)
def test_what_cannot_be_is_answered_with_what_and_where_and_what_to_do(run, two, given, parts):
    code, out, err = run(two, *given)
    assert (code, out) == (2, "")
    for part in (*parts, "What to do"):
        assert part in err


def test_data_that_the_checks_refuse_are_not_measured(run, tmp_path):
    path = tmp_path / "leak.csv"
    pl.DataFrame({"y": [0, 1] * 30, "p": [0.0, 1.0] * 30}).write_csv(path)
    code, out, err = run(path, "--label", "y", "--score", "p", "--demand", "auroc>=0.8")
    assert (code, err) == (2, "")
    assert "Verdict: REFUSED" in out
    assert "Mend the data where the remarks say so" in out
    assert "AUROC" not in out


def test_rows_of_one_case_are_judged_together(run, tmp_path):
    path = tmp_path / "marks.csv"
    drawing = np.random.default_rng(3)
    scans = np.repeat(np.arange(150), 2)
    ill = drawing.integers(0, 2, 150)
    score = np.clip(0.3 + 0.4 * ill[scans] * drawing.random(300) + 0.2 * drawing.random(300), 0, 1)
    pl.DataFrame({"scan": scans, "lesion": ill[scans] * (np.arange(300) % 2), "p": score}).write_csv(path)
    code, out, _ = run(path, "--task", "detection", "--label", "lesion", "--score", "p", "--case", "scan")
    assert code == 0
    assert f"“lesion” was there in {ill.sum()} of them" in out
    assert "calibration" not in out


def test_several_classes_and_measured_values_go_the_same_way(run, tmp_path):
    drawing = np.random.default_rng(3)
    kinds = drawing.integers(0, 3, 600)
    raw = np.eye(3)[kinds] * 1.5 + drawing.gumbel(size=(600, 3))
    share = np.exp(raw) / np.exp(raw).sum(axis=1, keepdims=True)
    value = drawing.normal(50, 10, 600)
    frame = pl.DataFrame(
        {"animal": np.array(["cat", "dog", "owl"])[kinds], "cat": share[:, 0], "dog": share[:, 1], "owl": share[:, 2], "bp": value,
         "said": value + drawing.normal(3, 4, 600), "sex": drawing.choice(["f", "m"], 600)}
    )  # fmt: skip
    path = tmp_path / "both.csv"
    frame.write_csv(path)
    asked = ("--by", "sex", "--demand", "sensitivity>=0.2")
    code, out, _ = run(path, "--task", "multiclass", "--label", "animal", "--score", "cat,dog,owl", *asked)
    assert code == 0
    assert "sensitivity for owl of at least 20 %" in out
    code, out, _ = run(
        path, "--task", "regression", "--label", "bp", "--score", "said", "--by", "sex", "--demand", "mae<=20"
    )
    assert code == 0
    assert "the predictions are on average 2.96 too high" in out
    assert "a demand is met (mean absolute error of at most 20.00)" in out


def test_what_stands_in_the_data_cannot_dress_up_the_terminal(run, tmp_path):
    drawing = np.random.default_rng(3)
    label = drawing.integers(0, 2, 200)
    wards = drawing.choice(["[bold]A[/bold]", "B[/red]"], 200)
    path = tmp_path / "odd.csv"
    pl.DataFrame({"q": drawing.random(200), "[red]y": label, "ward": wards}).write_csv(path)
    code, out, err = run(path, "--label", "[red]y", "--score", "q", "--by", "ward", "--all")
    assert (code, err) == (0, "")
    assert "Ward [bold]A[/bold]" in out
    assert "[red]y" in out
    assert "Ward B[/red]" in out
