"""Prints figures, vintages and what differs between them, for people."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.kernel.words import Words
from toepas.observatory import (
    Built,
    Choice,
    Dataset,
    Diff,
    Slice,
    State,
    Vintage,
    dataset_title,
    figure,
    flag_words,
    place_name,
    reason,
)

MOST_CODES = 8


def listed(out: Console, rows: list[dict[str, Any]], words: Words) -> None:
    """Every indicator in a line."""
    table = Table(box=None)
    for title in ("Id", words.t("Title"), words.t("Places"), words.t("Periods"), words.t("Figures of")):
        table.add_column(title)
    for row in rows:
        periods = row["from"] if row["from"] == row["to"] else f"{row['from']}–{row['to']}"
        mark = "" if row["evidence"] == "primary" else " *"
        table.add_row(
            row["id"], escape(row["title"]) + mark, str(row["places"]), periods, row["vintage"]["updated"][:10]
        )
    out.print(table)
    if any(row["evidence"] != "primary" for row in rows):
        out.print(words.t("* not from a statistical office itself; 'show' says from where."))


def figures(out: Console, found: list[Slice], data: dict[str, Any], words: Words) -> None:
    """The figures of a view in a table, with everything that belongs to them below it."""
    out.print(f"[bold]{escape(data['title'])}[/bold]")
    out.print(escape(f"{data['unit']}. {data['definition']}"))
    own = any("unit" in item for item in data["figures"])
    varying = [
        choice for choice in found[0].indicator.choices
        if len({item["codes"][choice.dimension] for item in data["figures"]}) > 1
    ]  # fmt: skip
    fixed = [choice for choice in found[0].indicator.choices if choice not in varying]
    if data["figures"]:
        for choice in fixed:
            out.print(
                escape(
                    f"{words.entry('indicator.choice', choice.title)}: {data['figures'][0]['names'][choice.dimension]}"
                )
            )
    if own:
        _cited(out, data, words)
    else:
        _table(out, varying, data, words)
    _below(out, data, words)


def _table(out: Console, varying: list[Choice], data: dict[str, Any], words: Words) -> None:
    table = Table()
    for choice in varying:
        table.add_column(escape(words.entry("indicator.choice", choice.title)))
    for title in (words.t("Place"), words.t("Period")):
        table.add_column(title)
    table.add_column(words.t("Figure"), justify="right")
    table.add_column(words.t("Flag"))
    for item in data["figures"]:
        value = words.t("not published") if item["value"] is None else figure(item["value"], data["digits"], words)
        names = (item["names"][choice.dimension] for choice in varying)
        table.add_row(*map(escape, (*names, item["place"], item["time"], value, item["flag"])))
    out.print(table)


def _cited(out: Console, data: dict[str, Any], words: Words) -> None:
    """Figures that have a unit and a source each, one after the other."""
    for item in data["figures"]:
        value = figure(item["value"], 0 if float(item["value"]).is_integer() else data["digits"], words)
        line = f"{value} {item['unit']}"
        out.print(
            f"[bold]{escape(line)}[/bold]  {escape(' '.join(item['names'].values()))} ({escape(item['place'])}, {item['time']})"
        )
        out.print(escape(f"    {item['stands']}: {item['cites']}. {item['note']}"))


def _below(out: Console, data: dict[str, Any], words: Words) -> None:
    """Flags, what is absent, breaks, caveats, source and age."""
    for letter in sorted({letter for item in data["figures"] for letter in item["flag"]}):
        out.print(f"{letter}: {flag_words(letter, words)}", markup=False)
    for item in data["absent"]:
        what = " ".join(place_name(value, words) if key == "geo" else value for key, value in item.items())
        out.print(
            words.t(
                "{what}: nothing was published. That is not zero; it was not surveyed, or not published.", what=what
            ),
            markup=False,
        )
    for item in data["breaks"]:
        out.print(words.t("Break in {time}: {why}", time=item["time"], why=item["why"]), markup=False)
    for caveat in data["caveats"]:
        out.print(f"- {caveat}", markup=False)
    for target in data["targets"]:
        line = words.t("{title}: {value} % in {time} ({source}).", **{**target, "value": words.number(target["value"])})
        out.print(f"- {line} {target['note']}", markup=False)
    source, vintage = data["source"], data["vintage"]
    doi = f", doi {source['doi']}" if source["doi"] else ""
    out.print(
        words.t(
            "Source: {office}, {code}{doi}. {licence}.",
            office=source["office"],
            code=source["dataset"],
            doi=doi,
            licence=source["licence"],
        ),
        markup=False,
    )
    if source["evidence_note"]:
        out.print(source["evidence_note"], markup=False)
    out.print(
        words.n(
            "Figures of {updated}, read on {retrieved} (vintage {id}): one day old.",
            "Figures of {updated}, read on {retrieved} (vintage {id}): {n} days old.",
            vintage["age"], updated=vintage["updated"][:10], retrieved=vintage["retrieved"], id=vintage["id"],
        ),
        markup=False,
    )  # fmt: skip
    if vintage["held"] and not vintage["released"]:
        out.print(words.t("This vintage is held back: {reasons}", reasons=" ".join(vintage["held"])), markup=False)


def vintages(out: Console, known: tuple[Vintage, ...], used: Vintage | None, words: Words) -> None:
    """Every vintage in a line, those held back with the reasons below."""
    table = Table(box=None)
    for title in ("Id", words.t("Figures of"), words.t("Read on"), words.t("Rows"), words.t("State")):
        table.add_column(title)
    for item in known:
        state = (
            words.t("held back") if not item.usable else words.t("let through") if item.released else words.t("kept")
        )
        if used and item.id == used.id:
            state = words.t("in use") if not item.released else words.t("in use, let through")
        table.add_row(item.id, f"{item.updated:%Y-%m-%d}", str(item.retrieved), words.number(item.rows), state)
    out.print(table)
    for item in known:
        for held in item.held:
            out.print(f"{item.id}: {reason(held, words)}", markup=False)
        if item.released:
            out.print(
                words.t(
                    "{id}: let through on {on}: {because}",
                    id=item.id,
                    on=item.released.on,
                    because=item.released.because,
                ),
                markup=False,
            )


def difference(out: Console, found: Diff, words: Words) -> None:
    """How two vintages differ: counts, by dimension, and the cells."""
    counts = found.counts
    out.print(f"{found.old.id} -> {found.new.id}", markup=False)
    table = Table(show_header=False, box=None)
    names = {
        "same": words.t("Unchanged"), "revised": words.t("Revised"), "new": words.t("New"),
        "gone": words.t("Gone"), "flag": words.t("Only another flag"),
    }  # fmt: skip
    for kind, name in names.items():
        table.add_row(name, words.number(counts[kind]))
    out.print(table)
    for dimension, codes in found.by.items():
        most = sorted(codes.items(), key=lambda item: -sum(item[1].values()))[:MOST_CODES]
        said = ", ".join(f"{code} {sum(kinds.values())}" for code, kinds in most)
        if len(codes) > 1:
            out.print(f"{dimension}: {said}" + (" …" if len(codes) > MOST_CODES else ""), markup=False)
    for row in found.cells.iter_rows(named=True):
        place = " ".join(
            str(value) for key, value in row.items() if key not in ("what", "old", "old_flag", "new", "new_flag")
        )
        before, after = (
            f"{'-' if row[side] is None else row[side]} {row[side + '_flag']}".strip() for side in ("old", "new")
        )
        out.print(f"  {names[row['what']]}: {place}: {before} -> {after}", markup=False)
    changed = sum(counts.values()) - counts["same"]
    if len(found.cells) < changed:
        out.print(words.t("and {n} more", n=changed - len(found.cells)))


def built(out: Console, dataset: Dataset, made: Built, used: Vintage | None, words: Words) -> None:
    """What became of a refresh."""
    title = f"{dataset.id} ({dataset_title(dataset.id, words)})"
    if made.state is State.UNCHANGED:
        out.print(
            words.t("{dataset}: nothing has changed since {vintage}.", dataset=title, vintage=made.vintage.id),
            markup=False,
        )
    elif made.state is State.NEW:
        out.print(
            words.n(
                "{dataset}: new vintage {vintage} with one row.",
                "{dataset}: new vintage {vintage} with {n} rows.",
                made.vintage.rows,
                dataset=title,
                vintage=made.vintage.id,
            ),
            markup=False,
        )
    else:
        out.print(
            words.t("{dataset}: the new vintage {vintage} is held back.", dataset=title, vintage=made.vintage.id),
            markup=False,
        )
        for held in made.vintage.held:
            out.print(f"  {reason(held, words)}", markup=False)
        out.print(words.t("In use stays: {used}", used=used.id if used else "-"), markup=False)
        if not any(held.final for held in made.vintage.held):
            command = f"toepas observatory release {dataset.id} {made.vintage.id} --because …"
            out.print(words.t("To let it through: {command}", command=command), markup=False)
