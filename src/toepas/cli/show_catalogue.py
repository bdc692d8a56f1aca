"""Assets and results in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.catalogue import Asset, Collection, Found, Query, reason_text
from toepas.catalogue.naming import facts, field_name, kind_name, party_text
from toepas.kernel.words import Words

CLOSE = 3
"""So many reasons are shown for each result."""


def results(out: Console, collection: Collection, query: Query, found: Found, words: Words) -> None:
    """A page of results, each with its reasons."""
    if found.corrected:
        out.print(words.t("Did you mean: {text}?", text=escape(found.corrected)))
    if not found.hits:
        out.print(words.t("Nothing was found. Use other words, fewer filters, or describe what should get better."))
        return
    if found.capped:
        out.print(words.t("More than {n} found.", n=words.number(found.total)))
    else:
        out.print(words.n("One found.", "{n} found.", found.total))
    for hit in found.hits:
        asset = collection[hit.id]
        out.print()
        by = party_text(asset.provider, words) if asset.provider else ""
        out.print(f"[bold]{escape(asset.text('name', words.lang))}[/] ({kind_name(asset.kind, words)}) · {escape(by)}")
        if line := asset.text("summary", words.lang):
            out.print(f"  {escape(line)}")
        for reason in collection.why(hit, query, found)[:CLOSE]:
            quote = f" “{escape(reason.quote)}”" if reason.quote and reason.code == "words" else ""
            out.print(f"  · {escape(reason_text(reason, words))}{quote}")
        out.print(f"  [dim]{hit.id}[/]  {escape(asset.url)}")


def asset(out: Console, shown: Asset, words: Words) -> None:
    """Everything one decides by, and where it was read."""
    out.print(f"[bold]{escape(shown.text('name', words.lang))}[/]")
    if line := shown.text("summary", words.lang):
        out.print(escape(line))
    table = Table(show_header=False)
    for _, label, text in facts(shown, words):
        table.add_row(label, escape(text))
    out.print(table)
    for source in shown.sources:
        out.print(
            words.t(
                "Source: {title}, {url}, read on {day}",
                title=escape(source.title or source.id),
                url=source.url,
                day=words.date(source.retrieved),
            )
        )
    if shown.derived:
        names = ", ".join(field_name(name, words) for name in shown.derived)
        out.print(words.t("Concluded by us from its texts: {fields}", fields=names))


def compare(out: Console, assets: Sequence[Asset], words: Words) -> None:
    """Assets side by side."""
    table = Table()
    table.add_column("")
    for one in assets:
        table.add_column(escape(one.text("name", words.lang)))
    for lines in zip(*(facts(one, words) for one in assets), strict=True):
        table.add_row(lines[0][1], *(escape(text) for _, _, text in lines))
    out.print(table)
