"""Who judges which application: the best assignment beside a flow as conference systems solve it, and a greedy filling, on made-up calls.

openreview-matcher (read at commit 3389435 of 1 April 2026) has no greedy solver: its default, MinMax, is a minimum-cost flow of OR-Tools over
the affinities, with limits and conflicts and without balance. A flow's corners are whole, so a linear programme finds the same optimum; HiGHS
through SciPy does that here. The greedy filling stays as what a call without a solver does.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from bench.measure import Line
from toepas.alliance import Application, Assignment, Balance, PanelRules, Reviewer, affinities, assign
from toepas.alliance.assigning import question_of
from toepas.alliance.matrix import Question

RULES = PanelRules(
    3,
    1000,
    balance=(
        Balance("women-and-men", "gender", "each", ("woman", "man")),
        Balance("countries", "country", "differ"),
        Balance("experience", "seniority", "any", ("senior",)),
    ),
)

FLOW = 200_000
"""Of so many pairs at most the flow is solved: of more it takes many minutes as a plain linear programme."""


def assignment(many: int, crew: int, limit: float) -> list[Line]:
    """A call of this size, with conflicts and balance; ``limit``: seconds for the search."""
    applications, reviewers = made(many, crew)
    scores = affinities(applications, reviewers)
    begun = time.perf_counter()
    found = assign(applications, reviewers, RULES, scores, now=time.perf_counter, seconds=limit)
    took = time.perf_counter() - begun
    question = question_of(applications, reviewers, RULES, scores)
    begun = time.perf_counter()
    taken = greedy(question)
    quick = time.perf_counter() - begun
    said = _line("greedy", quick, question, taken)
    if question.allowed.sum() <= FLOW:
        begun = time.perf_counter()
        flowed = flow(question)
        said = f"{_line('flow', time.perf_counter() - begun, question, flowed)}; {said}"
    proof = "optimal, proved" if found.outcome == "optimal" else f"{found.outcome}, gap at most {100 * found.gap:.4f} %"
    kept = check(found, applications, question)
    what = f"{many:,} applications x {crew} reviewers, 3 each, conflicts, limits, 3 rules of balance"
    return [Line(what, f"{took:.1f} s, sum {found.total:.1f}", said, f"{proof}; {kept}")]


def made(many: int, crew: int) -> tuple[list[Application], list[Reviewer]]:
    """Applications and reviewers by chance, always the same: 30 topics, 27 countries, a tenth who states no gender."""
    dice = np.random.default_rng(1)
    topics = np.array([f"t{n}" for n in range(30)])
    applications = [
        Application(f"a{n}", frozenset({f"o{dice.integers(200)}"}), topics=frozenset(topics[dice.random(30) < 0.12]))
        for n in range(many)
    ]
    most = int(np.ceil(1.5 * 3 * many / crew))
    reviewers = []
    for n in range(crew):
        traits = {
            "gender": dice.choice(["woman", "man", ""], p=[0.35, 0.55, 0.1]),
            "country": f"c{dice.integers(27)}" if dice.random() > 0.05 else "",
            "seniority": "senior" if dice.random() < 0.35 else "",
        }
        reviewers.append(
            Reviewer(
                f"r{n}", frozenset({f"o{dice.integers(200)}"}), frozenset(topics[dice.random(30) < 0.2]),
                frozenset(f"a{at}" for at in dice.choice(many, many // 50, replace=False)), most,
                {name: str(value) for name, value in traits.items() if value},
            )
        )  # fmt: skip
    return applications, reviewers


def _line(name: str, seconds: float, question: Question, taken: tuple[np.ndarray, np.ndarray]) -> str:
    seats, unbalanced = faults(question, taken)
    total = float(question.scores[taken].sum())
    return f"{name}: {seconds:.1f} s, sum {total:.1f}, {seats} seats empty, {unbalanced} panels break a rule of balance"


def flow(question: Question) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of highest affinity in all, with limits and conflicts and no balance: the minimum-cost flow, as a linear programme.

    Raises ArithmeticError where nothing is found."""
    at, by = np.nonzero(question.allowed)
    ones, columns = np.ones(len(at)), np.arange(len(at))
    many, people = question.scores.shape
    seats = sparse.csr_matrix((ones, (at, columns)), shape=(many, len(at)))
    work = sparse.csr_matrix((ones, (by, columns)), shape=(people, len(at)))
    wanted = np.full(many, float(question.wanted))
    answer = linprog(
        -question.scores[at, by],
        A_ub=work,
        b_ub=question.most,
        A_eq=seats,
        b_eq=wanted,
        bounds=(0, 1),
        method="highs-ds",
    )
    if answer.x is None:
        raise ArithmeticError(answer.message)
    whole = answer.x > 0.5
    return at[whole], by[whole]


def greedy(question: Question) -> tuple[np.ndarray, np.ndarray]:
    """Pairs from the highest affinity down, as long as both have room: what a call without a solver does. It knows no balance, and is nobody's program."""
    order = np.argsort(-np.where(question.allowed, question.scores, -1.0), axis=None, kind="stable")
    room, work = np.full(len(question.scores), question.wanted), question.most.copy()
    taken: list[tuple[int, int]] = []
    for pair in order:
        at, by = divmod(int(pair), question.scores.shape[1])
        if not question.allowed[at, by]:
            break
        if room[at] and work[by]:
            room[at] -= 1
            work[by] -= 1
            taken.append((at, by))
    at, by = np.array(taken).T
    return at, by


def faults(question: Question, taken: Sequence[np.ndarray]) -> tuple[int, int]:
    """Empty seats, and panels that break a rule of balance."""
    chosen = np.zeros(question.scores.shape, dtype=bool)
    chosen[taken[0], taken[1]] = True
    broken = np.zeros(len(chosen), dtype=bool)
    for group in question.groups:
        broken |= ~(chosen & group.members).any(axis=1)
    for spread in question.spreads:
        broken |= np.array([len(set(spread.codes[row]) - {-1}) < 2 for row in chosen])
    return int(question.wanted * len(chosen) - chosen.sum()), int(broken.sum())


def check(found: Assignment, applications: Sequence[Application], question: Question) -> str:
    """Count the faults of ours again, from the panels alone. Raises AssertionError where a rule is broken."""
    at = np.repeat(np.arange(len(applications)), question.wanted)
    by = np.array([int(name[1:]) for one in applications for name in found.panels[one.id]])
    assert question.allowed[at, by].all()
    assert (np.bincount(by, minlength=len(question.most)) <= question.most).all()
    assert faults(question, (at, by)) == (0, 0)
    return "no seat empty, no rule broken"
