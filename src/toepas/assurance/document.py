"""A validation as data that other programs read (``report.json``), and back.

The shape is published beside this file (``schema/validation.json``, made by ``python -m toepas.assurance.document``) and has a version. Sentences
stand apart from figures: ``validation`` is the same in every language, everything beside it is in the reader's.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from toepas import __version__
from toepas.assurance.advice import advice, verdict_name, verdict_text
from toepas.assurance.findings import finding_text, findings
from toepas.assurance.measures import measures, split
from toepas.assurance.model import Curve, Estimate, Gate, Key, Measured, Validation
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

VERSION = 1
SCHEMA_ID = f"urn:toepas:assurance:validation:{VERSION}"
SCHEMA = Path(__file__).resolve().parent / "schema" / "validation.json"


def validation_data(validation: Validation, words: Words) -> dict[str, Any]:
    """The report as plain data: the verdict, findings and advice in words, and every figure under ``validation``."""
    return {
        "schema": SCHEMA_ID,
        "version": VERSION,
        "made_by": f"Toepas {__version__}",
        "language": words.lang,
        "verdict": {
            "outcome": validation.verdict.outcome,
            "title": verdict_name(validation, words),
            "text": verdict_text(validation, words),
            "reasons": list(validation.verdict.reasons),
        },
        "findings": [
            {"kind": one.kind, "key": _key(one.key), "text": finding_text(one, validation, words)}
            for one in findings(validation)
        ],
        "advice": list(advice(validation, words)),
        "validation": _plain(validation),
    }


def _plain(validation: Validation) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(dataclasses.replace(validation, curves={}))
    data["curves"] = [
        {"key": _key(key), "curves": msgspec.to_builtins(list(curves))} for key, curves in validation.curves.items()
    ]
    for listed, gates in ((data["gates"], validation.gates), (data["verdict"]["gates"], validation.verdict.gates)):
        _more(listed, gates)
    return data


def _more(listed: list[dict[str, Any]], gates: tuple[Gate, ...]) -> None:
    """How many cases are still to be collected stands beside each gate, so that readers need not work it out."""
    for entry, gate in zip(listed, gates, strict=True):
        entry["more"] = gate.more


def _key(key: Key) -> list[list[str]]:
    return [list(pair) for pair in key]


def validation_from_data(data: Mapping[str, Any], words: Words) -> Validation:
    """A validation read back from ``report.json``. Raises Problem for data that are none, or of another version."""
    if data.get("schema") != SCHEMA_ID:
        raise Problem(
            words.t("This is not a report of a validation that this version can read."), where="schema", expected=SCHEMA_ID,
            todo=words.t("Use the version of Toepas that made the report, or validate again."),
        )  # fmt: skip
    try:
        entries: dict[str, Any] = dict(data["validation"])
        parts = msgspec.convert(entries.pop("curves"), list[_Drawn])
        found = msgspec.convert({**entries, "curves": {}}, Validation)
    except (KeyError, TypeError, msgspec.ValidationError) as error:
        raise Problem(
            words.t("The report is damaged: {reason}", reason=str(error)), where="validation",
            todo=words.t("Use the report as it was written, or validate again."),
        ) from None  # fmt: skip
    groups, sites = (tuple(map(_in_order, listed)) for listed in (found.groups, found.sites))
    return dataclasses.replace(found, groups=groups, sites=sites, curves={part.key: part.curves for part in parts})


def _in_order(group: Measured) -> Measured:
    """The measures of a group as they are shown; a sealed report has them in the order of the alphabet."""
    at = tuple(dataclasses.replace(one, measures=_shown_order(one.measures)) for one in group.at)
    return dataclasses.replace(group, measures=_shown_order(group.measures), at=at)


def _shown_order(found: Mapping[str, Estimate]) -> dict[str, Estimate]:
    order = {name: at for at, name in enumerate(measures())}
    return dict(sorted(found.items(), key=lambda pair: order.get(split(pair[0])[0], len(order))))


@dataclasses.dataclass(frozen=True, slots=True)
class _Drawn:
    """The curves of one group, as a list has them."""

    key: Key
    curves: tuple[Curve, ...]


@functools.cache
def schema() -> dict[str, Any]:
    """The JSON Schema of ``report.json``, from the types of the model."""
    hints = {**get_type_hints(Validation), "curves": tuple[_Drawn, ...]}
    inside = msgspec.defstruct(
        "ValidationData", [(field.name, hints[field.name]) for field in dataclasses.fields(Validation)]
    )
    (made,), parts = msgspec.json.schema_components([inside], ref_template="#/$defs/{name}")
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    key = {"type": "array", "items": {"type": "array", "items": text, "minItems": 2, "maxItems": 2}}
    parts["Gate"]["properties"]["more"] = {"anyOf": [{"type": "integer"}, {"type": "null"}]}
    finding = {
        "type": "object",
        "required": ["kind", "key", "text"],
        "properties": {"kind": text, "key": key, "text": text},
    }
    verdict = {
        "type": "object", "required": ["outcome", "title", "text", "reasons"],
        "properties": {"outcome": text, "title": text, "text": text, "reasons": texts},
    }  # fmt: skip
    properties = {
        "schema": {"const": SCHEMA_ID}, "version": {"const": VERSION}, "made_by": text, "language": text, "verdict": verdict,
        "findings": {"type": "array", "items": finding}, "advice": texts, "validation": made,
    }  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "The report of a local validation",
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "$defs": parts,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n")
