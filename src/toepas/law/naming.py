"""Passages of the law as a reader of a language writes them, and where they can be read."""

from __future__ import annotations

from toepas.kernel.citation import parse
from toepas.kernel.words import Words
from toepas.law.act import load_act


def citation(cite: str, words: Words) -> str:
    """A citation as a reader of this language writes it."""
    parsed = parse(cite)
    points = "".join(f"({point})" for point in parsed.points)
    if parsed.kind == "recital":
        act = parsed.act if "/" in parsed.act else _year_and_number(load_act().recitals_celex)
        return words.t("recital {number} of {act}", number=parsed.number, act=act)
    if parsed.kind == "annex":
        return words.t("Annex {number}", number=parsed.number + points)
    if parsed.kind == "amending":
        return words.t("Art. {number} of {act}", number=parsed.number + points, act=parsed.act)
    return words.t("Art. {number}", number=parsed.number + points)


def _year_and_number(celex: str) -> str:
    """The usual name of a regulation from its identifier in the official database."""
    return f"{celex[1:5]}/{int(celex[6:])}"


def citation_link(cite: str, words: Words) -> str:
    """Where a passage can be read, in its newest text."""
    act = load_act()
    return parse(cite).link(act.celex, words.lang, act.recitals_celex)
