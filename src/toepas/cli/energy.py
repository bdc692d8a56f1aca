"""``toepas energy``: one report of the energy an AI system or model uses: made, checked, compared, exported."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from toepas.cli import energy_bring
from toepas.cli.common import add_part, console, day, print_json, run_part, today
from toepas.kernel.problems import EXIT_OPEN, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.energy import Report
    from toepas.paper.blocks import Document

STAGES = ("data", "training", "fine-tuning", "integration", "use", "end-of-life")
FORMS = ("form", "catalogue", "sci", "jsonld")


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Report the energy an AI system or model uses, check whether the figures can be right, compare")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    new = add_part(parts, "new", words.t("write a new report to fill in"), _new)
    new.add_argument("--name", required=True, help=words.t("the name of the model or system"))
    new.add_argument("--kind", choices=("model", "system"), default="model", help=words.t("what the report is about"))
    new.add_argument("--stage", choices=STAGES, default="use", help=words.t("the stage that is counted (default: use)"))
    new.add_argument("--country", default="NL", metavar="NL", help=words.t("whose electricity is used"))
    new.add_argument(
        "-o", "--output", type=Path, metavar="FILE.yaml", help=words.t("where to write it (default: shown)")
    )
    new.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the day of the report (default: today)"))
    check = add_part(parts, "check", words.t("check whether the figures of a report can be right"), _check)
    show = add_part(parts, "show", words.t("show a report, or write it as HTML, PDF or DOCX"), _show)
    show.add_argument("-o", "--output", type=Path, metavar="FILE.pdf", help=words.t("write it: .html, .pdf or .docx"))
    export = add_part(parts, "export", words.t("write a report in a form that others ask for"), _export)
    for command in (check, show, export):
        command.add_argument("report", type=Path, metavar="REPORT.yaml", help=words.t("the energy report"))
    export.add_argument(
        "form", choices=FORMS,
        help=words.t("form: the documentation form of the code for models; catalogue: for an entry; sci: SCI for AI; jsonld: linked data"),
    )  # fmt: skip
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help=words.t("where to write it: .json, .csv or .docx for the form (default: shown)"))  # fmt: skip
    compare = add_part(parts, "compare", words.t("compare reports about the same task"), _compare)
    compare.add_argument("reports", type=Path, nargs="+", metavar="REPORT.yaml", help=words.t("two or more reports"))
    hardware = add_part(parts, "hardware", words.t("list the hardware whose power and peak are known"), _hardware)
    for command in (check, show, compare, hardware):
        command.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    energy_bring.arguments(parts, words)


run = run_part


def _new(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.energy import blank

    on = day(arguments.on, words) if arguments.on else today()
    text = blank(
        arguments.name, on.isoformat(), words, kind=arguments.kind, stage=arguments.stage, country=arguments.country
    )
    energy_bring.put(text, arguments.output, words)
    return 0


def _check(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.energy import check_report, energy_data, worst
    from toepas.cli import show_energy

    report = _read(arguments.report, words)
    findings = check_report(report)
    if arguments.json:
        print_json(energy_data(report, words))
    else:
        show_energy.checked(console(), report, findings, words)
    return EXIT_OPEN if worst(findings) in ("wrong", "doubtful") else 0


def _show(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.energy import energy_data, report_document
    from toepas.cli import show_energy

    report = _read(arguments.report, words)
    if arguments.json:
        print_json(energy_data(report, words))
    elif arguments.output:
        energy_bring.put(_set(report_document(report, words), arguments.output, words), arguments.output, words)
    else:
        show_energy.report(console(), report, words)
    return 0


def _export(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.energy import catalogue_data, form_csv, form_document, linked_data, sci_data

    report = _read(arguments.report, words)
    ending = arguments.output.suffix if arguments.output else ".json"
    if arguments.form == "form" and ending == ".csv":
        energy_bring.put(form_csv(report, words), arguments.output, words)
        return 0
    if arguments.form == "form" and ending != ".json":
        energy_bring.put(_set(form_document(report, words), arguments.output, words), arguments.output, words)
        return 0
    if arguments.form == "form":
        made: object = energy_bring.form_data(report, words)
    elif arguments.form == "catalogue":
        made = {"energy": catalogue_data(report)}
    else:
        made = sci_data(report) if arguments.form == "sci" else linked_data(report)
    energy_bring.put(energy_bring.json_text(made), arguments.output, words)
    return 0


def _compare(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.energy import compare_reports, comparison_data
    from toepas.cli import show_energy

    if len(arguments.reports) < 2:
        raise Problem(
            words.t("One report cannot be compared."),
            where="REPORT.yaml",
            expected=words.t("two or more reports"),
            todo=words.t("Name another report."),
        )
    found = compare_reports([_read(path, words) for path in arguments.reports])
    if arguments.json:
        print_json(comparison_data(found))
    else:
        show_energy.compared(console(), found, words)
    return EXIT_OPEN if found.differences else 0


def _hardware(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.energy import devices
    from toepas.cli import show_energy

    if arguments.json:
        print_json(
            [
                {"id": key, "name": one.name, "tdp_w": one.tdp_w, "peak_flops": one.peak_flops}
                for key, one in devices().items()
            ]
        )
    else:
        show_energy.hardware(console(), list(devices().values()), words)
    return 0


def _set(document: Document, path: Path, words: Words) -> bytes:
    """A document as the ending of a file's name asks. Raises Problem for another ending."""
    from toepas.paper import docx, html, pdf

    ending = path.suffix.lower()
    if ending == ".html":
        return html.render(document, words).encode()
    if ending == ".pdf":
        return pdf.render(document, words)
    if ending == ".docx":
        return docx.render(document, words)
    raise Problem(
        words.t("A document cannot be written with the ending '{ending}'.", ending=ending),
        where=str(path),
        expected=".html, .pdf, .docx",
        todo=words.t("Give the file one of these endings."),
    )


def _read(path: Path, words: Words) -> Report:
    from toepas.assurance.energy import read_report

    return read_report(path, words)
