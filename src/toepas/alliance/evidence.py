"""Reads a file that a project shows, and finds what it says. What a file is shows from its content, not from its name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from toepas.kernel.files import opened
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.energy import Report

Kind: TypeAlias = Literal["document", "validation", "energy", "dossier"]
CLASSES = ("out-of-scope", "not-ai", "prohibited", "high-risk", "transparency", "minimal", "undetermined")
LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """``outcome``: what the file says, by id; ``trouble`` is set where that cannot be relied on: changed, not-signed, other-key.

    ``made``: when, as it states; ``by``: the fingerprint of the key below it; ``where``: the name of the file."""

    kind: Kind
    where: str
    outcome: str = ""
    trouble: str = ""
    made: str = ""
    by: str = ""


def read_evidence(path: Path, words: Words, signed_by: tuple[str, ...] = ()) -> Evidence:
    """One file, or the folder of a validation. ``signed_by``: fingerprints of the keys that are trusted; empty where any will do.

    Raises Problem where it cannot be read."""
    report = path / "report.json" if path.is_dir() else path
    with opened(report, words) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Problem(
            words.t("The file is too large."), where=str(path), expected=words.t("at most {limit} bytes", limit=LARGEST)
        )
    data = _json(content)
    if isinstance(data, dict) and "seal" in data and "validation" in data:
        return _validation(path, data, words, signed_by)
    if isinstance(data, dict) and {"class", "text_version", "findings", "duties"} <= data.keys():
        found = str(data["class"])
        return Evidence(
            "dossier", path.name, found if found in CLASSES else "undetermined", made=str(data.get("on") or "")
        )
    return _energy(path, words) or Evidence("document", path.name)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _validation(path: Path, data: dict[str, Any], words: Words, signed_by: tuple[str, ...]) -> Evidence:
    from toepas.assurance import check_path

    checked = check_path(path, words)
    verdict = data.get("verdict")
    outcome = str(verdict.get("outcome")) if isinstance(verdict, dict) else ""
    changed = checked.signature == "broken" or checked.parts or any(one != "same" for one in checked.files.values())
    if changed:
        trouble = "changed"
    elif checked.signature == "absent":
        trouble = "not-signed"
    else:
        trouble = "other-key" if signed_by and checked.fingerprint not in signed_by else ""
    return Evidence("validation", path.name, outcome, trouble, checked.made, checked.fingerprint)


def _energy(path: Path, words: Words) -> Evidence | None:
    """An energy report, or None where the file is none."""
    from toepas.assurance import check_report

    if path.is_dir() or path.suffix.lower() not in (".yaml", ".yml", ".json"):
        return None
    try:
        report = energy_report(path, words)
    except Problem:
        return None
    found = {one.outcome for one in check_report(report)}
    outcome = "wrong" if "wrong" in found else "doubtful" if "doubtful" in found else "plausible"
    return Evidence("energy", path.name, outcome)


def energy_report(path: Path, words: Words) -> Report:
    """The energy report of a file: as somebody wrote it, or within what a check of it gave (``energy.json``), whose findings are not believed.

    Raises Problem where it is none."""
    from toepas.assurance import energy_report_of, read_energy_report

    data = _json(path.read_bytes())
    if isinstance(data, dict) and isinstance(data.get("report"), dict):
        return energy_report_of(data["report"], words)
    return read_energy_report(path, words)
