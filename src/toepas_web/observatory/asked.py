"""What a reader asks to see: the view in the address, or the one an indicator begins with."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from toepas import observatory
from toepas.kernel import Problem, Words
from toepas.observatory import (
    GEO,
    HERE,
    SITE,
    TIME,
    UNION,
    Choice,
    Indicator,
    Slice,
    View,
    chart_forms,
    datasets,
    indicators,
    is_aggregate,
    newest,
    read_permalink,
    text,
)
from toepas_web.ui.words import in_language

NAMES = (GEO, TIME, "vintage", "chart")
FEW, MANY = 4, 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A view and the form of its chart. ``wrong`` says why the address was not understood; ``own`` whether it named a view."""

    indicator: Indicator
    view: View
    form: str
    own: bool
    wrong: Problem | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """A view to begin with, by its name."""

    title: str
    view: View
    form: str


def read(data: QueryDict, indicator: Indicator, said: Words) -> Asked:
    """The view that an address names: fields of the form may come once with commas, or several times."""
    names = (*NAMES, *(choice.dimension for choice in indicator.choices))
    given = {name: ",".join(filter(None, data.getlist(name))) for name in names}
    parts = "".join(f"&{name}={value}" for name, value in given.items() if value)
    if not parts:
        first = starts(indicator, said)[0]
        return Asked(indicator, first.view, first.form, own=False)
    try:
        view, form = read_permalink(f"indicator={indicator.id}{parts}", said)
    except Problem as problem:
        first = starts(indicator, said)[0]
        return Asked(indicator, first.view, first.form, own=False, wrong=problem)
    return Asked(indicator, view, form, own=True)


def address(view: View, said: Words, form: str = "") -> str:
    """The page of a view."""
    _, _, rest = observatory.permalink(view, said, form).partition("&")
    return reverse("observatory-indicator", args=[view.indicator]) + (f"?{rest}" if rest else "")


def whole(indicator: Indicator, said: Words) -> Slice:
    """Everything there is of an indicator in its usual codes."""
    return observatory.look(View(indicator.id), said)


def periods(found: Slice) -> list[str]:
    """The periods that have figures, in order."""
    return sorted({row[0] for row in found.frame.select(TIME).iter_rows()})


def groups(indicator: Indicator) -> Choice | None:
    """The dimension that divides an indicator, the units set aside; the one with most codes."""
    pinned = datasets()[indicator.dataset].pinned
    free = [choice for choice in indicator.choices if choice.dimension not in pinned]
    return max(free, key=lambda choice: len(choice.codes), default=None)


def main_codes(choice: Choice) -> tuple[str, ...]:
    """The codes that are worth a bar each: all where they are few, else the usual one and the main groups (one letter)."""
    codes = tuple(choice.codes)
    return codes if len(codes) <= MANY else (codes[0], *(code for code in codes if len(code) == 1))


def starts(indicator: Indicator, said: Words) -> tuple[Start, ...]:
    """Views to begin with, those first that say most: of the groups where an indicator has many, else of the countries."""
    vintage = newest(indicator.dataset)
    return _kept(indicator.id, vintage.id if vintage else "", said.lang)


@functools.lru_cache(maxsize=256)
def _kept(name: str, vintage: str, lang: str) -> tuple[Start, ...]:  # noqa: ARG001 - other figures, other views
    return tuple(_starts(indicators()[name], in_language(lang)))


def _starts(indicator: Indicator, said: Words) -> list[Start]:
    found = whole(indicator, said)
    times = periods(found)
    if not times:
        return [Start(said.t("All figures"), View(indicator.id), "")]
    places = {row[0] for row in found.frame.select(GEO).iter_rows()} if GEO in found.frame.columns else set()
    last, countries = times[-1:], [code for code in places if not is_aggregate(code)]
    if datasets()[indicator.dataset].via == SITE:
        return _of_the_site(indicator, times[-1], said)
    by_place = _by_place(indicator, times, said) if len(countries) > FEW else []
    if UNION in places and len(times) > 1:
        over = View(indicator.id, (UNION,), ())
        by_place.append(Start(said.t("The Union over time"), over, "line"))
    choice = groups(indicator)
    if choice is None:
        return by_place or [Start(said.t("All figures"), View(indicator.id), "")]
    where = (UNION,) if UNION in places else tuple(sorted(places))[:1]
    codes = {choice.dimension: main_codes(choice)}
    by_group = [Start(said.t("By group"), View(indicator.id, where, tuple(last), codes), "bar")]
    if len(times) > 1:
        by_group.append(Start(said.t("By group, over time"), View(indicator.id, where, (), codes), "multiples"))
    if choice.dimension == "size_emp" and countries:
        ends = {choice.dimension: (list(choice.codes)[1], list(choice.codes)[-1])}
        by_group.append(Start(said.t("Small and large"), View(indicator.id, (), tuple(last), ends), "gap"))
    made = [*by_group, *by_place] if len(choice.codes) > FEW or not by_place else [*by_place, *by_group]
    return [start for start in made if start.form in chart_forms(observatory.look(start.view, said), said)] or made[:1]


def _of_the_site(indicator: Indicator, last: str, said: Words) -> list[Start]:
    """Of what the site publishes itself: each way to divide it, the countries, and of how many organisations it is."""
    pinned = datasets()[indicator.dataset].pinned
    made = []
    for choice in indicator.choices:
        codes = tuple(choice.codes)
        if choice.dimension not in pinned:
            view = View(indicator.id, (HERE,), (last,), {choice.dimension: codes})
            made.append(Start(text("choice", choice.title, said), view, "bar"))
        elif choice.dimension != "unit":
            made += [Start(text("code", choice.codes[code], said), View(indicator.id, (HERE,), (last,), {choice.dimension: (code,)}), "bar") for code in codes]  # fmt: skip
    made.append(Start(said.t("Countries"), View(indicator.id, (), (last,)), "bar"))
    units = next(choice.codes for choice in indicator.choices if choice.dimension == "unit")
    sizes = next(tuple(choice.codes) for choice in indicator.choices if choice.dimension == "size")
    of = {"unit": (list(units)[-1],), "size": sizes}
    return [*made, Start(said.t("How many organisations, by size"), View(indicator.id, (HERE,), (last,), of), "bar")]


def _by_place(indicator: Indicator, times: list[str], said: Words) -> list[Start]:
    now = View(indicator.id, (), (times[-1],))
    made = [
        Start(said.t("Countries"), now, "bar"),
        Start(said.t("Map"), now, "map"),
        Start(said.t("Spread"), now, "distribution"),
    ]
    if len(times) > 1:
        made.append(
            Start(said.t("Change since {year}", year=times[0]), View(indicator.id, (), (times[0], times[-1])), "gap")
        )
        made.append(Start(said.t("Every country over time"), View(indicator.id), "multiples"))
    return made
