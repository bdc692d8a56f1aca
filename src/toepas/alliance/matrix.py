"""The question as sparse matrices: which pairs may be chosen, and a row for every rule.

Every row has a slack column, so that what cannot be kept shows by name instead of as "infeasible".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Group:
    """At least one of these reviewers (``members``: reviewers) in every panel."""

    rule: str
    value: str
    members: Bools


@dataclass(frozen=True, slots=True)
class Spread:
    """Two different codes in every panel. ``codes``: one per reviewer, -1 where nothing was stated."""

    rule: str
    codes: Ints


@dataclass(frozen=True, slots=True)
class Question:
    """``scores``, ``allowed``: applications x reviewers; ``most``, ``least``: per reviewer; ``wanted``: reviewers per application."""

    scores: Floats
    allowed: Bools
    wanted: int
    most: Floats
    least: Floats
    groups: tuple[Group, ...] = ()
    spreads: tuple[Spread, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What a block of rows is about: ``first`` row and, per row, the application or the reviewer (and the code, for spreads)."""

    rule: str
    value: str
    first: int
    of: Ints
    codes: Ints | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """``equal`` x + slack = wanted; ``below`` x - slack <= limits. Columns are the pairs, in their order."""

    equal: Any
    below: Any
    limits: Floats
    blocks: tuple[Row, ...]


def build(question: Question, at: Ints, by: Ints) -> Built:
    """The matrices over some pairs (application ``at``, reviewer ``by``). Rows of spreads that these pairs cannot break are left out."""
    many, people = question.scores.shape
    ones, columns = np.ones(len(at)), np.arange(len(at))
    equal = sparse.csr_matrix((ones, (at, columns)), shape=(many, len(at)))
    parts = [sparse.csr_matrix((ones, (by, columns)), shape=(people, len(at)))]
    limits, blocks = [question.most], [Row("most", "", 0, np.arange(people))]
    if question.least.any():
        parts.append(-parts[0])
        limits.append(-question.least)
        blocks.append(Row("least", "", people, np.arange(people)))
    for group in question.groups:
        inside = np.flatnonzero(group.members[by])
        part = sparse.csr_matrix((-np.ones(len(inside)), (at[inside], inside)), shape=(many, len(at)))
        blocks.append(Row(group.rule, group.value, sum(len(one) for one in limits), np.arange(many)))
        parts.append(part)
        limits.append(-np.ones(many))
    for spread in question.spreads:
        part, of, codes = _spread(spread, question.wanted, at, by, many)
        blocks.append(Row(spread.rule, "", sum(len(one) for one in limits), of, codes))
        parts.append(part)
        limits.append(np.full(len(of), question.wanted - 1.0))
    return Built(equal, sparse.vstack(parts, format="csr"), np.concatenate(limits), tuple(blocks))


def _spread(spread: Spread, wanted: int, at: Ints, by: Ints, many: int) -> tuple[Any, Ints, Ints]:
    """For each application and code: those of this code or of none, at most ``wanted - 1``. Two known codes are then there."""
    kinds = max(int(spread.codes.max(initial=-1)) + 1, 1)
    code = spread.codes[by]
    known, silent = np.flatnonzero(code >= 0), np.flatnonzero(code < 0)
    rows = np.concatenate([at[known] * kinds + code[known], (at[silent, None] * kinds + np.arange(kinds)).ravel()])
    columns = np.concatenate([known, np.repeat(silent, kinds)])
    counted = np.bincount(rows, minlength=many * kinds)
    kept = np.flatnonzero(counted >= wanted)
    place = np.full(many * kinds, -1)
    place[kept] = np.arange(len(kept))
    inside = place[rows] >= 0
    shape = (len(kept), len(at))
    part = sparse.csr_matrix((np.ones(int(inside.sum())), (place[rows[inside]], columns[inside])), shape=shape)
    return part, kept // kinds, kept % kinds


def prices(question: Question, built: Built, of_equal: Floats, of_below: Floats) -> Floats:
    """What each pair would cost at these dual values, applications x reviewers, whether or not it has a column."""
    found = np.repeat(of_equal[:, None], question.scores.shape[1], axis=1)
    members = {(group.rule, group.value): group.members for group in question.groups}
    codes = {spread.rule: spread.codes for spread in question.spreads}
    for block in built.blocks:
        dual = of_below[block.first : block.first + len(block.of)]
        if block.rule in ("most", "least"):
            found += dual[None, :] if block.rule == "most" else -dual[None, :]
        elif block.codes is None:
            found -= dual[:, None] * members[block.rule, block.value][None, :]
        elif dual.any():
            code = codes[block.rule]
            table = np.zeros((len(of_equal), int(code.max(initial=0)) + 2))
            table[block.of, block.codes] = dual
            table[:, -1] = table.sum(axis=1)
            found += table[:, code]
    return found
