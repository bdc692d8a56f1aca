"""The charts of a monitor as pictures: a share over the batches beside what is expected, and how near the charts came to an alarm."""

from __future__ import annotations

from collections.abc import Sequence

from toepas.assurance.intervals import wilson
from toepas.assurance.monitoring import said
from toepas.assurance.monitoring.model import Chart, MonitorState, Step
from toepas.assurance.report.canvas import Field, Plot, field, figure, path, shares
from toepas.assurance.words import share
from toepas.kernel.words import Words
from toepas.paper.blocks import Figure
from toepas.paper.drawing.fit import width
from toepas.paper.drawing.marks import LINE, Spec, dots, lines, texts
from toepas.paper.drawing.paint import DASHES, SHAPES, Style
from toepas.paper.drawing.ticks import scale

MOST_TICKS = 12
MOST_LINES = 5


def over_time(chart: Chart, state: MonitorState, words: Words) -> Figure | None:
    """The share of events per batch with its interval; None for scores, and where no batch has any of these cases."""
    seen = [(at, step) for at, step in _steps(chart, state) if step.n]
    if chart.kind == "scores" or not seen:
        return None
    name = said.chart_name(chart, words)
    caption = words.t("{chart}: share per batch", chart=name[:1].upper() + name[1:])
    return figure(
        lambda style: _over_time(chart, seen, len(state.batches), words, style),
        caption,
        _told(chart, seen, words),
        words,
    )


def _over_time(chart: Chart, seen: list[tuple[int, Step]], batches: int, words: Words, style: Style) -> Plot:
    found = [(at, step, wilson(step.events, step.n)) for at, step in seen]
    names = (words.t("expected"), words.t("tuned to find"))
    top = max([chart.shifted, chart.expected, *(one.high or 0.0 for _, _, one in found)])
    ground = _ground(
        batches,
        scale(0.0, min(1.0, top * 1.05), 5),
        words.t("share, with what may be chance"),
        names,
        words,
        style,
    )
    ink, other = style.colours.series[0], style.colours.series[1]
    spans = [
        {"px": ground.x(at), "py": ground.y(one.low or 0.0), "qx": ground.x(at), "qy": ground.y(one.high or 0.0)}
        for at, _, one in found
    ]
    calm = [{"px": ground.x(at), "py": ground.y(step.mean or 0.0)} for at, step, _ in found if not step.alarm]
    loud = [{"px": ground.x(at), "py": ground.y(step.mean or 0.0)} for at, step, _ in found if step.alarm]
    layers = [
        *_level(ground, chart.expected, names[0], style.colours.edge, (), style),
        *_level(ground, chart.shifted, names[1], other, (5, 4), style),
        lines(spans, color=ink, strokeWidth=1.6),
        path([(ground.x(at), ground.y(step.mean or 0.0)) for at, step, _ in found], ink, thick=1.4),
        dots(calm, SHAPES[0], ink, style, size=70),
    ]
    if loud:
        layers.append(dots(loud, SHAPES[2], other, style, size=190))
        layers.append(texts([{**row, "px": row["px"], "py": row["py"] - 15, "text": words.t("alarm")} for row in loud], style, align="center", fontWeight="bold", color=other))  # fmt: skip
    return ground.plot(layers, _beside(names, style))


def nearest(state: MonitorState, words: Words) -> Figure | None:
    """How near to an alarm the charts came, batch by batch: those that came nearest; None before the first batch."""
    watched = [chart for chart in state.reference.charts if chart.limit]
    ranked = sorted(
        watched, key=lambda chart: -max([_near(chart, step) for _, step in _steps(chart, state)], default=0.0)
    )
    chosen = [chart for chart in ranked if _steps(chart, state)][:MOST_LINES]
    if not chosen:
        return None
    caption = words.t("How near the charts came to an alarm, batch by batch")
    told = [
        words.t("{chart}: {now} of the way after the last batch, at most {most}.", chart=said.chart_name(chart, words), now=share(said.stand(chart, state), words), most=share(min(1.0, max(_near(chart, step) for _, step in _steps(chart, state))), words))
        for chart in chosen
    ]  # fmt: skip
    return figure(lambda style: _nearest(chosen, state, words, style), caption, " ".join(told), words)


