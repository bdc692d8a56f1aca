"""Charts: figures in, a Vega-Lite specification, SVG and PNG out, with the words that say what they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.charts.alt import alt_text
from toepas.observatory.charts.bar import bar
from toepas.observatory.charts.cells import Cells, cells
from toepas.observatory.charts.distribution import distribution
from toepas.observatory.charts.frame import Plot, framed, subtitle_of, title_of
from toepas.observatory.charts.gap import gap
from toepas.observatory.charts.line import line
from toepas.observatory.charts.map import tile_map, tiles
from toepas.observatory.charts.multiples import multiples
from toepas.observatory.model import Slice
from toepas.paper.drawing import render
from toepas.paper.drawing.marks import Spec
from toepas.paper.drawing.paint import SIZES, THEMES, Style

LINE, BAR, MAP, GAP, DISTRIBUTION, MULTIPLES = "line", "bar", "map", "gap", "distribution", "multiples"
FORMS: dict[str, Callable[[Cells, Words, Style], Plot]] = {
    LINE: line, BAR: bar, MAP: tile_map, GAP: gap, DISTRIBUTION: distribution, MULTIPLES: multiples
}  # fmt: skip
MANY = 8


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that is ready to be drawn. ``spec`` is Vega-Lite 6 with everything in it; ``title``, ``subtitle`` and ``alt`` are
    plain text in the reader's language; ``width`` and ``height`` are in pixels of the screen."""

    form: str
    title: str
    subtitle: str
    alt: str
    spec: Spec
    lang: str
    width: int
    height: int

    def svg(self) -> bytes:
        """The chart as SVG."""
        return render.svg(self.spec, self.title, self.alt, self.lang)

    def png(self) -> bytes:
        """The chart as PNG, at twice its measures."""
        return render.png(self.spec, self.title, self.alt, self.lang)


def chart(found: Slice, words: Words, form: str = "", style: Style | None = None) -> Chart:
    """The chart of a slice; without a form, in the one that suits its figures best.

    Raises Problem for a form that is not known or cannot show these figures, and where there is no figure at all.
    """
    grid = cells(found, words)
    if not any(cell.value is not None for cell in grid.every):
        raise Problem(
            words.t("There is no published figure to draw in this view."),
            where=found.indicator.id,
            todo=words.t("Choose other places, periods or groups."),
        )
    suited = _forms(grid)
    form = form or suited[0]
    if form not in FORMS:
        raise Problem(words.t("There is no form of chart '{form}'.", form=form), expected=", ".join(FORMS))
    if form not in suited:
        raise Problem(
            words.t("These figures cannot be shown as '{form}'.", form=form),
            where=found.indicator.id,
            expected=", ".join(suited),
            todo=words.t("Choose other places, periods or groups, or another form of chart."),
        )
    style = _known(style or Style(), words)
    plot = FORMS[form](grid, words, style)
    spec = framed(plot, grid, words, style)
    pad = spec["padding"]
    return Chart(
        form, title_of(grid, words), subtitle_of(grid, plot.time, words), alt_text(grid, form, words), spec, words.lang,
        round(spec["width"] + pad["left"] + pad["right"]), round(spec["height"] + pad["top"] + pad["bottom"]),
    )  # fmt: skip


def _known(style: Style, words: Words) -> Style:
    for given, known in ((style.theme, THEMES), (style.size, SIZES)):
        if given not in known:
            raise Problem(words.t("A chart cannot look like '{style}'.", style=given), expected=", ".join(known))
    return style


def chart_forms(found: Slice, words: Words) -> tuple[str, ...]:
    """The forms that can show a slice, the one that suits it best first."""
    return _forms(cells(found, words))


def _forms(grid: Cells) -> tuple[str, ...]:
    countries, several = len(grid.countries), len(grid.times) > 1
    fits = {
        LINE: several,
        MULTIPLES: several and len({cell.series for cell in grid.every}) > 1,
        BAR: True,
        MAP: not grid.varying and len(set(grid.geos) & set(tiles())) > 2,
        GAP: (len(grid.keys) == 2 and len(grid.varying) == 1) or (not grid.varying and several),
        DISTRIBUTION: countries > 4,
    }
    first = [BAR, MAP, GAP, DISTRIBUTION, LINE, MULTIPLES]
    if several:
        first = (
            [MULTIPLES, LINE, MAP, BAR, GAP, DISTRIBUTION]
            if len(grid.geos) * len(grid.keys) > MANY
            else [LINE, BAR, GAP, MULTIPLES, MAP, DISTRIBUTION]
        )
    elif len(grid.keys) == 2 and countries > 1:
        first = [GAP, BAR, DISTRIBUTION, MAP, LINE, MULTIPLES]
    return tuple(form for form in first if fits[form])


def warm_charts() -> None:
    """Start the renderer of this process beforehand, so that the first reader does not wait; after a fork, not before."""
    render.warm()
