"""What groups, tables and impact say in sentences, in the reader's language."""

from __future__ import annotations

from toepas.kernel.words import Words
from toepas.maturity.aggregate import ALL, Cell
from toepas.maturity.data import confidence, read
from toepas.maturity.group import Group, GroupChange
from toepas.maturity.impact import Outcome, Plan
from toepas.maturity.statistics import Estimate
from toepas.maturity.wording import number, signed


def estimate_text(one: Estimate | None, words: Words, *, sign: bool = False) -> str:
    """A mean with its interval, or that there is none."""
    if one is None:
        return words.t("not known")
    show = signed if sign else number
    value = show(one.least, words)
    if round(one.least, 1) != round(one.most, 1):
        value = words.t("between {low} and {high}", low=value, high=show(one.most, words))
    if one.interval is None:
        return words.t("{value} (no interval: too few values, or all the same)", value=value)
    low, high = (show(end, words) for end in one.interval)
    return words.t("{value} (interval: {low} to {high})", value=value, low=low, high=high)  # fmt: skip


def interval_note(words: Words) -> str:
    """What an interval is."""
    return words.t("An interval says how sure a mean is: about {share} of such intervals hold the true one.", share=words.percent(confidence()))  # fmt: skip


def group_notes(found: Group, words: Words) -> list[str]:
    """What to know before reading the figures of a group."""
    notes = [words.n("{n} organisation with both moments.", "{n} organisations with both moments.", found.n)]
    if found.left:
        notes.append(words.n("{n} has the first moment only. Who does not come back may have fared otherwise.", "{n} have the first moment only. Who does not come back may have fared otherwise.", found.left))  # fmt: skip
    if not found.changes:
        notes.append(words.t("With fewer than {n} organisations nothing is shown: it could be traced to one of them.", n=found.smallest))  # fmt: skip
        return notes
    notes.append(interval_note(words))
    if found.compared:
        notes.append(words.n("{n} organisation in the comparison group.", "{n} organisations in the comparison group.", found.others))  # fmt: skip
        notes.append(words.t("What goes beyond the comparison group can be an effect only if both groups would have changed alike without it. Look how they differed at the start."))  # fmt: skip
    else:
        notes.append(words.t("There is no comparison group of at least {n} organisations, so nothing can be said about causes.", n=found.smallest))  # fmt: skip
    return notes


def regression_text(one: GroupChange, words: Words) -> str:
    """How much of a rise regression to the mean explains; empty where it was not estimated."""
    found = one.regression
    if found is None:
        return ""
    return words.t(
        "The {n} that began lowest ({start} on average; all: {mean}) changed by {rise}. Without any effect on them in particular {expected} was to be expected, as who begins low tends to score higher the next time (correlation between the moments: {correlation}).",
        n=found.lowest, start=number(found.start, words), mean=number(found.mean, words), rise=signed(found.rise, words), expected=signed(found.expected, words), correlation=words.number(round(found.correlation, 2)),
    )  # fmt: skip


def cell_text(cell: Cell, words: Words) -> str:
    """The figures of a cell, or that they are hidden."""
    if cell.hidden or cell.n is None or cell.least is None or cell.most is None:
        return words.t("hidden: too few")
    count = words.n("{n} organisation", "{n} organisations", cell.n)
    if cell.least == cell.most:
        return words.t("{count}, mean {mean}", count=count, mean=cell.least)
    return words.t("{count}, mean between {low} and {high}", count=count, low=cell.least, high=cell.most)


def trait_text(value: str | None, words: Words) -> str:
    """A value of a trait; all of them together; not known."""
    return words.t("all") if value is ALL else value or words.t("not known")


def verdict_text(one: Outcome, words: Words) -> str:
    """Whether to go on, by the limits that were set beforehand."""
    return {
        "continue": words.t("Go on: it got better by at least what you asked for beforehand."),
        "stop": words.t("Stop: it did not get better than the limit you set beforehand."),
        "open": words.t("Not settled: the values do not tell yet. Measure more."),
        "not-measured": words.t("Not measured yet at both moments."),
        "no-limits": words.t("No limits were set, so there is no verdict."),
        "set-afterwards": words.t("The limits were set after the start, so they are no test. There is no verdict."),
    }[one.verdict]


def outcome_lines(one: Outcome, words: Words) -> list[str]:
    """A measure in sentences."""
    lines = [
        words.t("Before: {value}", value=estimate_text(one.before, words)),
        words.t("After: {value}", value=estimate_text(one.after, words)),
    ]
    if one.change:
        lines.append(words.t("Change: {value}", value=estimate_text(one.change, words, sign=True)))
        if one.beyond:
            lines.append(words.t("Beyond the comparison group: {value}", value=estimate_text(one.beyond, words, sign=True)))  # fmt: skip
            lines.append(words.t("That can be an effect of AI only if both groups would have changed alike without it."))  # fmt: skip
        else:
            lines.append(words.t("There is no comparison group: something else can have changed it."))
    if one.better:
        low, high = (signed(end, words) for end in one.better)
        lines.append(words.t("Better by {low} to {high} % of what it was.", low=low, high=high))
    if one.measure.kind == "time":
        lines.append(_time(one, words))
    lines.append(verdict_text(one, words))
    return lines


def _time(one: Outcome, words: Words) -> str:
    if not one.measure.checking:
        return words.t("It is not said that checking and mending are within the time, so no hours are counted as saved.")  # fmt: skip
    if one.hours is None:
        return words.t("Hours a year cannot be said: the number of cases or the interval is missing.")
    low, high = (words.number(round(end)) for end in one.hours)
    return words.t("Hours saved in a year: {low} to {high}. Hours that are saved are not jobs that can go.", low=low, high=high)  # fmt: skip


def kind_title(name: str, words: Words) -> str:
    """The name of a kind of measure."""
    return words.entry(f"maturity.impact.{name}.title", read("impact")["kinds"][name]["title"])


def kind_hint(name: str, words: Words) -> str:
    """What is measured with it."""
    return words.entry(f"maturity.impact.{name}.hint", read("impact")["kinds"][name]["hint"])


def job_names() -> tuple[str, ...]:
    """The counts of people that can be given."""
    return tuple(read("impact")["jobs"])


def job_title(name: str, words: Words) -> str:
    """The name of a count of people."""
    return words.entry(f"maturity.impact.jobs.{name}", read("impact")["jobs"][name])


def job_lines(plan: Plan, words: Words) -> list[tuple[str, str]]:
    """Counts of people; what was not said is not known."""
    return [
        (job_title(name, words), words.number(plan.jobs[name]) if name in plan.jobs else words.t("not known"))
        for name in job_names()
    ]
