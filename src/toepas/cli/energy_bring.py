"""``toepas energy import`` and ``track``: figures from tools, cards, meters and programs that run; and writing of files."""

from __future__ import annotations

import argparse
import datetime
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toepas.cli.common import today
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.energy import Brought, Report

STAGES = ("data", "training", "fine-tuning", "integration", "use", "end-of-life")


def arguments(parts: argparse._SubParsersAction[argparse.ArgumentParser], words: Words) -> None:
    """What can be said on the command line."""
    line = words.t("bring figures from CodeCarbon, EcoLogits, a model card or a meter")
    bring = parts.add_parser("import", help=line, description=line)
    kinds = bring.add_subparsers(dest="source", required=True, metavar=words.t("SOURCE"))
    _codecarbon(kinds, words)
    _ecologits(kinds, words)
    _card(kinds, words)
    _meter(kinds, words)
    line = words.t("run a program and report the energy that the machine used meanwhile")
    track = parts.add_parser("track", help=line, description=line)
    track.add_argument("--country", required=True, metavar="NL", help=words.t("whose electricity is used"))
    track.add_argument("--pue", type=float, default=1.0, help=words.t("overhead of the site (default: 1, not counted)"))
    track.add_argument(
        "program", nargs="+", metavar="COMMAND", help=words.t("the program with its arguments, behind two dashes")
    )
    track.set_defaults(run_part=_track, stage="use")
    _result(track, words)
    track.add_argument("--stage", choices=STAGES, default="use", help=words.t("which stage this is"))


def _result(parser: argparse.ArgumentParser, words: Words) -> None:
    """Where the figures go."""
    parser.add_argument("--name", default="", help=words.t("the name of the model or system"))
    parser.add_argument(
        "--into", type=Path, metavar="REPORT.yaml", help=words.t("add the figures to this report, as its next version")
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE.yaml", help=words.t("where to write it (default: shown)")
    )


def _kind(kinds: Any, name: str, line: str, words: Words, run_part: object) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(name, help=line, description=line)
    parser.set_defaults(run_part=run_part)
    _result(parser, words)
    return parser


def _codecarbon(kinds: Any, words: Words) -> None:
    parser = _kind(kinds, "codecarbon", words.t("the file emissions.csv of CodeCarbon"), words, _from_codecarbon)
    parser.add_argument("file", type=Path, metavar="emissions.csv")
    parser.add_argument("--stage", choices=STAGES, default="training", help=words.t("which stage this is"))
    parser.add_argument(
        "--processor", choices=("counter", "load", "constant"), default="",
        help=words.t("how CodeCarbon read the processor, from its log; the file does not say it"),
    )  # fmt: skip
    parser.add_argument(
        "--run", dest="run_id", default="", metavar="ID", help=words.t("only this run (default: all, added up)")
    )


def _ecologits(kinds: Any, words: Words) -> None:
    parser = _kind(
        kinds,
        "ecologits",
        words.t("an estimate of EcoLogits for an answer of a language model"),
        words,
        _from_ecologits,
    )
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="impacts.json", help=words.t("impacts that a program kept")
    )
    parser.add_argument(
        "--model", default="", metavar="PROVIDER/NAME", help=words.t("or: estimate here, for this model")
    )
    parser.add_argument("--tokens", type=int, required=True, help=words.t("output tokens of the answer"))
    parser.add_argument("--zone", default="", metavar="FRA", help=words.t("whose electricity is used"))
    parser.add_argument(
        "--seconds", type=float, default=math.inf, help=words.t("how long the answer took (default: computed)")
    )
    parser.add_argument("--tool-version", default="", help=words.t("the version of EcoLogits that made the file"))


def _card(kinds: Any, words: Words) -> None:
    parser = _kind(kinds, "card", words.t("the block co2_eq_emissions of a model card"), words, _from_card)
    parser.add_argument("file", type=Path, metavar="README.md")
    parser.add_argument("--stage", choices=STAGES, help=words.t("which stage this is (default: as the card says)"))


