"""A simulation on the terminal: classes, groups and duties, with what was hidden and what it cannot say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.check import naming
from toepas.check.outcome import ALL, BY, DUTY, GROUP, OF, SHARE, Simulation
from toepas.check.result import UNDETERMINED
from toepas.check.simulation import (
    AFTER,
    APPLIES_AFTER,
    APPLIES_BEFORE,
    BEFORE,
    BEGINS,
    EARLIER,
    ENDS,
    LATER,
    OPEN_AFTER,
    SYSTEMS,
    Setting,
)
from toepas.kernel.words import Words

MOST_GROUPS = 30
MOST_DUTIES = 25


def report(out: Console, found: Simulation, about: dict[str, Any], target: Path, words: Words) -> None:
    """Everything a person needs to see first; the files have the rest."""
    for side, at in ((words.t("Before"), found.before), (words.t("After"), found.after)):
        out.print(f"{side}: {escape(setting(at, words))}")
    _classes(out, found, words)
    for name in found.by:
        _groups(out, found, name, words)
    _duties(out, found, words)
    _notes(out, found, about, words)
    out.print(escape(words.t("All tables are in {folder}.", folder=target)))
    out.print(words.t("Toepas informs and is not legal advice."), style="dim")


def setting(at: Setting, words: Words) -> str:
    """A setting in words."""
    said = words.t("text of {text}, on {date}", text=at.text_version, date=words.date(at.on))
    if at.reading is None:
        return said
    title = words.entry(f"{at.reading}.title", at.act().readings[at.reading].title)
    return words.t("{setting}, with the other reading of: {reading}", setting=said, reading=title)


def count(value: int | None, words: Words) -> str:
    """A count, or that it was hidden."""
    return words.t("hidden") if value is None else words.number(value)


def _classes(out: Console, found: Simulation, words: Words) -> None:
    table = Table(title=words.n("One system", "{n} systems", found.rows), title_justify="left")
    table.add_column(words.t("Class before"))
    table.add_column(words.t("Class after"))
    table.add_column(words.t("Systems"), justify="right")
    table.add_column(words.t("Share"), justify="right")
    for row in found.classes.filter(pl.col(BY) == ALL).iter_rows(named=True):
        old, new = naming.class_name(row[BEFORE], words), naming.class_name(row[AFTER], words)
        share = "" if row[SHARE] is None else f"{words.number(round(100 * row[SHARE], 2))} %"
        same = row[BEFORE] == row[AFTER]
        table.add_row(old, new, count(row[SYSTEMS], words), share, style="dim" if same else None)
    out.print(table)


def _groups(out: Console, found: Simulation, by: str, words: Words) -> None:
    """One line per group: how many get another class, and how many are open. Where a part was hidden, "at least"."""
    open_ = (pl.col(BEFORE) == UNDETERMINED) | (pl.col(AFTER) == UNDETERMINED)
    moved = (pl.col(BEFORE) != pl.col(AFTER)) & ~open_
    lines = (
        found.classes.filter(pl.col(BY) == by)
        .group_by(GROUP, OF, maintain_order=True)
        .agg(
            pl.col(SYSTEMS).filter(moved).sum().alias("moved"),
            pl.col(SYSTEMS).filter(moved).is_null().any().alias("moved_hidden"),
            pl.col(SYSTEMS).filter(open_).sum().alias("open"),
            pl.col(SYSTEMS).filter(open_).is_null().any().alias("open_hidden"),
        )
        .sort(pl.col(OF).fill_null(0), descending=True, maintain_order=True)
    )
    table = Table(title=escape(by), title_justify="left")
    table.add_column(words.t("Group"))
    for title in (words.t("Systems"), words.t("Another class"), words.t("Not settled before or after")):
        table.add_column(title, justify="right")
    for row in lines.head(MOST_GROUPS).iter_rows(named=True):
        name = words.t("unknown") if row[GROUP] is None else row[GROUP]
        shown = [_at_least(row[what], row[f"{what}_hidden"], words) for what in ("moved", "open")]
        table.add_row(escape(name), count(row[OF], words), *shown)
    out.print(table)
    if lines.height > MOST_GROUPS:
        out.print(words.t("and {n} more", n=lines.height - MOST_GROUPS))


def _at_least(value: int, hidden: bool, words: Words) -> str:
    """A sum of which parts may have been hidden."""
    if not hidden:
        return words.number(value)
    return words.t("at least {n}", n=words.number(value)) if value else words.t("hidden")


def _duties(out: Console, found: Simulation, words: Words) -> None:
    changes = (BEGINS, ENDS, LATER, EARLIER)
    every = found.duties.filter(pl.col(BY) == ALL)
    lines = every.filter(pl.any_horizontal((pl.col(name) > 0) | pl.col(name).is_null() for name in changes)).sort(
        pl.sum_horizontal(pl.col(name).fill_null(0) for name in changes), descending=True, maintain_order=True
    )
    if lines.is_empty():
        out.print(words.t("No duty begins, ends or moves for any system of which that is known."))
        return
    table = Table(title=words.t("Duties that change"), title_justify="left")
    table.add_column(words.t("Duty"))
    columns = {
        APPLIES_BEFORE: words.t("Applies before"),
        APPLIES_AFTER: words.t("Applies after"),
        BEGINS: words.t("Begins"),
        ENDS: words.t("No longer"),
        LATER: words.t("Moves later"),
        EARLIER: words.t("Moves earlier"),
        OPEN_AFTER: words.t("Not settled after"),
    }
    for title in columns.values():
        table.add_column(title, justify="right")
    titles = {name: duty.title for at in (found.before, found.after) for name, duty in at.act().duties.items()}
    for row in lines.head(MOST_DUTIES).iter_rows(named=True):
        title = words.entry(f"{row[DUTY]}.title", titles[row[DUTY]])
        table.add_row(escape(title), *(count(row[name], words) for name in columns))
    out.print(table)
    if lines.height > MOST_DUTIES:
        out.print(words.t("and {n} more", n=lines.height - MOST_DUTIES))


def _notes(out: Console, found: Simulation, about: dict[str, Any], words: Words) -> None:
    if about:
        out.print(
            words.t(
                "This register is synthetic: it shows what the rules do, not what firms have. Country, size, activity,"
                " technology and purpose follow the survey of {year}; every fact of the law is an assumption.",
                year=about["survey"],
            ),
            style="bold",
        )
    out.print(words.t("“Not settled yet” means that a fact is missing; it is never counted as no."))
    if found.threshold > 1:
        out.print(
            words.t(
                "Counts of fewer than {n} systems are hidden, and others from which they could be worked out.",
                n=found.threshold,
            )
        )
    if not found.by:
        out.print(words.t("The register has no column with a country or a sector; name columns with --by."))
    if found.contradictions:
        broken = words.n("One row contradicts itself.", "{n} rows contradict themselves.", found.contradictions)
        out.print(f"{broken} {words.t('They are counted all the same.')}")
