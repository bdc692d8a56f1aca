"""What a monitor knows, in sentences: what a chart follows, how soon it would notice, what an alarm says and what it does not say."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.assurance.model import Key
from toepas.assurance.monitoring.making import LEAST_EVENTS, LEAST_SCORES, SCORE
from toepas.assurance.monitoring.model import Alarm, Batch, Chart, MonitorState, Performance, Plan, Step
from toepas.assurance.words import group, number, share
from toepas.kernel.words import Words

DAYS_SHOWN = 60
"""From so many days on a stretch of time is said in months."""
MONTH = 30.4


def kind(name: str, direction: str, words: Words) -> str:
    """What a chart or an alarm is about, in a few words."""
    if name == "calibration":
        return (
            words.t("more outcomes than predicted") if direction == "up" else words.t("fewer outcomes than predicted")
        )
    if name == "scores":
        return words.t("scores going up") if direction == "up" else words.t("scores going down")
    if direction == "down":
        fewer = {
            "errors": words.t("fewer errors"),
            "missed": words.t("fewer missed cases"),
            "false-positives": words.t("fewer wrongly flagged cases"),
        }
        return fewer[name]
    said = {
        "errors": words.t("errors"),
        "missed": words.t("missed cases"),
        "false-positives": words.t("wrongly flagged cases"),
        "inputs": words.t("another spread of values"),
        "missing": words.t("more values missing"),
    }
    return said[name]


def of_what(name: str, words: Words) -> str:
    """Of which cases the share of a chart is."""
    said = {
        "errors": words.t("of the cases with a known outcome"),
        "missed": words.t("of the cases that had the outcome"),
        "false-positives": words.t("of the cases that did not have the outcome"),
        "calibration": words.t("had the outcome"),
        "scores": words.t("mean score"),
    }
    return said[name]


def who(key: Key, words: Words) -> str:
    """The group of a chart."""
    return group(key, "", words)


def column(name: str, words: Words) -> str:
    """A column as it is named to people; the scores have no name of their own."""
    return words.t("the scores") if name == SCORE else f"“{name}”"


def level(chart: Chart, value: float, words: Words) -> str:
    """A share, or a mean score."""
    return number(value, words) if chart.kind == "scores" else share(value, words)


def chart_name(chart: Chart, words: Words) -> str:
    """A chart with the group it counts."""
    return words.t("{what}, {who}", what=kind(chart.kind, chart.direction, words), who=who(chart.key, words))


def stretch(days: float, words: Words) -> str:
    """About how long something takes."""
    if days < DAYS_SHOWN:
        whole = max(1, round(days))
        return words.n("about {n} day", "about {n} days", whole)
    return words.n("about {n} month", "about {n} months", round(days / MONTH))


def days_for(cases: float, chart: Chart, plan: Plan) -> float:
    """How many days it takes until a chart has seen so many of its cases, at the expected rhythm."""
    return cases / max(chart.part * plan.rhythm.cases, 1e-9) * plan.rhythm.days


def noticed(chart: Chart, plan: Plan, words: Words) -> str:
    """How soon a change would be found, or that there are too few cases to find it in a useful time."""
    period = round(chart.part * plan.rhythm.cases)
    if chart.why_not == "constant":
        return words.t("Not watched: all scores of the reference are the same.")
    if chart.why_not == "too-few-scores":
        return words.t(
            "Too few to watch. Scores in the reference: {cases}; at least {least} are needed.",
            cases=chart.cases, least=LEAST_SCORES,
        )  # fmt: skip
    if chart.why_not == "too-few-reference":
        return words.t(
            "Too few to watch. Such cases in the reference: {cases}, events among them: {events}; at least {least} events and {least} others are needed.",
            cases=chart.cases, events=chart.events, least=LEAST_EVENTS,
        )  # fmt: skip
    if chart.why_not and chart.delay is None:
        return words.t(
            "Too few to watch: an alarm would come only after many periods; a period brings about {period} of these cases.",
            period=period,
        )
    if chart.why_not:
        return words.t(
            "Too few to watch: an alarm would come only after about {cases} of these cases, and a period brings about {period}.",
            cases=chart.delay,
            period=period,
        )
    assert chart.delay is not None
    return words.t(
        "A change from {before} to {after} is found within {cases} of these cases ({time}) in half of all instances.",
        before=level(chart, chart.expected, words),
        after=level(chart, chart.shifted, words),
        cases=chart.delay,
        time=stretch(days_for(chart.delay, chart, plan), words),
    )


def rate(state: MonitorState, words: Words) -> str:
    """The rate of false alarms: what was agreed, and what the simulation measured."""
    limits, period = state.reference.limits, state.plan.rhythm
    watched = sum(chart.limit is not None for chart in state.reference.charts)
    measured = limits.measured
    assert measured.value is not None
    assert measured.low is not None
    assert measured.high is not None
    return words.t(
        "If nothing changes, {asked} of all periods of {days} days with {cases} cases have a false alarm somewhere, everything together "
        "(charts: {charts}, columns: {columns}). Measured on {runs} simulated periods: {measured} ({low} to {high}). This holds while the cases do "
        "not depend on each other and come as often as expected.",
        asked=share(limits.asked, words), days=period.days, cases=words.number(period.cases), charts=watched,
        columns=len(state.reference.columns), runs=words.number(limits.runs),
        measured=fine(measured.value, words), low=fine(measured.low, words), high=fine(measured.high, words),
    )  # fmt: skip


def fine(value: float, words: Words) -> str:
    """A share in per cent with one decimal."""
    from babel.numbers import format_percent

    return format_percent(value, "0.0 %", locale=words.locale)


def batch_of(state: MonitorState, name: str) -> Batch:
    """A batch by its id."""
    return next(batch for batch in state.batches if batch.received.id == name)


def step_of(batch: Batch, chart: str) -> Step | None:
    """What a batch did to a chart; None where it did nothing (yet)."""
    steps = (*batch.received.steps, *(batch.closing.steps if batch.closing else ()))
    return next((step for step in steps if step.chart == chart), None)


def alarm(found: Alarm, state: MonitorState, words: Words) -> str:
    """What an alarm says, with the figures it rests on."""
    batch = batch_of(state, found.batch)
    if found.column:
        drift = next(one for one in batch.received.drift if one.column == found.column)
        if found.kind == "missing":
            before = next(one for one in state.reference.columns if one.column == found.column)
            whole = sum(before.counts) + before.missing
            return words.t(
                "In batch {batch} {share} of {column} is missing; in the reference it was {before}.",
                batch=found.batch, share=share(drift.missing_share, words), column=column(found.column, words), before=share(before.missing / whole, words),
            )  # fmt: skip
        return words.t(
            "In batch {batch} the values of {column} are spread differently from the reference (stability index {psi}, p {p}).",
            batch=found.batch, column=column(found.column, words),
            psi=number(drift.psi, words) if drift.psi is not None else "–", p=p_value(drift.p, words),
        )  # fmt: skip
    chart = next(one for one in state.reference.charts if one.id == found.about)
    rise = _rise(found, state)
    name = _begin(chart_name(chart, words))
    where = words.t("in batch {batch}", batch=found.batch)
    if found.since and found.since != found.batch:
        day = words.date(batch_of(state, found.since).received.day)
        where = words.t("from batch {first} ({day}) to batch {last}", first=found.since, day=day, last=found.batch)
    if chart.kind == "scores":
        return words.t(
            "{what} {where}: the mean score is {seen}; expected is {expected}.",
            what=name, where=where, seen=number(rise.mean, words), expected=number(rise.expected, words),
        )  # fmt: skip
    return words.t(
        "{what} {where}: {events} of {n} ({share}) {of}; expected is {expected}.",
        what=name, where=where, events=rise.events, n=rise.n, share=share(rise.mean, words),
        of=of_what(chart.kind, words), expected=share(rise.expected, words),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rise:
    n: int
    events: int
    mean: float
    expected: float


def _rise(found: Alarm, state: MonitorState) -> _Rise:
    """What a chart counted from the batch with which its rise began to the one of the alarm."""
    ids = [batch.received.id for batch in state.batches]
    first, last = ids.index(found.since or found.batch), ids.index(found.batch)
    steps = [step_of(batch, found.about) for batch in state.batches[min(first, last) : last + 1]]
    counted = [step for step in steps if step and step.n]
    n = sum(step.n for step in counted)
    mean = sum(step.n * (step.mean or 0.0) for step in counted) / n
    expected = sum(step.n * (step.expected or 0.0) for step in counted) / n
    return _Rise(n, sum(step.events for step in counted), mean, expected)


def p_value(p: float | None, words: Words) -> str:
    """A p as people write it."""
    if p is None:
        return "–"
    return words.t("below 0.001") if p < 0.001 else number(p, words, 3)


def waiting(batch: Batch, plan: Plan, words: Words) -> str:
    """How many outcomes of a batch are in, and the warning that belongs to early ones."""
    said = words.t(
        "Batch {batch} of {day}: {known} of {cases} outcomes are in ({share}).",
        batch=batch.received.id, day=words.date(batch.received.day), known=batch.known,
        cases=batch.received.cases - batch.forgotten, share=share(batch.share_known, words),
    )  # fmt: skip
    if batch.early and batch.early.n:
        errors = batch.early.measures["error-share"]
        said += " " + words.t(
            "So far {hits} of {n} were errors; the charts wait until {share} is in, since outcomes that come early often differ from those that come late.",
            hits=errors.hits, n=errors.n, share=share(plan.share, words),
        )  # fmt: skip
    return said


def errors_of(performance: Performance | None, words: Words) -> str:
    """Errors as a count with its share; a dash where nothing is known."""
    if performance is None or not performance.n:
        return "–"
    found = performance.measures["error-share"]
    assert found.value is not None
    return words.t("{hits} of {n} ({share})", hits=found.hits, n=found.n, share=share(found.value, words))


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]


def everybody(batch: Batch) -> Performance | None:
    """How the model did on all cases of a batch: what counts, or what the first outcomes show."""
    counted = batch.closing.performance if batch.closing else ()
    return next((one for one in counted if not one.key), batch.early)


def stand(chart: Chart, state: MonitorState) -> float:
    """How far a chart is on the way to its limit, 0 to 1."""
    value, _ = state.values.get(chart.id, (0.0, ""))
    return value / chart.limit if chart.limit else 0.0


def chart_row(chart: Chart, state: MonitorState, words: Words) -> tuple[str, ...]:
    """A chart as a row: what, who, expected, tuned to find, found within, on the way to an alarm."""
    return (
        kind(chart.kind, chart.direction, words),
        who(chart.key, words),
        level(chart, chart.expected, words),
        level(chart, chart.shifted, words),
        words.t("{n} cases", n=words.number(chart.delay)) if chart.delay is not None else "–",
        share(stand(chart, state), words),
    )


def batch_heads(words: Words) -> tuple[str, ...]:
    """What stands above the columns of ``batch_row``."""
    return (
        words.t("batch"),
        words.t("day"),
        words.t("cases"),
        words.t("flagged"),
        words.t("outcomes in"),
        words.t("errors"),
        words.t("missed"),
    )


def batch_row(batch: Batch, words: Words) -> tuple[str, ...]:
    """A batch as a row: id, day, cases, share flagged, outcomes in, errors, missed."""
    received, done = batch.received, everybody(batch)
    missed = "–"
    if done and done.positives:
        hits = done.positives - (done.measures["sensitivity"].hits or 0)
        missed = words.t(
            "{hits} of {n} ({share})", hits=hits, n=done.positives, share=share(hits / done.positives, words)
        )
    known = share(batch.share_known, words)
    return (
        received.id,
        words.date(received.day),
        words.number(received.cases),
        share(received.positive_share, words),
        words.t("{share}, waiting", share=known) if batch.open else known,
        errors_of(done, words),
        missed,
    )


def remarks(batch: Batch, plan: Plan, words: Words) -> list[str]:
    """What is pointed out about a batch without being an alarm: how busy it was, groups that are new."""
    found, rhythm = batch.received, plan.rhythm
    lines = []
    if found.busy:
        usual = rhythm.cases / rhythm.days * (found.days or 0)
        lines.append(
            words.t(
                "{cases} cases in {days} days; about {usual} were expected. Is everything in this file, and once?",
                cases=words.number(found.cases), days=found.days, usual=words.number(round(usual)),
            )
        )  # fmt: skip
    for name, values in found.fresh.items():
        lines.append(
            words.t(
                "The reference has nobody of these groups of {column}, so nothing is watched for them: {values}.",
                column=column(name, words), values=", ".join(values),
            )
        )  # fmt: skip
    return lines


def alarm_next(found: Alarm, state: MonitorState, words: Words) -> list[str]:
    """What goes with an alarm: whom to tell, whether it may concern harm, what it does not prove, how it was answered."""
    lines = []
    if found.times > 1:
        lines.append(
            words.t("It came {n} times since, the last time on {day}.", n=found.times - 1, day=words.date(found.last))
        )
    if not found.open:
        lines.append(
            words.t(
                "Answered on {day} by {who}: {text}", day=words.date(found.answered), who=found.by, text=found.answer
            )
        )
        return lines
    if state.plan.tell:
        people = ", ".join(f"{one.who} ({one.how})" if one.how else one.who for one in state.plan.tell)
        lines.append(words.t("Tell: {people}.", people=people))
    if found.harm:
        lines.append(
            words.t("This may have harmed people. Find out whether it did: 'toepas monitor incident' lists what to ask and by when to report.")
        )  # fmt: skip
    return lines


def alarms_next(words: Words) -> list[str]:
    """What holds for every alarm that is open."""
    return [
        words.t(
            "An alarm does not say why. Look first at how cases and outcomes were recorded, then at the cases, then at the model."
        ),
        words.t("When it is looked into: write down as the answer to it what was found and done, and by whom."),
    ]


def calm(state: MonitorState, words: Words) -> str:
    """That no alarm is open, and what that does not say."""
    if not state.batches:
        return words.t("No batch was added yet, so nothing can be said.")
    counted = sum(batch.closing.known for batch in state.batches if batch.closing)
    if not counted:
        return words.t("No alarm is open. No outcome counts yet: nothing can be said of errors.")
    few = sum(chart.limit is None for chart in state.reference.charts)
    said = words.t("No alarm is open. {n} outcomes count so far.", n=words.number(counted))
    if few:
        said += " " + words.n(
            "For {n} chart there are too few cases to notice a change.",
            "For {n} charts there are too few cases to notice a change.",
            few,
        )
    return said + " " + words.t("That is no proof that the model works as before.")


def ahead(state: MonitorState, words: Words) -> list[str]:
    """What is due next: the review, and the deletion of scores."""
    if state.on > state.next_review:
        lines = [words.t("The review of {day} is overdue.", day=words.date(state.next_review))]
    else:
        lines = [words.t("Next review by {day}.", day=words.date(state.next_review))]
    if state.forget_by:
        lines.append(
            words.t("Scores under a pseudonym are kept until {day} and then deleted at the next use of this folder.", day=words.date(state.forget_by))
        )  # fmt: skip
    return lines
