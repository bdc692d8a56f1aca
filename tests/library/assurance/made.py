"""Made-up predictions for the tests: scores on the logit scale, truths drawn from them."""

import numpy as np
from hypothesis import settings
from scipy import special

few = settings(max_examples=40, deadline=None)
"""Made-up cases of a property: few, because each is compared with a slow peer, and without a limit of time, because machines differ."""


def predictions(n, seed=0, middle=-0.5, spread=1.3, intercept=0.0, slope=1.0, digits=None):
    """Truths and scores; intercept 0 and slope 1 are perfectly calibrated; ``digits`` rounds the scores, so that there are ties."""
    generator = np.random.default_rng(seed)
    logit = generator.normal(middle, spread, n)
    truth = (generator.random(n) < special.expit(intercept + slope * logit)).astype(np.int8)
    score = special.expit(logit)
    return truth, score if digits is None else np.round(score, digits)


def replicates(statistic, n, rounds, seed):
    """A statistic of resampled cases, all rounds of it, as a peer of intervals that are worked out; ``statistic`` takes a row per round:
    how often each case was drawn."""
    generator = np.random.default_rng(seed)
    return np.concatenate([statistic(generator.multinomial(n, np.full(n, 1 / n), 50)) for _ in range(rounds // 50)])
