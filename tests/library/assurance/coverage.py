"""How often each interval holds the truth, in simulated samples whose truth is known: ``python -m tests.library.assurance.coverage``.

Prints the table of docs/assurance-statistics.md; with ``--write`` it is put there. Proportions are worked out exactly, over all possible
counts, at 181 true values from 0.05 to 0.95; the rest is simulated, so that a share of 95.0 % is known to about 0.3 points with 5,000 rounds.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from tests.library.assurance import coverage_settings as settings
from toepas.assurance import intervals

PAGE = Path(__file__).resolve().parents[3] / "docs" / "assurance-statistics.md"
TRUE = np.linspace(0.05, 0.95, 181)
ROUNDS = 5_000


@dataclass(frozen=True)
class Covered:
    """Shares of samples: whose interval held the truth, lay above it, below it (of those with one), and that gave none."""

    held: float
    above: float = 0.0
    below: float = 0.0
    none: float = 0.0


def simulated(setting: settings.Setting, rounds: int, seed: int) -> Covered:
    """Draw so many samples and look where the truth lies."""
    generator = np.random.default_rng(seed)
    found = [setting.draw(generator) for _ in range(rounds)]
    bounds = np.array([(one.low, one.high) for one in found if one.low is not None])
    above, below = np.mean(bounds[:, 0] > setting.truth), np.mean(bounds[:, 1] < setting.truth)
    return Covered(1 - above - below, above, below, 1 - len(bounds) / rounds)


Bounds = Callable[[np.ndarray, int], tuple[np.ndarray, np.ndarray]]


def exact(n: int, bounds: Bounds) -> np.ndarray:
    """The coverage of a proportion of n cases at each of the true values."""
    hits = np.arange(n + 1)
    low, high = bounds(hits, n)
    chance = stats.binom.pmf(hits[:, None], n, TRUE[None])
    return (chance * ((low[:, None] <= TRUE) & (high[:, None] >= TRUE))).sum(axis=0)


def clopper(hits: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Clopper and Pearson's bounds of all counts."""
    return proportion_confint(hits, n, method="beta")


def exact_gap(n: int, other: int) -> np.ndarray:
    """The coverage of Newcombe's interval at pairs of true values, a step of 0.1 apart."""
    one, two = np.arange(n + 1), np.arange(other + 1)
    found = np.array(
        [
            [(gap.low, gap.high) for gap in (intervals.newcombe(a, n, b, other) for b in two.tolist())]
            for a in one.tolist()
        ]
    )
    covered = []
    for p in np.arange(0.1, 0.95, 0.1):
        for q in np.arange(0.1, 0.95, 0.1):
            chance = stats.binom.pmf(one, n, p)[:, None] * stats.binom.pmf(two, other, q)[None]
            covered.append((chance * ((found[..., 0] <= p - q) & (found[..., 1] >= p - q))).sum())
    return np.array(covered)


def proportions() -> list[str]:
    """The rows that are worked out exactly: mean, least and most over the true values."""
    rows = []
    for name, bounds in (("Wilson", intervals.wilson_bounds), ("Clopper-Pearson", clopper)):
        rows += [spread(f"proportion, {name}", f"{n} cases", exact(n, bounds)) for n in (10, 30, 62, 100, 300)]
    for n, other in ((12, 94), (30, 30), (100, 100)):
        rows.append(spread("difference of two proportions, Newcombe", f"{n} and {other} cases", exact_gap(n, other)))
    return rows


def spread(what: str, where: str, covered: np.ndarray) -> str:
    """A row of exact coverage."""
    return f"| {what} | {where} | {covered.mean():.1%} | {covered.min():.1%} to {covered.max():.1%} |"


def simulations(rounds: int, seed: int = 1) -> list[str]:
    """The rows that are simulated."""
    rows = []
    for setting in settings.everything():
        found = simulated(setting, rounds, seed)
        none = f"; none in {found.none:.1%}" if found.none >= 0.0005 else ""
        rows.append(
            f"| {setting.measure} | {setting.where} | {found.held:.1%} | {found.above:.1%} above, {found.below:.1%} below{none} |"
        )
    return rows


def written(page: str, name: str, table: str) -> str:
    """The page with the table between its two marks."""
    begin, end = f"<!-- {name}: made by a script -->\n", f"<!-- end of {name} -->"
    before, rest = page.split(begin)
    return before + begin + table + end + rest.split(end)[1]


def main(arguments: list[str]) -> None:
    """Print or write the table."""
    head = "| interval (95 %) | samples | holds the truth | range, or misses |\n|---|---|---|---|\n"
    table = head + "\n".join([*proportions(), *simulations(ROUNDS)]) + "\n"
    if "--write" in arguments:
        PAGE.write_text(written(PAGE.read_text("utf-8"), "coverage", table), "utf-8")
    sys.stdout.write(table)


if __name__ == "__main__":
    main(sys.argv[1:])
