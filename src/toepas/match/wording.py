"""Points and limits as sentences, in the reader's language."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from toepas.catalogue import Reason, reason_text
from toepas.catalogue.naming import country_name, language_name, purpose_name, sector_name
from toepas.kernel.words import Words
from toepas.match.features import Point
from toepas.match.limits import Limit


def panel_title(name: str, words: Words) -> str:
    """What a panel is called."""
    return {
        "solutions": words.t("Solutions"),
        "data": words.t("Data"),
        "examples": words.t("Examples from elsewhere"),
        "helpers": words.t("Who helps"),
        "compute": words.t("Computing power"),
        "funding": words.t("Money"),
        "courses": words.t("Courses"),
    }[name]


def size_name(code: str, words: Words) -> str:
    """What kind of organisation a code of sizes stands for."""
    return {
        "micro": words.t("very small firms"),
        "small": words.t("small firms"),
        "medium": words.t("medium-sized firms"),
        "large": words.t("large firms"),
        "public": words.t("public bodies"),
        "research": words.t("research"),
        "startup": words.t("start-ups"),
        "hub": words.t("hubs"),
    }.get(code, code)


def _each(name: Callable[[str, Words], str], value: str, words: Words) -> str:
    return ", ".join(name(code, words) for code in value.split(", ") if code)


def point_text(point: Point, words: Words) -> str:
    """What speaks for or against, as a sentence; empty for the score of the search, which is shown by its words."""
    if point.code in ("words", "meaning"):
        return reason_text(Reason(point.code, point.field, point.value), words)
    for table in (_about, _standing, _helper, _money, _unknown):
        text = table(point, words)
        if text:
            return text
    return ""


def _about(point: Point, words: Words) -> str:
    value = point.value
    return {
        "purpose": lambda: words.t("It is meant for: {purpose}", purpose=purpose_name(value, words)),
        "sector": lambda: words.t("Made for your sector: {sector}", sector=sector_name(value, words)),
        "other-sector": lambda: words.t("Made for another sector: {sectors}", sectors=_each(sector_name, value, words)),
        "knows-sector": lambda: words.t("Knows your sector: {sector}", sector=sector_name(value, words)),
        "other-fields": lambda: words.t(
            "Names other fields as its own: {sectors}", sectors=_each(sector_name, value, words)
        ),
        "language": lambda: words.t("Works in {languages}", languages=_each(language_name, value, words)),
        "other-language": lambda: words.t("Only in {languages}", languages=_each(language_name, value, words)),
        "other-country": lambda: words.t(
            "Meant for people in {countries}", countries=_each(country_name, value, words)
        ),
        "country": lambda: words.t("Offered or used in {countries}", countries=_each(country_name, value, words)),
        "open-licence": lambda: words.t("Open licence: {licence}", licence=value),
        "hosting": lambda: words.t("Can be hosted in: {places}", places=_each(country_name, value, words)),
        "risk": lambda: words.t("By what its record states it is not in a heavier class than you want"),
    }.get(point.code, str)()


def _standing(point: Point, words: Words) -> str:
    value = point.value
    return {
        "european": lambda: words.t("European provider ({country})", country=country_name(value, words)),
        "not-european": lambda: words.t(
            "The provider is from outside the European Economic Area ({country})", country=country_name(value, words)
        ),
        "maturity-in-use": lambda: words.t("In use today"),
        "maturity-pilot": lambda: words.t("A pilot so far"),
        "maturity-development": lambda: words.t("Still in development"),
        "maturity-planned": lambda: words.t("Only planned so far"),
        "evidence": lambda: words.t("There is evidence: {title}", title=value),
        "no-evidence": lambda: words.t("No evidence of how well it works is known here; ask for it"),
        "outcome": lambda: words.t("What came of it: {outcome}", outcome=value),
    }.get(point.code, str)()


NEARBY = 15
"""Kilometres below which no number is said: places are known to about ten kilometres."""


def _away(kilometres: int, words: Words) -> str:
    """How far it is, no more exactly than is known."""
    if kilometres < NEARBY:
        return words.t("In or near your town")
    return words.t("About {km} km away", km=words.number(round(kilometres, -1)))


def _helper(point: Point, words: Words) -> str:
    value = point.value
    return {
        "distance": lambda: _away(int(value), words),
        "same-country": lambda: words.t("In or near your country ({country})", country=country_name(value, words)),
        "far": lambda: words.t("In another country ({country})", country=country_name(value, words)),
        "hub": lambda: words.t("A European Digital Innovation Hub: first help for small firms and public bodies"),
        "knows-ai": lambda: words.t("States its strength in AI as {strength} of 5", strength=value),
        "for-you": lambda: words.t("Open to: {who}", who=_each(size_name, value, words)),
    }.get(point.code, str)()


def _money(point: Point, words: Words) -> str:
    value = point.value

    def day() -> str:
        return words.date(datetime.date.fromisoformat(value))

    return {
        "only-from": lambda: words.t(
            "Only for applicants from {countries}; say where you are", countries=_each(country_name, value, words)
        ),
        "not-for-you": lambda: words.t("Only for: {who}", who=_each(size_name, value, words)),
        "stage": lambda: words.t("Fits your stage (technology readiness {levels})", levels=value),
        "other-stage": lambda: words.t("For another stage (technology readiness {levels})", levels=value),
        "open": lambda: words.t("Open all the time, by what its page says"),
        "open-until": lambda: words.t("Open until {day}", day=day()),
        "opens": lambda: words.t("Opens on {day}", day=day()),
        "closed": lambda: words.t("Closed, or not for your country"),
        "no-dates": lambda: words.t("Whether it is open now is not known here; look at its page"),
        "state-aid": lambda: words.t("State aid: {rule}", rule=value),
    }.get(point.code, str)()


def _unknown(point: Point, words: Words) -> str:
    return {
        "open-licence-unknown": lambda: words.t("Whether its licence is open is not known here"),
        "hosting-unknown": lambda: words.t("Where it can be hosted is not known here; ask the provider"),
        "language-unknown": lambda: words.t("Whether it works in your language is not known here"),
        "risk-unknown": lambda: words.t("In which class of the AI Act it falls hangs on your use; check it"),
    }.get(point.code, str)()


def limit_text(limit: Limit, words: Words) -> str:
    """Why an asset was left out."""
    value = limit.value
    return {
        "retired": lambda: words.t("No longer in use or offered"),
        "open-licence": lambda: words.t("Its licence is not open: {licence}", licence=value),
        "hosting": lambda: words.t("Hosted in: {places}", places=_each(country_name, value, words)),
        "language": lambda: words.t("Works only in: {languages}", languages=_each(language_name, value, words)),
        "risk": lambda: words.t("By what its record states it is in a heavier class than you want"),
    }[limit.code]()
