"""Look at an indicator: a view in, its figures out, with the vintage they are of."""

from __future__ import annotations

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import GEO, TIME, Indicator, Slice, View
from toepas.observatory.query import cells
from toepas.observatory.registry import datasets, indicators
from toepas.observatory.vintages import vintage_of


def look(view: View, words: Words) -> Slice:
    """The figures of a view. A dimension of which no codes are named is looked at in its usual code.

    Raises Problem for what is not known (the indicator, a dimension, a code, a vintage), and for what would mix units.
    """
    indicator = indicator_of(view.indicator, words)
    dataset = datasets()[indicator.dataset]
    vintage = vintage_of(dataset.id, view.vintage, words)
    chosen = _chosen(indicator, view, words)
    asked = {dimension: (code,) for dimension, code in indicator.fixed.items()} | chosen
    columns = [*(choice.dimension for choice in indicator.choices), GEO, TIME]
    frame = cells(dataset, vintage, {**asked, GEO: view.geo, TIME: view.time}, words, columns)
    return Slice(view, indicator, dataset, vintage, frame, _unit(indicator, chosen))


def indicator_of(name: str, words: Words) -> Indicator:
    """An indicator by its id. Raises Problem for one that is not known."""
    if name not in indicators():
        raise _unknown(words.t("indicator"), name, indicators(), words)
    return indicators()[name]


def _chosen(indicator: Indicator, view: View, words: Words) -> dict[str, tuple[str, ...]]:
    """The codes of each choice, the usual one where none is named."""
    choices = {choice.dimension: choice for choice in indicator.choices}
    if strange := [dimension for dimension in view.codes if dimension not in choices]:
        raise _unknown(words.t("something to choose here"), strange[0], choices, words)
    chosen = {}
    for dimension, choice in choices.items():
        codes = tuple(view.codes.get(dimension) or (next(iter(choice.codes)),))
        if unknown := [code for code in codes if code not in choice.codes]:
            raise _unknown(dimension, unknown[0], choice.codes, words)
        chosen[dimension] = codes
    return chosen


def _unit(indicator: Indicator, chosen: dict[str, tuple[str, ...]]) -> str:
    """The unit of the figures, in English: the chosen one where there is a choice, that of the very figure, or the usual."""
    for choice in indicator.choices:
        code = chosen[choice.dimension][0]
        if choice.dimension == "unit":
            return choice.codes[code]
        if code in indicator.about:
            return indicator.about[code].unit
    return indicator.unit


def _unknown(what: str, given: str, known: object, words: Words) -> Problem:
    return Problem(
        words.t("'{value}' is not known here as {what}.", value=given, what=what),
        expected=", ".join(known) if isinstance(known, dict) else "",
        todo=words.t("See 'toepas observatory list'."),
    )
