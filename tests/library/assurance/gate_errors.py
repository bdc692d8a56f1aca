"""How often the sample-size gate errs: ``python -m tests.library.assurance.gate_errors`` (``--write`` puts the tables in the docs).

A sample is too small when it has fewer cases than the precision needs at the true value, which only a simulation knows. Proportions are
worked out exactly over all possible counts; AUROCs are simulated.
"""

import sys

import numpy as np
from scipy import stats

from tests.library.assurance.coverage import PAGE, written
from toepas.assurance import discrimination, intervals, size

PRECISION = 0.1
SHARES = (0.5, 0.8, 0.95, 1.05, 1.25, 2.0)
ROUNDS = 2_000


def assumed(_hits: int, n: int) -> bool:
    """The plan said 0.8 beforehand."""
    return n >= size.proportion(0.8, PRECISION)


def assumed_and_precise(hits: int, n: int) -> bool:
    """The plan said 0.8 beforehand, and the interval found is narrow enough too."""
    return assumed(hits, n) and size.precise(intervals.wilson(hits, n), PRECISION)


def cautious(hits: int, n: int) -> bool:
    """Nothing was assumed: the value in the interval found that needs most cases."""
    return n >= size.proportion(size.cautious(intervals.wilson(hits, n)), PRECISION)


def stricter(hits: int, n: int) -> bool:
    """What the verdict does: 0.8 was asked for, and where the interval found needs more cases than that, so many."""
    return assumed(hits, n) and cautious(hits, n)


def naive(hits: int, n: int) -> bool:
    """The figure found is taken for the truth. Not used: shown for what it would do."""
    return n >= size.proportion(hits / n, PRECISION)


RULES = {
    "0.8 assumed beforehand": assumed,
    "0.8 assumed, and the interval found narrow enough": assumed_and_precise,
    "nothing assumed: cautious": cautious,
    "both, as the verdict does": stricter,
    "the figure found (not used)": naive,
}


def through(rule, true: float, n: int) -> float:
    """How often a sample of n cases gets through the gate when the true proportion is this; exact."""
    chance = stats.binom.pmf(np.arange(n + 1), n, true)
    return float(sum(chance[hits] for hits in range(n + 1) if chance[hits] > 1e-9 and rule(hits, n)))


def proportions() -> list[str]:
    """A row per rule and true value: how often samples of a share of the need get through."""
    rows = []
    for name, rule in RULES.items():
        for true in (0.6, 0.7, 0.8, 0.9, 0.95):
            need = size.proportion(true, PRECISION)
            cells = [f"{through(rule, true, round(share * need)):.0%}" for share in SHARES]
            rows.append(f"| {name} | {true} | {need} | {' | '.join(cells)} |")
    return rows


def area_through(true: float, n: int, share: float, rounds: int, seed: int) -> float:
    """How often a sample of n cases gets through the gate of the AUROC, cautious; simulated."""
    generator = np.random.default_rng(seed)
    positives = max(2, round(n * share))
    label = np.repeat([1, 0], [positives, n - positives])
    gap = stats.norm.ppf(true) * 2**0.5
    passed = 0
    for _ in range(rounds):
        found = discrimination.auroc(label, generator.normal(size=n) + gap * label)
        gate = size.auroc_gate((), positives, n - positives, PRECISION / 2, size.cautious(found))
        passed += gate.more == 0
    return passed / rounds


def areas(rounds: int = ROUNDS) -> list[str]:
    """The same for AUROCs that have to be known to 0.05, with one positive in five."""
    rows = []
    for true in (0.7, 0.8, 0.9):
        need = size.auroc(true, PRECISION / 2, 0.2)
        cells = [f"{area_through(true, round(part * need), 0.2, rounds, 1):.0%}" for part in SHARES]
        rows.append(f"| AUROC, cautious | {true} | {need} | {' | '.join(cells)} |")
    return rows


def main(arguments: list[str]) -> None:
    """Print or write the table."""
    head = "| rule | true value | needs | " + " | ".join(f"{share:.0%} of it" for share in SHARES) + " |\n"
    head += "|---" * (3 + len(SHARES)) + "|\n"
    table = head + "\n".join([*proportions(), *areas()]) + "\n"
    if "--write" in arguments:
        PAGE.write_text(written(PAGE.read_text("utf-8"), "gate", table), "utf-8")
    sys.stdout.write(table)


if __name__ == "__main__":
    main(sys.argv[1:])
