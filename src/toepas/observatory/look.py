"""Look at an indicator: a view in, its figures out, with the vintage they are of."""

from __future__ import annotations

import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import FLAG, TIME, VALUE, Indicator, Slice, View
from toepas.observatory.registry import datasets, indicators
from toepas.observatory.vintages import figures, newest, vintages

GEO = "geo"


def look(view: View, words: Words) -> Slice:
    """The figures of a view. A dimension of which no codes are named is looked at in its usual code.

    Raises Problem for what is not known: the indicator, a code, a vintage.
    """
    indicator = _indicator(view.indicator, words)
    dataset = datasets()[indicator.dataset]
    vintage = newest(dataset.id)
    if view.vintage:
        vintage = next((item for item in vintages(dataset.id) if item.id == view.vintage), None)
    if vintage is None:
        raise Problem(
            words.t("There are no figures of this vintage here: {vintage}", vintage=view.vintage or dataset.id),
            expected=", ".join(item.id for item in vintages(dataset.id)),
            todo=words.t("Choose one that is there, or fetch with 'toepas observatory refresh'."),
        )
    asked = figures(vintage)
    for dimension, code in indicator.fixed.items():
        asked = asked.filter(pl.col(dimension) == code)
    for choice in indicator.choices:
        codes = view.codes.get(choice.dimension) or (next(iter(choice.codes)),)
        if unknown := [code for code in codes if code not in choice.codes]:
            raise _unknown(choice.dimension, unknown[0], choice.codes, words)
        asked = asked.filter(pl.col(choice.dimension).is_in(codes))
    if view.geo:
        asked = asked.filter(pl.col(GEO).is_in(view.geo))
    if view.time:
        asked = asked.filter(pl.col(TIME).is_in(view.time))
    columns = [*(choice.dimension for choice in indicator.choices), GEO, TIME]
    return Slice(view, indicator, dataset, vintage, asked.select([*columns, VALUE, FLAG]).sort(columns).collect())


def _indicator(name: str, words: Words) -> Indicator:
    if name not in indicators():
        raise _unknown(words.t("indicator"), name, indicators(), words)
    return indicators()[name]


def _unknown(what: str, given: str, known: object, words: Words) -> Problem:
    return Problem(
        words.t("'{value}' is not known here as {what}.", value=given, what=what),
        expected=", ".join(known) if isinstance(known, dict) else "",
        todo=words.t("See 'toepas observatory list'."),
    )
