"""Maturity and impact on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.kernel.words import Words
from toepas.law import load_act
from toepas.maturity import (
    Advice,
    Benchmark,
    Comparison,
    Group,
    Outcome,
    Plan,
    Questionnaire,
    Score,
    about,
    advice_says,
    advice_why,
    basis_text,
    benchmark_text,
    cell_text,
    change_text,
    comparison_caveats,
    comparison_counts,
    dimension_title,
    estimate_text,
    group_notes,
    interval_note,
    job_lines,
    kind_title,
    level_text,
    outcome_lines,
    regression_text,
    span_text,
    title,
    trait_text,
)
from toepas.maturity import Table as Aggregate


def listed(out: Console, found: Sequence[Questionnaire], words: Words) -> None:
    """The questionnaires, each with what stands behind it."""
    for one in found:
        out.print(f"[bold]{one.id}[/bold] {one.version}: {escape(title(one, words))}")
        out.print(escape(about(one, words)))
        for basis in one.basis:
            out.print(f"- {escape(basis_text(basis, words))}")
        out.print()


def score(out: Console, found: Score, advised: Sequence[Advice], beside: Benchmark, words: Words) -> None:
    """Scores in a table, and what follows from them."""
    one = found.assessment.questionnaire
    out.print(f"[bold]{escape(title(one, words))}[/bold] {one.version}, {found.assessment.stage}, {words.date(found.assessment.on)}")  # fmt: skip
    table = Table(words.t("Dimension"), words.t("Score (0 to 100)"), words.t("Level"), words.t("Not known"))
    for part in found.dimensions:
        name = f"{part.dimension.code} {dimension_title(one, part.dimension.id, words)}"
        table.add_row(escape(name), span_text(part.span, words), level_text(part.span, words), str(part.unknown))
    unknown = sum(part.unknown for part in found.dimensions)
    table.add_row(words.t("Overall"), span_text(found.overall, words), level_text(found.overall, words), str(unknown))
    out.print(table)
    names = ", ".join(dimension_title(one, name, words) for name in found.weakest)
    if len(found.weakest) == 1:
        out.print(words.t("Weakest: {name}.", name=names))
    else:
        out.print(words.t("Weakest may be any of: {names}.", names=names))
    if unknown:
        out.print(words.t("An answer that is not known is not a no: scores are then between the least and the most they can be."))  # fmt: skip
    out.print(words.t("These are your own answers. Nobody has checked them."))
    for line in benchmark_text(beside, words):
        out.print(escape(line))
    if advised:
        out.print(f"[bold]{words.t('What to do next')}[/bold]")
    duties = load_act().duties
    for item in advised:
        out.print(f"- {escape(advice_says(item, words))} {escape(advice_why(item, words))}")
        for kind in item.kinds:
            chosen = " ".join(["toepas catalogue search", f"--filter kind={kind}", *(f"--filter purpose={name}" for name in item.purposes)])  # fmt: skip
            out.print(f"    [dim]{chosen}[/dim]", soft_wrap=True)
        for name in item.duties:
            out.print(f"    {escape(words.entry(f'{name}.title', duties[name].title))} [dim]({name})[/dim]")
    if any(item.duties for item in advised):
        out.print(words.t("Whether a duty holds for you hangs on the system: 'toepas check' says so."))
    for basis in one.basis:
        if basis.grade != "published":
            out.print(f"[dim]{escape(basis_text(basis, words))}[/dim]")


def comparison(out: Console, found: Comparison, words: Words) -> None:
    """What changed, per dimension, and what to know before reading it."""
    one = found.earlier.assessment.questionnaire
    earlier, later = found.earlier, found.later
    table = Table(words.t("Dimension"), earlier.assessment.stage, later.assessment.stage, words.t("Change in score"))
    for change in found.changes:
        name = dimension_title(one, change.id, words)
        table.add_row(escape(name), span_text(earlier.span(change.id), words), span_text(later.span(change.id), words), change_text(change, words))  # fmt: skip
    out.print(table)
    for note in [*comparison_counts(found, words), *comparison_caveats(words)]:
        out.print(f"- {escape(note)}")


def group(out: Console, found: Group, scores: Sequence[Score], tables: Sequence[Aggregate], words: Words) -> None:
    """The changes of a group, and tables with small cells hidden."""
    for note in group_notes(found, words):
        out.print(f"- {escape(note)}")
    one = scores[0].assessment.questionnaire
    for change in found.changes:
        out.print(f"[bold]{escape(dimension_title(one, change.id, words))}[/bold]")
        out.print(words.t("At the start: {value}", value=estimate_text(change.start, words)))
        out.print(words.t("Change: {value}", value=estimate_text(change.change, words, sign=True)))
        if change.versus:
            out.print(words.t("Beyond the comparison group: {value}", value=estimate_text(change.versus, words, sign=True)))  # fmt: skip
            out.print(words.t("Apart at the start: {value}", value=estimate_text(change.apart, words, sign=True)))
        if said := regression_text(change, words):
            out.print(escape(said))
    for table in tables:
        shown = Table(*table.by, words.t("At the second moment"))
        for cell in table.cells:
            shown.add_row(*(escape(trait_text(value, words)) for value in cell.key), cell_text(cell, words))
        out.print(shown)


def impact(out: Console, plan: Plan, outcomes: Sequence[Outcome], words: Words) -> None:
    """What came of every measure, and the counts of people."""
    out.print(f"[bold]{escape(plan.title)}[/bold]")
    out.print(words.t("Limits set on {set_on}; start on {starts}.", set_on=words.date(plan.set_on), starts=words.date(plan.starts)))  # fmt: skip
    for one in outcomes:
        out.print(
            f"[bold]{escape(one.measure.id)}[/bold]: {kind_title(one.measure.kind, words)}, {escape(one.measure.unit)}"
        )
        for line in outcome_lines(one, words):
            out.print(f"- {escape(line)}")
    out.print(interval_note(words))
    for name, value in job_lines(plan, words):
        out.print(f"{name}: {value}")
