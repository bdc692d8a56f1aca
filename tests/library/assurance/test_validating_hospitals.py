"""On real data of four hospitals the tool says by itself what a careful statistician would; figures agree with other implementations."""

import dataclasses
import importlib.util
import os

import numpy as np
import polars as pl
import pytest
from confidenceinterval import roc_auc_score as delong
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from statsmodels.api import GLM, add_constant, families
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from tests.library.assurance.hospitals import (
    BUDAPEST,
    FILE,
    LONG_BEACH,
    MEN,
    ROOT,
    SWITZERLAND,
    WOMEN,
    gap,
    measured,
    sample,
    validation,
)
from toepas.assurance.findings import finding_text, findings
from toepas.assurance.plan import default_plan, read_demand
from toepas.assurance.validation import validate
from toepas.kernel.words import Words


@pytest.fixture(scope="module")
def found():
    return validation()


@pytest.fixture(scope="module")
def told(found):
    return [finding_text(one, found, Words()) for one in findings(found)]


@pytest.fixture(scope="module")
def rows():
    return pl.read_csv(FILE)


def test_the_sensitivity_for_women_at_budapest_is_far_below_that_for_men(found):
    women, men = (measured(found, BUDAPEST, who).at[0].measures["sensitivity"] for who in (WOMEN, MEN))
    assert (women.hits, women.n, men.hits, men.n) == (6, 12, 77, 94)
    for one in (women, men):
        assert (one.low, one.high) == pytest.approx(proportion_confint(one.hits, one.n, method="wilson"), abs=1e-9)
    difference = gap(found, "sensitivity", BUDAPEST, WOMEN).difference
    low, high = confint_proportions_2indep(6, 12, 77, 94, method="newcomb", compare="diff")
    assert (difference.value, difference.low, difference.high) == pytest.approx((-0.3191, low, high), abs=1e-3)
    assert (round(-difference.high, 2), round(-difference.low, 2)) == (0.06, 0.57)


def test_that_is_told_as_a_signal_and_not_as_a_proof_with_the_cases_still_needed(found, told):
    line = next(text for text in told if text.startswith("Women at Budapest: of 12 cases with “disease”"))
    for part in (
        "found 6 (50 %",
        "25 % to 75 %",
        "77 of 94",
        "32 points lower (6 to 57)",
        "not a proof",
        "collect 50 more cases",
    ):
        assert part in line
    one = gap(found, "sensitivity", BUDAPEST, WOMEN)
    assert one.p < 0.05 < one.corrected
    assert found.verdict.outcome == "signal"


def test_the_correction_is_holms_within_one_question(found):
    family = [one for one in found.gaps if one.family == "sites/sex/sensitivity@0.5"]
    assert len(family) == 4
    theirs = multipletests([one.p for one in family], method="holm")[1]
    assert [one.corrected for one in family] == pytest.approx(theirs.tolist(), abs=1e-12)


def test_too_few_women_are_told_with_the_number_still_to_be_collected(found, told):
    gates = {(one.key, one.of): one for one in found.verdict.gates}
    assert gates[(BUDAPEST, WOMEN), "positives"].need == 62
    assert gates[(BUDAPEST, WOMEN), "positives"].more == 50
    assert measured(found, LONG_BEACH, WOMEN).n == 6
    assert gates[(LONG_BEACH, WOMEN), "positives"].more == 59
    assert any(text.startswith("Women at Long Beach: insufficient evidence") for text in told)


def test_six_women_and_the_zeros_of_cholesterol_are_noticed(found):
    few = [one for one in found.remarks if one.site == "Long Beach" and one.column == "sex"]
    assert [one.count for one in few] == [6]
    zeros = {one.site: one.count for one in found.remarks if one.column == "cholesterol" and one.site}
    assert zeros == {"Switzerland": 123, "Long Beach": 49}


def test_the_calibration_fails_in_switzerland(found, told):
    here = measured(found, SWITZERLAND)
    assert (round(here.measures["mean-score"].value, 2), round(here.measures["prevalence"].value, 2)) == (0.52, 0.93)
    assert (SWITZERLAND,) in found.verdict.miscalibrated
    assert any("Switzerland" in text and "52 %" in text and "93 %" in text and "too low" in text for text in told)
    assert (("hospital", "Cleveland"),) not in found.verdict.miscalibrated


@pytest.mark.parametrize("hospital", ["Budapest", "Cleveland", "Long Beach", "Switzerland"])
def test_the_figures_of_each_hospital_agree_with_other_implementations(found, rows, hospital):
    here = rows.filter(pl.col("hospital") == hospital)
    y, p = here["disease"].to_numpy(), here["predicted"].to_numpy()
    ours = measured(found, ("hospital", hospital)).measures
    assert ours["auroc"].value == pytest.approx(roc_auc_score(y, p), abs=1e-12)
    assert ours["auprc"].value == pytest.approx(average_precision_score(y, p), abs=1e-12)
    assert ours["brier"].value == pytest.approx(brier_score_loss(y, p), abs=1e-12)
    logit = np.log(p / (1 - p))
    large = GLM(y, np.ones(len(y)), family=families.Binomial(), offset=logit).fit()
    slope = GLM(y, add_constant(logit), family=families.Binomial()).fit()
    assert ours["calibration-in-the-large"].value == pytest.approx(large.params[0], abs=1e-6)
    low, high = slope.conf_int()[1]
    assert (ours["calibration-slope"].low, ours["calibration-slope"].high) == pytest.approx((low, high), abs=1e-5)


def test_the_auroc_at_budapest_has_delongs_standard_error(found, rows):
    here = rows.filter(pl.col("hospital") == "Budapest")
    value, (low, high) = delong(here["disease"].to_list(), here["predicted"].to_list())
    ours = measured(found, BUDAPEST).measures["auroc"]
    assert ours.value == pytest.approx(value, abs=1e-6)
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=0.01)


def test_a_demand_is_never_met_for_women_on_this_few_cases():
    plan = dataclasses.replace(default_plan(), demands=(read_demand("sensitivity>=0.3 by sex", 0.1, Words()),))
    judged = {one.key: one.answer for one in validate(sample(), plan).verdict.judged}
    assert judged[(MEN,)] == "met"
    assert judged[(WOMEN,)] == "insufficient"


def test_the_example_comes_out_of_the_script_again(tmp_path):
    source = ROOT.parent / "shared" / "assurance" / "heart_disease_uci.csv"
    if not source.exists():
        pytest.skip("the original data are not beside the project")
    spec = importlib.util.spec_from_file_location("four_hospitals", ROOT / "tools" / "four_hospitals.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    again = tmp_path / "again.csv"
    assert script.main([os.fspath(source), os.fspath(again)]) == 0
    ours, theirs = pl.read_csv(FILE), pl.read_csv(again)
    assert ours.drop("predicted").equals(theirs.drop("predicted"))
    assert float((ours["predicted"] - theirs["predicted"]).abs().max()) <= 1e-4
