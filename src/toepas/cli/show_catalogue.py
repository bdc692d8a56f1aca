"""Assets and results in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.catalogue import LAYERS, Asset, Collection, Found, Layer, Query, concepts, reason_text
from toepas.kernel.words import Words
from toepas.match.wording import country_name, language_name, sector_name

CLOSE = 3
"""So many reasons are shown for each result."""


def kind_name(kind: str, words: Words) -> str:
    """What sort of thing a kind is."""
    return {
        "solution": words.t("solution"),
        "model": words.t("AI model"),
        "dataset": words.t("data set"),
        "data-space": words.t("data space"),
        "building-block": words.t("building block"),
        "service": words.t("service of a helper"),
        "compute": words.t("computing power"),
        "funding": words.t("funding"),
        "course": words.t("course"),
        "practice": words.t("example from practice"),
    }[kind]


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
        country = country_name(asset.provider.country, words) if asset.provider and asset.provider.country else ""
        by = ", ".join(part for part in (asset.provider.name if asset.provider else "", country) if part)
        out.print(f"[bold]{escape(asset.text('name', words.lang))}[/] ({kind_name(asset.kind, words)}) · {escape(by)}")
        if line := asset.text("summary", words.lang):
            out.print(f"  {escape(line)}")
        for reason in collection.why(hit, query, found)[:CLOSE]:
            quote = f" “{escape(reason.quote)}”" if reason.quote and reason.code == "words" else ""
            out.print(f"  · {escape(reason_text(reason, words))}{quote}")
        out.print(f"  [dim]{hit.id}[/]  {escape(asset.url)}")


def rows(asset: Asset, words: Words) -> list[tuple[str, str]]:
    """What one decides by, as (label, text); what is not known says so."""
    unknown = words.t("not known")
    stack = asset.sovereignty
    provider = ", ".join(
        part for part in (asset.provider.name, country_name(asset.provider.country, words) if asset.provider.country else "") if part
    ) if asset.provider else unknown  # fmt: skip
    found = [
        (words.t("Kind"), kind_name(asset.kind, words)),
        (words.t("Provider"), provider),
        (words.t("For"), ", ".join(concepts()[name].label(words.lang) for name in asset.purposes) or unknown),
        (words.t("Sectors"), ", ".join(sector_name(code, words) for code in asset.sectors) or unknown),
        (words.t("Languages"), ", ".join(language_name(code, words) for code in asset.languages) or unknown),
        (words.t("Licence"), asset.licence or unknown),
        (
            words.t("Hosting"),
            ", ".join(country_name(code, words) for code in stack.hosting) if stack and stack.hosting else unknown,
        ),
    ]
    names = layer_names(words)
    found += [(names[layer], layer_text(getattr(stack, layer) if stack else None, words)) for layer in LAYERS]
    found += [
        (words.t("Evidence"), ", ".join(shown.title for shown in asset.evidence) or unknown),
        (
            words.t("Energy"),
            ", ".join(f"{figure.value} {figure.unit} {figure.per}" for figure in asset.energy) or unknown,
        ),
        (words.t("Address"), asset.url or unknown),
    ]
    return found


def layer_names(words: Words) -> dict[str, str]:
    """What the layers of the stack are called."""
    return {
        "hardware": words.t("Hardware"),
        "cloud": words.t("Cloud"),
        "model": words.t("Model"),
        "data": words.t("Data"),
        "application": words.t("Application"),
    }


def layer_text(layer: Layer | None, words: Words) -> str:
    """Who supplies a layer, from where."""
    if layer is None or not (layer.supplier or layer.country):
        return words.t("not known")
    country = country_name(layer.country, words) if layer.country else ""
    return ", ".join(part for part in (layer.supplier, country, layer.note) if part)


def asset(out: Console, shown: Asset, words: Words) -> None:
    """Everything one decides by, and where it was read."""
    out.print(f"[bold]{escape(shown.text('name', words.lang))}[/]")
    if line := shown.text("summary", words.lang):
        out.print(escape(line))
    table = Table(show_header=False)
    for label, text in rows(shown, words):
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
        out.print(words.t("Concluded by us from its texts: {fields}", fields=", ".join(shown.derived)))


def compare(out: Console, assets: Sequence[Asset], words: Words) -> None:
    """Assets side by side."""
    table = Table()
    table.add_column("")
    for one in assets:
        table.add_column(escape(one.text("name", words.lang)))
    for lines in zip(*(rows(one, words) for one in assets), strict=True):
        table.add_row(lines[0][0], *(escape(text) for _, text in lines))
    out.print(table)
