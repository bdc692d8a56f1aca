"""How a monitor looks in a terminal: what needs somebody first, then what is watched and how soon it would notice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from toepas.assurance.monitoring import Added, Deadline, Joined, MonitorState, said
from toepas.kernel.words import Words
from toepas.law.naming import citation

SHOWN = 6


def made(out: Console, state: MonitorState, folder: Path, words: Words) -> None:
    """A monitor that was just made: the rate of false alarms, what is watched and what cannot be."""
    out.print(Text(words.t("The monitor is in {folder}.", folder=str(folder)), style="bold"))
    _wrapped(out, said.rate(state, words))
    _watched(out, state, words, everything=True)
    _too_few(out, state, words)
    if not state.plan.tell:
        _wrapped(
            out,
            words.t(
                "Nobody is named yet who is told of an alarm: fill in 'tell' in {file}.", file=str(folder / "plan.yaml")
            ),
        )
    out.print()
    out.print(words.t("Next: toepas monitor add {folder} BATCH --date YYYY-MM-DD", folder=str(folder)), markup=False)


def added(out: Console, found: Added, state: MonitorState, words: Words) -> None:
    """A batch that was taken."""
    received = found.batch.received
    if found.already:
        out.print(words.t("This file was taken before, as batch {batch}. Nothing was changed.", batch=received.id))
        return
    out.print(
        words.n("Batch {batch} of {day}: {n} case.", "Batch {batch} of {day}: {n} cases.", received.cases, batch=received.id, day=words.date(received.day))
    )  # fmt: skip
    if received.left_out:
        _wrapped(
            out,
            words.n(
                "{n} row without a score was left out.", "{n} rows without a score were left out.", received.left_out
            ),
        )
    for line in said.remarks(found.batch, state.plan, words):
        _wrapped(out, line)
    if found.batch.open:
        _wrapped(out, said.waiting(found.batch, state.plan, words))
    _alarms(out, state, {alarm.id for alarm in found.alarms}, words)
    _ahead(out, state, words)


def joined(out: Console, found: Joined, state: MonitorState, words: Words) -> None:
    """Outcomes that came later."""
    if found.already:
        out.print(words.t("This file was taken before. Nothing was changed."))
        return
    out.print(words.n("{n} outcome found its case.", "{n} outcomes found their case.", found.matched))
    if found.unmatched:
        _wrapped(out, words.n(
            "{n} outcome has no case that waits for it: the case is not known here, or its batch is closed.",
            "{n} outcomes have no case that waits for them: the case is not known here, or its batch is closed.", found.unmatched,
        ))  # fmt: skip
    if found.changed:
        _wrapped(out, words.n("{n} outcome differs from what was said before; the new one counts.", "{n} outcomes differ from what was said before; the new ones count.", found.changed))  # fmt: skip
    if found.without:
        _wrapped(out, words.n("{n} row says no outcome.", "{n} rows say no outcome.", found.without))
    for batch in found.closed:
        _wrapped(
            out,
            words.t(
                "Batch {batch} now counts: {errors} errors.",
                batch=batch.received.id,
                errors=said.errors_of(said.everybody(batch), words),
            ),
        )
    for batch in state.waiting:
        _wrapped(out, said.waiting(batch, state.plan, words))
    _alarms(out, state, {alarm.id for alarm in found.alarms}, words)
    _ahead(out, state, words)


def state(out: Console, now: MonitorState, words: Words, *, everything: bool) -> None:
    """How things stand."""
    out.print(Text(now.plan.title, style="bold"), words.t("on {day}", day=words.date(now.on)))
    opened = now.open_alarms
    out.print()
    if opened:
        out.print(Text(words.n("{n} alarm is open.", "{n} alarms are open.", len(opened)), style="bold"))
        _alarms(out, now, {alarm.id for alarm in opened}, words)
    else:
        _wrapped(out, said.calm(now, words))
    for batch in now.waiting:
        _wrapped(out, said.waiting(batch, now.plan, words))
    _batches(out, now, words, everything=everything)
    _watched(out, now, words, everything=everything)
    _too_few(out, now, words)
    out.print()
    _wrapped(out, said.rate(now, words))
    _ahead(out, now, words)


def _alarms(out: Console, now: MonitorState, ids: set[str], words: Words) -> None:
    for alarm in now.alarms:
        if alarm.id not in ids:
            continue
        out.print()
        out.print(Text(words.t("Alarm {number}", number=alarm.id), style="bold red"), end=" ")
        out.print(said.alarm(alarm, now, words), markup=False)
        for line in said.alarm_next(alarm, now, words):
            _wrapped(out, line)
    if ids:
        out.print()
        for line in said.alarms_next(words):
            _wrapped(out, line)
        _wrapped(out, "toepas monitor answer FOLDER NUMBER --because TEXT --by NAME")


def _batches(out: Console, now: MonitorState, words: Words, *, everything: bool) -> None:
    if not now.batches:
        return
    shown = now.batches if everything else now.batches[-SHOWN:]
    out.print()
    table = Table(title=words.t("Batches"), title_justify="left", title_style="bold", box=None, pad_edge=False)
    for at, head in enumerate(said.batch_heads(words)):
        table.add_column(head, justify="left" if at in (1, 4, 5, 6) else "right")
    for batch in shown:
        table.add_row(*said.batch_row(batch, words))
    out.print(Padding(table, (0, 2)))
    if len(shown) < len(now.batches):
        _wrapped(out, words.n("{n} earlier batch is not shown; --all shows it.", "{n} earlier batches are not shown; --all shows them.", len(now.batches) - len(shown)))  # fmt: skip


def _watched(out: Console, now: MonitorState, words: Words, *, everything: bool) -> None:
    charts = [chart for chart in now.reference.charts if chart.limit is not None]
    if not charts:
        return
    charts.sort(key=lambda chart: -said.stand(chart, now))
    shown = charts if everything else charts[:SHOWN]
    out.print()
    table = Table(title=words.t("What is watched"), title_justify="left", title_style="bold", box=None, pad_edge=False)
    heads = (
        words.t("chart"),
        words.t("who"),
        words.t("expected"),
        words.t("tuned to find"),
        words.t("found within"),
        words.t("on the way to an alarm"),
    )
    for at, head in enumerate(heads):
        table.add_column(head, justify="right" if at > 1 else "left")
    for chart in shown:
        table.add_row(*said.chart_row(chart, now, words))
    out.print(Padding(table, (0, 2)))
    if len(shown) < len(charts):
        _wrapped(out, words.n("{n} other chart is further from an alarm; --all shows it.", "{n} other charts are further from an alarm; --all shows them.", len(charts) - len(shown)))  # fmt: skip


def _too_few(out: Console, now: MonitorState, words: Words) -> None:
    few = [chart for chart in now.reference.charts if chart.limit is None]
    if not few:
        return
    out.print()
    out.print(Text(words.t("Not watched, though counted"), style="bold"))
    for chart in few:
        _wrapped(out, f"{said.chart_name(chart, words)}: {said.noticed(chart, now.plan, words)}")


def _ahead(out: Console, now: MonitorState, words: Words) -> None:
    out.print()
    for line in said.ahead(now, words):
        _wrapped(out, line)


def _wrapped(out: Console, text: str) -> None:
    out.print(Padding(Text(text), (0, 0, 0, 2)))


def incident(out: Console, found: Sequence[Deadline], now: MonitorState, words: Words) -> None:
    """By when a serious incident is reported."""
    out.print(Text(words.t("If this is a serious incident with a high-risk system:"), style="bold"))
    for one in found:
        title = words.entry(f"incidents.{one.entry.id}.title", one.entry.title)
        count = words.n("{n} day", "{n} days", one.entry.days or 0)
        when = words.date(one.last) if one.last else words.t("{n} after learning of it", n=count)
        late = words.t(" (past)") if one.last and one.last < now.on else ""
        cites = ", ".join(citation(cite, words) for cite in one.entry.cites)
        _wrapped(out, words.t("{what}: at the latest {when} ({cites})", what=title, when=when + late, cites=cites))
    _wrapped(
        out,
        words.t(
            "At once is the rule; these are the last days. Whether it is one, a person decides: use -o DIR for the worksheet."
        ),
    )
