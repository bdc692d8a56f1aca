"""A country: its figures beside those of the Union."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from toepas import observatory
from toepas.kernel import Problem, Words
from toepas.observatory import (
    FLAG,
    GEO,
    MEMBERS,
    TIME,
    UNION,
    VALUE,
    Indicator,
    Slice,
    View,
    code_name,
    datasets,
    figure,
    flags_words,
    indicators,
    place_code,
    place_name,
    text,
    unit_words,
)
from toepas_web.observatory import asked, overview, pictures, presenters
from toepas_web.ui.words import words

ENOUGH = 20
"""Fewer countries than this with a figure are not counted out against each other."""
PRIMARY = "primary"
DOUBTFUL = set("udn")
"""A figure with one of these flags (low reliability, other definition, not significant) takes no place in an order."""


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator of a country beside the Union."""

    title: str
    what: str
    time: str
    here: str
    flags: str
    union: str
    union_flags: str
    gap: str
    place: str
    address: str


@require_GET
def go(request: HttpRequest) -> HttpResponse:
    """From the list of countries to the page of one."""
    try:
        code = place_code(request.GET.get("code", ""), words())
    except Problem:
        return HttpResponseRedirect(reverse("observatory"))
    return HttpResponseRedirect(reverse("observatory-country", args=[code]))


@require_GET
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Every indicator in one place, beside the Union where it is no union itself."""
    said, on = words(), timezone.localdate()
    try:
        geo = place_code(code, said)
    except Problem as problem:
        raise Http404 from problem
    if geo != code:
        return HttpResponsePermanentRedirect(reverse("observatory-country", args=[geo]))
    rows, absent = [], []
    for entry in sorted(indicators().values(), key=lambda one: one.id != overview.FIRST):
        if datasets()[entry.dataset].evidence != PRIMARY:
            continue
        row = _row(entry, geo, said)
        rows.append(row) if row else absent.append((entry.id, text("title", entry.title, said)))
    first = observatory.look(View(overview.FIRST), said)
    context = {
        "code": geo,
        "name": place_name(geo, said),
        "is_union": geo == UNION,
        "rows": rows,
        "absent": absent,
        "flags": sorted(
            (letter, flags_words(letter, said))
            for letter in {sign for row in rows for sign in row.flags + row.union_flags}
        ),
        "pictures": _pictures(geo, said) if rows else [],
        "age": presenters.age(first.vintage, on, said),
        "countries": overview.countries(said),
    }
    return render(request, "observatory/country.html", context)


def _row(entry: Indicator, geo: str, said: Words) -> Row | None:
    """The newest published figure in the usual codes; None where there is none."""
    found = observatory.look(View(entry.id), said)
    if GEO not in found.frame.columns:
        return None
    known = [row for row in found.frame.iter_rows(named=True) if row[VALUE] is not None]
    mine = [row for row in known if row[GEO] == geo]
    if not mine:
        return None
    last = mine[-1]
    same = {row[GEO]: row for row in known if row[TIME] == last[TIME]}
    union = same.get(UNION)
    usual = [
        code_name(entry, choice.dimension, next(iter(choice.codes)), said)
        for choice in entry.choices
        if choice.dimension != "unit"
    ]
    digits = entry.digits
    gap = _gap(last[VALUE] - union[VALUE], digits, said) if union and geo != UNION else ""
    return Row(
        text("title", entry.title, said),
        "; ".join([unit_words(found, said), *usual]),
        last[TIME],
        figure(last[VALUE], digits, said),
        last[FLAG],
        figure(union[VALUE], digits, said) if union else "",
        union[FLAG] if union else "",
        gap,
        _place(found, same, geo, said),
        asked.address(View(entry.id, (geo,) if geo == UNION else (geo, UNION)), said),
    )


def _gap(value: float, digits: int, said: Words) -> str:
    return ("+" if value > 0 else "") + figure(value, digits, said)


def _place(found: Slice, same: dict[str, dict[str, object]], geo: str, said: Words) -> str:
    """Where a member state stands among the others, only where that can be said."""
    if geo not in MEMBERS:
        return ""
    sound = {code: row for code, row in same.items() if code in MEMBERS and not DOUBTFUL & set(str(row[FLAG]))}
    if geo not in sound or len(sound) < ENOUGH:
        return ""
    mine = round(float(str(sound[geo][VALUE])), found.indicator.digits)
    above = sum(round(float(str(row[VALUE])), found.indicator.digits) > mine for row in sound.values())
    return said.t("{above} of {n} member states have a higher figure", above=above, n=len(sound))


def _pictures(geo: str, said: Words) -> list[pictures.Picture]:
    """A line beside the Union, the sizes, and each technology: those that can be drawn."""
    beside = (geo,) if geo == UNION else (geo, UNION)
    wanted: list[tuple[View, str]] = [(View(overview.FIRST, beside), "line")]
    for name, form in ((overview.FIRST, "multiples"), ("ai-technologies", "multiples"), ("ai-purposes", "bar")):
        entry = indicators()[name]
        choice = asked.groups(entry)
        if choice is not None:
            wanted.append((View(name, (geo,), (), {choice.dimension: asked.main_codes(choice)}), form))
    drawn = [pictures.picture_of(view, form, said) for view, form in wanted]
    return [one for one in drawn if isinstance(one, pictures.Picture)]
