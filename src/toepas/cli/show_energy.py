"""Energy reports on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.assurance.energy.checks import Finding
from toepas.assurance.energy.comparing import Comparison
from toepas.assurance.energy.comparison_words import compared_text
from toepas.assurance.energy.data import known_on, read, state
from toepas.assurance.energy.model import Device, Report
from toepas.assurance.energy.output import method_words
from toepas.assurance.energy.sentences import finding_text
from toepas.assurance.energy.wording import (
    figure_text,
    grade_text,
    number,
    outcome_name,
    part_name,
    per_text,
    persona_name,
    stage_name,
    unit_text,
    what_name,
)
from toepas.kernel.words import Words

COLOURS = {"wrong": "red", "doubtful": "yellow", "note": "cyan", "not-checked": "dim", "holds": "green"}


def report(out: Console, shown: Report, words: Words) -> None:
    """The figures of a report with their grade and method, and what is around them."""
    out.print(f"[bold]{escape(shown.subject.name)}[/bold] {escape(shown.subject.version)}".rstrip())
    stages = ", ".join(stage_name(stage, words) for stage in shown.boundary.stages)
    out.print(
        words.t("Counted: {stages}; {persona}.", stages=stages, persona=persona_name(shown.boundary.persona, words))
    )
    for left in shown.boundary.left_out:
        out.print(words.t("Not counted: {what} ({why}).", what=escape(left.what), why=escape(left.why)))
    if shown.unit:
        out.print(words.t("Functional unit: {unit}.", unit=escape(unit_text(shown.unit, words))))
    heads = (
        words.t("Figure"),
        words.t("Stage"),
        words.t("How much"),
        words.t("Per"),
        words.t("Grade"),
        words.t("Method"),
    )
    table = Table(*heads)
    for figure in shown.figures:
        name = ", ".join(part for part in (what_name(figure.what, words), part_name(figure.part, words)) if part)
        table.add_row(
            name,
            stage_name(figure.stage, words),
            escape(figure_text(figure, words)),
            escape(per_text(figure, shown, words)),
            grade_text(figure.grade, words),
            escape(method_words(figure, words)),
        )
    if shown.figures:
        out.print(table)
    else:
        out.print(words.t("No figure is known yet. That is not the same as zero."))
    for note in shown.notes:
        out.print(f"- {escape(note)}")
    out.print(f"[dim]{state(words)} ({words.date(known_on())})[/dim]")


def checked(out: Console, shown: Report, findings: Sequence[Finding], words: Words) -> None:
    """What the checks found, worst first; what holds only as a number."""
    for finding in findings:
        if finding.outcome != "holds":
            name = outcome_name(finding.outcome, words)
            out.print(f"[{COLOURS[finding.outcome]}]{name}[/]: {escape(finding_text(finding, shown, words))}")
    held = sum(finding.outcome == "holds" for finding in findings)
    out.print(words.n("{n} check found nothing.", "{n} checks found nothing.", held))
    out.print(words.t("A check that finds nothing does not show that a figure is right."))


def compared(out: Console, found: Comparison, words: Words) -> None:
    """A comparison, or why there is none."""
    for head, lines in compared_text(found, words):
        out.print(escape(head), style="red" if found.differences else "bold")
        for line in lines:
            out.print(f"- {escape(line)}")


def hardware(out: Console, known: Sequence[Device], words: Words) -> None:
    """The hardware of the table."""
    heads = (words.t("Id"), words.t("Name"), words.t("Most power (W)"), words.t("Peak, 16 bit (FLOP per second)"))
    table = Table(*heads)
    for device in known:
        unknown = words.t("not known")
        table.add_row(
            device.id,
            device.name,
            number(device.tdp_w, words) if device.tdp_w else unknown,
            number(device.peak_flops, words) if device.peak_flops else unknown,
        )
    out.print(table)
    out.print(
        words.t("{source}; read on {day}.", source=read("hardware")["source"], day=words.date(read("hardware")["read"]))
    )
