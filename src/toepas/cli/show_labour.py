"""Prints labour figures for people."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.kernel.words import Words
from toepas.observatory import figure

MOST = 15
MAIN = ("mean", "exposed")
"""Where there are more categories than ``MOST``, these only."""


def report(out: Console, data: dict[str, Any], words: Words) -> None:
    """A report: figures with their band, gaps, changes, the trend, and what has to be known beside them."""
    out.print(f"[bold]{words.t('Exposure of work to generative AI')}[/bold] ({escape(data['basis_name'])})")
    categories = {(row["geo"], row["category"]) for row in data["figures"]}
    many = len(categories) > MOST
    for place, time in dict.fromkeys((row["place"], row["time"]) for row in data["figures"]):
        rows = [row for row in data["figures"] if (row["place"], row["time"]) == (place, time)]
        out.print(f"\n[bold]{escape(place)}, {time}[/bold]")
        _figures(out, [row for row in rows if not many or row["measure"] in MAIN], words)
    gaps, changes = ([row for row in data[name] if not many or row["measure"] in MAIN] for name in ("gaps", "changes"))
    _differences(out, gaps, words.t("Gaps, in percentage points (the mean: in hundredths)"), words)
    _differences(out, changes, words.t("Change, in percentage points (the mean: in hundredths)"), words)
    if data["trend"]:
        trend(out, data["trend"], words)
    out.print()
    for caveat in data["caveats"]:
        out.print(escape(f"- {caveat}"))
    for source in data["sources"]:
        said = " · ".join(filter(None, (source["title"], source["id"], source.get("vintage"))))
        out.print(escape(words.t("Source: {source}", source=said)))
    _scores(out, data["exposure_source"], words)


def _figures(out: Console, rows: list[dict[str, Any]], words: Words) -> None:
    table = Table()
    table.add_column("")
    for title in (words.t("Figure"), words.t("Band"), words.t("People (thousands)")):
        table.add_column(title, justify="right")
    for category in dict.fromkeys(row["category_name"] for row in rows):
        table.add_row(f"[bold]{escape(category)}[/bold]")
        for row in (row for row in rows if row["category_name"] == category):
            table.add_row(f"  {escape(row['measure_name'])}", *_cells(row, words))
    out.print(table)


def _cells(row: dict[str, Any], words: Words) -> tuple[str, str, str]:
    if row["hidden"]:
        return words.t("hidden"), "", ""
    said = [_level(row["measure"], row[name], words) for name in ("value", "low", "high")]
    return said[0], f"{said[1]} – {said[2]}", figure(row["people"], 0, words)


def _level(measure: str, value: float, words: Words) -> str:
    return figure(value, 3, words) if measure == "mean" else f"{figure(100 * value, 1, words)}%"


def _differences(out: Console, rows: list[dict[str, Any]], title: str, words: Words) -> None:
    """What is between two categories or two periods; the mean in hundredths."""
    if not rows:
        return
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for column in (words.t("Difference"), words.t("Band")):
        table.add_column(column, justify="right")
    headings = [_between(row, words) for row in rows]
    for heading in dict.fromkeys(headings):
        table.add_row(f"[bold]{escape(heading)}[/bold]")
        for row in (row for row, of in zip(rows, headings, strict=True) if of == heading):
            table.add_row(f"  {escape(row['measure_name'])}", *_points(row, words))
    out.print()
    out.print(table)


def _between(row: dict[str, Any], words: Words) -> str:
    """The place, and which two are compared."""
    if "first" in row:
        return f"{row['place']}, {row['time']}: " + words.t(
            "{one} less {other}", one=row["first_name"], other=row["second_name"]
        )
    return f"{row['place']}, {row['category_name']}: " + words.t(
        "{one} less {other}", one=row["time"], other=row["since"]
    )


def _points(row: dict[str, Any], words: Words) -> tuple[str, str]:
    if row["hidden"]:
        return words.t("hidden"), ""
    return _signed(row["value"], words), f"{_signed(row['low'], words)} – {_signed(row['high'], words)}"


def _signed(value: float, words: Words) -> str:
    return ("+" if value > 0 else "") + figure(value, 1, words)


def trend(out: Console, data: dict[str, Any], words: Words) -> None:
    """How employment grew before and after, with the sentence that it shows no effect."""
    first, models, last = data["years"]
    table = Table(title=words.t("Employment by exposure, percent a year"), title_justify="left")
    table.add_column("")
    table.add_column(f"{first}–{models}", justify="right")
    table.add_column(f"{models}–{last}", justify="right")
    for row in data["thirds"]:
        said = [
            words.t("not known") if row[name] is None else _signed(row[name], words) for name in ("before", "after")
        ]
        table.add_row(escape(row["name"]), *said)
    out.print()
    out.print(table)
    out.print(escape(data["says"]))


def occupation(out: Console, data: dict[str, Any], words: Words) -> None:
    """One occupation, or a group with its occupations."""
    out.print(f"[bold]{escape(data['title'])}[/bold] (ISCO-08 {data['isco08']})")
    if "members" not in data:
        out.print(escape(f"{data['gradient_name']}: {data['gradient_meaning']}"))
        out.print(words.t("Mean exposure (0 to 1)") + f": {figure(data['mean'], 2, words)}")
        said = words.t(
            "{n} tasks were scored; their standard deviation is {sd}.", n=data["tasks"], sd=figure(data["sd"], 2, words)
        )
        out.print(said)
    else:
        said = words.t(
            "Mean {mean}, from {least} to {most}; standard deviation between its {n} occupations {spread}.",
            mean=figure(data["mean"], 3, words), least=figure(data["least"], 2, words), most=figure(data["most"], 2, words),
            n=data["occupations"], spread=figure(data["spread"], 3, words),
        )  # fmt: skip
        out.print(said)
        table = Table()
        for title in ("ISCO-08", words.t("Occupation"), words.t("Mean"), words.t("Gradient")):
            table.add_column(title)
        for item in data["members"]:
            table.add_row(
                item["isco08"], escape(item["title"]), figure(item["mean"], 2, words), escape(item["gradient_name"])
            )
        out.print(table)
    out.print(
        words.t(
            "Exposure says how many tasks are of a kind that generative AI can do. It does not say that jobs go or come."
        )
    )
    _scores(out, data["exposure_source"], words)


def _scores(out: Console, source: dict[str, Any], words: Words) -> None:
    said = words.t(
        "Scores: {publisher}, {title}, {published}, {licence}. Adapted by Toepas; the ILO has not reviewed or endorsed this, and titles in other languages are no translation of the ILO.",
        publisher=source["publisher"], title=source["title"], published=source["published"], licence=source["licence"],
    )  # fmt: skip
    out.print(escape(said))
