"""Scores of several reviewers to one ranking: weights, strict and lenient reviewers put on one scale, ties, and which ranks cannot be told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Method: TypeAlias = Literal["none", "reviewers"]
LEVEL = 0.95
"""How sure one is that two applications differ before their ranks count as told apart."""
SMALL = 1e-9
APART = 0.5
"""Reviewers of one application disagree on a criterion where their scores lie so large a share of its scale apart, or more. Ours: half a
scale is the difference between a weak and a good answer."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """``weight``: relative; scores run from ``low`` to ``high``; ``least``: the mean that is needed, on that scale, or None."""

    id: str
    weight: float = 1.0
    low: float = 0.0
    high: float = 5.0
    least: float | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What one reviewer gave one application, by criterion. A criterion that is left out is not known and counts for nothing."""

    application: str
    reviewer: str
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """``raw``: the plain weighted mean, 0 to 100; ``score``: after the chosen method. ``error``: standard error of the score, None where
    it cannot be known. ``rank``: shared by ties; it lies between ``best`` and ``worst`` at the stated level.

    ``means``: by criterion on its own scale; ``below``: the criteria whose needed mean was missed; ``reviews``: how many; ``spans``: the
    lowest and the highest score by criterion."""

    application: str
    rank: int
    best: int
    worst: int
    score: float
    raw: float
    error: float | None
    means: Mapping[str, float]
    below: tuple[str, ...]
    reviews: int
    spans: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranking:
    """``method``: what was done with the scores; ``wanted``: what was asked. They differ where reviewers cannot be put on one scale, because
    no chain of shared applications leads from some to others. ``ignored``: reviews in which a criterion was missing."""

    method: Method
    wanted: Method
    ranked: tuple[Ranked, ...]
    ignored: tuple[tuple[str, str], ...]
    known: bool
    """Whether there are reviews enough to say how sure the ranks are."""


def criterion_of(data: Mapping[str, Any]) -> Criterion:
    """A criterion from data with the names of its fields."""
    return Criterion(
        data["id"], data.get("weight", 1.0), data.get("low", 0.0), data.get("high", 5.0), data.get("least")
    )


def overall(criteria: Sequence[Criterion], scores: Mapping[str, float]) -> float:
    """The weighted mean of one review, 0 to 100."""
    weights = sum(one.weight for one in criteria)
    return sum(one.weight * 100 * (scores[one.id] - one.low) / (one.high - one.low) for one in criteria) / weights


def rank(criteria: Sequence[Criterion], reviews: Sequence[Review], method: Method = "none") -> Ranking:
    """The ranking of everything that has a whole review. With ``reviewers``, each score is explained by its application and its
    reviewer (least squares), and how strict the reviewer is on the whole is taken out."""
    names = {one.id for one in criteria}
    whole = [one for one in reviews if names <= one.scores.keys()]
    ignored = tuple((one.application, one.reviewer) for one in reviews if not names <= one.scores.keys())
    if not whole:
        return Ranking("none", method, (), ignored, False)
    applications = sorted({one.application for one in whole})
    reviewers = sorted({one.reviewer for one in whole})
    row, column = ({name: at for at, name in enumerate(names)} for names in (applications, reviewers))
    at = np.array([row[one.application] for one in whole])
    by = np.array([column[one.reviewer] for one in whole])
    values = np.array([overall(criteria, one.scores) for one in whole])
    used: Method = "reviewers" if method == "reviewers" and _joined(at, by) else "none"
    scores, spread, freedom = _fitted(at, by, values, used)
    raw = np.bincount(at, values) / np.bincount(at)
    ranked = _ranked(criteria, whole, applications, (scores, raw), (spread, freedom))
    return Ranking(used, method, ranked, ignored, freedom > 0)


