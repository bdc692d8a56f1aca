"""The Europe that is shipped has the figures that are known of it, with bands that an independent calculation confirms."""

import csv
import math
import statistics

import numpy as np
import pytest

from tests.repository.project import ROOT
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory import LabourQuestion, labour_report, labour_trend, occupations
from toepas.observatory.labour.band import bands, draws
from toepas.observatory.labour.cells import europe
from toepas.observatory.labour.exposure import MEASURES, codes, table

SHARED = ROOT.parent / "shared/observatory/labour/employment_isco2_europe_2011_2022_2025.csv"
words = Words()


@pytest.fixture(scope="module")
def made():
    return labour_report(LabourQuestion(), words)


@pytest.fixture(scope="module")
def people():
    cells, _ = europe()
    return {(time, group): value for time, group, value in cells.select("time", "group", "value").iter_rows()}


def figures(made, time):
    rows = made.figures.filter(time=time).iter_rows(named=True)
    return {row["measure"]: row for row in rows}


def test_it_is_the_file_that_was_read(people):
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is not there to compare with")
    rows = list(csv.DictReader(SHARED.read_text("utf-8").splitlines()))
    assert people == {
        (time, row["isco2"][2:]): float(row[f"employment_ths_{time}"])
        for row in rows
        for time in ("2011", "2022", "2025")
    }


def test_the_figures_of_2025_are_those_that_are_known(made):
    found = figures(made, "2025")
    assert round(found["mean"]["value"], 3) == 0.311
    assert round(100 * found["exposed"]["value"], 1) == 31.1
    assert round(100 * found["g4"]["value"], 1) == 6.3


@pytest.mark.parametrize("time", ["2011", "2022", "2025"])
def test_loops_without_arrays_give_the_same(made, people, time):
    total = sum(n for (when, _), n in people.items() if when == time)
    mean, shares = 0.0, dict.fromkeys(("not", "minimal", "g1", "g2", "g3", "g4"), 0.0)
    for (when, group), n in people.items():
        inside = [item for item in occupations().values() if item.code[:2] == group]
        if when == time:
            mean += n / total * statistics.fmean(item.mean for item in inside)
            for item in inside:
                shares[item.gradient] += n / total / len(inside)
    found = figures(made, time)
    assert found["mean"]["value"] == pytest.approx(mean)
    assert {name: found[name]["value"] for name in shares} == pytest.approx(shares)
    assert found["exposed"]["people"] == pytest.approx(total * sum(shares[f"g{n}"] for n in range(1, 5)))


def test_the_band_of_the_mean_is_as_wide_as_the_formula_says(made, people):
    total = sum(n for (when, _), n in people.items() if when == "2025")
    variance = 0.0
    for group in codes():
        inside = [item for item in occupations().values() if item.code[:2] == group]
        errors = statistics.fmean(item.sd**2 / item.tasks for item in inside)
        between = statistics.pvariance([item.mean for item in inside])
        variance += (people[("2025", group)] / total) ** 2 * (between + errors) / len(inside)
    found = figures(made, "2025")["mean"]
    assert found["high"] - found["low"] == pytest.approx(2 * 1.96 * math.sqrt(variance), rel=0.08)


def test_every_figure_lies_in_its_band(made):
    for row in made.figures.iter_rows(named=True):
        assert row["low"] <= row["value"] <= row["high"]


def test_the_same_seed_gives_the_same_band_and_another_a_close_one():
    weights = np.full((1, 40), 1 / 40)
    first, again, other = bands(weights), bands(weights), bands(weights, seed=7)
    assert np.array_equal(first, again)
    assert np.abs(np.array(first) - np.array(other)).max() < 0.01
    assert not np.array_equal(first, other)


def test_the_draws_are_shares_that_add_up():
    drawn = draws(50, 3)
    assert drawn.shape == (50, 40, len(MEASURES))
    assert drawn[..., 1:7].sum(axis=2) == pytest.approx(np.ones((50, 40)))
    assert (drawn >= 0).all()
    assert (drawn <= 1).all()
    assert np.abs(drawn[..., 0].mean(axis=0) - table()[:, 0]).max() < 0.06


def test_a_difference_has_a_narrower_band_than_its_two_sides(made):
    change = made.changes.filter(measure="mean").row(0, named=True)
    one, other = (figures(made, time)["mean"] for time in ("2025", "2011"))
    assert change["value"] == pytest.approx(100 * (one["value"] - other["value"]))
    assert change["high"] - change["low"] < 100 * (one["high"] - one["low"])


def test_what_is_asked_and_not_there_is_refused():
    for question in (LabourQuestion(times=("2019",)), LabourQuestion(by="sex")):
        with pytest.raises(Problem) as refused:
            labour_report(question, words)
        assert refused.value.todo


def test_growth_before_and_after_is_that_of_the_sums(people):
    trend = labour_trend("EUR", words)
    assert trend.years == ("2011", "2022", "2025")
    assert len(trend.rows) == 40
    for third, growth in trend.thirds.items():
        inside = [row.group for row in trend.rows if row.third == third]
        sums = [sum(people[(time, group)] for group in inside) for time in trend.years]
        assert growth.people == pytest.approx(sums)
        assert growth.before == pytest.approx(100 * ((sums[1] / sums[0]) ** (1 / 11) - 1))
        assert growth.after == pytest.approx(100 * ((sums[2] / sums[1]) ** (1 / 3) - 1))


def test_the_slope_is_that_of_numpy(people):
    trend = labour_trend("EUR", words)
    exposure = [row.exposure for row in trend.rows]
    weights = np.sqrt([row.growth.people[1] for row in trend.rows])
    for period, span in ((0, 11), (1, 3)):
        growth = [
            100 * math.log(row.growth.people[period + 1] / row.growth.people[period]) / span for row in trend.rows
        ]
        assert trend.slopes[period] == pytest.approx(0.1 * np.polyfit(exposure, growth, 1, w=weights)[0])


def test_the_more_exposed_grew_faster_before_the_models_came():
    trend = labour_trend("EUR", words)
    assert trend.thirds["high"].before > trend.thirds["middle"].before > trend.thirds["low"].before
