"""The chapters with figures: each chart with words for who cannot see it, and with its numbers as a table below."""

from __future__ import annotations

from collections.abc import Sequence

from toepas.assurance import words as say
from toepas.assurance.measures import title, what
from toepas.assurance.model import Curve, Key, Measured
from toepas.assurance.report import curves
from toepas.assurance.report.canvas import figure
from toepas.assurance.report.parts import View, row
from toepas.paper.blocks import Block, Heading, Inline, Para, Table

MOST_CLASSES = 4
STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
PROBABILITIES = (
    "prevalence", "mean-score", "observed-expected", "calibration-in-the-large", "calibration-intercept", "calibration-slope",
    "brier", "brier-scaled",
)  # fmt: skip


def curve_of(view: View, key: Key, name: str) -> Curve | None:
    """A curve of a group by its id; None where there is none or nothing of it is left."""
    return next((one for one in view.validation.curves.get(key, ()) if one.id == name and one.x), None)


def measures_table(view: View, group: Measured, names: Sequence[str], caption: str) -> tuple[Block, ...]:
    """Measures of a group with their intervals and what they say; nothing where none of them was measured."""
    words = view.words
    rows = [
        row(title(name, words), view.estimate(name, group.measures[name]), what(name, words))
        for name in names
        if name in group.measures
    ]
    if not rows:
        return ()
    return (
        Table(
            (words.t("Measure"), words.t("Value, with where it lies most likely"), words.t("What it says")),
            tuple(rows),
            caption,
            (22, 30, 48),
        ),
    )


def apart(view: View) -> tuple[Block, ...]:
    """How well the model tells cases apart; of measured values, how near the predictions come."""
    words, group = view.words, view.validation.everybody
    measured = view.validation.task == "regression"
    names = [name for name in group.measures if measured or name.split("[")[0] not in PROBABILITIES]
    title_ = words.t("How near the predictions come") if measured else words.t("How well the model tells cases apart")
    found: list[Block] = [
        Heading(1, title_, "apart"),
        *measures_table(view, group, names, words.t("All cases together")),
    ]
    if measured:
        found += _values(view)
    drawn = [one for one in view.validation.curves.get((), ()) if one.id.split("[")[0] == "roc" and one.x]
    for roc in drawn[:MOST_CLASSES]:
        found += _roc(view, roc)
    return tuple(found)


def _roc(view: View, roc: Curve) -> list[Block]:
    words, group = view.words, view.validation.everybody
    one = roc.id.partition("[")[2].removesuffix("]")
    rows = [(at, _at(roc, at)) for at in STEPS]
    points = "; ".join(
        words.t("at {false} false alarms {found} are found", false=say.share(x, words), found=say.share(y, words))
        for x, y in rows[1::3]
    )
    alt = words.t(
        "Curve of the share found over the share of false alarms. {points}. The further above the dashed line of guessing, the better.",
        points=points,
    )
    caption = words.t("Found beside false alarms (ROC curve)")
    caption = f"{caption}: {one}" if one else caption
    table = tuple(row(say.share(x, words), say.share(y, words)) for x, y in rows)
    note = words.t(
        "The band shows where the curve lies most likely at each point by itself; the square is the threshold that was looked at."
    )
    return [
        figure(lambda style: curves.roc(roc, group.at, words, style), caption, alt, words),
        *([Para(note)] if group.at else []),
        Table((words.t("False alarms"), words.t("Found")), table, words.t("The curve in numbers")),
    ]


def _values(view: View) -> list[Block]:
    """Measured values over predicted ones, in groups of cases."""
    words, bins = view.words, curve_of(view, (), "calibration-binned")
    if bins is None:
        return []
    said = [(say.number(x, words), say.number(y, words)) for x, y in zip(bins.x, bins.y, strict=True)]
    points = "; ".join(words.t("predicted {predicted}, happened {happened}", predicted=x, happened=y) for x, y in said)
    alt = words.t(
        "{who}: what happened over what was predicted. {points}. On the dashed line both agree.",
        who=view.name(()),
        points=points,
    )
    caption = words.t("{who}: predicted beside happened (calibration)", who=view.name(()))
    rows = tuple(row(x, y, view.count(cases)) for (x, y), cases in zip(said, bins.weight, strict=True))
    head = (words.t("Predicted"), words.t("Happened"), words.t("Cases"))
    return [
        figure(lambda style: curves.values(bins, words, style), caption, alt, words),
        Table(head, rows, words.t("{who}: the same in numbers", who=view.name(()))),
    ]


