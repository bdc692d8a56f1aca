"""Alarm limits keep the rate of false alarms that was agreed, all charts together, and say how soon a change would be found."""

import numpy as np
import polars as pl
import pytest

from toepas.assurance.monitoring import bins, cusum, limits
from toepas.assurance.monitoring.model import Rhythm

YEAR = Rhythm(365, 600, 6)


def errors(size, seed, share=0.2):
    found = np.random.default_rng(seed).random(size) < share
    return cusum.bernoulli(found, share, cusum.odds_moved(share, 2))


def weights(size=500, charts=4):
    return np.stack([errors(size, at) for at in range(charts)], axis=1)


def fitted(added, columns=(), rhythm=YEAR, false_alarm=0.2, runs=1500):
    return limits.fit(added, columns, rhythm, false_alarm, 1, runs)


def test_other_runs_than_those_the_limits_came_from_keep_the_rate():
    columns = tuple(
        bins.of_reference(f"c{at}", pl.Series(np.random.default_rng(at).normal(size=500)), 100) for at in range(3)
    )
    for false_alarm in (0.1, 0.3):
        found = fitted(weights(), columns, false_alarm=false_alarm)
        assert found.alarms / found.runs == pytest.approx(false_alarm, abs=0.035)


def test_a_period_of_the_true_population_keeps_it_too_when_every_monitor_has_a_reference_of_its_own():
    false, monitors, periods = 0, 30, 60
    for number in range(monitors):
        reference = np.random.default_rng([1, number]).random(400) < 0.2
        share = float(reference.mean())
        after = cusum.odds_moved(share, 2)
        limit = fitted(cusum.bernoulli(reference, share, after)[:, None], runs=600).limits[0]
        stream = np.random.default_rng([2, number]).random((periods, 600)) < 0.2
        false += int((cusum.paths(cusum.bernoulli(stream, share, after)) >= limit).any(axis=1).sum())
    assert false / (monitors * periods) == pytest.approx(0.2, abs=0.06)


def test_more_charts_need_higher_limits_each():
    one, many = fitted(weights(charts=1)), fitted(weights(charts=8))
    assert many.limits[0] > one.limits[0] * 1.15


def test_a_small_reference_needs_higher_limits_than_a_large_one():
    small, large = (fitted(np.resize(errors(5000, 7), size)[:, None]) for size in (60, 5000))
    assert small.limits[0] > large.limits[0] * 1.1


def test_charts_that_are_the_same_share_one_alarm():
    same = np.repeat(weights(charts=1), 5, axis=1)
    assert fitted(same).limits[0] == pytest.approx(fitted(same[:, :1]).limits[0], rel=0.02)


def test_the_same_seed_gives_the_same_limits():
    assert fitted(weights()) == fitted(weights())


def test_many_cases_are_looked_at_in_blocks_and_keep_the_rate():
    found = fitted(weights(2000, 2), rhythm=Rhythm(365, 20_000, 12), runs=800)
    assert found.block == 5
    assert found.alarms / found.runs == pytest.approx(0.2, abs=0.05)


def test_a_limit_for_blocks_holds_for_the_true_population():
    rhythm, share = Rhythm(365, 12_000, 12), 0.2
    reference = errors(50_000, 3)
    found = fitted(reference[:, None], rhythm=rhythm, runs=800)
    assert found.block == 3
    rng = np.random.default_rng(5)
    false = 0
    for _ in range(300):
        stream = cusum.bernoulli(rng.random(12_000) < share, share, cusum.odds_moved(share, 2))
        false += cusum.walk(cusum.blocks(stream, found.block), 0.0, found.limits[0]).alarm_at is not None
    assert false / 300 == pytest.approx(0.2, abs=0.08)


def test_the_delay_is_that_of_streams_with_the_change_it_is_tuned_to():
    added = errors(5000, 9)[:, None]
    limit = fitted(added, false_alarm=0.1).limits
    said = limits.delays(added, limit, np.array([2000.0]), 1)[0]
    stream = np.random.default_rng(6).random((2000, 2000)) < cusum.odds_moved(0.2, 2)
    hit = cusum.paths(cusum.bernoulli(stream, 0.2, cusum.odds_moved(0.2, 2))) >= limit[0]
    assert said == pytest.approx(np.median(np.where(hit.any(axis=1), hit.argmax(axis=1) + 1, np.inf)), rel=0.12)


def test_a_chart_that_does_not_get_there_in_time_has_no_delay():
    assert limits.delays(errors(500, 1)[:, None], (50.0,), np.array([40.0]), 1) == (None,)


def test_without_a_single_chart_the_columns_keep_the_rate_alone():
    column = bins.of_reference("x", pl.Series(np.random.default_rng(1).normal(size=400)), 100)
    found = fitted(np.zeros((400, 0)), (column,), runs=3000)
    assert found.alarms / found.runs == pytest.approx(0.2, abs=0.04)
