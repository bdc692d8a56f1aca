"""What the pages of validations, monitors and energy reports show."""

from __future__ import annotations

import io
import json
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import Http404

import toepas
from toepas.assurance import (
    Columns,
    Validation,
    default_plan,
    known_measures,
    read_sample,
    report_document,
    validate,
    validation_from_data,
)
from toepas.kernel import Words
from toepas.paper import as_data
from toepas_web.assurance import models
from toepas_web.assurance.wording import TONES, kind_name, outcome_name
from toepas_web.ui import files

EXAMPLE = Path(toepas.__file__).resolve().parents[2] / "examples" / "assurance" / "four-hospitals.csv"
TYPES = {
    "report.html": "text/html; charset=utf-8",
    "report.pdf": "application/pdf",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "report.json": "application/json",
    "model-card.xml": "application/xml",
    "transparency.fhir.json": "application/fhir+json",
}
"""The files of a report, with their types."""
ALL = "report.zip"
Data = dict[str, Any]


def file_names(said: Words) -> list[tuple[str, str]]:
    """The files of a report with what they are."""
    return [
        ("report.pdf", said.t("PDF, to print and send")),
        ("report.docx", said.t("for a word processor")),
        ("report.html", said.t("web page in one file")),
        ("report.json", said.t("every figure, with the seal; for the check of the seal and for programs")),
        ("model-card.xml", said.t("model card of the Coalition for Health AI")),
        ("transparency.fhir.json", said.t("FHIR, for health records")),
        (ALL, said.t("all of these")),
    ]


def content(row: models.Validation, name: str) -> bytes:
    """A file of a report. Raises Http404 where it is not there."""
    try:
        whole = files.path_of(row.report).read_bytes()
        if name == ALL:
            return whole
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            return archive.read(name)
    except (OSError, KeyError):
        raise Http404 from None


def report(row: models.Validation, said: Words) -> Data:
    """The report of a validation as blocks of a page, in the reader's language, with who signed it."""
    data = json.loads(content(row, "report.json"))
    seal = data.get("seal", {})
    found = validation_from_data(
        {name: part for name, part in data.items() if name not in ("seal", "checklists")}, said
    )
    return {**blocks(found, said, row), "signed": "signature" in seal}


def blocks(found: Validation, said: Words, row: models.Validation | None = None) -> Data:
    """A validation as blocks of a page, the verdict first."""
    day = row.made if row and row.made else default_day()
    made = as_data(report_document(found, said, day), said)
    return {"lead": made["lead"], "blocks": made["blocks"], "contents": made["contents"], "words": made["words"]}


def default_day() -> Any:
    """Today, here."""
    from django.utils import timezone

    return timezone.localdate()


@lru_cache(maxsize=1)
def _example() -> Validation:
    said = Words()
    columns = Columns("disease", "predicted", by=("sex", "age:45,60"), site="hospital")
    return validate(read_sample(EXAMPLE, columns, said), default_plan(), on=default_day())


@lru_cache(maxsize=8)
def example(lang: str) -> Data:
    """The example of the project, worked out once in each process and shown in each language. Raises Http404 where it is not there."""
    from toepas_web.ui.words import in_language

    if not EXAMPLE.is_file():
        raise Http404
    said = in_language(lang)
    return {**blocks(_example(), said)}


def card(row: models.Validation, said: Words) -> Data:
    """A validation in a list."""
    waiting = {
        models.Validation.UPLOADED: said.t("columns still to be chosen"),
        models.Validation.RUNNING: said.t("being worked out"),
        models.Validation.FAILED: said.t("could not be worked out"),
    }
    return {
        "row": row,
        "state": waiting.get(row.state) or outcome_name(row.outcome, said),
        "tone": TONES.get(row.outcome, "open") if row.state == models.Validation.DONE else "open",
        "choose": row.state == models.Validation.UPLOADED,
    }


def task_names(said: Words) -> list[tuple[str, str]]:
    """What a model can predict."""
    return [
        ("binary", said.t("yes or no, with a probability")),
        ("regression", said.t("a number")),
        ("multiclass", said.t("one of several classes, with a probability for each")),
        ("detection", said.t("findings, several rows for each case")),
    ]


def measure_names(said: Words) -> list[tuple[str, str]]:
    """The measures that something can be demanded of."""
    return [(name, said.entry(f"measure.{name}.title", one.title)) for name, one in known_measures().items()]


def asked_page(form: Any, row: models.Validation, said: Words) -> Data:
    """The second step."""
    return {
        "form": form,
        "row": row,
        "columns": [{**one, "at": at, "says": kind_name(one["kind"], said)} for at, one in enumerate(form.columns)],
        "tasks": task_names(said),
        "measures": measure_names(said),
        "problems": form.problems,
        "wrong": dict(form.problems),
    }


def blame(problem: Data, asked: Data) -> Data:
    """A message about the data, with the field of the form that it is about."""
    text = f"{problem['what']} {problem['where']}"
    roles = [(name, asked.get(name, "")) for name in ("label", "score", "second", "site", "case")]
    roles += [("scores", one) for one in asked.get("scores", ())]
    roles += [("groups", one["name"]) for one in asked.get("groups", ())]
    field = next((name for name, column in roles if column and column in text), "label")
    return {**problem, "field": field}
