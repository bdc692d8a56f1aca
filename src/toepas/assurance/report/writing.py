"""Writes a report to a folder so that it is wholly the old one or wholly the new one, with a seal over everything in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from toepas.assurance.document import validation_data
from toepas.assurance.findings import findings
from toepas.assurance.model import Validation
from toepas.assurance.report import chai, fhir
from toepas.assurance.report.checklists import assessed, checklists
from toepas.assurance.report.document import KINDS, NAME, report_document
from toepas.assurance.report.parts import View
from toepas.assurance.report.protection import for_machines, protected
from toepas.assurance.signing import Key, Made, fingerprint, sealed
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.paper import docx, folder, html, pdf
from toepas.paper.blocks import Document

REPORT = f"{NAME}.json"
FILES = {
    "html": f"{NAME}.html",
    "pdf": f"{NAME}.pdf",
    "docx": f"{NAME}.docx",
    "chai": "model-card.xml",
    "fhir": "transparency.fhir.json",
}
LOOKS: dict[str, Callable[[Document, Words], bytes]] = {
    "html": lambda document, words: html.render(document, words).encode(),
    "pdf": pdf.render,
    "docx": docx.render,
}
ALL = tuple(kind for kind in KINDS if kind != "json")


def report_data(validation: Validation, words: Words) -> dict[str, Any]:
    """The report for machines: the data of the validation, and the state of every item of the guidelines. No small count is in it."""
    shown = protected(validation)
    view = View(shown, words)
    data = validation_data(shown, words)
    data["findings"] = [
        {**entry, "text": view.finding(one)} for entry, one in zip(data["findings"], findings(shown), strict=True)
    ]
    data["checklists"] = [
        {
            "id": one.id,
            "title": one.title,
            "items": [{"id": each.item.id, "state": each.state} for each in assessed(one, shown)],
        }
        for one in checklists()
    ]
    made: dict[str, Any] = for_machines(data)
    return made


def report_files(
    validation: Validation,
    words: Words,
    made: Made,
    key: Key | None = None,
    kinds: Sequence[str] = ALL,
    target: str = "DIR",
) -> dict[str, bytes]:
    """Every file of the report by its name; ``report.json`` with the seal is always one of them.

    The same validation, words, moment and key give the same bytes. ``target`` is the name of the folder, for the command in the text.
    Raises Problem for a kind that is not known.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise Problem(words.t("There is no form of report '{kind}'.", kind=unknown[0]), expected=", ".join(KINDS))
    files: dict[str, bytes] = {}
    looks = [kind for kind in LOOKS if kind in kinds]
    if looks:
        signer = fingerprint(key.public) if key else ""
        document = report_document(validation, words, made.at.date(), signer, target)
        files = {FILES[kind]: LOOKS[kind](document, words) for kind in looks}
    card = chai.card(validation, words, made)
    if "chai" in kinds:
        files[FILES["chai"]] = card
    if "fhir" in kinds:
        files[FILES["fhir"]] = fhir.bundle(validation, words, made, card)
    return {**files, REPORT: sealed(report_data(validation, words), validation.source, files, made, key)}


def write_report(
    validation: Validation,
    directory: Path,
    words: Words,
    made: Made,
    *,
    key: Key | None = None,
    kinds: Sequence[str] = ALL,
) -> tuple[str, ...]:
    """Write the report to a folder; gives back the names under which versions that the user had edited were kept.

    Raises Problem where the folder cannot be written; what was there before then stays as it was.
    """
    files = report_files(validation, words, made, key, kinds, directory.name)
    return folder.write(directory, files, words, marker=REPORT)
