"""What a chart shows, in plain sentences that are made from its figures: for whoever hears it instead of seeing it.

Nothing is said that the figures do not carry: a change over a break is said to be one, and places without a figure are named.
"""

from __future__ import annotations

from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cell, Cells, name_of
from toepas.observatory.charts.frame import missing, subtitle_of, title_of
from toepas.observatory.charts.gap import pairs
from toepas.observatory.charts.line import whole
from toepas.observatory.places import UNION, is_aggregate, place_name
from toepas.observatory.say import flag_words, is_share
from toepas.paper.drawing.numbers import figure

FEW = 6
MOST_FLAGS = 6


def alt_text(grid: Cells, form: str, words: Words) -> str:
    """The sentences of a chart in a form."""
    time = "" if form in ("line", "multiples") or (form in ("gap", "distribution") and not grid.varying) else grid.last
    said = [
        f"{_kind(form, words)}: {title_of(grid, words)}, {subtitle_of(grid, time, words).replace(' · ', ', ')}.",
        *_extremes(grid, words),
        *(_gaps(grid, words) if form == "gap" else _chosen(grid, words)),
        *([] if time else _changes(grid, words)),
        *_flags(grid, time, words),
        *missing(grid, time, words),
        words.t("Figures of {date}.", date=words.date(grid.found.vintage.updated.date())),
    ]
    return " ".join(sentence for sentence in said if sentence)


def _kind(form: str, words: Words) -> str:
    return {
        "line": words.t("Line chart"),
        "bar": words.t("Bar chart"),
        "map": words.t("Map of equal squares"),
        "gap": words.t("Chart of gaps"),
        "distribution": words.t("Distribution of countries"),
        "multiples": words.t("Small line charts"),
    }[form]


def _said(cell: Cell, grid: Cells, words: Words) -> str:
    assert cell.value is not None
    return figure(cell.value, grid.found.indicator.digits, words)


def _newest(grid: Cells) -> list[Cell]:
    return [cell for cell in grid.every if cell.time == grid.last and cell.value is not None]


def _extremes(grid: Cells, words: Words) -> list[str]:
    """The highest and the lowest in the newest period, all of those that share it; groups of countries do not take part."""
    ranked = [cell for cell in _newest(grid) if not is_aggregate(cell.geo)]
    if len(ranked) < 3:
        return []
    said = []
    for sentence, value in (
        (words.t("Highest in {time}: {names}, {value}."), max(cell.value or 0 for cell in ranked)),
        (words.t("Lowest in {time}: {names}, {value}."), min(cell.value or 0 for cell in ranked)),
    ):
        who = [cell for cell in ranked if cell.value == value]
        names = "; ".join(name_of(grid, *cell.series, words) for cell in who[:FEW])
        said.append(sentence.format(time=grid.last, names=names, value=_said(who[0], grid, words)))
    return said


def _chosen(grid: Cells, words: Words) -> list[str]:
    """The figures of the Union and of the places asked for, or of all where they are few."""
    newest = _newest(grid)
    asked = set(grid.found.view.geo) if len(grid.found.view.geo) <= FEW else set()
    told = (
        newest if len(newest) <= FEW else [cell for cell in newest if cell.geo == UNION or cell.geo in asked][: 2 * FEW]
    )
    if not told:
        return []
    listed = "; ".join(f"{name_of(grid, *cell.series, words)} {_said(cell, grid, words)}" for cell in told)
    return [words.t("In {time}: {listed}.", time=grid.last, listed=listed)]


def _gaps(grid: Cells, words: Words) -> list[str]:
    names, rows = pairs(grid, words)
    known = [row for row in rows if row.gap is not None]
    if not known:
        return []
    widest, least, digits = known[0], known[-1], grid.found.indicator.digits

    def said(row: object) -> str:
        gap = getattr(row, "gap", 0.0)
        return figure(abs(gap), digits, words)

    sentences = [words.t("Compared: {one} and {other}.", one=names[0], other=names[1])]
    template = (
        words.t("Widest gap: {name}, {gap} percentage points.")
        if is_share(grid.found)
        else words.t("Widest gap: {name}, {gap}.")
    )
    sentences.append(template.format(name=widest.name, gap=said(widest)))
    if len(known) > 1:
        narrow = (
            words.t("Narrowest gap: {name}, {gap} percentage points.")
            if is_share(grid.found)
            else words.t("Narrowest gap: {name}, {gap}.")
        )
        sentences.append(narrow.format(name=least.name, gap=said(least)))
    return sentences


def _changes(grid: Cells, words: Words) -> list[str]:
    """From the first to the newest figure, for a few series: the Union and those asked for."""
    every = list(dict.fromkeys(cell.series for cell in grid.every))
    asked = grid.found.view.geo
    told = (
        every
        if len(every) <= FEW
        else [key for key in every if key[0] == UNION or (key[0] in asked and len(asked) <= FEW)]
    )
    said = []
    for key in told[:FEW]:
        known = [cell for cell in grid.every if cell.series == key and cell.value is not None]
        if len(known) < 2:
            continue
        first, last = known[0], known[-1]
        values = {
            "name": name_of(grid, *key, words), "first": first.time, "last": last.time,
            "before": _said(first, grid, words), "after": _said(last, grid, words),
        }  # fmt: skip
        sentence = _moved((last.value or 0) - (first.value or 0), words).format(**values)
        between = [cell for cell in known if first.time < cell.time]
        parted = any("b" in cell.flag for cell in between) or not all(
            whole(grid, a, b) for a, b in zip(known, between, strict=False) if _adjacent(grid, a, b)
        )
        said.append(
            f"{sentence} {words.t('The two do not fully compare: there is a break between them.')}"
            if parted
            else sentence
        )
    return said


def _adjacent(grid: Cells, one: Cell, other: Cell) -> bool:
    """Whether no surveyed period lies between two."""
    return grid.times.index(other.time) - grid.times.index(one.time) == 1


def _moved(by: float, words: Words) -> str:
    if by > 0:
        return words.t("{name} rose from {before} in {first} to {after} in {last}.")
    if by < 0:
        return words.t("{name} fell from {before} in {first} to {after} in {last}.")
    return words.t("{name} was {before} in {first} and the same in {last}.")


def _flags(grid: Cells, time: str, words: Words) -> list[str]:
    """Which figures have which flag."""
    said = []
    flagged = [cell for cell in grid.every if cell.flag and cell.value is not None and (not time or cell.time == time)]
    for letter in sorted({letter for cell in flagged for letter in cell.flag}):
        who = [
            f"{place_name(cell.geo, words) or name_of(grid, *cell.series, words)} {cell.time}"
            for cell in flagged
            if letter in cell.flag
        ]
        names = ", ".join(dict.fromkeys(who[:MOST_FLAGS]))
        more = words.t(" and {n} more", n=len(who) - MOST_FLAGS) if len(who) > MOST_FLAGS else ""
        said.append(
            words.t(
                "Flag {letter} ({meaning}): {names}{more}.",
                letter=letter,
                meaning=flag_words(letter, words),
                names=names,
                more=more,
            )
        )
    return said