def _joined(at: NDArray[np.int64], by: NDArray[np.int64]) -> bool:
    """Whether all applications hang together through shared reviewers."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    many, people = int(at.max()) + 1, int(by.max()) + 1
    edges = csr_matrix((np.ones(len(at)), (at, many + by)), shape=(many + people, many + people))
    count: int = connected_components(edges, directed=False)[0]
    return count == 1


def _fitted(
    at: NDArray[np.int64], by: NDArray[np.int64], values: Floats, method: Method
) -> tuple[Floats, Floats | None, int]:
    """The score of each application, the covariance of the scores (None where it cannot be known), and the degrees of freedom."""
    many, people = int(at.max()) + 1, int(by.max()) + 1
    fitted: Floats
    inverse: Floats
    if method == "none":
        # Each score is the mean of its own reviews, so nothing has to be solved.
        counts = np.bincount(at).astype(np.float64)
        fitted, inverse = np.bincount(at, values) / counts, np.diag(1 / counts)
        rest, freedom = values - fitted[at], len(values) - many
    else:
        design = np.zeros((len(values), many + people))
        design[np.arange(len(values)), at] = 1.0
        design[np.arange(len(values)), many + by] = 1.0
        # The reviewers' strictness adds up to nothing, so that scores stay on the scale that was used.
        design = design[:, :-1] - np.outer(by == people - 1, np.r_[np.zeros(many), np.ones(people - 1)])
        # All hang together, so that no column follows from the others.
        inverse = np.linalg.inv(design.T @ design).astype(np.float64)
        fitted = inverse @ (design.T @ values)
        rest, freedom = values - design @ fitted, len(values) - design.shape[1]
    if freedom <= 0:
        return fitted[:many], None, 0
    return fitted[:many], inverse[:many, :many] * float(rest @ rest) / freedom, freedom


def _ranked(
    criteria: Sequence[Criterion],
    reviews: Sequence[Review],
    applications: Sequence[str],
    scores: tuple[Floats, Floats],
    spread: tuple[Floats | None, int],
) -> tuple[Ranked, ...]:
    fitted, raw = scores
    better = _better(fitted, *spread)
    of: dict[str, list[Review]] = {}
    for one in reviews:
        of.setdefault(one.application, []).append(one)
    found = []
    for at, name in enumerate(applications):
        own = of[name]
        means = {one.id: sum(review.scores[one.id] for review in own) / len(own) for one in criteria}
        below = tuple(one.id for one in criteria if one.least is not None and means[one.id] < one.least - SMALL)
        error = None if spread[0] is None else float(np.sqrt(max(spread[0][at, at], 0.0)))
        found.append(
            Ranked(
                name,
                1 + int((fitted > fitted[at] + SMALL).sum()),
                1 + int(better[:, at].sum()),
                len(applications) - int(better[at].sum()),
                float(fitted[at]),
                float(raw[at]),
                error,
                means,
                below,
                len(own),
                {one.id: _span(one, own) for one in criteria},
            )
        )
    return tuple(sorted(found, key=lambda one: (one.rank, one.application)))


def _span(criterion: Criterion, reviews: Sequence[Review]) -> tuple[float, float]:
    scores = [one.scores[criterion.id] for one in reviews]
    return min(scores), max(scores)


def disputed(criteria: Sequence[Criterion], ranked: Ranked) -> tuple[str, ...]:
    """The criteria, by id, on which the reviewers of an application disagree."""
    found = []
    for one in criteria:
        low, high = ranked.spans.get(one.id, (0.0, 0.0))
        if high - low >= APART * (one.high - one.low) - SMALL:
            found.append(one.id)
    return tuple(found)


def _better(scores: Floats, spread: Floats | None, freedom: int) -> NDArray[np.bool_]:
    """Which application (row) is better than which (column) beyond chance, pair by pair; nowhere where it cannot be known."""
    if spread is None:
        return np.zeros((len(scores), len(scores)), dtype=np.bool_)
    from scipy.stats import t

    own = np.diag(spread)
    error = np.sqrt(np.maximum(own[:, None] + own[None, :] - 2 * spread, 0.0))
    limit = float(t.ppf(0.5 + LEVEL / 2, freedom))
    told: NDArray[np.bool_] = scores[:, None] - scores[None, :] > np.maximum(limit * error, SMALL)
    return told
