"""What firms do, in a question: an activity that is surveyed, a sector that is partly, or one that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toepas.kernel.words import Words
from toepas.observatory.find.lexicon import ACTIVITY, BY, SECTOR, SIZE, UNSURVEYED, topics
from toepas.observatory.find.reading import Reading
from toepas.observatory.model import Coverage, View
from toepas.observatory.places import UNION
from toepas.observatory.registry import indicators
from toepas.observatory.say import code_name
from toepas.observatory.texts import text

if TYPE_CHECKING:
    from toepas.observatory.find.decide import Draft

NACE = "nace_r2"
BY_ACTIVITY = "-by-activity"
MAIN = ("C", "D35", "E", "F", "G", "H", "I", "J", "L68", "M", "N")
"""The activities that are shown where somebody asks for all: sections, without their parts."""
CITED = "strategy-figures"
INDUSTRY = "C"
GENERIC = {"industry", "industrie"}


def decide_activity(reading: Reading, draft: Draft, words: Words) -> None:
    """Turn the draft to the figures by activity, where an activity or a sector was named and there are such figures."""
    activities, wider = _activities(reading), reading.codes(SECTOR)
    if not (activities or wider or reading.codes(UNSURVEYED) or reading.has(BY, "activity")):
        return
    split = f"{draft.indicator}{BY_ACTIVITY}"
    if split not in indicators():
        draft.notes.append(
            words.t("“{title}” is not split by what firms do.", title=text("title", draft.about.title, words))
        )
        return
    if unsurveyed := reading.codes(UNSURVEYED):
        if not activities:
            _not_surveyed(unsurveyed[0], split, draft, words)
            return
        _why_not(unsurveyed[0], split, draft, words)
    codes = activities
    if not codes and wider:
        codes = _of_sector(wider[0], split, draft, words)
    elif not codes:
        codes = [code for code in MAIN if any(code in choice.codes for choice in indicators()[split].choices)]
    if not draft.answered or not codes:
        return
    if reading.has(SIZE) or reading.has(BY, "size"):
        draft.notes.append(
            words.t("There is no table by activity and size together; shown are all sizes from 10 persons.")
        )
        reading.said = [
            (meaning, said) for meaning, said in reading.said if meaning.kind != SIZE and meaning.code != "size"
        ]
    draft.indicator = split
    draft.codes[NACE] = tuple(codes)


def _activities(reading: Reading) -> list[str]:
    """The activities that were named; "industry" beside another one only says that it is one."""
    codes = reading.codes(ACTIVITY)
    said = {text.casefold() for meaning, text in reading.said if (meaning.kind, meaning.code) == (ACTIVITY, INDUSTRY)}
    if len(codes) > 1 and said and said <= GENERIC:
        codes.remove(INDUSTRY)
    return codes


def _of_sector(sector: str, split: str, draft: Draft, words: Words) -> list[str]:
    """The activities that stand for a sector of the strategy, with what is lacking; or none, with the reason."""
    coverage = indicators()[_covering(split)].sectors.get(sector)
    if coverage is None or not coverage.codes:
        _not_surveyed(sector, split, draft, words)
        return []
    codes = list(coverage.codes[NACE])
    if coverage.proxy:
        names = ", ".join(code_name(indicators()[split], NACE, code, words) for code in codes)
        draft.notes.append(
            words.t("Shown as a proxy: {names}. {why}", names=names, why=text("note", coverage.why, words))
        )
    return codes


def _why_not(sector: str, split: str, draft: Draft, words: Words) -> Coverage | None:
    """Say why a sector is not surveyed, or only in part."""
    coverage = indicators()[_covering(split)].sectors.get(sector)
    known = coverage is not None and coverage.why
    draft.notes.append(
        text("note", coverage.why, words) if coverage and known else words.t("This sector is not surveyed.")
    )
    return coverage


def _covering(split: str) -> str:
    """The indicator that says how sectors are covered: the split one, or the first of its kind."""
    return split if indicators()[split].sectors else f"ai-use{BY_ACTIVITY}"


def _not_surveyed(sector: str, split: str, draft: Draft, words: Words) -> None:
    """Say that a sector is not surveyed and why; show what the strategy cites of it, if anything; offer what lies near."""
    coverage = _why_not(sector, split, draft, words)
    if coverage is not None and coverage.codes:
        draft.others.append(View(split, (), (), {NACE: coverage.codes[NACE]}))
    draft.others.append(View("ai-use", tuple(draft.geo)))
    cited = topics()["cited"].get(sector)
    if not cited:
        draft.answered = False
        return
    draft.indicator = CITED
    draft.codes = {"figure": (cited,)}
    draft.notes.append(
        words.t(
            "Shown is a figure that the strategy cites from another source. It is not of this survey and not by country."
        )
    )
    draft.geo = [UNION] if draft.geo else []
