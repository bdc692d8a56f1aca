"""The report of a monitor: what needs somebody first, then what was watched, what was seen, and what cannot be said."""

from __future__ import annotations

from collections.abc import Iterator

from toepas.assurance.monitoring import drawing, said
from toepas.assurance.monitoring.model import MonitorState
from toepas.assurance.words import number, share
from toepas.kernel.words import Words
from toepas.paper.blocks import Block, Bullets, Callout, Document, Heading, Para, Table

MOST_PICTURES = 6
LAST_DRIFTS = 3
"""Of so many batches the drift is listed column by column."""


def monitor_document(state: MonitorState, words: Words) -> Document:
    """The report as a document, for a page, a PDF or a word processor."""
    plan = state.plan
    blocks = (
        *_first(state, words),
        *_alarms(state, words),
        *_batches(state, words),
        *_pictures(state, words),
        *_charts(state, words),
        *_drift(state, words),
        *_method(state, words),
    )
    return Document(
        title=plan.title,
        subtitle=plan.system or words.t("The system is not named in the plan."),
        lang=words.lang,
        blocks=blocks,
        footer=words.t("Made by Toepas from the monitor's own log; sums only, nothing of single people."),
        date=state.on,
        ids="monitor",
    )


def _first(state: MonitorState, words: Words) -> Iterator[Block]:
    opened = state.open_alarms
    title = words.n("{n} alarm is open", "{n} alarms are open", len(opened)) if opened else words.t("No alarm is open")
    lines = [said.alarm(alarm, state, words) for alarm in opened] or [said.calm(state, words)]
    yield Callout("warning" if opened else "verdict", title, tuple(Para(line) for line in lines))
    waiting = [said.waiting(batch, state.plan, words) for batch in state.waiting]
    if waiting:
        yield Callout("open", words.t("Outcomes that are still to come"), (Bullets(tuple(waiting)),))
    yield from (Para(line) for line in said.ahead(state, words))


def _alarms(state: MonitorState, words: Words) -> Iterator[Block]:
    if not state.alarms:
        return
    yield Heading(1, words.t("Alarms"))
    rows = []
    for alarm in state.alarms:
        done = (
            ""
            if alarm.open
            else words.t("{text} ({who}, {day})", text=alarm.answer, who=alarm.by, day=words.date(alarm.answered))
        )
        rows.append((alarm.id, words.date(alarm.day), said.alarm(alarm, state, words), done or words.t("open")))
    head = (words.t("alarm"), words.t("day"), words.t("what"), words.t("what was found and done"))
    yield Table(head, tuple(rows), words.t("Every alarm so far"), (1, 3, 8, 5))
    if state.open_alarms:
        yield Bullets(tuple(said.alarms_next(words)))


def _batches(state: MonitorState, words: Words) -> Iterator[Block]:
    if not state.batches:
        return
    yield Heading(1, words.t("Batches"))
    rows = tuple(said.batch_row(batch, words) for batch in state.batches)
    yield Table(said.batch_heads(words), rows, words.t("Every batch so far"), (1, 3, 1, 1, 2, 3, 3))
    remarks = [
        f"{words.t('batch {batch}', batch=batch.received.id)}: {line}"
        for batch in state.batches
        for line in said.remarks(batch, state.plan, words)
    ]
    if remarks:
        yield Bullets(tuple(remarks))


def _pictures(state: MonitorState, words: Words) -> Iterator[Block]:
    """The nearest charts together, then the shares of everybody, then those of groups whose chart alarmed or stands highest."""
    found = drawing.nearest(state, words)
    if found is None:
        return
    yield Heading(1, words.t("In pictures"))
    yield found
    whole = [chart for chart in state.reference.charts if not chart.key]
    parts = sorted(
        (chart for chart in state.reference.charts if chart.key), key=lambda chart: -said.stand(chart, state)
    )
    loud = {alarm.about for alarm in state.alarms}
    parts.sort(key=lambda chart: chart.id not in loud)
    shown = 0
    for chart in (*whole, *parts):
        picture = drawing.over_time(chart, state, words) if shown < MOST_PICTURES and chart.direction == "up" else None
        if picture is not None:
            shown += 1
            yield picture


def _charts(state: MonitorState, words: Words) -> Iterator[Block]:
    charts = state.reference.charts
    watched = tuple(said.chart_row(chart, state, words) for chart in charts if chart.limit is not None)
    if watched:
        yield Heading(1, words.t("What is watched"))
        head = (
            words.t("chart"),
            words.t("who"),
            words.t("expected"),
            words.t("tuned to find"),
            words.t("found within"),
            words.t("on the way to an alarm"),
        )
        yield Table(head, watched, words.t("Charts that can give an alarm; “found within” holds for half of all changes of that size"), (4, 3, 2, 2, 2, 2))  # fmt: skip
    few = [chart for chart in charts if chart.limit is None]
    if few:
        lines = tuple(f"{said.chart_name(chart, words)}: {said.noticed(chart, state.plan, words)}" for chart in few)
        yield Callout("open", words.t("Not watched, though counted"), (Bullets(lines),))


def _drift(state: MonitorState, words: Words) -> Iterator[Block]:
    if not state.batches or not state.reference.columns:
        return
    yield Heading(1, words.t("The columns of the last batches"))
    rows = []
    for batch in state.batches[-LAST_DRIFTS:]:
        for one in batch.received.drift:
            alarm = words.t("alarm") if one.alarm or one.missing_alarm else ""
            psi = "–" if one.psi is None else number(one.psi, words)
            rows.append((batch.received.id, said.column(one.column, words), psi, said.p_value(one.p, words), share(one.missing_share, words), said.p_value(one.missing_p, words), alarm))  # fmt: skip
    head = (
        words.t("batch"),
        words.t("column"),
        words.t("stability index"),
        words.t("p of its spread"),
        words.t("missing"),
        words.t("p of what is missing"),
        "",
    )
    yield Table(
        head,
        tuple(rows),
        words.t("An alarm comes below p {limit}", limit=f"{state.reference.limits.column_p:.2g}"),
        (1, 4, 2, 2, 2, 2, 2),
    )


def _method(state: MonitorState, words: Words) -> Iterator[Block]:
    reference = state.reference
    yield Heading(1, words.t("How it is done, and what it cannot say"))
    yield Para(said.rate(state, words))
    yield Bullets(
        (
            words.t("Compared with {name}: {cases} cases, SHA-256 {hash}.", name=reference.name, cases=words.number(reference.cases), hash=reference.sha256),
            words.t("Each chart adds up, case by case, how much likelier the case is after a change than before it, and never falls below nought (CUSUM)."),
            words.t("The reference is a sample too. The rate of false alarms holds on average over all samples that it could have been; with a small reference yours can be clearly higher or lower."),
            words.t("A chart only counts outcomes that are known. Where the model decides who is examined, what it misses may never be known."),
            words.t("A change smaller than the one a chart is tuned to may go unnoticed for long."),
        )
    )  # fmt: skip
    if state.reviews:
        head = (words.t("day"), words.t("who"), words.t("what was seen"))
        rows = tuple((words.date(one.day), one.by, one.text) for one in state.reviews)
        yield Table(head, rows, words.t("Reviews so far"), (2, 2, 6))
