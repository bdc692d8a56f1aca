"""What the process of its own does: a validation with its report, or a monitor with its limits."""

from __future__ import annotations

import io
import logging
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from toepas import __version__
from toepas.assurance import (
    Columns,
    Demand,
    Made,
    MonitorColumns,
    MonitorRhythm,
    Plan,
    default_plan,
    draft_monitor_plan,
    make_monitor,
    monitor_grouping,
    own_key,
    read_sample,
    report_files,
    validate,
)
from toepas.kernel import Problem, Words
from toepas_web.assurance import actions
from toepas_web.assurance.models import Monitor, Validation
from toepas_web.ui import files
from toepas_web.ui.words import in_language

KINDS = ("html", "pdf", "docx", "chai", "fhir")
"""What a report is made as, besides report.json."""
logger = logging.getLogger(__name__)


def make(kind: str, pk: object) -> None:
    """Do it, and write down what came of it. Nothing of a row reaches a log: of a defect its kind is told, no message."""
    model = {"validation": Validation, "monitor": Monitor}[kind]
    row = model.objects.filter(pk=pk).first()
    if row is None:
        return
    said = in_language(str(row.asked.get("lang", "en")))
    with override(said.lang):
        try:
            validation(row, said) if isinstance(row, Validation) else monitor(row, said)
        except Problem as problem:
            actions.fail(model=model, pk=pk, problem=told(problem))
        except Exception as defect:
            logger.error("a %s could not be made: %s", kind, type(defect).__name__)
            what = said.t("Something went wrong on our side while this was worked out.")
            todo = said.t("Try again; if it stays like this, tell whoever runs this site.")
            actions.fail(model=model, pk=pk, problem={"what": what, "where": "", "expected": "", "todo": todo})


def told(problem: Problem) -> dict[str, str]:
    """A message as data. An option of the command line says nothing here."""
    where = "" if problem.where.startswith("--") else problem.where
    return {"what": problem.what, "where": where, "expected": problem.expected, "todo": problem.todo}


@contextmanager
def named(place: str, name: str) -> Iterator[Path]:
    """A kept file under the name that its owner knows it by, so that messages and reports call it so. The name goes with the block."""
    with tempfile.TemporaryDirectory(dir=files.path_of(""), prefix=".open-") as folder:
        path = Path(folder) / name
        path.symlink_to(files.path_of(place).resolve())
        yield path


def validation(row: Validation, said: Words) -> None:
    """Read, validate, write the report."""
    asked: Mapping[str, Any] = row.asked
    with named(row.data, row.name) as path:
        sample = read_sample(path, columns(asked), said)
    found = validate(sample, plan(asked), on=timezone.localdate())
    made = Made(timezone.now(), __version__)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in report_files(found, said, made, own_key(said), KINDS).items():
            archive.writestr(name, content)
    place, _ = files.write([packed.getvalue()], "report")
    actions.keep_report(
        validation_id=row.pk, place=place, outcome=found.verdict.outcome, made=timezone.localdate(made.at)
    )


def columns(asked: Mapping[str, Any]) -> Columns:
    """Which columns say what."""
    several = asked["task"] == "multiclass"
    return Columns(
        label=asked["label"],
        score=tuple(asked["scores"]) if several else asked["score"],
        second="" if several else asked["second"],
        by=tuple(division(group) for group in asked["groups"] if group["name"] != asked["site"]),
        site=asked["site"],
        case=asked["case"] if asked["task"] == "detection" else "",
        task=asked["task"],
        positive=tuple(asked["positive"]),
    )


def division(group: Mapping[str, Any]) -> str:
    """A column that divides people, with the edges of its bands: ``age:40,65``."""
    edges = ",".join(f"{edge:g}" for edge in group["edges"])
    return f"{group['name']}:{edges}" if edges else str(group["name"])


def plan(asked: Mapping[str, Any]) -> Plan:
    """What is asked of the model."""
    made = default_plan()
    if asked["thresholds"]:
        made = replace(made, thresholds=tuple(sorted(set(asked["thresholds"]))), fixed=True)
    demands = tuple(
        Demand(
            one["measure"], one["value"] if one["sign"] == ">=" else None, one["value"] if one["sign"] == "<=" else None,
            made.precision, tuple(one["by"]),
        )
        for one in asked["demands"]
    )  # fmt: skip
    return replace(made, demands=demands, smallest_cell=asked["smallest_cell"])


def monitor(row: Monitor, said: Words) -> None:
    """Draft the plan, simulate the limits, write the folder."""
    asked, source = row.asked, row.validation
    if source is None or not source.data:
        raise Problem(said.t("The data to compare with are deleted."), todo=said.t("Upload them again."))
    held = MonitorColumns(asked["score"], asked["label"], asked["case"], asked["date"], tuple(asked["positive"]))
    groups = tuple(monitor_grouping(division(one)) for one in asked["groups"])
    rhythm = MonitorRhythm(asked["days"], asked["cases"], asked["batches"])
    with named(source.data, source.name) as path:
        agreed = draft_monitor_plan(
            path,
            held,
            groups,
            said,
            on=timezone.localdate(),
            title=row.title,
            threshold=asked["threshold"],
            rhythm=rhythm,
        )
        make_monitor(files.path_of(row.folder), replace(agreed, false_alarm=asked["false_alarm"]), path, said)
    actions.monitor_made(monitor_id=row.pk, folder=row.folder)


def media() -> Path:
    """The folder for files, made where it is not there yet."""
    path = Path(settings.MEDIA_ROOT)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
