"""A second opinion on assignments: every one there is, and the rules written down anew as one integer programme, without what the solver does."""

import itertools
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from toepas.alliance import Application, Balance, PanelRules, Reviewer

GENDER = Balance("women-and-men", "gender", "each", ("woman", "man"))
COUNTRIES = Balance("countries", "country", "differ")
EXPERIENCE = Balance("experience", "seniority", "any", ("senior", "emeritus"))


@dataclass
class Problem:
    """A call in numbers. ``spared``: rules that are left out, as (rule, value, application); ``short``: applications whose panel may be short."""

    scores: np.ndarray
    allowed: np.ndarray
    wanted: int
    most: np.ndarray
    least: np.ndarray
    traits: list[dict[str, str]]
    balance: tuple[Balance, ...]
    spared: set[tuple[str, str, int]] = field(default_factory=set)
    short: set[int] = field(default_factory=set)

    def keeps(self, panel: tuple[int, ...]) -> bool:
        """Whether a panel keeps the rules of balance."""
        for rule in self.balance:
            said = [self.traits[by].get(rule.trait, "") for by in panel]
            if rule.kind == "differ" and len({value for value in said if value}) < 2:
                return False
            if rule.kind == "any" and not set(said) & set(rule.values):
                return False
            if rule.kind == "each" and not set(rule.values) <= set(said):
                return False
        return True


def made(seed: int, many: int, crew: int, wanted: int, balance: tuple[Balance, ...], least: int = 0) -> tuple:
    """A small call by chance: applications, reviewers, rules, scores, and the same in numbers."""
    dice = np.random.default_rng(seed)
    scores = np.round(dice.random((many, crew)), 2)
    declared = dice.random((many, crew)) < 0.2
    general = int(dice.integers(1, many + 1))
    own = [int(dice.integers(1, many + 1)) if dice.random() < 0.4 else None for _ in range(crew)]
    traits = [
        {
            name: str(value)
            for name, value in (
                ("gender", dice.choice(["woman", "man", ""], p=[0.4, 0.4, 0.2])),
                ("country", dice.choice(["nl", "be", "lv", ""])),
                ("seniority", dice.choice(["senior", "emeritus", "junior", ""])),
            )
            if value
        }
        for _ in range(crew)
    ]
    applications = [Application(f"a{at}") for at in range(many)]
    reviewers = [
        Reviewer(f"r{by}", declared=frozenset(f"a{at}" for at in range(many) if declared[at, by]), most=own[by], traits=traits[by])
        for by in range(crew)
    ]  # fmt: skip
    most = np.array([general if limit is None else min(limit, general) for limit in own])
    problem = Problem(scores, ~declared, wanted, most, np.minimum(least, most), traits, balance)
    return applications, reviewers, PanelRules(wanted, general, least, balance), scores, problem


def best_by_trying(problem: Problem) -> float | None:
    """Every assignment there is, one after the other; None where none keeps the rules."""
    crew = problem.scores.shape[1]
    panels = [
        [panel for panel in itertools.combinations(range(crew), problem.wanted) if row[list(panel)].all() and problem.keeps(panel)]
        for row in problem.allowed
    ]  # fmt: skip
    best = None
    for choice in itertools.product(*panels):
        load = np.bincount([by for panel in choice for by in panel], minlength=crew)
        if (load <= problem.most).all() and (load >= problem.least).all():
            total = float(sum(problem.scores[at, by] for at, panel in enumerate(choice) for by in panel))
            best = total if best is None else max(best, total)
    return best


def best_by_another_programme(problem: Problem) -> float | None:
    """The rules as hard rows of one integer programme over all pairs; "two values" by a variable for each value that is there."""
    many, crew = problem.scores.shape
    rows, lows, highs = [], [], []
    kinds = {rule.id: sorted({one[rule.trait] for one in problem.traits if one.get(rule.trait)}) for rule in problem.balance if rule.kind == "differ"}  # fmt: skip
    there = [(rule, at, value) for rule, values in kinds.items() for at in range(many) for value in values]
    place = {key: many * crew + number for number, key in enumerate(there)}
    width = many * crew + len(there)

    def row(pairs, low, high, more=()):
        line = np.zeros(width)
        for at, by in pairs:
            line[at * crew + by] = 1
        for column, value in more:
            line[column] = value
        rows.append(line)
        lows.append(low)
        highs.append(high)

    for at in range(many):
        row([(at, by) for by in range(crew)], 0 if at in problem.short else problem.wanted, problem.wanted)
        for rule in problem.balance:
            have = {by: problem.traits[by].get(rule.trait, "") for by in range(crew)}
            if rule.kind == "differ":
                for value in kinds[rule.id]:
                    row([(at, by) for by in range(crew) if have[by] == value], 0, np.inf, [(place[rule.id, at, value], -1)])  # fmt: skip
                if (rule.id, "", at) not in problem.spared:
                    row([], 2, np.inf, [(place[rule.id, at, value], 1) for value in kinds[rule.id]])
                continue
            groups = [(", ".join(rule.values), rule.values)] if rule.kind == "any" else [(one, (one,)) for one in rule.values]  # fmt: skip
            for name, values in groups:
                if (rule.id, name, at) not in problem.spared:
                    row([(at, by) for by in range(crew) if have[by] in values], 1, np.inf)
    for by in range(crew):
        row([(at, by) for at in range(many)], problem.least[by], problem.most[by])
    cost = np.concatenate([-problem.scores.ravel(), np.zeros(len(there))])
    high = np.concatenate([problem.allowed.ravel().astype(float), np.ones(len(there))])
    answer = milp(cost, constraints=LinearConstraint(np.array(rows), lows, highs), integrality=np.ones(width), bounds=Bounds(0, high))  # fmt: skip
    return None if answer.x is None else -float(answer.fun)
