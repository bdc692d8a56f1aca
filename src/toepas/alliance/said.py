"""An assignment for machines and in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toepas.alliance.people import Assignment, Broken
from toepas.kernel.words import Words

SHOWN = 8


def assignment_data(found: Assignment, words: Words) -> dict[str, Any]:
    """The assignment as plain data."""
    return {
        "outcome": found.outcome,
        "total": found.total,
        "bound": found.bound,
        "gap": found.gap,
        "panels": {name: list(panel) for name, panel in found.panels.items()},
        "broken": [
            {
                "rule": one.rule, "value": one.value, "applications": list(one.applications),
                "reviewers": list(one.reviewers), "more": one.more, "text": broken_text(one, words),
            }
            for one in found.broken
        ],
    }  # fmt: skip


def assignment_text(found: Assignment, words: Words) -> str:
    """How good the assignment is, in a sentence."""
    if found.outcome == "optimal":
        return words.t("Every rule is kept, and no assignment fits better (proved).")
    if found.outcome == "within-gap":
        return words.t(
            "Every rule is kept. The search ended before a proof: a better assignment could be better by at most {gap}.",
            gap=_share(found.gap, words),
        )
    if found.outcome == "impossible":
        return words.t("The rules cannot all be kept, so nobody was assigned. This is in the way:")
    return words.t(
        "No assignment that keeps all rules was found in the time given; there may be one. This was in the way:"
    )


def _share(share: float, words: Words) -> str:
    return f"{words.number(round(100 * share, 4))} %"


def _names(names: Sequence[str], words: Words) -> str:
    more = len(names) - SHOWN
    shown = ", ".join(names[:SHOWN])
    return words.t("{names} and {n} more", names=shown, n=more) if more > 0 else shown


def broken_text(one: Broken, words: Words, called: Mapping[str, str] | None = None) -> str:
    """Which rule is in the way, where, and what to do. ``called``: what applications, reviewers, rules of balance and values are called,
    by id, where that is not the id."""
    return f"{_broken(one, words, called or {})} {_todo(one, words, called or {})}"


def _broken(one: Broken, words: Words, called: Mapping[str, str]) -> str:
    names = _names([called.get(name, name) for name in one.applications or one.reviewers], words)
    if one.rule == "reviewers":
        return words.t("Too few reviewers without a conflict of interest for: {names}.", names=names)
    if one.rule == "most":
        return words.t(
            "Reviewers would have to judge more than their limit, {n} applications too many in all: {names}.",
            n=words.number(round(one.more, 2)), names=names,
        )  # fmt: skip
    if one.rule == "least":
        return words.t("Reviewers would have fewer applications than the least: {names}.", names=names)
    rule = called.get(one.rule, one.rule)
    if one.value:
        return words.t(
            "The rule '{rule}' lacks somebody who stated '{value}' for: {names}.",
            rule=rule, value=called.get(one.value, one.value), names=names,
        )  # fmt: skip
    return words.t("The rule '{rule}' lacks a second value for: {names}.", rule=rule, names=names)


def _todo(one: Broken, words: Words, called: Mapping[str, str]) -> str:
    if one.rule == "reviewers":
        return words.t("Ask more people who have nothing to do with these applications.")
    if one.rule == "most":
        return words.t("Ask more people, or raise the limit where that is still possible.")
    if one.rule == "least":
        return words.t("Lower the least, or ask fewer people.")
    if one.value:
        return words.t(
            "Ask more people of whom this holds, and who have nothing to do with these applications: {value}.",
            value=called.get(one.value, one.value),
        )
    return words.t("Ask people who state another value than the others.")
