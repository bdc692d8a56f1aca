"""A view as a permalink and back: ``indicator=ai-use&geo=EU27_2020,NL&time=2025&size_emp=GE10&chart=bar``.

The same text serves as a query string and as a part of a path. Equal views have equal links: names stand in a fixed order, codes
in the order of the alphabet and once each, and a choice that was left to its usual code is written out, so that a link keeps its meaning if
another code becomes the usual one. Left out, ``geo`` and ``time`` mean every place and period there is, ``vintage`` the newest.
"""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import unquote_plus

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import GEO, TIME, Slice, View
from toepas.observatory.places import known_places
from toepas.observatory.registry import indicators

INDICATOR, VINTAGE, CHART = "indicator", "vintage", "chart"
LONGEST = 4000
"""So many characters at most: every country and forty codes fit ten times."""
_TIME = re.compile(r"\d{4}(-[SQW]?\d{1,2}(-\d{2})?)?")
_VINTAGE = re.compile(r"\d{4}-\d{2}-\d{2}\.[0-9a-f]{4,64}")
_WORD = re.compile(r"[a-z]{1,20}")


def canonical(view: View, words: Words) -> View:
    """The same view as every equal one is written. Raises Problem for what is not known."""
    return read_permalink(_write(view, ""), words)[0]


def permalink(view: View, words: Words, form: str = "") -> str:
    """The link of a view, and of the form of its chart where one is chosen. Raises Problem for what is not known."""
    written = _write(view, form)
    read_permalink(written, words)
    return written


def pinned(found: Slice, words: Words) -> str:
    """The link of what a slice shows, with the vintage it is of: in a year it still leads to the same figures."""
    return permalink(dataclasses.replace(found.view, vintage=found.vintage.id), words)


def read_permalink(link: str, words: Words) -> tuple[View, str]:
    """The view and the form of chart that a link stands for. Raises Problem for a link that is not understood, with its part."""
    if len(link) > LONGEST:
        raise _refused(words.t("it is too long"), link[:60] + "…", words.t("at most {n} characters", n=LONGEST), words)
    given: dict[str, str] = {}
    for part in link.lstrip("?").split("&"):
        name, sign, value = part.partition("=")
        name, value = unquote_plus(name), unquote_plus(value)
        if not sign or not value:
            raise _refused(words.t("a part of it has no value"), part[:80], "indicator=ai-use&geo=NL", words)
        if name in given:
            raise _refused(words.t("a part of it is there twice"), part[:80], words.t("every name once"), words)
        given[name] = value
    indicator = indicators().get(given.pop(INDICATOR, ""))
    if indicator is None:
        raise _refused(words.t("it names no indicator that is known"), link[:80], ", ".join(indicators()), words)
    form, vintage = given.pop(CHART, ""), given.pop(VINTAGE, "")
    if form and not _WORD.fullmatch(form):
        raise _refused(words.t("this is no form of chart"), f"chart={form[:40]}", "chart=line", words)
    if vintage and not _VINTAGE.fullmatch(vintage):
        raise _refused(
            words.t("this is no vintage"),
            f"vintage={vintage[:40]}",
            words.t("an id from 'toepas observatory vintages'"),
            words,
        )
    geo = _codes(given.pop(GEO, ""), GEO, known_places(), words)
    time = tuple(sorted({code for code in given.pop(TIME, "").split(",") if code}))
    if wrong := [code for code in time if not _TIME.fullmatch(code)]:
        raise _refused(words.t("this is no period"), f"time={wrong[0][:40]}", "time=2024,2025", words)
    codes = {}
    for choice in indicator.choices:
        asked = _codes(given.pop(choice.dimension, ""), choice.dimension, tuple(choice.codes), words)
        codes[choice.dimension] = asked or (next(iter(choice.codes)),)
    if given:
        known = [INDICATOR, GEO, TIME, *(choice.dimension for choice in indicator.choices), VINTAGE, CHART]
        raise _refused(words.t("this part is not known"), next(iter(given))[:40], ", ".join(known), words)
    return View(indicator.id, geo, time, codes, vintage), form


def _write(view: View, form: str) -> str:
    indicator = indicators().get(view.indicator)
    parts = [(INDICATOR, (view.indicator,)), (GEO, view.geo), (TIME, view.time)]
    parts += [
        (choice.dimension, view.codes.get(choice.dimension) or (next(iter(choice.codes)),))
        for choice in (indicator.choices if indicator else ())
    ]
    known = {name for name, _ in parts}
    parts += [(name, codes) for name, codes in sorted(view.codes.items()) if name not in known]
    parts += [(VINTAGE, (view.vintage,)), (CHART, (form,))]
    return "&".join(f"{name}={','.join(sorted(set(codes)))}" for name, codes in parts if any(codes))


def _codes(given: str, name: str, known: tuple[str, ...], words: Words) -> tuple[str, ...]:
    asked = sorted({code for code in given.split(",") if code})
    if wrong := [code for code in asked if code not in known]:
        raise _refused(words.t("this code is not known"), f"{name}={wrong[0][:40]}", ", ".join(known), words)
    return tuple(asked)


def _refused(why: str, where: str, expected: str, words: Words) -> Problem:
    return Problem(
        words.t("The link of this view cannot be read: {why}.", why=why),
        where=where,
        expected=expected,
        todo=words.t("Go to the indicator and choose again."),
    )
