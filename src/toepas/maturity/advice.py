"""What to do next: rules over scores and answers, with what to look for and which duties to look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toepas.maturity.conditions import holds
from toepas.maturity.model import Score
from toepas.maturity.registry import read


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule that holds, or may (``sure`` False: it hangs on answers that are not known). ``kinds`` and ``purposes`` are of the catalogue,
    ``duties`` of the AI Act; ``check``: describe the system in a check."""

    id: str
    sure: bool
    says: str
    why: str
    kinds: tuple[str, ...]
    purposes: tuple[str, ...]
    duties: tuple[str, ...]
    check: bool


def advice(score: Score) -> tuple[Advice, ...]:
    """What the scores ask for, in the order of the file: the most pressing first, also where it only may hold."""
    found = []
    for rule in read("advice")["rules"]:
        if score.assessment.questionnaire.id not in rule["for"]:
            continue
        outcome = holds(rule["when"], score.assessment.questionnaire, score.assessment.answers, score.span)
        if outcome is not False:
            found.append(_advice(rule, sure=outcome is True or rule.get("also_unknown", False)))
    return tuple(found)


def shows(score: Score, name: str) -> bool | None:
    """Whether the answers show something (``ai-use``); None where they do not tell."""
    about = score.assessment.questionnaire
    return holds(about.shows[name], about, score.assessment.answers) if name in about.shows else None


def _advice(rule: Mapping[str, Any], *, sure: bool) -> Advice:
    look_for = rule["look_for"]
    return Advice(
        rule["id"], sure, rule["says"], rule["why"], tuple(look_for["kinds"]), tuple(look_for["purposes"]), tuple(rule["duties"]), rule.get("check", False),
    )  # fmt: skip