def _at(curve: Curve, x: float) -> float:
    """The height of a rising curve: the most that is reached up to this place."""
    return max((y for at, y in zip(curve.x, curve.y, strict=True) if at <= x), default=0.0)


def probabilities(view: View) -> tuple[Block, ...]:
    """Whether the scores can be read as probabilities: for everybody, and wherever they cannot."""
    words, validation = view.words, view.validation
    if "mean-score" not in validation.everybody.measures:
        return ()
    found: list[Block] = [
        Heading(1, words.t("Whether the scores can be read as probabilities"), "probabilities"),
        *measures_table(view, validation.everybody, PROBABILITIES, words.t("All cases together")),
    ]
    worst = [key for key in validation.verdict.miscalibrated if len(key) == 1]
    for key in ((), *worst[:2]):
        found += _calibration(view, key)
    return tuple(found)


def _calibration(view: View, key: Key) -> list[Block]:
    words = view.words
    bins, smooth = curve_of(view, key, "calibration-binned"), curve_of(view, key, "calibration-smooth")
    if bins is None and smooth is None:
        return []
    who = view.name(key)
    points = (
        list(zip(bins.x, bins.y, strict=True))
        if bins
        else list(zip(smooth.x, smooth.y, strict=True))[::12]
        if smooth
        else []
    )
    said = "; ".join(
        words.t(
            "predicted {predicted}, happened {happened}", predicted=say.share(x, words), happened=say.share(y, words)
        )
        for x, y in points
    )
    alt = words.t(
        "{who}: what happened over what was predicted. {points}. On the dashed line both agree.", who=who, points=said
    )
    caption = words.t("{who}: predicted beside happened (calibration)", who=who)
    blocks: list[Block] = [figure(lambda style: curves.calibration(bins, smooth, words, style), caption, alt, words)]
    if bins is not None:
        rows = tuple(
            row(say.share(x, words), say.share(y, words), _span(low, high, view), view.count(cases))
            for x, y, low, high, cases in zip(bins.x, bins.y, bins.low, bins.high, bins.weight, strict=True)
        )
        head = (words.t("Predicted"), words.t("Happened"), words.t("Lies most likely"), words.t("Cases"))
        blocks.append(Table(head, rows, words.t("{who}: the same in numbers", who=who)))
    return blocks


def _span(low: float | None, high: float | None, view: View) -> Inline:
    if low is None or high is None:
        return "–"
    return view.words.t("{low} to {high}", low=say.share(low, view.words), high=say.share(high, view.words))


def benefit(view: View) -> tuple[Block, ...]:
    """What acting on the model brings, beside acting on everybody or nobody."""
    words = view.words
    model, everybody = curve_of(view, (), "decision"), curve_of(view, (), "decision-all")
    if model is None:
        return ()
    all_of = dict(zip(everybody.x, everybody.y, strict=True)) if everybody else {}
    picked = [(x, y) for x, y in zip(model.x, model.y, strict=True) if any(abs(x - step) < 1e-9 for step in STEPS)]
    better = [say.share(x, words) for x, y in picked if y > max(0.0, all_of.get(x, 0.0))]
    alt = words.t(
        "Curve of the net benefit over the threshold from which one acts. Acting by the model brings more than acting on everybody or nobody at these thresholds: {thresholds}.",
        thresholds=", ".join(better) or words.t("none of those in the table"),
    )
    rows = tuple(
        row(
            say.share(x, words),
            say.number(y, words, 3),
            say.number(all_of[x], words, 3) if x in all_of else "–",
            say.number(0, words, 3),
        )
        for x, y in picked
    )
    head = (words.t("Threshold"), words.t("By the model"), words.t("On everybody"), words.t("On nobody"))
    return (
        Heading(1, words.t("What acting on the model brings"), "benefit"),
        Para(what("net-benefit", words)[:1].upper() + what("net-benefit", words)[1:] + "."),
        figure(
            lambda style: curves.decision(model, everybody, words, style),
            words.t("Net benefit at each threshold (decision curve)"),
            alt,
            words,
        ),
        Table(head, rows, words.t("The curve in numbers")),
    )
