"""Assurance: does a model work here, for everyone, and what energy does it use."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # data: reading predictions with outcomes, and the checks of the data
    # core: from a sample to a validation, its verdict and its words
    from toepas.assurance.advice import advice, preview_text, verdict_name, verdict_text

    # report: the report of a validation, its seal, and what checks it
    from toepas.assurance.checking import Checked, check_path
    from toepas.assurance.columns import Columns
    from toepas.assurance.document import validation_data, validation_from_data
    from toepas.assurance.findings import Finding, claim_text, finding_text, findings
    from toepas.assurance.inspecting import inspect
    from toepas.assurance.measures import Measure, measures
    from toepas.assurance.measures import messages as measure_messages
    from toepas.assurance.plan import Plan, default_plan, read_plan
    from toepas.assurance.reading import read_sample
    from toepas.assurance.remarks import Said, remark_messages, remark_said, remark_text
    from toepas.assurance.report import report_document, report_files, write_report
    from toepas.assurance.report.checklists import messages as checklist_messages
    from toepas.assurance.report.closing import method_messages
    from toepas.assurance.signing import Key, Made, fingerprint, own_key
    from toepas.assurance.validation import validate
    from toepas.assurance.words import messages as people_messages

__all__ = [
    # report: the report of a validation, its seal, and what checks it
    "Checked",
    # data: reading predictions with outcomes, and the checks of the data
    "Columns",
    # core: from a sample to a validation, its verdict and its words
    "Finding",
    "Key",
    "Made",
    "Measure",
    "Plan",
    "Said",
    "advice",
    "check_path",
    "checklist_messages",
    "claim_text",
    "default_plan",
    "finding_text",
    "findings",
    "fingerprint",
    "inspect",
    "measure_messages",
    "measures",
    "method_messages",
    "own_key",
    "people_messages",
    "preview_text",
    "read_plan",
    "read_sample",
    "remark_messages",
    "remark_said",
    "remark_text",
    "report_document",
    "report_files",
    "validate",
    "validation_data",
    "validation_from_data",
    "verdict_name",
    "verdict_text",
    "write_report",
]

_FROM = {
    # data: reading predictions with outcomes, and the checks of the data
    "Columns": "columns",
    "Said": "remarks",
    "inspect": "inspecting",
    "read_sample": "reading",
    "remark_messages": "remarks",
    "remark_said": "remarks",
    "remark_text": "remarks",
    # core: from a sample to a validation, its verdict and its words
    "Finding": "findings",
    "Measure": "measures",
    "Plan": "plan",
    "advice": "advice",
    "claim_text": "findings",
    "default_plan": "plan",
    "finding_text": "findings",
    "findings": "findings",
    "measure_messages": "measures",
    "measures": "measures",
    "people_messages": "words",
    "preview_text": "advice",
    "read_plan": "plan",
    "validate": "validation",
    "validation_data": "document",
    "validation_from_data": "document",
    "verdict_name": "advice",
    "verdict_text": "advice",
    # report: the report of a validation, its seal, and what checks it
    "Checked": "checking",
    "Key": "signing",
    "Made": "signing",
    "check_path": "checking",
    "checklist_messages": "report.checklists",
    "fingerprint": "signing",
    "method_messages": "report.closing",
    "own_key": "signing",
    "report_document": "report",
    "report_files": "report",
    "write_report": "report",
}
"""Loaded when first asked for, with the module that has it: numbers and statistics take a moment that not every command needs."""


_INSIDE = {"checklist_messages": "messages", "measure_messages": "messages", "people_messages": "messages"}
"""What has another name inside its module."""


def __getattr__(name: str) -> Any:
    if name in _FROM:
        return getattr(importlib.import_module(f"toepas.assurance.{_FROM[name]}"), _INSIDE.get(name, name))
    raise AttributeError(name)
