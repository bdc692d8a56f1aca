"""``toepas monitor report`` and ``incident``: what is given to others, as documents."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toepas.cli.common import console, day, today
from toepas.kernel.problems import EXIT_OK, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.monitoring import Alarm, MonitorState
    from toepas.paper.blocks import Document

REPORT, WORKSHEET = "state.json", "incident.json"
"""The file by which a folder of ours is known again."""


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    report = parts.add_parser("report", help=words.t("the report and the plan as documents (HTML, PDF, DOCX)"))
    incident = parts.add_parser(
        "incident", help=words.t("a worksheet for a serious incident: deadlines, steps, questions")
    )
    for part in (report, incident):
        part.add_argument("folder", type=Path, metavar="FOLDER", help=words.t("the folder of the monitor"))
        part.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the date asked about (default: today)"))
    report.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help=words.t("the folder for the documents")
    )
    report.set_defaults(run_part=_report)
    incident.add_argument("-o", "--output", type=Path, metavar="DIR", help=words.t("the folder for the worksheet"))
    incident.add_argument("--alarm", metavar="NUMBER", default="", help=words.t("the alarm that it began with"))
    incident.add_argument("--aware", metavar="YYYY-MM-DD", help=words.t("the day you learned of the incident"))
    incident.add_argument(
        "--led-to", metavar="WHAT", action="append", default=[],
        help=words.t("what it led to, such as death, health, rights; may be given again"),
    )  # fmt: skip
    incident.set_defaults(run_part=_incident)


def _state(arguments: argparse.Namespace, words: Words) -> MonitorState:
    from toepas.assurance.monitoring import open_monitor

    on = day(arguments.on, words) if arguments.on else today()
    return open_monitor(arguments.folder, words).state(on)


def _files(document: Document, words: Words) -> dict[str, bytes]:
    from toepas.paper import docx, html, pdf

    return {
        f"{document.ids}.html": html.render(document, words).encode(),
        f"{document.ids}.pdf": pdf.render(document, words),
        f"{document.ids}.docx": docx.render(document, words),
    }


def _report(arguments: argparse.Namespace, words: Words) -> int:
    import json

    from toepas.assurance.monitoring import monitor_document, plan_document, state_data
    from toepas.paper.folder import write

    state = _state(arguments, words)
    data = json.dumps(state_data(state), ensure_ascii=False, indent=1).encode()
    files = {**_files(monitor_document(state, words), words), **_files(plan_document(state, words), words)}
    write(arguments.output, {**files, REPORT: data}, words, marker=REPORT)
    console().print(words.t("The report and the plan are in {folder}.", folder=str(arguments.output)), markup=False)
    return EXIT_OK


def _incident(arguments: argparse.Namespace, words: Words) -> int:
    import json

    from toepas.assurance.monitoring import as_json, deadlines, incident_document
    from toepas.cli import show_monitor
    from toepas.paper.folder import write

    state = _state(arguments, words)
    aware = day(arguments.aware, words, "--aware") if arguments.aware else None
    if aware and aware > state.on:
        raise Problem(
            words.t("The day lies in the future: {day}", day=words.date(aware)), where="--aware",
            expected=words.t("at most {day}", day=words.date(state.on)), todo=words.t("Correct the date."),
        )  # fmt: skip
    led_to = _led_to(arguments.led_to, words)
    alarm = _alarm(arguments.alarm, state, words)
    found = deadlines(aware, led_to)
    show_monitor.incident(console(), found, state, words)
    if arguments.output:
        document = incident_document(state, words, alarm=alarm, aware=aware, led_to=led_to)
        data = {"alarm": alarm, "aware": aware, "led_to": led_to, "deadlines": found}
        content = json.dumps(as_json(data), ensure_ascii=False, indent=1).encode()
        write(arguments.output, {**_files(document, words), WORKSHEET: content}, words, marker=WORKSHEET)
        console().print(words.t("The worksheet is in {folder}.", folder=str(arguments.output)), markup=False)
    return EXIT_OK


def _led_to(given: list[str], words: Words) -> tuple[str, ...]:
    from toepas.law import incident_entries

    known = [entry.id for entry in incident_entries("consequence")]
    said = tuple(dict.fromkeys(name.strip() for text in given for name in text.split(",") if name.strip()))
    for name in said:
        if name not in known:
            raise Problem(
                words.t("This consequence is not known: {name}", name=name), where="--led-to",
                expected=", ".join(known), todo=words.t("Name one or more of these."),
            )  # fmt: skip
    return said


def _alarm(number: str, state: MonitorState, words: Words) -> Alarm | None:
    """The alarm that was named; without one, the first open alarm that may concern harm."""
    if not number:
        return next((alarm for alarm in state.open_alarms if alarm.harm), None)
    found = next((alarm for alarm in state.alarms if alarm.id == number), None)
    if found is None:
        raise Problem(
            words.t("There is no alarm with this number: {number}", number=number), where="--alarm",
            expected=", ".join(alarm.id for alarm in state.alarms) or words.t("there was no alarm yet"),
            todo=words.t("'toepas monitor show' lists them."),
        )  # fmt: skip
    return found
