"""Charts of curves: how cases with the outcome are told from those without, predicted beside what happened, and the use at each threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from toepas.assurance.model import At, Curve, Estimate
from toepas.assurance.report.canvas import SHARES, Field, Plot, band, field, path, shares
from toepas.assurance.words import number
from toepas.kernel.words import Words
from toepas.paper.drawing.marks import LINE, Spec, dots, lines, texts
from toepas.paper.drawing.numbers import figure
from toepas.paper.drawing.paint import DASHES, SHAPES, Style
from toepas.paper.drawing.ticks import digits, scale

Points = list[tuple[float, float]]


def roc(curve: Curve, at: Sequence[At], words: Words, style: Style) -> Plot:
    """Sensitivity over false alarms, with the bounds at each point, the line of guessing and the thresholds that were looked at."""
    ground = field(
        style, SHARES, SHARES, (words.t("false alarms among those without the outcome"), words.t("found among those with the outcome")),
        (shares(words), shares(words)), square=True,
    )  # fmt: skip
    ink = style.colours.series[0]
    layers = [
        path([(ground.x(0), ground.y(0)), (ground.x(1), ground.y(1))], style.colours.edge, thick=1.2, dash=(5, 4))
    ]
    layers += _bounds(ground, curve, ink)
    layers.append(path([(ground.x(x), ground.y(y)) for x, y in zip(curve.x, curve.y, strict=True)], ink))
    marks = [
        (at_one, 1 - specificity, sensitivity)
        for at_one in at
        if (specificity := _value(at_one, "specificity")) is not None
        and (sensitivity := _value(at_one, "sensitivity")) is not None
    ]
    rows = [{"px": ground.x(x), "py": ground.y(y)} for _, x, y in marks]
    layers.append(dots(rows, SHAPES[1], style.colours.series[1], style, size=120))
    names = [
        {"px": ground.x(x) + 10, "py": ground.y(y) + 13, "text": words.t("threshold {value}", value=number(one.threshold.value, words))}
        for one, x, y in marks
    ]  # fmt: skip
    halo = {"stroke": style.colours.paper, "strokeWidth": 4}
    layers += [texts(names, style, **halo), texts(names, style)]
    return ground.plot(layers)


def _value(at: At, measure: str) -> float | None:
    found = at.measures.get(measure, Estimate(None))
    return found.value


def _bounds(ground: Field, curve: Curve, ink: str) -> list[Spec]:
    """The band of a curve's bounds; nothing where it has none."""
    rows = [
        (ground.x(x), ground.y(min(high, ground.up[-1])), ground.y(max(low, ground.up[0])))
        for x, low, high in zip(curve.x, curve.low, curve.high, strict=False)
        if low is not None and high is not None
    ]
    return [band(rows, ink)] if rows else []


def calibration(bins: Curve | None, smooth: Curve | None, words: Words, style: Style) -> Plot:
    """What happened over what was predicted: groups of cases with their intervals, a smooth line with its band, and the line where both agree."""
    ground = field(
        style, SHARES, SHARES, (words.t("predicted"), words.t("happened")), (shares(words), shares(words)), square=True
    )
    layers = [
        path([(ground.x(0), ground.y(0)), (ground.x(1), ground.y(1))], style.colours.edge, thick=1.2, dash=(5, 4))
    ]
    if smooth is not None:
        ink = style.colours.series[0]
        layers += _bounds(ground, smooth, ink)
        layers.append(path([(ground.x(x), ground.y(y)) for x, y in zip(smooth.x, smooth.y, strict=True)], ink))
    layers += _bins(ground, bins) if bins is not None else []
    return ground.plot(layers)


def values(bins: Curve, words: Words, style: Style) -> Plot:
    """Measured values over predicted ones: the mean of groups of cases with its interval, and the line where both agree."""
    every = [*bins.x, *bins.y, *(one for one in (*bins.low, *bins.high) if one is not None)]
    numbers = scale(min(every), max(every), 6)

    def said(value: float) -> str:
        return figure(value, digits(numbers), words)

    ground = field(style, numbers, numbers, (words.t("predicted"), words.t("happened")), (said, said), square=True)
    ends = (numbers[0], numbers[-1])
    layers = [path([(ground.x(one), ground.y(one)) for one in ends], style.colours.edge, thick=1.2, dash=(5, 4))]
    return ground.plot([*layers, *_bins(ground, bins)])


def _bins(ground: Field, bins: Curve) -> list[Spec]:
    """Groups of cases as points with their intervals."""
    ink = ground.style.colours.series[1]
    spans = [
        {"px": ground.x(x), "py": ground.y(low), "qx": ground.x(x), "qy": ground.y(high)}
        for x, low, high in zip(bins.x, bins.low, bins.high, strict=False)
        if low is not None and high is not None
    ]
    rows = [{"px": ground.x(x), "py": ground.y(y)} for x, y in zip(bins.x, bins.y, strict=True)]
    return [lines(spans, color=ink, strokeWidth=1.6), dots(rows, SHAPES[0], ink, ground.style, size=80)]


def decision(model: Curve, everybody: Curve | None, words: Words, style: Style) -> Plot:
    """Net benefit over thresholds: acting by the model, on everybody and on nobody. Below zero the model does more harm than good."""
    size, inks = style.measures, (style.colours.series[0], style.colours.series[1], style.colours.ink)
    up = scale(0.0, max([*model.y, *(everybody.y if everybody else ()), 0.02]), 5)
    ground = field(
        style, SHARES, (-up[1], *up), (words.t("threshold from which one acts"), words.t("net benefit")),
        (shares(words), lambda value: number(value, words)),
    )  # fmt: skip
    layers: list[Spec] = [path([(ground.x(0), ground.y(0)), (ground.x(1), ground.y(0))], inks[2], thick=1.6)]
    layers += [path(_within(ground, everybody), inks[1], dash=tuple(DASHES[1]))] if everybody else []
    layers.append(path(_within(ground, model), inks[0]))
    names: list[tuple[str, str, tuple[int, ...]]] = [(words.t("acting by the model"), inks[0], ())]
    names += [(words.t("acting on everybody"), inks[1], tuple(DASHES[1]))] if everybody else []
    names.append((words.t("acting on nobody"), inks[2], ()))
    below = ground.height + ground.bottom + 8
    for row, (name, ink, dash) in enumerate(names):
        y = below + row * size.text * LINE * 1.15
        layers += [path([(0, y), (32, y)], ink, dash=dash), texts([{"px": 40, "py": y, "text": name}], style)]
    return replace(ground.plot(layers), bottom=ground.bottom + 14 + len(names) * size.text * LINE * 1.15)


def _within(ground: Field, curve: Curve) -> Points:
    """The points of a curve down to the floor of the plot; where it falls below, it stops at the floor."""
    floor, kept = ground.up[0], []
    pairs = list(zip(curve.x, curve.y, strict=True))
    for (x, y), (after, below) in pairwise([*pairs, pairs[-1]]):
        if y < floor:
            break
        kept.append((ground.x(x), ground.y(y)))
        if below < floor:
            share = (y - floor) / (y - below)
            kept.append((ground.x(x + share * (after - x)), ground.y(floor)))
    return kept