def _nearest(chosen: Sequence[Chart], state: MonitorState, words: Words, style: Style) -> Plot:
    ground = _ground(
        len(state.batches),
        (0.0, 0.25, 0.5, 0.75, 1.0, 1.25),
        words.t("part of the way to an alarm"),
        (words.t("alarm"),),
        words,
        style,
        legend=len(chosen),
    )
    layers = _level(ground, 1.0, words.t("alarm"), style.colours.warning, (2, 3), style)
    legend = []
    for number, chart in enumerate(chosen):
        ink, shape = style.colours.series[number], SHAPES[number]
        points = [(ground.x(at), ground.y(min(1.25, _near(chart, step)))) for at, step in _steps(chart, state)]
        layers.append(path(points, ink, thick=1.8, dash=tuple(DASHES[number])))
        layers.append(dots([{"px": x, "py": y} for x, y in points], shape, ink, style, size=60))
        below = ground.height + 62 + number * style.measures.text * LINE
        layers.append(dots([{"px": 6, "py": below}], shape, ink, style, size=80))
        legend.append({"px": 18, "py": below, "text": said.chart_name(chart, words), "ink": ink})
    layers.append(texts(legend, style))
    return ground.plot(layers, _beside((words.t("alarm"),), style))


def _near(chart: Chart, step: Step) -> float:
    """How near a chart came within a batch; 1 and more is an alarm."""
    return (step.highest if step.alarm else step.value) / (chart.limit or 1.0)


def _steps(chart: Chart, state: MonitorState) -> list[tuple[int, Step]]:
    """What each batch did to a chart, with the number of the batch."""
    found = [(at, said.step_of(batch, chart.id)) for at, batch in enumerate(state.batches, start=1)]
    return [(at, step) for at, step in found if step is not None]


def _ground(
    batches: int, up: Sequence[float], title: str, names: Sequence[str], words: Words, style: Style, legend: int = 0
) -> Field:
    """The axes: batches below, shares at the left; ``legend`` lines of names find room below."""
    every = -(-batches // MOST_TICKS)
    beside = _beside(names, style)
    across = tuple(float(at) for at in range(1, batches + 1, every))
    wide = (min(across) - 0.5, *across, max(float(batches), max(across)) + 0.5)
    ground = field(
        style,
        wide,
        up,
        (words.t("batch"), title),
        (lambda at: f"{at:g}" if at == int(at) else "", shares(words)),
        right=beside,
    )
    room = legend * style.measures.text * LINE + 12 if legend else 0
    return Field(
        style,
        ground.across,
        ground.up,
        ground.width,
        ground.height,
        ground.layers,
        ground.left,
        ground.bottom + room,
        ground.top,
    )


def _beside(names: Sequence[str], style: Style) -> float:
    """The room that names at the right of the plot need."""
    return 12 + max(width(name, style.measures.small) for name in names)


def _level(ground: Field, value: float, name: str, ink: str, dash: tuple[int, ...], style: Style) -> list[Spec]:
    """A level across the whole plot, with its name at its end."""
    y = ground.y(value)
    mark: Spec = {"color": ink, "strokeWidth": 1.6}
    if dash:
        mark["strokeDash"] = list(dash)
    row = [{"px": 0, "py": y, "qx": ground.width, "qy": y}]
    said_at = [{"px": ground.width + 6, "py": y, "text": name}]
    return [lines(row, **mark), texts(said_at, style, fontSize=style.measures.small, color=style.colours.soft)]


def _told(chart: Chart, seen: list[tuple[int, Step]], words: Words) -> str:
    """The picture in words."""
    first, last = seen[0], seen[-1]
    low, high = (extreme(seen, key=lambda one: one[1].mean or 0.0) for extreme in (min, max))
    alarms = [str(at) for at, step in seen if step.alarm]
    lines_ = [
        words.t(
            "Expected {expected}. Batch {first}: {start}; batch {last}: {end}. Lowest {low} in batch {at_low}, highest {high} in batch {at_high}.",
            expected=share(chart.expected, words), first=first[0], start=share(first[1].mean or 0.0, words), last=last[0], end=share(last[1].mean or 0.0, words),
            low=share(low[1].mean or 0.0, words), at_low=low[0], high=share(high[1].mean or 0.0, words), at_high=high[0],
        )
    ]  # fmt: skip
    lines_.append(words.t("Alarm in batch: {batches}.", batches=", ".join(alarms)) if alarms else words.t("No alarm."))
    return " ".join(lines_)
