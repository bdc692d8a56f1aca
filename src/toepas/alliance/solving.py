"""Finds the best assignment with HiGHS, and proves that it is the best, or says how far from it it may be.

Not all pairs are looked at at once: the linear relaxation is solved over promising pairs, and pairs whose price says that they could help are
added until none is left. Its value bounds every assignment. A first assignment comes from rounding; whatever pair could still be in a better one
(by its reduced cost) goes into one last integer programme, whose answer is then the best of all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from toepas.alliance.matrix import Bools, Built, Floats, Ints, Question, build, prices

PENALTY = (1e2, 1e5)
"""What breaking a rule by one costs; scores lie between 0 and 1. The second is tried where the first was too cheap."""
SMALL = 1e-7
RELAXING = 0.5
"""So much of the time goes into the relaxation at most, so that some is left for a first assignment."""
TAIL = 1e-6
"""By so small a share of the value could the pairs that are left out still raise it when adding ends; the bound says it."""
AT_ONCE = 8
"""So many pairs per application are added in a round."""


SEAT = 1.5
"""Where a missing second value explains the same as an empty seat, the value is named: it says whom to ask."""
WHOLE = 200_000
"""Up to so many pairs the last integer programme can take them all, and nothing has to be repaired before."""
LAST = 250_000
"""So many pairs go into the last programme at most: more would not fit into memory, and then nothing is proved."""
REPAIRS, NEAR, FREED = 20, 60, 0.05
"""Rounds of repair; so many pairs per application are then looked at; this share of the applications is decided anew beside the touched ones."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The relaxation over all pairs. ``value``: to be maximised, with penalties; ``slack``: how much of the rules is broken;
    ``reduced``: by how much each pair would lower the value (applications x reviewers; positive: it would raise it)."""

    built: Built
    at: Ints
    by: Ints
    chosen: Floats
    value: float
    slack: Floats
    reduced: Floats


@dataclass(frozen=True, slots=True)
class Chosen:
    """Chosen pairs. ``slack``: of the rows, those of the applications first; ``proved``: nothing better among the pairs looked at."""

    at: Ints
    by: Ints
    value: float
    slack: Floats
    proved: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """How long the search may go on, by a clock that is handed in (seconds)."""

    now: Callable[[], float]
    end: float

    @property
    def left(self) -> float:
        """Seconds that are left, at least a moment."""
        return max(self.end - self.now(), 0.5)

    @property
    def over(self) -> bool:
        """Whether the time has passed."""
        return self.now() >= self.end


def promising(question: Question) -> Bools:
    """Pairs to begin with: per application its best, and the best of every group; ties are broken differently for each application."""
    many, people = question.scores.shape
    loose = np.random.default_rng(0).random((many, people)) * 1e-3
    worth = np.where(question.allowed, question.scores + loose, -np.inf)
    found = _best(worth, min(people, max(12, 4 * question.wanted)))
    for group in question.groups:
        found |= _best(np.where(group.members[None, :], worth, -np.inf), min(people, 3))
    return found & question.allowed


def _best(worth: Floats, count: int) -> Bools:
    found = np.zeros(worth.shape, dtype=np.bool_)
    best = np.argpartition(-worth, count - 1, axis=1)[:, :count]
    np.put_along_axis(found, best, True, axis=1)
    return found


def relax(question: Question, penalty: float, clock: Clock) -> Relaxed:
    """The linear relaxation over all allowed pairs; where the time ends first, its value is
    raised to what it could still become. The lowest such value of all rounds holds, with the prices of its round."""
    inside = promising(question)
    bound, at_bound = np.inf, question.scores
    while True:
        at, by = np.nonzero(inside)
        built = build(question, at, by)
        rows = len(built.limits)
        cost = np.concatenate([-question.scores[at, by], np.full(len(question.scores) + rows, penalty)])
        equal = sparse.hstack([built.equal, sparse.identity(len(question.scores)), _none(len(question.scores), rows)])
        below = sparse.hstack([built.below, _none(rows, len(question.scores)), -sparse.identity(rows)])
        bounds = np.column_stack(
            [np.zeros(len(cost)), np.concatenate([np.ones(len(at)), np.full(len(cost) - len(at), np.inf)])]
        )
        wanted = np.full(len(question.scores), float(question.wanted))
        answer = linprog(
            cost, A_ub=below.tocsr(), b_ub=built.limits, A_eq=equal.tocsr(), b_eq=wanted, bounds=bounds, method="highs"
        )
        if answer.x is None:
            raise ArithmeticError(answer.message)
        reduced = question.scores + prices(question, built, answer.eqlin.marginals, answer.ineqlin.marginals)
        outside = np.where(question.allowed & ~inside, reduced, 0.0)
        value, helps = -answer.fun, outside > SMALL
        more = float(outside[helps].sum())
        if value + more < bound:
            bound, at_bound = value + more, reduced
        if more <= TAIL * max(1.0, abs(value)) or clock.over:
            return Relaxed(built, at, by, answer.x[: len(at)], bound, answer.x[len(at) :], at_bound)
        inside |= helps & _best(np.where(helps, outside, -np.inf), min(AT_ONCE, helps.shape[1]))


def _none(rows: int, columns: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((rows, columns))


def choose(
    question: Question, inside: Bools, fixed: Bools, penalty: float, clock: Clock, seat: float = 1.0
) -> Chosen | None:
    """The best choice among some pairs, with the ``fixed`` ones chosen; None where none was found in time. ``seat``: how much dearer than
    another breach an empty seat is."""
    at, by = np.nonzero(inside)
    built = build(question, at, by)
    many, rows = len(question.scores), len(built.limits)
    cost = np.concatenate([-question.scores[at, by], np.full(many, penalty * seat), np.full(rows, penalty)])
    equal = sparse.hstack([built.equal, sparse.identity(many), _none(many, rows)])
    below = sparse.hstack([built.below, _none(rows, many), -sparse.identity(rows)])
    high = np.concatenate([np.ones(len(at)), np.full(many + rows, np.inf)])
    low = np.concatenate([fixed[at, by].astype(np.float64), np.zeros(many + rows)])
    whole = np.concatenate([np.ones(len(at)), np.zeros(many + rows)])
    wanted = np.full(many, float(question.wanted))
    answer = milp(
        cost,
        constraints=[
            LinearConstraint(equal.tocsr(), wanted, wanted),
            LinearConstraint(below.tocsr(), -np.inf, built.limits),
        ],
        integrality=whole,
        bounds=Bounds(low, high),
        options={"time_limit": clock.left, "mip_rel_gap": 0.0},
    )
    if answer.x is None:
        return None
    taken = answer.x[: len(at)] > 0.5
    return Chosen(at[taken], by[taken], -answer.fun, answer.x[len(at) :], answer.status == 0)


@dataclass(frozen=True, slots=True)
class Solved:
    """``chosen`` is None where nothing was found; ``bound``: no assignment is worth more; ``proved``: this is the answer, not only the best so far."""

    chosen: Chosen | None
    bound: float
    relaxed: Relaxed
    proved: bool


def solve(question: Question, clock: Clock) -> Solved:
    """The best assignment that keeps all rules, or the one that breaks them least."""
    found = _searched(question, clock)
    relaxation_says_no = found.chosen is None and found.proved
    if not relaxation_says_no and (found.chosen is None or found.chosen.slack.sum() <= SMALL * 10):
        return found
    # A breach may only have been cheaper than keeping the rules, which is no proof: ask for the fewest breaches, whatever the scores.
    least = _fewest_breaches(question, clock)
    if least is None:
        return replace(found, proved=relaxation_says_no)
    if least.slack.sum() > SMALL * 10:
        return replace(found, chosen=least, proved=relaxation_says_no or least.proved)
    best = choose(question, question.allowed, np.zeros_like(question.allowed), PENALTY[1], clock)
    if best is None or best.slack.sum() > SMALL * 10:
        return replace(found, chosen=least, bound=found.relaxed.value, proved=False)
    return replace(found, chosen=best, bound=best.value if best.proved else found.relaxed.value, proved=best.proved)


def _fewest_breaches(question: Question, clock: Clock) -> Chosen | None:
    """The whole assignment that breaks the rules least; None where there are too many pairs for it, or no time is left."""
    if question.allowed.sum() > WHOLE:
        return None
    bare = replace(question, scores=np.zeros_like(question.scores))
    return choose(bare, question.allowed, np.zeros_like(question.allowed), 1.0, clock, SEAT)


def _searched(question: Question, clock: Clock) -> Solved:
    """Relax, round, and decide the rest; at a price for each breach."""
    penalty = PENALTY[0]
    start = clock.now()
    early = replace(clock, end=start + RELAXING * (clock.end - start))
    relaxed = relax(question, penalty, early)
    if relaxed.slack.sum() > SMALL * 10:
        least = relax(replace(question, scores=np.zeros_like(question.scores)), 1.0, clock)
        if least.slack.sum() > 1e-6:
            return Solved(None, relaxed.value, least, not clock.over)
        penalty = PENALTY[1]
        relaxed = relax(question, penalty, early)
    first = _rounded(question, relaxed, penalty, clock)
    if first is None:
        return Solved(None, relaxed.value, relaxed, False)
    if first.slack.sum() > SMALL and question.allowed.size > WHOLE:
        first = _repaired(question, relaxed, first, penalty, clock)
    apart = relaxed.value - first.value
    if apart <= SMALL * max(1.0, abs(first.value)):
        return Solved(first, first.value, relaxed, True)
    # A pair that would cost more than what lies between the two values is in no better assignment; one that is worth more is in all.
    inside = question.allowed & (relaxed.reduced >= -apart - SMALL)
    fixed = question.allowed & (relaxed.reduced > apart + SMALL)
    all_of_them = int(inside.sum()) <= LAST
    if not all_of_them:
        worth = np.where(inside, relaxed.reduced, -np.inf)
        inside &= (worth >= np.partition(worth, -LAST, axis=None)[-LAST]) | fixed
    best = choose(question, inside, fixed, penalty, clock)
    if best is None or best.value < first.value:
        return Solved(first, relaxed.value, relaxed, False)
    proved = best.proved and all_of_them
    return Solved(best, best.value if proved else relaxed.value, relaxed, proved)


def _repaired(question: Question, relaxed: Relaxed, chosen: Chosen, penalty: float, clock: Clock) -> Chosen:
    """Where rounding broke a rule: decide anew on the applications that are touched and some others, and leave the rest as it is."""
    dice = np.random.default_rng(0)
    near = _best(np.where(question.allowed, relaxed.reduced, -np.inf), min(question.scores.shape[1], NEAR))
    for _ in range(REPAIRS):
        if chosen.slack.sum() <= SMALL or clock.over:
            break
        taken = np.zeros_like(question.allowed)
        taken[chosen.at, chosen.by] = True
        free = _touched(question, taken) | (dice.random(len(taken)) < FREED)
        inside = taken | (near & question.allowed & free[:, None])
        again = choose(question, inside, taken & ~free[:, None], penalty, clock)
        if again is not None and again.value >= chosen.value:
            chosen = again
    return chosen


def _touched(question: Question, taken: Bools) -> Bools:
    """The applications of panels that break a rule, and those of reviewers who have too much or too little."""
    load = taken.sum(axis=0)
    wrong = (load > question.most) | (load < question.least)
    found: Bools = (taken.sum(axis=1) < question.wanted) | (taken & wrong).any(axis=1)
    for group in question.groups:
        found |= ~(taken & group.members).any(axis=1)
    for spread in question.spreads:
        codes = np.where(taken & (spread.codes >= 0), spread.codes, -1)
        found |= codes.max(axis=1) == np.where(codes >= 0, codes, np.iinfo(np.int64).max).min(axis=1)
    return found


def _rounded(question: Question, relaxed: Relaxed, penalty: float, clock: Clock) -> Chosen | None:
    """Keep what the relaxation chose whole, and decide only the rest."""
    inside, fixed = np.zeros_like(question.allowed), np.zeros_like(question.allowed)
    inside[relaxed.at, relaxed.by] = True
    whole = relaxed.chosen > 1 - 1e-6
    fixed[relaxed.at[whole], relaxed.by[whole]] = True
    settled = fixed.sum(axis=1) == question.wanted
    inside[settled] = fixed[settled]
    return choose(question, inside, fixed, penalty, clock)
