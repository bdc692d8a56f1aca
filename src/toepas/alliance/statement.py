"""The statement of reasons of one decision, put together from what was recorded. It names no reviewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from toepas.alliance.eligibility import Eligibility
from toepas.alliance.evaluation import LEVEL, Criterion, Ranked, Ranking
from toepas.kernel.words import Words

Decided: TypeAlias = Literal["selected", "reserve", "not-selected", "not-eligible"]


@dataclass(frozen=True, slots=True)
class Facts:
    """``titles``: what criteria and conditions are called in the call, by id; ``comments``: what reviewers wrote for the applicant;
    ``ranked`` is None where the application was not evaluated; ``of``: how many were ranked; ``note``: the decider's own words;
    ``granted``: conditions that count as met because an appeal was upheld."""

    decided: Decided
    eligibility: Eligibility
    criteria: tuple[Criterion, ...]
    titles: Mapping[str, str]
    ranking: Ranking | None = None
    ranked: Ranked | None = None
    of: int = 0
    comments: tuple[str, ...] = ()
    note: str = ""
    granted: tuple[str, ...] = ()


def reasons(facts: Facts, words: Words) -> tuple[str, ...]:
    """The sentences, in the reader's language; titles, comments and note as they were written."""
    return tuple(_sentences(facts, words))


def _sentences(facts: Facts, words: Words) -> Iterator[str]:
    yield {
        "selected": words.t("The application was selected."),
        "reserve": words.t("The application is on the reserve list."),
        "not-selected": words.t("The application was not selected."),
        "not-eligible": words.t("The application cannot take part in this call."),
    }[facts.decided]
    yield from _conditions(facts, words)
    if facts.ranking is not None and facts.ranked is not None:
        yield from _evaluated(facts, facts.ranking, facts.ranked, words)
    elif facts.decided != "not-eligible":
        yield words.t("It was not evaluated: there is no whole review of it.")
    for comment in facts.comments:
        yield words.t("A reviewer wrote: {text}", text=comment)
    if facts.note:
        yield words.t("Who decided adds: {text}", text=facts.note)


def _conditions(facts: Facts, words: Words) -> Iterator[str]:
    for name, answer in facts.eligibility.conditions.items():
        title = facts.titles.get(name, name)
        if name in facts.granted:
            yield words.t("This condition counts as met since the appeal: {condition}", condition=title)
        elif answer == "no":
            yield words.t("This condition is not met: {condition}", condition=title)
        elif answer == "not-known":
            yield words.t("Whether this condition is met is not known: {condition}", condition=title)
    if facts.eligibility.answer == "yes" and facts.eligibility.conditions:
        yield words.t("All conditions of the call are met.")


def _evaluated(facts: Facts, ranking: Ranking, ranked: Ranked, words: Words) -> Iterator[str]:
    yield words.n("{n} reviewer judged it.", "{n} reviewers judged it.", ranked.reviews)
    for one in facts.criteria:
        said = words.t(
            "{criterion}: {mean} on average, on a scale from {low} to {high}.",
            criterion=facts.titles.get(one.id, one.id), mean=words.number(round(ranked.means[one.id], 2)),
            low=words.number(one.low), high=words.number(one.high),
        )  # fmt: skip
        if one.id in ranked.below:
            said += " " + words.t("At least {least} was needed.", least=words.number(one.least or 0))
        yield said
    yield words.t("The weighted score is {score} of 100.", score=words.number(round(ranked.score, 1)))
    if ranking.method == "reviewers":
        yield words.t(
            "How strict each reviewer is on the whole was taken out of the score; the plain mean is {raw}.",
            raw=words.number(round(ranked.raw, 1)),
        )
    yield words.t("That is rank {rank} of {all}.", rank=ranked.rank, all=facts.of)
    yield certainty(ranking, ranked, words)


def certainty(ranking: Ranking, ranked: Ranked, words: Words) -> str:
    """How sure the rank is."""
    if not ranking.known:
        return words.t("How sure the rank is cannot be said: there are too few reviews to compare.")
    if ranked.best == ranked.worst:
        return words.t("The reviews tell it apart from all others ({level}).", level=words.percent(LEVEL))
    return words.t(
        "The reviews do not tell it apart from all others: compared pair by pair, its rank lies between {best} and {worst} ({level}).",
        best=ranked.best, worst=ranked.worst, level=words.percent(LEVEL),
    )  # fmt: skip


def method_text(ranking: Ranking, words: Words) -> str:
    """What was done with the scores, in a sentence."""
    if ranking.method == "reviewers":
        return words.t("How strict each reviewer is on the whole was taken out of the scores.")
    if ranking.wanted == "reviewers":
        return words.t(
            "The scores are plain means: strict and lenient reviewers cannot be put on one scale here, because some of them share no application with the others."
        )
    return words.t("The scores are plain means; nothing was done about strict and lenient reviewers.")
