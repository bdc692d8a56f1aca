"""Gives every application its reviewers: no conflict of interest, nobody overloaded, every panel balanced, the affinities as high as possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from toepas.alliance.conflicts import allowed
from toepas.alliance.matrix import Built, Floats, Group, Question, Row, Spread
from toepas.alliance.people import Application, Assignment, Broken, PanelRules, Reviewer
from toepas.alliance.solving import Chosen, Clock, Solved, solve

SMALL = 1e-6


def affinities(
    applications: Sequence[Application],
    reviewers: Sequence[Reviewer],
    given: Mapping[tuple[str, str], float] | None = None,
) -> Floats:
    """How well each reviewer fits each application, 0 to 1, applications x reviewers: as ``given`` (a pair that is not given counts
    as 0), else the share of topics that both have among those that either has."""
    if given is not None:
        return np.array([[given.get((one.id, other.id), 0.0) for other in reviewers] for one in applications])
    ours, theirs = [one.topics for one in applications], [one.topics for one in reviewers]
    place = {topic: at for at, topic in enumerate(sorted(frozenset[str]().union(*ours, *theirs)))}
    left, right = _marks(ours, place), _marks(theirs, place)
    both = left @ right.T
    either = left.sum(axis=1)[:, None] + right.sum(axis=1)[None, :] - both
    shared: Floats = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    return shared


def _marks(sets: Sequence[frozenset[str]], place: Mapping[str, int]) -> Floats:
    found = np.zeros((len(sets), len(place)))
    for at, topics in enumerate(sets):
        found[at, [place[topic] for topic in topics]] = 1.0
    return found


def question_of(
    applications: Sequence[Application], reviewers: Sequence[Reviewer], rules: PanelRules, scores: Floats
) -> Question:
    """The rules over these applications and reviewers."""
    groups, spreads = [], []
    for rule in rules.balance:
        said = [reviewer.traits.get(rule.trait, "") for reviewer in reviewers]
        if rule.kind == "differ":
            kinds = {value: at for at, value in enumerate(sorted({value for value in said if value}))}
            spreads.append(Spread(rule.id, np.array([kinds.get(value, -1) for value in said])))
        elif rule.kind == "any":
            groups.append(Group(rule.id, ", ".join(rule.values), np.array([value in rule.values for value in said])))
        else:
            groups += [Group(rule.id, wanted, np.array([value == wanted for value in said])) for wanted in rule.values]
    most = [rules.most if one.most is None else min(one.most, rules.most) for one in reviewers]
    return Question(
        scores, allowed(applications, reviewers), rules.reviewers, np.array(most, dtype=np.float64),
        np.array([min(rules.least, limit) for limit in most], dtype=np.float64), tuple(groups), tuple(spreads),
    )  # fmt: skip


def assign(
    applications: Sequence[Application],
    reviewers: Sequence[Reviewer],
    rules: PanelRules,
    scores: Floats,
    *,
    now: Callable[[], float],
    seconds: float = 60.0,
) -> Assignment:
    """The best assignment. ``scores``: applications x reviewers, 0 to 1; ``now``: a clock in seconds; ``seconds``: how long to search.

    Where the rules cannot all be kept, ``outcome`` is impossible and ``broken`` says which are in the way; nothing is assigned then.
    """
    question = question_of(applications, reviewers, rules, scores)
    solved = solve(question, Clock(now, now() + seconds))
    if solved.chosen is None:
        outcome = "impossible" if solved.proved else "not-found"
        broken = _broken(question, solved.relaxed.built, solved.relaxed.slack, applications, reviewers)
        return Assignment(outcome, {}, 0.0, 0.0, broken)  # type: ignore[arg-type]  # one of the two outcomes
    if solved.chosen.slack.sum() > SMALL:
        return _short_of(question, solved, solved.chosen, applications, reviewers)
    panels: dict[str, list[tuple[float, str]]] = {one.id: [] for one in applications}
    for at, by in zip(solved.chosen.at, solved.chosen.by, strict=True):
        panels[applications[at].id].append((-float(scores[at, by]), reviewers[by].id))
    total = float(scores[solved.chosen.at, solved.chosen.by].sum())
    named = {name: tuple(reviewer for _, reviewer in sorted(panel)) for name, panel in panels.items()}
    return Assignment("optimal" if solved.proved else "within-gap", named, total, max(solved.bound, total))


def _short_of(
    question: Question,
    solved: Solved,
    chosen: Chosen,
    applications: Sequence[Application],
    reviewers: Sequence[Reviewer],
) -> Assignment:
    """No whole assignment keeps the rules: what the one that breaks them least breaks is said."""
    from toepas.alliance.matrix import build

    built = build(question, chosen.at, chosen.by)
    have = np.bincount(chosen.at, minlength=len(applications))
    over = built.below @ np.ones(len(chosen.at)) - built.limits
    slack = np.concatenate([question.wanted - have, np.maximum(over, 0.0)])
    outcome = "impossible" if solved.proved else "not-found"
    return Assignment(outcome, {}, 0.0, 0.0, _broken(question, built, slack, applications, reviewers))  # type: ignore[arg-type]  # one of the two outcomes


def _broken(
    question: Question, built: Built, slack: Floats, applications: Sequence[Application], reviewers: Sequence[Reviewer]
) -> tuple[Broken, ...]:
    many = len(question.scores)
    blocks = [(Row("reviewers", "", 0, np.arange(many)), slack[:many])]
    blocks += [(one, slack[many + one.first : many + one.first + len(one.of)]) for one in built.blocks]
    found = []
    for block, part in blocks:
        rows = np.unique(block.of[part > SMALL])
        if not len(rows):
            continue
        people = block.rule in ("most", "least")
        ids = tuple((reviewers if people else applications)[at].id for at in rows)
        found.append(
            Broken(
                block.rule, block.value, () if people else ids, ids if people else (), float(part[part > SMALL].sum())
            )
        )
    return tuple(found)
