"""The samples that coverage is simulated in: for each interval where they come from, how large they are, and the truth."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from toepas.assurance import (
    calibration,
    confusion,
    decision,
    discrimination,
    intervals,
    multiclass,
    regression,
)
from toepas.assurance.model import Estimate

MANY = 1_000_000
Draw = Callable[[np.random.Generator], Estimate]


@dataclass(frozen=True)
class Setting:
    """An interval, the samples, the true value and how an estimate is drawn."""

    measure: str
    where: str
    truth: float
    draw: Draw


def everything() -> Iterator[Setting]:
    """All settings, in the order of the table."""
    for part in (paired, areas, precision, calibrations, tables, several_classes, measured):
        yield from part()


def paired() -> Iterator[Setting]:
    """Two models on the same cases: sensitivity, and AUROC."""
    for n in (30, 100):
        shares = np.array([0.6, 0.2, 0.1, 0.1])

        def draw(generator, n=n, shares=shares):
            return intervals.newcombe_paired(*map(int, generator.multinomial(n, shares)))

        yield Setting("difference of two paired proportions, Newcombe", f"{n} cases", 0.1, draw)
    for n in (30, 200):

        def both(generator, n=n):
            common = generator.normal(size=2 * n)
            label = np.repeat([0, 1], n)
            first, second = (common + generator.normal(0, 0.7, 2 * n) + gap * label for gap in (1.6, 1.2))
            return discrimination.auroc_paired(label, first, second)[0]

        spread = (2 * (1 + 0.49)) ** 0.5
        truth = stats.norm.cdf(1.6 / spread) - stats.norm.cdf(1.2 / spread)
        yield Setting(
            "difference of two AUROCs on the same cases, DeLong", f"{n} positives, {n} negatives", truth, both
        )


SIZES = ((10, 10), (12, 69), (20, 200), (30, 30), (50, 200), (200, 800))


def areas() -> Iterator[Setting]:
    """AUROC of normal scores; those of positives vary as much as those of negatives, or twice as much, which is harder."""
    used, plain = "DeLong (logit), below 30 with Newcombe", "DeLong, plain (not used)"
    for method, area, wide in (
        (used, 0.7, 1),
        (used, 0.9, 1),
        (used, 0.9, 2),
        (plain, 0.9, 1),
        (plain, 0.9, 2),
    ):
        for positives, negatives in SIZES:

            def draw(generator, area=area, wide=wide, positives=positives, negatives=negatives, logit=method == used):
                gap = stats.norm.ppf(area) * (1 + wide**2) ** 0.5
                label = np.repeat([1, 0], [positives, negatives])
                score = np.concatenate([generator.normal(gap, wide, positives), generator.normal(0, 1, negatives)])
                return discrimination.auroc(label, score, logit=logit)

            where = f"{positives} positives, {negatives} negatives" + (
                ", positives vary twice as much" if wide == 2 else ""
            )
            yield Setting(f"AUROC {area}, {method}", where, area, draw)


def calibrated(n: int, middle: float = -1.0, spread: float = 1.2):
    """A draw of n cases whose scores are well calibrated."""

    def draw(generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        score = special.expit(generator.normal(middle, spread, n))
        return (generator.random(n) < score).astype(int), score

    return draw


def settled(of: Callable, draw: Callable) -> float:
    """The true value of a measure, from a million cases."""
    return float(of(*draw(np.random.default_rng(99))).value)


def precision() -> Iterator[Setting]:
    """Average precision."""
    for middle, share in ((-1.0, "29 %"), (-3.0, "8 %")):
        truth = settled(discrimination.auprc, calibrated(MANY, middle))
        for n in (100, 300, 1000):
            yield Setting(
                "average precision, jackknife on the logit scale",
                f"{n} cases, {share} positive",
                truth,
                lambda generator, n=n, middle=middle: discrimination.auprc(*calibrated(n, middle)(generator)),
            )


def calibrations() -> Iterator[Setting]:
    """Everything of calibration."""
    for name, of, truth in (
        ("calibration-in-the-large", calibration.in_the_large, 0.0),
        ("calibration slope", lambda label, score: calibration.weak(label, score)[1], 1.0),
        ("observed to expected", calibration.observed_expected, 1.0),
        ("Brier score", calibration.brier, None),
        ("scaled Brier score", calibration.brier_scaled, None),
    ):
        true = settled(of, calibrated(MANY)) if truth is None else truth
        for n in (50, 100, 300, 1000):
            yield Setting(
                name, f"{n} cases, 29 % positive", true, lambda generator, n=n, of=of: of(*calibrated(n)(generator))
            )


def tables() -> Iterator[Setting]:
    """What follows from the four counts."""
    shares = np.array([0.15, 0.12, 0.06, 0.67])  # tp, fp, fn, tn
    large = confusion.Confusion(15_000, 12_000, 6_000, 67_000)
    for name, of in (
        ("F1", lambda counts: confusion.rates(counts)["f1"]),
        ("balanced accuracy", lambda counts: confusion.rates(counts)["balanced-accuracy"]),
        ("positive likelihood ratio", lambda counts: confusion.rates(counts)["likelihood-ratio-positive"]),
        ("net benefit at 0.2", lambda counts: decision.net_benefit(counts, 0.2)),
    ):
        for n in (50, 100, 300):

            def draw(generator, n=n, of=of):
                return of(confusion.Confusion(*map(int, generator.multinomial(n, shares))))

            yield Setting(name, f"{n} cases, 21 % positive", float(of(large).value), draw)


def several_classes() -> Iterator[Setting]:
    """Three classes."""

    def sample(generator, n):
        score = special.softmax(generator.normal([0.5, 0.0, -0.5], 1.2, (n, 3)), axis=1)
        return (score.cumsum(axis=1) < generator.random(n)[:, None]).sum(axis=1), score

    def sensitivity(label, score):
        return multiclass.macro_sensitivity(multiclass.table(label, multiclass.called(score), 3))

    def mean_f1(label, score):
        return multiclass.f1(multiclass.table(label, multiclass.called(score), 3), rounds=500)

    for name, of in (
        ("macro AUROC", multiclass.mean_auroc),
        ("macro sensitivity", sensitivity),
        ("macro F1, bootstrap", mean_f1),
        ("log loss", multiclass.log_loss),
        ("Brier score of several classes", multiclass.brier),
    ):
        truth = float(of(*sample(np.random.default_rng(99), 400_000)).value)
        for n in (100, 300):
            yield Setting(name, f"{n} cases, 3 classes", truth, lambda generator, n=n, of=of: of(*sample(generator, n)))


def measured() -> Iterator[Setting]:
    """Measured values, errors that grow with the value, and normal ones for the limits of agreement."""

    def uneven(generator, n):
        truth = generator.gamma(4, 10, n)
        return truth, 5 + 0.9 * truth + generator.normal(0, 0.1 * truth + 2)

    def even(generator, n):
        truth = generator.normal(50, 10, n)
        return truth, truth + generator.normal(1, 5, n)

    for name, of, sample, truth in (
        ("bias", regression.bias, uneven, None),
        ("mean absolute error", regression.mae, uneven, None),
        ("root mean squared error", regression.rmse, uneven, None),
        ("R2", regression.r2, uneven, None),
        ("slope of measured values, HC3", lambda *arrays: regression.weak(*arrays)[1], uneven, None),
        ("upper limit of agreement", lambda *arrays: regression.agreement(*arrays)[1], even, 1 + 1.959964 * 5),
    ):
        true = float(of(*sample(np.random.default_rng(99), MANY)).value) if truth is None else truth
        for n in (30, 100, 300):
            yield Setting(
                name, f"{n} cases", true, lambda generator, n=n, of=of, sample=sample: of(*sample(generator, n))
            )
