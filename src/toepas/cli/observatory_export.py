"""``toepas observatory chart``, ``export``, ``find``: figures as a picture, as files, and by a question.

What reads figures is loaded only by who asks for figures: the other commands start without it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from toepas.cli.common import console, print_json
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.observatory import Found, View

PICTURES = ("svg", "png")
EXPORTS = {
    ".zip": "zip", ".csv": "csv", ".xlsx": "xlsx", ".jsonstat.json": "jsonstat", ".sdmx.csv": "sdmx", ".bib": "bibtex",
    ".datacite.json": "datacite", ".vl.json": "spec", ".svg": "svg", ".png": "png", ".json": "metadata", ".txt": "text",
}  # fmt: skip
"""What a file becomes by how its name ends; the longest ending that fits counts."""


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    drawn = parts.add_parser("chart", help=words.t("draw a chart, as SVG or PNG"))
    _view(drawn, words)
    drawn.set_defaults(run_part=_chart)
    saved = parts.add_parser("export", help=words.t("save figures: everything in one zip, or one file"))
    _view(saved, words)
    saved.set_defaults(run_part=_export)
    question = parts.add_parser("find", help=words.t("find figures by a question in your own words"))
    question.add_argument("question", nargs="+", help=words.t("such as: use of AI in Dutch construction in 2025"))
    question.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    question.set_defaults(run_part=_find)


def _view(parser: argparse.ArgumentParser, words: Words) -> None:
    said = words.t("its id, from 'toepas observatory list', or the permalink of a view")
    parser.add_argument("indicator", metavar="INDICATOR", help=said)
    parser.add_argument(
        "--geo", action="append", default=[], metavar="NL",
        help=words.t("only this place: two letters of a country, or EU; can be repeated"),
    )  # fmt: skip
    parser.add_argument(
        "--time", action="append", default=[], metavar="2025", help=words.t("only this period; can be repeated")
    )
    parser.add_argument(
        "--code", action="append", default=[], metavar="DIMENSION=CODE",
        help=words.t("these codes in place of the usual one; can be repeated"),
    )  # fmt: skip
    parser.add_argument(
        "--vintage", default="", metavar="ID", help=words.t("an older vintage in place of the one in use")
    )
    parser.add_argument(
        "--form", default="", metavar="FORM",
        help=words.t("form of the chart: line, bar, map, gap, distribution or multiples (default: what suits)"),
    )  # fmt: skip
    parser.add_argument("--theme", default="light", choices=("light", "dark"), help=words.t("colours: light or dark"))
    parser.add_argument("--size", default="desk", choices=("desk", "phone"), help=words.t("shape: desk or phone"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=words.t("where to write it"))


def _asked(arguments: argparse.Namespace, words: Words) -> tuple[View, str]:
    """The view and the form of its chart. Raises Problem for what is not known."""
    from toepas.cli.observatory import codes_of
    from toepas.observatory import View, place_code, read_permalink

    if "=" in arguments.indicator:
        view, form = read_permalink(arguments.indicator, words)
        return view, arguments.form or form
    geo = tuple(place_code(said, words) for said in arguments.geo)
    codes = codes_of(arguments.code, words)
    return View(arguments.indicator, geo, tuple(arguments.time), codes, arguments.vintage), arguments.form


def _chart(arguments: argparse.Namespace, words: Words) -> int:
    kind = arguments.output.suffix.removeprefix(".").lower()
    if kind not in PICTURES:
        raise Problem(
            words.t("A chart is written as SVG or PNG."),
            where=str(arguments.output),
            expected="FILE.svg, FILE.png",
            todo=words.t("Let the name of the file end in .svg or .png."),
        )
    from toepas.observatory import Style, chart, look

    view, form = _asked(arguments, words)
    made = chart(look(view, words), words, form, Style(arguments.theme, arguments.size))
    arguments.output.write_bytes(made.svg() if kind == "svg" else made.png())
    console().print(escape(made.alt))
    console().print(escape(words.t("Written: {file}", file=arguments.output)))
    return 0


def _export(arguments: argparse.Namespace, words: Words) -> int:
    name = arguments.output.name.lower()
    ending = max((ending for ending in EXPORTS if name.endswith(ending)), key=len, default="")
    if not ending:
        raise Problem(
            words.t("By the name of the file nobody can tell what to write."),
            where=str(arguments.output),
            expected=", ".join(EXPORTS),
            todo=words.t("Let the name of the file end in one of these; .zip has everything."),
        )
    from toepas.observatory import Style, download, look

    view, form = _asked(arguments, words)
    style = Style(arguments.theme, arguments.size)
    made = download(look(view, words), EXPORTS[ending], words, form=form, style=style)
    arguments.output.write_bytes(made.content)
    console().print(escape(words.t("Written: {file}", file=arguments.output)))
    return 0


def _find(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.observatory import find, permalink

    found = find(" ".join(arguments.question), words)
    if arguments.json:
        print_json(found_data(found, words))
        return 0
    out = console()
    for part in found.understood:
        line = words.t("Understood: {words} = {means}", words=part.words, means=part.means)
        out.print(escape(line if part.words else words.t("Figures: {means}", means=part.means)))
    if found.ignored:
        out.print(escape(words.t("Not understood: {words}", words=", ".join(found.ignored))))
    for note in found.notes:
        out.print(escape(note))
    if found.view:
        out.print(escape(words.t("View: {view}", view=permalink(found.view, words, found.form))))
    for other in found.others:
        out.print(escape(words.t("Nearby: {view}", view=permalink(other, words))))
    return 0


def found_data(found: Found, words: Words) -> dict[str, Any]:
    """What was found, for programs."""
    from toepas.observatory import permalink

    return {
        "question": found.question,
        "view": permalink(found.view, words, found.form) if found.view else None,
        "exact": found.exact,
        "understood": [{"kind": part.kind, "words": part.words, "means": part.means} for part in found.understood],
        "ignored": list(found.ignored),
        "notes": list(found.notes),
        "others": [permalink(other, words) for other in found.others],
    }
