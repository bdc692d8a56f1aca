"""The README of a download: what the files are, what must be known of the figures, how to cite them, the licence."""

from __future__ import annotations

import textwrap

from toepas.kernel.words import Words
from toepas.observatory.model import Slice
from toepas.observatory.texts import text

WIDE = 100


def write_readme(found: Slice, notes: list[tuple[str, str]], citation: str, words: Words, *, drawn: bool) -> str:
    """Plain text in the reader's language."""
    name = found.indicator.id
    files = [
        (f"{name}.csv", words.t("the figures as a table, with codes and names; decimal point, UTF-8")),
        (f"{name}.xlsx", words.t("the same as a workbook, with a sheet of notes")),
        (f"{name}.jsonstat.json", words.t("the figures in JSON-stat 2.0")),
        (f"{name}.sdmx.csv", words.t("the figures in SDMX-CSV 2.0")),
        ("metadata.json", words.t("definition, unit, breaks, caveats, flags, vintage and question, for programs")),
        ("citation.txt, .bib, .datacite.json", words.t("how to cite the figures")),
    ]
    if drawn:
        files.append((f"{name}.svg, .png", words.t("the chart")))
        files.append((f"{name}.vl.json", words.t("the chart as a Vega-Lite specification")))
    title = text("title", found.indicator.title, words)
    parts = [title, "=" * len(title), "", words.t("Files"), ""]
    parts += [_line(what, said) for what, said in files]
    if not drawn:
        parts += ["", words.t("There is no chart: no figure of this view was published.")]
    parts += ["", words.t("To know of these figures"), ""]
    parts += [_line(what, said) for what, said in notes]
    parts += [
        "",
        words.t("Citation"),
        "",
        *textwrap.wrap(citation, WIDE, break_long_words=False, break_on_hyphens=False),
    ]
    parts += ["", words.t("Licence"), ""]
    licence = words.t(
        "Figures: {licence}. Chart and texts: Toepas, free to use and change with the source named (EUPL-1.2).",
        licence=found.dataset.licence,
    )
    parts += textwrap.wrap(licence, WIDE)
    return "\n".join(parts) + "\n"


def _line(what: str, said: str) -> str:
    return textwrap.fill(
        f"- {what}: {said}", WIDE, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
