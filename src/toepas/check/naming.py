"""The names of things in the reader's language: classes, roles, facts, values, statuses. Ids stay out of sight."""

from __future__ import annotations

import datetime

from toepas.check.case import FactValue
from toepas.check.fines import FIXED, LOWER, NONE, Cap
from toepas.check.result import APPLIES, LATER, DutyFinding, Result
from toepas.kernel.dates import Period
from toepas.kernel.words import Words
from toepas.law.model import CODE, TRUTH


def class_name(name: str, words: Words) -> str:
    """A class in plain words."""
    names = {
        "out-of-scope": words.t("outside the Act"),
        "not-ai": words.t("not an AI system"),
        "prohibited": words.t("forbidden"),
        "high-risk": words.t("high-risk"),
        "transparency": words.t("transparency rules"),
        "minimal": words.t("no special class"),
        "undetermined": words.t("not settled yet"),
    }
    return names[name]


def concept(result: Result, name: str, words: Words) -> str:
    """The title of a concept."""
    return words.entry(f"{name}.title", result.act.concepts[name].title)


def duty(found: DutyFinding, words: Words) -> str:
    """The title of a duty."""
    return words.entry(f"{found.duty.id}.title", found.duty.title)


def question(result: Result, name: str, words: Words) -> str:
    """The question behind a fact."""
    return words.entry(f"{name}.question", result.act.facts[name].question)


def value(result: Result, name: str, given: FactValue, words: Words) -> str:
    """A fact's value in words."""
    fact = result.act.facts[name]
    if given is None:
        return words.t("unknown")
    if fact.type == TRUTH:
        return words.t("yes") if given else words.t("no")
    if fact.type == CODE:
        return words.entry(f"{name}.value.{given}", fact.values[str(given)])
    if isinstance(given, Period):
        return period(given, words)
    return f"{words.number(float(given))} {fact.unit}".strip()


def period(given: Period, words: Words) -> str:
    """A date that may be known by month or year only."""
    first, last = datetime.date.fromordinal(given.first), datetime.date.fromordinal(given.last)
    if first == last:
        return words.date(first)
    return words.t("between {first} and {last}", first=words.date(first), last=words.date(last))


def status(found: DutyFinding, words: Words) -> str:
    """Whether a duty counts now, later or perhaps."""
    if found.status == APPLIES:
        return words.t("applies now")
    if found.status == LATER:
        return words.t("applies later")
    return words.t("may apply")


def when(found: DutyFinding, words: Words) -> str:
    """From when a duty counts, honest about what is open."""
    if found.earliest == found.latest:
        return words.date(found.earliest)
    if found.latest is None:
        return words.t("{date}, or never", date=words.date(found.earliest))
    return words.t("between {first} and {last}", first=words.date(found.earliest), last=words.date(found.latest))


def fine(cap: Cap | None, words: Words) -> str:
    """The cap on a fine in words."""
    if cap is None:
        return words.t("no fine named")
    if cap.how == NONE:
        return words.t("national rules")
    if cap.amount is not None:
        return words.t("at most {amount}", amount=words.money(cap.amount))
    assert cap.tier.amount is not None
    amount, share = words.money(cap.tier.amount), words.percent(cap.tier.share or 0)
    if cap.how == FIXED:
        return words.t("at most {amount}", amount=amount)
    if cap.how == LOWER:
        return words.t("at most {amount} or {share} of turnover, whichever is lower", amount=amount, share=share)
    return words.t("at most {amount} or {share} of turnover, whichever is higher", amount=amount, share=share)


def moment(name: str, words: Words) -> str:
    """By when, in the life of a system, a duty is due."""
    names = {
        "before_market": words.t("before it goes on the market"),
        "before_use": words.t("before use"),
        "ongoing": words.t("all the time"),
        "on_event": words.t("when it happens"),
        "once": words.t("once"),
    }
    return names[name]


def who_knows(name: str, words: Words) -> str:
    """Who would know the answer to a question."""
    names = {
        "management": words.t("management"),
        "legal": words.t("legal adviser"),
        "it": words.t("IT"),
        "hr": words.t("personnel"),
        "supplier": words.t("the supplier"),
        "user_department": words.t("the department that uses it"),
        "finance": words.t("finance"),
    }
    return names.get(name, name)
