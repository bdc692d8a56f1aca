"""Places of the law that a question names by number, in any official language: article, annex, recital, and the points below."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from toepas.ask.passages import DATA_DIR
from toepas.kernel.citation import Citation

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
NEAR = 40
"""So many characters after a number may name the act it belongs to."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: places of this act, and whether it speaks of another act."""

    places: tuple[Citation, ...]
    other_act: bool
    our_act: bool
    intelligence: bool


@functools.cache
def _lists() -> dict[str, list[str]]:
    import yaml

    listed: dict[str, list[str]] = yaml.safe_load((DATA_DIR / "references.yaml").read_text(encoding="utf-8"))
    return listed


def _any(names: list[str]) -> str:
    ordered = sorted({str(name) for name in names}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(name).replace(r"\*", r"\w*") for name in ordered) + ")"


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = _lists()
    part = rf"(?:\.\d{{1,2}}\b|\s*[,.]?\s*(?:{_any(lists['part'])}\b\.?\s*)?\((?:\w{{1,4}})\)|\s*,?\s*\b{_any(lists['part'])}\b\.?\s*(?:\d{{1,2}}[a-z]?|[a-z]{{1,2}})\b\)?)"
    article = rf"(?P<number>\d{{1,3}}[a-d]?)\b(?P<below>{part}*)"
    roman = rf"(?P<number>[ivx]{{1,5}}|\d{{1,2}})\b(?P<below>(?:\s*-?\s*(?:{part}))*)"
    before = r"(?<![\w])"
    return {
        "article": re.compile(rf"{before}{_any(lists['article'])}\.?\s*{article}"),
        "article_after": re.compile(
            rf"{before}(?P<number>\d{{1,3}}[a-d]?)\.?\s*{_any(lists['article_after'])}\b(?P<below>)"
        ),
        "annex": re.compile(rf"{before}{_any(lists['annex'])}\.?\s*{roman}"),
        "annex_after": re.compile(rf"{before}(?P<number>[ivx]{{1,5}})\.?\s*{_any(lists['annex_after'])}\b(?P<below>)"),
        "recital": re.compile(rf"{before}{_any(lists['recital'])}\.?\s*\(?(?P<number>\d{{1,3}})\b(?P<below>)"),
        "other_acts": re.compile(rf"{before}{_any(lists['other_acts'])}(?!\w)"),
        "our_act": re.compile(rf"{before}{_any(lists['our_act'])}(?!\w)"),
        "intelligence": re.compile(rf"{before}{_any(lists['intelligence'])}(?!\w)"),
        "kinds": re.compile(rf"{before}{_any(lists['kinds'])}(?!\w)"),
        "point": re.compile(r"\(\s*(\w{1,4})\s*\)|\b(\d{1,2}[a-z]?|[a-z]{1,2})\b\)?(?=\W*(?:$|[\s,.(]))"),
    }


def named(question: str) -> Named:
    """What a question names, in reading order."""
    text = " ".join(question.lower().split())
    patterns = _patterns()
    found: list[tuple[int, int, Citation]] = []
    for name in ("article_after", "annex_after", "article", "annex", "recital"):
        kind = name.split("_")[0]
        for match in patterns[name].finditer(text):
            place = _citation(kind, match)
            taken = any(begun < match.end() and match.start() < ended for begun, ended, _ in found)
            if place and not taken and not _of_another_act(text[match.end() : match.end() + NEAR]):
                found.append((match.start(), match.end(), place))
    places = dict.fromkeys(place for _, _, place in sorted(found, key=lambda item: item[0]))
    return Named(
        tuple(places),
        bool(patterns["other_acts"].search(text)),
        bool(patterns["our_act"].search(text)),
        bool(patterns["intelligence"].search(text) or patterns["kinds"].search(text)),
    )


def _of_another_act(after: str) -> bool:
    other, ours = (_patterns()[name].search(after) for name in ("other_acts", "our_act"))
    return bool(other and not (ours and ours.start() < other.start()))


def _citation(kind: str, match: re.Match[str]) -> Citation | None:
    number = match["number"]
    if kind == "annex":
        number = ROMAN[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(ROMAN) else number.upper()
        if number not in ROMAN:
            return None
    words = {str(word) for word in _lists()["part"]}
    below = match["below"] or ""
    points = tuple(
        point
        for bracketed, bare in _patterns()["point"].findall(below)
        if (point := bracketed or (bare if bare not in words else ""))
    )
    shown = "".join(f"({point})" for point in points)
    text = {"article": f"{number}{shown}", "annex": f"annex {number}{shown}", "recital": f"recital {number}"}[kind]
    return Citation(kind, number, points, text)


def leads_to(cite: Citation, place: Citation) -> bool:
    """Whether a citation lies at or below a place that was named."""
    same = cite.kind == place.kind and cite.number == place.number
    return same and cite.points[: len(place.points)] == place.points


def without_the_subject(question: str) -> str:
    """A question without the words for artificial intelligence and for the act: everything here is about them.

    Left as it is where hardly anything else is said.
    """
    patterns = _patterns()
    bare = question.lower()
    for name in ("our_act", "intelligence"):
        bare = patterns[name].sub(" ", bare)
    bare = " ".join(bare.split())
    return bare if len(bare.split()) > 1 else question
