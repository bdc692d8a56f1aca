"""What a file that was shown says in detail: which demand failed, what is wrong with a figure, how many questions are open. In the reader's language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from toepas.alliance.evidence import energy_report
from toepas.alliance.gates import Judged
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words


def details(one: Judged, path: Path, words: Words) -> tuple[str, ...]:
    """Sentences on the file at ``path`` that was judged for a need: why it does not let through. None where it does, where it is not relied
    on (changed, unsigned), where it says nothing more, or cannot be read (any more)."""
    kind = one.need.kind
    if one.why not in ("stops", "unclear"):
        return ()
    try:
        if kind == "validation":
            return _validation(path / "report.json" if path.is_dir() else path, words)
        if kind == "energy":
            return _energy(path, words)
        return _dossier(path, words) if kind == "dossier" else ()
    except (Problem, OSError, ValueError, KeyError, TypeError, StopIteration):
        return ()


def _json(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_bytes())
    return data


def _validation(path: Path, words: Words) -> tuple[str, ...]:
    from toepas.assurance import Finding, finding_text, validation_from_data, verdict_text

    found = validation_from_data(_json(path), words)
    failed = [one for one in found.verdict.judged if one.answer == "not-met"]
    said = [finding_text(Finding("not-met", one.key, judged=one), found, words) for one in failed]
    return tuple(said) or (verdict_text(found, words),)


def _energy(path: Path, words: Words) -> tuple[str, ...]:
    from toepas.assurance import check_report, energy_finding_text

    report = energy_report(path, words)
    found = [one for one in check_report(report) if one.outcome in ("wrong", "doubtful")]
    return tuple(energy_finding_text(one, report, words) for one in found)


def _dossier(path: Path, words: Words) -> tuple[str, ...]:
    open_ones = len(_json(path).get("questions") or ())
    return (words.n("{n} question is open.", "{n} questions are open.", open_ones),) if open_ones else ()