def _meter(kinds: Any, words: Words) -> None:
    parser = _kind(kinds, "meter", words.t("a table with readings of a meter"), words, _from_meter)
    parser.add_argument("file", type=Path, metavar="readings.csv")
    parser.add_argument("--meter", required=True, help=words.t("which meter: what it is and where it sits"))
    parser.add_argument("--stage", choices=STAGES, default="use", help=words.t("which stage this is"))
    parser.add_argument("--date-column", default="date", help=words.t("the column with the day"))
    parser.add_argument("--column", default="kWh", help=words.t("the column with the reading"))
    parser.add_argument("--unit", default="kWh", help=words.t("the unit of the readings"))
    parser.add_argument(
        "--counter", action="store_true", help=words.t("the column holds states of a counter that rises")
    )
    parser.add_argument("--country", default="", metavar="NL", help=words.t("whose electricity is used"))


def _from_codecarbon(given: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.energy import from_codecarbon

    return _keep(from_codecarbon(given.file, given.stage, words, read=given.processor, run=given.run_id), given, words)


def _from_ecologits(given: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.energy import from_ecologits, from_ecologits_json

    if bool(given.file) == bool(given.model):
        raise Problem(
            words.t("Either a file or a model is needed."),
            where="--model",
            expected=words.t("impacts.json, or --model provider/name"),
            todo=words.t("Say one of the two."),
        )
    if given.tokens < 1 or not given.seconds > 0:
        raise Problem(
            words.t("An answer has at least one token and takes time."),
            where="--tokens, --seconds",
            expected=words.t("numbers above zero"),
            todo=words.t("Mend the number."),
        )
    if given.file:
        brought = from_ecologits_json(given.file, given.tokens, words, version=given.tool_version, zone=given.zone)
    else:
        brought = from_ecologits(given.model, given.tokens, words, zone=given.zone, seconds=given.seconds)
    return _keep(brought, given, words)


def _from_card(given: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.energy import from_card

    return _keep(from_card(given.file, words, stage=given.stage), given, words)


def _from_meter(given: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.energy import Layout, from_meter

    layout = Layout(date=given.date_column, energy=given.column, unit=given.unit, counter=given.counter)
    brought = from_meter(given.file, given.meter, given.stage, today(), words, layout=layout, country=given.country)
    return _keep(brought, given, words)


def _track(given: argparse.Namespace, words: Words) -> int:
    """Follow a program; whether the report to extend can be read is asked first, not after hours."""
    from toepas.assurance.energy import read_report, track

    name = given.name or ("" if given.into else Path(given.program[0]).name)
    given.name = name
    if given.into:
        read_report(given.into, words)
    tracked = track(given.program, given.stage, given.country, words, pue=given.pue)
    _keep(tracked.brought, given, words)
    return tracked.status


def _keep(brought: Brought, given: argparse.Namespace, words: Words) -> int:
    """Write the new or extended report, and say on the way what has to be known about the figures."""
    from toepas.assurance.energy import joined, read_report, report_from, written

    on = today().isoformat()
    if given.into:
        report: Report = joined(read_report(given.into, words), brought, on, words)
    else:
        report = report_from(brought, name=given.name, on=on, words=words)
    for note in brought.notes:
        print(f"- {note}", file=sys.stderr)
    put(written(report), given.output or given.into, words)
    return 0


def put(content: str | bytes, path: Path | None, words: Words) -> None:
    """Show a text, or write a file aside and move it to its place, so that what was there stays whole until then."""
    if path is None:
        sys.stdout.write(content if isinstance(content, str) else content.decode())
        return
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_bytes(content.encode() if isinstance(content, str) else content)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise Problem(
            words.t("This cannot be written: {reason}", reason=error.strerror or str(error)),
            where=str(path),
            todo=words.t("Check free space and permissions."),
            code=EXIT_OUTPUT,
        ) from None
    print(words.t("Written: {file}", file=str(path)), file=sys.stderr)


def json_text(data: object) -> str:
    """Data as JSON, readable by people too."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=_plain) + "\n"


def form_data(report: Report, words: Words) -> dict[str, Any]:
    """The documentation form for machines."""
    from toepas.assurance.energy import form_entries

    return {
        "form": "model-documentation-form",
        "report": {"id": report.id, "version": report.version},
        "fields": [
            {"id": one.id, "label": one.label, "text": one.text, "remark": one.remark, "cites": list(one.cites)}
            for one in form_entries(report, words)
        ],
    }


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
