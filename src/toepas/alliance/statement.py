"""The statement of reasons of one decision, put together from what was recorded. It names no reviewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from toepas.alliance.eligibility import Condition, Eligibility
from toepas.alliance.evaluation import LEVEL, Criterion, Ranked, Ranking
from toepas.kernel.words import Words

Decided: TypeAlias = Literal["selected", "reserve", "not-selected", "not-eligible"]


@dataclass(frozen=True, slots=True)
class Facts:
    """``titles``: what criteria and conditions are called in the call, by id; ``comments``: what reviewers wrote for the applicant;
    ``ranked`` is None where the application was not evaluated; ``of``: how many were ranked; ``note``: the decider's own words;
    ``granted``: conditions that count as met because an appeal was upheld. ``asked``: the conditions of the call, and ``answers`` to them
    by id of the question; ``counts``: how many were handed in (``all``), and how many got each decision."""

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
    asked: tuple[Condition, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


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
    if facts.counts:
        yield words.t(
            "Applications in this call: {all}. Selected: {selected}. On the reserve list: {reserve}.",
            all=facts.counts["all"], selected=facts.counts.get("selected", 0), reserve=facts.counts.get("reserve", 0),
        )  # fmt: skip
    yield from _conditions(facts, words)
    if facts.ranking is not None and facts.ranked is not None:
        yield from _evaluated(facts, facts.ranking, facts.ranked, words)
    elif facts.decided != "not-eligible":
        yield words.t("It was not evaluated: there is no whole review of it.")
    for comment in facts.comments:
        yield words.t("A reviewer wrote: {text}", text=comment)
    if facts.note:
        yield words.t("Who decided adds: {text}", text=facts.note)


def condition_text(condition: Condition, words: Words) -> str:
    """Which answer is needed to take part."""
    if condition.equals is not None:
        return words.t("The answer has to be: {answer}", answer=answer_text(condition.equals, words))
    if condition.among:
        return words.t("The answer has to be one of: {answers}", answers="; ".join(condition.among))
    parts = [] if condition.least is None else [words.t("at least {n}", n=words.number(condition.least))]
    parts += [] if condition.most is None else [words.t("at most {n}", n=words.number(condition.most))]
    return words.t("The number has to be: {span}", span=", ".join(parts))


def answer_text(answer: str, words: Words) -> str:
    """Yes, no and not known in the reader's language; every other answer as it was written."""
    return {"yes": words.t("yes"), "no": words.t("no"), "not-known": words.t("not known")}.get(answer, answer)


def _conditions(facts: Facts, words: Words) -> Iterator[str]:
    asked = {one.id: one for one in facts.asked}
    for name, answer in facts.eligibility.conditions.items():
        title = facts.titles.get(name, name)
        if name in facts.granted:
            yield words.t("This condition counts as met since the appeal: {condition}", condition=title)
        elif answer != "yes":
            said = (
                words.t("This condition is not met: {condition}", condition=title)
                if answer == "no"
                else words.t("Whether this condition is met is not known: {condition}", condition=title)
            )
            yield f"{said} {_asked(asked[name], facts, words)}" if name in asked else said
    if facts.eligibility.answer == "yes" and facts.eligibility.conditions:
        yield words.t("All conditions of the call are met.")


def _asked(condition: Condition, facts: Facts, words: Words) -> str:
    given = answer_text(facts.answers.get(condition.of, ""), words)
    told = words.t("The answer was: {answer}", answer=given) if given else words.t("There was no answer.")
    return f"{condition_text(condition, words)}. {told}"


def _evaluated(facts: Facts, ranking: Ranking, ranked: Ranked, words: Words) -> Iterator[str]:
    yield words.n("{n} reviewer judged it.", "{n} reviewers judged it.", ranked.reviews)
    for one in facts.criteria:
        yield _criterion(one, facts, ranked, words)
    if ranked.below and facts.decided == "not-selected":
        yield words.t("Where less was given than is needed, an application cannot be selected, whatever its rank.")
    yield words.t(
        "The weighted score is {score} of 100. It would be 0 with the lowest score on everything, and 100 with the highest.",
        score=words.number(round(ranked.score, 1)),
    )
    if ranking.method == "reviewers":
        yield words.t(
            "How strict each reviewer is on the whole was taken out of the score; the plain mean is {raw}.",
            raw=words.number(round(ranked.raw, 1)),
        )
    yield words.t("That is rank {rank} of {all}.", rank=ranked.rank, all=facts.of)
    yield certainty(ranking, ranked, words)


def _criterion(one: Criterion, facts: Facts, ranked: Ranked, words: Words) -> str:
    said = words.t(
        "{criterion}: {mean} on average, on a scale from {low} to {high}. It counts for {share} of the score.",
        criterion=facts.titles.get(one.id, one.id), mean=words.number(round(ranked.means[one.id], 2)),
        low=words.number(one.low), high=words.number(one.high),
        share=words.percent(one.weight / sum(other.weight for other in facts.criteria)),
    )  # fmt: skip
    if one.id in ranked.below:
        said += " " + words.t("At least {least} was needed.", least=words.number(one.least or 0))
    low, high = ranked.spans.get(one.id, (0.0, 0.0))
    if low < high:
        said += " " + words.t(
            "The reviewers differ: they gave from {low} to {high}.", low=words.number(low), high=words.number(high)
        )
    return said


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
