"""From a question taken apart to a view: the indicator, then places, periods and codes, and honest notes where figures are lacking."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from toepas.kernel.sector import sectors
from toepas.kernel.words import Words
from toepas.observatory.find.activity import decide_activity
from toepas.observatory.find.found import Found, Understood
from toepas.observatory.find.lexicon import (
    AGE,
    BY,
    CODE,
    ELSEWHERE,
    FAMILY,
    FORM,
    NEWEST,
    OUTSIDE,
    PLACE,
    SECTOR,
    SIZE,
    UNSURVEYED,
    WHO,
    Meaning,
    lexicon,
)
from toepas.observatory.find.reading import PERIOD, Reading, meant, read
from toepas.observatory.look import look
from toepas.observatory.model import GEO, TIME, VALUE, Indicator, View
from toepas.observatory.places import UNION, is_aggregate, place_name
from toepas.observatory.registry import datasets, indicators
from toepas.observatory.say import code_name
from toepas.observatory.texts import evidence_note, text

OVERALL = "ai-use"
EARLIER = "ai-use-2021"
FAMILIES = {
    "technologies": "ai-technologies", "purposes": "ai-purposes", "barriers": "ai-barriers", "sourcing": "ai-sourcing",
}  # fmt: skip
PEOPLE = {"purposes": "genai-purposes", "barriers": "genai-reasons"}
AT_LEAST = ("GE2", "GE3")
"""Codes that count several others together; they are no part of a list of all codes."""
CODES = "indic_is"
EVERYWHERE = ("map", "distribution", "multiples")
"""Forms that show countries: "Europe" beside them means all of these, not the Union as a whole."""


@dataclass(slots=True)
class Draft:
    """A view in the making."""

    indicator: str = OVERALL
    geo: list[str] = field(default_factory=list)
    time: list[str] = field(default_factory=list)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    others: list[View] = field(default_factory=list)
    answered: bool = True

    @property
    def about(self) -> Indicator:
        """The indicator."""
        return indicators()[self.indicator]

    def choice(self, dimension: str) -> dict[str, str]:
        """The codes that can be chosen of a dimension; none where the indicator does not have it."""
        return next((choice.codes for choice in self.about.choices if choice.dimension == dimension), {})

    def view(self) -> View:
        """The view."""
        codes = {
            choice.dimension: self.codes[choice.dimension]
            for choice in self.about.choices
            if choice.dimension in self.codes
        }
        return View(self.indicator, tuple(self.geo), tuple(self.time), codes)


def find(question: str, words: Words) -> Found:
    """The view that answers a question, in any official language as far as its words are known; none where nothing fits."""
    reading = read(question)
    said = tuple(
        Understood(meaning.kind, text, means) for meaning, text in reading.said if (means := _means(meaning, words))
    )
    if not meant(reading):
        note = words.t("This question was not understood. Ask for example: use of AI in the Netherlands in 2025.")
        return Found(question, None, "", said, tuple(reading.ignored), (note,))
    draft = Draft(geo=reading.codes(PLACE))
    if reading.has(BY, "country") or any(reading.has(FORM, form) for form in EVERYWHERE):
        draft.geo = [] if all(is_aggregate(code) for code in draft.geo) else draft.geo
    _subject(reading, draft, words)
    decide_activity(reading, draft, words)
    _sizes(reading, draft, words)
    _places(reading, draft, words)
    _periods(reading, draft, words)
    view = draft.view() if draft.answered else None
    others = {
        _key(other): other for other in (_dated(other, reading, words) for other in draft.others) if other != view
    }
    if view:
        said = (Understood("indicator", _asked(reading), text("title", draft.about.title, words)), *said)
    return Found(
        question, view, _form(reading, draft) if view else "", said, tuple(reading.ignored),
        tuple(dict.fromkeys(draft.notes)), tuple(others.values()),
    )  # fmt: skip


def warm_find() -> None:
    """Load the words beforehand (about a second), so that the first question does not wait."""
    lexicon()


def _asked(reading: Reading) -> str:
    """The words that decided which indicator it is."""
    return " ".join(text for meaning, text in reading.said if meaning.kind in (FAMILY, WHO))


def _dated(view: View, reading: Reading, words: Words) -> View:
    """A view nearby in the periods that were asked for, as far as there are figures of them."""
    there = set(look(view, words).frame[TIME].to_list())
    return replace(view, time=tuple(year for year in reading.years if year in there))


def _key(view: View) -> tuple[object, ...]:
    return view.indicator, view.geo, view.time, tuple(sorted(view.codes.items()))


def _subject(reading: Reading, draft: Draft, words: Words) -> None:
    """Which indicator, and which of its codes."""
    if topics := reading.codes(ELSEWHERE):
        draft.notes.append(
            words.t(
                "There are no figures here about: {topics}.", topics=", ".join(_topic(topic, words) for topic in topics)
            )
        )
        draft.others.append(View(OVERALL, tuple(draft.geo), ()))
        draft.answered = False
    codes = reading.codes(CODE)
    people = (reading.has(WHO, "people") or reading.has(WHO, "generative") or reading.has(AGE)) and not reading.has(
        WHO, "firms"
    )
    people = people or (any(code.startswith("I_") for code in codes) and not reading.has(WHO, "firms"))
    family = next((item for item in reading.codes(FAMILY) if item in FAMILIES), "")
    if people:
        draft.indicator = PEOPLE.get(family, "genai-use")
    elif family:
        draft.indicator = FAMILIES[family]
    usable = [code for code in codes if code in _every(draft.indicator)]
    if codes and not usable:
        homes = (*PEOPLE.values(),) if people else tuple(FAMILIES.values())
        home = next((name for name in homes if set(codes) & set(_every(name))), "")
        draft.indicator = home or draft.indicator
        usable = [code for code in codes if code in _every(draft.indicator)]
    if usable:
        draft.codes[CODES] = tuple(usable)
    elif every := draft.choice(CODES):
        draft.codes[CODES] = tuple(code for code in every if not code.endswith(AT_LEAST))
    if left := [code for code in codes if code not in usable]:
        names = ", ".join(_code_anywhere(code, words) for code in left)
        draft.notes.append(words.t("Left out, for it is in another set of figures: {names}.", names=names))
    if ages := [age for age in reading.codes(AGE) if age in draft.choice("ind_type")]:
        draft.codes["ind_type"] = tuple(ages)
    elif reading.has(BY, "age"):
        draft.codes["ind_type"] = tuple(draft.choice("ind_type"))
    if reading.has(WHO, "generative") and reading.has(WHO, "firms"):
        draft.notes.append(
            words.t(
                "Firms are not asked about generative AI as such; they are asked about kinds of AI, writing text and making pictures among them."
            )
        )
        if not usable:
            draft.indicator = "ai-technologies"
            draft.codes[CODES] = ("E_AI_TNLG", "E_AI_TPVSG")


def _every(indicator: str) -> dict[str, str]:
    return next((choice.codes for choice in indicators()[indicator].choices if choice.dimension == CODES), {})


def _sizes(reading: Reading, draft: Draft, words: Words) -> None:
    """Size classes, where the indicator has them."""
    asked, known = reading.codes(SIZE), draft.choice("size_emp")
    if reading.has(BY, "size"):
        asked = [code for code in known if code != "GE10"]
    if not asked:
        return
    if not known:
        draft.notes.append(words.t("These figures are not split by the size of firms."))
        return
    codes = [code for code in asked if code in known]
    if "SME" in asked:
        codes += [code for code in ("10-49", "50-249") if code in known]
        draft.notes.append(
            words.t(
                "Small and medium-sized firms are two classes here: 10 to 49 and 50 to 249 persons. There is no figure for both together."
            )
        )
    if "MICRO" in asked:
        draft.notes.append(
            words.t("Firms with fewer than 10 persons are not in these figures. Shown are firms with 10 or more.")
        )
    if codes:
        draft.codes["size_emp"] = tuple(code for code in known if code in codes)


def _places(reading: Reading, draft: Draft, words: Words) -> None:
    """Places that have figures; the Union beside a note where those asked for have none."""
    if outside := reading.codes(OUTSIDE):
        names = ", ".join(place_name(code, words) for code in outside)
        draft.notes.append(words.t("There are no figures here for: {places}.", places=names))
        if not draft.geo:
            draft.answered = False
            draft.others.append(View(OVERALL, (UNION,)))
    if not draft.answered:
        return
    there = set(look(replace(draft.view(), geo=(), time=()), words).frame[GEO].to_list())
    if lacking := [code for code in draft.geo if code not in there]:
        names = ", ".join(place_name(code, words) for code in lacking)
        draft.notes.append(
            words.t(
                "“{title}” has no figures here for: {places}.",
                title=text("title", draft.about.title, words),
                places=names,
            )
        )
        draft.others.append(View(OVERALL, tuple(lacking)))
        draft.geo = [code for code in draft.geo if code in there]
        if not draft.geo and UNION in there:
            draft.geo = [UNION]
            draft.notes.append(words.t("Shown is the European Union."))
        elif not draft.geo:
            draft.answered = False
    elif not draft.geo and not reading.has(BY, "country") and (there == {UNION} or _several(draft)):
        draft.geo = [UNION]


def _several(draft: Draft) -> bool:
    return any(len(codes) > 1 for codes in draft.codes.values())


def _periods(reading: Reading, draft: Draft, words: Words) -> None:
    """Periods that have figures; the newest where none was asked for and places or codes are many."""
    if not draft.answered:
        return
    if reading.years == ["2021"] and draft.indicator == OVERALL and not draft.codes:
        draft.indicator = EARLIER
        draft.notes.append(evidence_note(indicators()[EARLIER].dataset, words))
    frame = look(replace(draft.view(), time=()), words).frame
    there = sorted(set(frame.filter(frame[VALUE].is_not_null())[TIME].to_list()))
    if not there:
        draft.answered = False
        draft.notes.append(words.t("No figure of this was published."))
        return
    if reading.since:
        draft.time = [time for time in there if time >= reading.since]
        if draft.time:
            return
    asked = reading.years or ([reading.since] if reading.since else [])
    draft.time = [time for time in there if time in asked]
    absent = datasets()[draft.about.dataset].absent
    for time in (time for time in asked if time not in there):
        if time in absent:
            draft.notes.append(words.t("Nothing was asked in {time}.", time=time))
        elif time > there[-1]:
            draft.notes.append(
                words.t("There are no figures for {time} yet; the newest are of {newest}.", time=time, newest=there[-1])
            )
        else:
            draft.notes.append(words.t("There are no figures for {time} here.", time=time))
    if asked and not draft.time:
        draft.time = [there[-1]] if max(asked) > there[-1] else there
        draft.notes.append(words.t("Shown: {periods}.", periods=", ".join(draft.time)))
    elif not asked and (reading.has(NEWEST) or ((not draft.geo or _several(draft)) and not reading.has(FORM, "line"))):
        draft.time = [there[-1]]


def _form(reading: Reading, draft: Draft) -> str:
    """The form that was asked for, where it can show the view; else none, and the chart chooses."""
    asked = next(iter(reading.codes(FORM)), "")
    countries = not draft.geo or sum(not is_aggregate(code) for code in draft.geo) > 2
    several = len(draft.time) != 1
    fits = {
        "line": several, "bar": True, "map": countries and not _several(draft), "distribution": countries,
        "gap": (several and not _several(draft)) or any(len(codes) == 2 for codes in draft.codes.values()),
        "multiples": several and countries,
    }  # fmt: skip
    return asked if fits.get(asked) else ""


def _means(meaning: Meaning, words: Words) -> str:
    """What a part of the question was taken for, in the reader's language; empty where there is nothing to say."""
    if meaning.kind in (PLACE, OUTSIDE):
        return place_name(meaning.code, words)
    if meaning.kind in (SECTOR, UNSURVEYED):
        return text_of_sector(meaning.code, words)
    if meaning.kind == PERIOD:
        return meaning.code
    if meaning.kind == SIZE and meaning.code in ("SME", "MICRO"):
        return (
            words.t("small and medium-sized firms")
            if meaning.code == "SME"
            else words.t("firms with fewer than 10 persons")
        )
    if meaning.kind == ELSEWHERE:
        return _topic(meaning.code, words)
    if meaning.kind == NEWEST:
        return words.t("the newest figures")
    if meaning.kind == FAMILY and meaning.code in FAMILIES:
        return text("title", indicators()[FAMILIES[meaning.code]].title, words)
    name = _code_anywhere(meaning.code, words)
    return name if name != meaning.code else ""


def text_of_sector(code: str, words: Words) -> str:
    """What a sector is called."""
    from toepas.catalogue.vocabulary import sector_labels

    names = sector_labels(words.lang).get(code)
    return names[0] if names else sectors()[code].title


def _code_anywhere(code: str, words: Words) -> str:
    for indicator in indicators().values():
        for choice in indicator.choices:
            if code in choice.codes:
                return code_name(indicator, choice.dimension, code, words)
    return code


def _topic(topic: str, words: Words) -> str:
    return {
        "jobs": words.t("jobs"),
        "impact": words.t("what AI does to productivity, profit and pay"),
        "money": words.t("money spent on AI"),
        "energy-use": words.t("the energy that AI uses"),
        "research": words.t("patents and research"),
        "skills": words.t("skills and training"),
    }[topic]
