"""Criteria and reviews from somebody's files."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from toepas.alliance.evaluation import Criterion, Review, criterion_of
from toepas.alliance.tables import plain, rows_of
from toepas.kernel import yamlfile
from toepas.kernel.problems import Problem
from toepas.kernel.shape import check_shape
from toepas.kernel.words import Words

SCHEMA = Path(__file__).resolve().parent / "schema" / "criteria.json"
NOT_CRITERIA = ("application", "reviewer", "comment")


def read_criteria(path: Path | None, reviews: Path, words: Words) -> tuple[Criterion, ...]:
    """The criteria of a YAML file; where none is named every further column of the reviews is one, with equal weights from 0 to 5.

    Raises Problem with file and line."""
    if path is None:
        first = next(rows_of(reviews, "application", words), None)
        names = [name for name in (first[1] if first else {}) if name not in NOT_CRITERIA]
        return tuple(Criterion(name) for name in names)
    located = yamlfile.read(path, words)
    check_shape(located, SCHEMA, words)
    found = []
    for at, entry in enumerate(located.data["criteria"]):
        one = criterion_of({**entry, "id": plain(entry["id"])})
        if not one.low < one.high or (one.least is not None and not one.low <= one.least <= one.high):
            raise Problem(
                words.t("The scale of '{name}' is not in order.", name=one.id),
                where=located.where("criteria", at),
                expected=words.t("low below high, and what is needed between them"),
                todo=words.t("Correct the numbers."),
            )
        found.append(one)
    return tuple(found)


def read_reviews(
    path: Path, criteria: Sequence[Criterion], applications: Collection[str], words: Words
) -> tuple[Review, ...]:
    """Reviews from a table with application, reviewer and a column per criterion; an empty cell is not known.

    Raises Problem with file and row for an application nobody knows, a second review by the same person, and a score off the scale."""
    found: dict[tuple[str, str], Review] = {}
    known = set(applications)
    for row, content in rows_of(path, "application", words):
        pair = (content["application"], content.get("reviewer", ""))
        if pair[0] not in known:
            raise Problem(
                words.t("There is no application '{name}'.", name=pair[0]),
                where=f"{row.where}, application",
                expected=words.t("an id of the table of applications"),
                todo=words.t("Correct the cell."),
            )
        if not pair[1] or pair in found:
            raise Problem(
                words.t("The same reviewer judges this application twice, or no reviewer is named."),
                where=f"{row.where}, reviewer",
                expected=words.t("one row for each application and reviewer"),
                todo=words.t("Take one of the rows out, or name the reviewer."),
            )
        found[pair] = Review(*pair, _scores(row.where, content, criteria, words))
    return tuple(found.values())


def _scores(where: str, content: Mapping[str, str], criteria: Sequence[Criterion], words: Words) -> dict[str, float]:
    scores = {}
    for one in criteria:
        said = content.get(one.id, "")
        if not said:
            continue
        try:
            value = float(said)
        except ValueError:
            value = math.nan
        if not one.low <= value <= one.high:
            raise Problem(
                words.t("'{value}' is no score on this scale.", value=said),
                where=f"{where}, {one.id}",
                expected=words.t("a number from {low} to {high}", low=one.low, high=one.high),
                todo=words.t("Correct the cell."),
            )
        scores[one.id] = value
    return scores
