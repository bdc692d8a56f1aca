"""``toepas call``: who judges which application of a call, and how the applications rank."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toepas.cli.common import console, print_json, run_part
from toepas.kernel.problems import EXIT_OK, EXIT_OPEN
from toepas.kernel.words import Words
from toepas.paper.tidy import clean

if TYPE_CHECKING:
    from toepas.alliance import Assignment, Ranking


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Assign reviewers to the applications of a call, and rank the applications by their scores")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    line = words.t("give every application its reviewers, without conflicts of interest")
    assign = parts.add_parser("assign", help=line, description=line)
    assign.set_defaults(run_part=_assign)
    assign.add_argument(
        "applications", type=Path, metavar="APPLICATIONS",
        help=words.t("a table with id, organisation, partners, people and topics"),
    )  # fmt: skip
    assign.add_argument(
        "reviewers", type=Path, metavar="REVIEWERS",
        help=words.t("a table with id, organisation, topics, declared, most, and what people stated, such as gender"),
    )  # fmt: skip
    assign.add_argument("--rules", type=Path, metavar="RULES.yaml", help=words.t("the rules of the panels"))
    assign.add_argument(
        "--scores",
        type=Path,
        metavar="SCORES",
        help=words.t("affinities: application, reviewer, score (default: shared topics)"),
    )
    assign.add_argument(
        "--seconds", type=float, default=60.0, metavar="N", help=words.t("how long to search at most (default: 60)")
    )
    line = words.t("rank applications by the scores of their reviewers, and say which ranks cannot be told apart")
    rank = parts.add_parser("rank", help=line, description=line)
    rank.set_defaults(run_part=_rank)
    rank.add_argument(
        "applications", type=Path, metavar="APPLICATIONS", help=words.t("the table of the applications, with an id")
    )
    rank.add_argument(
        "reviews", type=Path, metavar="REVIEWS", help=words.t("a table with application, reviewer and a column per criterion")
    )  # fmt: skip
    rank.add_argument(
        "--criteria", type=Path, metavar="CRITERIA.yaml", help=words.t("weights, scales and needed means")
    )
    rank.add_argument(
        "--even-out", action="store_true", help=words.t("take out how strict each reviewer is on the whole")
    )
    for part in (assign, rank):
        part.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


run = run_part


def _assign(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.alliance import (
        affinities,
        assign,
        assignment_data,
        read_applications,
        read_panel_rules,
        read_reviewers,
        read_scores,
    )

    applications = read_applications(arguments.applications, words)
    reviewers = read_reviewers(arguments.reviewers, words)
    rules = read_panel_rules(arguments.rules, words)
    given = read_scores(arguments.scores, words) if arguments.scores else None
    scores = affinities(applications, reviewers, given)
    found = assign(applications, reviewers, rules, scores, now=time.monotonic, seconds=arguments.seconds)
    if arguments.json:
        print_json(assignment_data(found, words))
    else:
        _show(found, words)
    return EXIT_OK if found.panels else EXIT_OPEN


def _show(found: Assignment, words: Words) -> None:
    from toepas.alliance import assignment_text, broken_text

    lines = [assignment_text(found, words)]
    lines += [f"  {broken_text(one, words)}" for one in found.broken]
    lines += [f"{name}: {', '.join(panel)}" for name, panel in found.panels.items()]
    console().print(clean("\n".join(lines)), markup=False, soft_wrap=True)


def _rank(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.alliance import rank, read_applications, read_criteria, read_reviews

    applications = [one.id for one in read_applications(arguments.applications, words)]
    criteria = read_criteria(arguments.criteria, arguments.reviews, words)
    reviews = read_reviews(arguments.reviews, criteria, applications, words)
    found = rank(criteria, reviews, "reviewers" if arguments.even_out else "none")
    ranked = {one.application for one in found.ranked}
    missing = [name for name in applications if name not in ranked]
    if arguments.json:
        print_json(_data(found, missing, words))
    else:
        _ranking(found, missing, words)
    return EXIT_OPEN if missing else EXIT_OK


def _data(found: Ranking, missing: list[str], words: Words) -> dict[str, Any]:
    from toepas.alliance import method_text

    return {
        "method": found.method,
        "method_text": method_text(found, words),
        "told_apart": found.known,
        "ranked": [
            {
                "application": one.application, "rank": one.rank, "between": [one.best, one.worst], "score": one.score,
                "plain_mean": one.raw, "standard_error": one.error, "means": dict(one.means), "below": list(one.below),
                "reviews": one.reviews,
            }
            for one in found.ranked
        ],
        "not_ranked": missing,
        "reviews_left_out": [list(pair) for pair in found.ignored],
    }  # fmt: skip


def _ranking(found: Ranking, missing: list[str], words: Words) -> None:
    from toepas.alliance import certainty, method_text

    lines = [method_text(found, words)]
    for one in found.ranked:
        lines.append(f"{one.rank}. {one.application}: {words.number(round(one.score, 1))}")
        lines.append(f"   {certainty(found, one, words)}")
        if one.below:
            lines.append("   " + words.t("Below what was needed: {criteria}", criteria=", ".join(one.below)))
    if missing:
        lines.append(words.t("Not ranked, since there is no whole review: {names}", names=", ".join(missing)))
    if found.ignored:
        lines.append(words.n("{n} review was left out: a score is missing.", "{n} reviews were left out: a score is missing.", len(found.ignored)))  # fmt: skip
    console().print(clean("\n".join(lines)), markup=False, soft_wrap=True)
