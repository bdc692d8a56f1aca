"""The running sums do what the papers say, checked against naive loops, an exact chain of states and published run lengths."""

import numpy as np
import pytest

from toepas.assurance.monitoring import cusum


def naive(weights):
    sums, value = [], 0.0
    for weight in weights:
        value = max(0.0, value + weight)
        sums.append(value)
    return sums


def test_many_runs_at_once_give_what_one_loop_after_the_other_gives():
    weights = np.random.default_rng(1).normal(-0.1, 1, (20, 300))
    assert np.allclose(cusum.paths(weights), [naive(row) for row in weights])


def test_a_walk_goes_on_where_the_one_before_it_ended():
    weights = np.random.default_rng(2).normal(-0.1, 1, 200)
    first = cusum.walk(weights[:77])
    assert cusum.walk(weights[77:], first.value).value == pytest.approx(naive(weights)[-1])


def test_after_an_alarm_the_sum_begins_at_nought_again():
    walked = cusum.walk(np.array([1.0, 1.5, -0.2, 0.5]), 0.0, 2.0)
    assert (walked.alarm_at, walked.highest) == (1, 2.5)
    assert walked.value == pytest.approx(0.5)


def test_a_change_that_goes_on_is_one_alarm_of_a_batch_and_the_sum_stays_below_its_limit():
    walked = cusum.walk(np.full(50, 0.9), 0.0, 2.0)
    assert walked.alarm_at == 2
    assert walked.value < 2.0


def test_a_rise_that_began_in_an_earlier_batch_is_not_called_fresh():
    assert not cusum.walk(np.array([0.5, 2.0]), 1.0, 3.0).fresh
    assert cusum.walk(np.array([-2.0, 4.0]), 1.0, 3.0).fresh
    assert cusum.walk(np.array([4.0]), 0.0, 3.0).fresh


def test_blocks_are_sums_of_cases_in_their_order():
    assert cusum.blocks(np.arange(5.0), 2).tolist() == [1.0, 5.0, 4.0]
    assert cusum.blocks(np.ones((4, 2)), 3).tolist() == [[3.0, 3.0], [1.0, 1.0]]
    assert cusum.blocks(np.zeros(0), 4).tolist() == []


def test_a_chart_of_a_mean_has_the_run_lengths_that_textbooks_give():
    """One-sided, tuned to one standard deviation, limit 4: 336 cases without a change and 8.4 with one (Montgomery, Statistical Quality Control)."""
    rng = np.random.default_rng(3)

    def mean_run(shift, longest):
        paths = cusum.paths(cusum.shifted_mean(rng.normal(shift, 1, (3000, longest)), 0.0, 1.0, 1.0)) >= 4
        assert paths.any(axis=1).mean() > 0.995
        return np.where(paths.any(axis=1), paths.argmax(axis=1) + 1, longest).mean()

    assert mean_run(0.0, 2500) == pytest.approx(336, rel=0.06)
    assert mean_run(1.0, 200) == pytest.approx(8.38, rel=0.03)


def test_a_chart_of_errors_has_the_run_length_of_an_exact_chain_of_states():
    """An error adds 9 steps and any other case takes 1 off: then the sum lives on whole steps, and the mean run follows from a linear system."""
    share, up, limit = 0.1, 9, 60
    move = np.zeros((limit, limit))
    for state in range(limit):
        move[state, max(0, state - 1)] += 1 - share
        if state + up < limit:
            move[state, state + up] += share
    exact = np.linalg.solve(np.eye(limit) - move, np.ones(limit))[0]
    rng = np.random.default_rng(4)
    weights = np.where(rng.random((3000, 6000)) < share, float(up), -1.0)
    hit = cusum.paths(weights) >= limit
    assert hit.any(axis=1).mean() > 0.99
    assert np.where(hit.any(axis=1), hit.argmax(axis=1) + 1, 6000).mean() == pytest.approx(exact, rel=0.06)


def test_the_weight_of_an_error_is_how_much_likelier_it_became():
    weights = cusum.bernoulli(np.array([True, False]), 0.13, 0.3)
    assert np.exp(weights) == pytest.approx([0.3 / 0.13, 0.7 / 0.87])


def test_outcomes_beside_predictions_are_weighed_as_in_the_paper():
    """Steiner and others 2000, equation 2.3: a death of a patient with a chance of 5 % weighs more than that of one with 50 %."""
    death, other = cusum.risk_adjusted(np.array([True, True]), np.array([0.05, 0.5]), 2.0)
    assert death == pytest.approx(np.log(2 / (1 - 0.05 + 2 * 0.05)))
    assert other == pytest.approx(np.log(2 / 1.5))
    survived = cusum.risk_adjusted(np.array([False]), np.array([0.05]), 2.0)[0]
    assert survived == pytest.approx(np.log(1 / 1.05))


def test_odds_that_double_move_a_share_of_a_half_to_two_thirds():
    assert cusum.odds_moved(0.5, 2) == pytest.approx(2 / 3)
