"""Assurance: does a model work here, for everyone, and what energy does it use."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # data: reading predictions with outcomes, and the checks of the data
    # core: from a sample to a validation, its verdict and its words
    from toepas.assurance.advice import preview_text, verdict_name, verdict_text

    # report: the report of a validation, its seal, and what checks it
    from toepas.assurance.checking import Checked, check_path

    # site: what a page needs besides
    from toepas.assurance.checking import check as check_seal
    from toepas.assurance.columns import Columns
    from toepas.assurance.document import validation_data, validation_from_data

    # energy: one report of the energy that a system or model uses
    from toepas.assurance.energy import (
        catalogue_energy,
        check_report,
        compare_reports,
        compared_text,
        comparison_data,
        energy_data,
        outcome_name,
    )
    from toepas.assurance.energy import finding_text as energy_finding_text
    from toepas.assurance.energy import messages as energy_messages
    from toepas.assurance.energy import read_report as read_energy_report
    from toepas.assurance.energy import report_data as energy_report_data
    from toepas.assurance.energy import report_document as energy_document
    from toepas.assurance.energy import report_of as energy_report_of
    from toepas.assurance.finding_columns import Column, columns_of
    from toepas.assurance.findings import Finding, claim_text, finding_text
    from toepas.assurance.inspecting import inspect
    from toepas.assurance.measures import Measure
    from toepas.assurance.measures import measures as known_measures
    from toepas.assurance.measures import messages as measure_messages
    from toepas.assurance.model import Demand, Validation
    from toepas.assurance.monitoring import Columns as MonitorColumns
    from toepas.assurance.monitoring import Grouping as MonitorGrouping

    # monitor: watching a model that is in use
    from toepas.assurance.monitoring import (
        Monitor,
        MonitorState,
        deadlines,
        incident_document,
        make_monitor,
        monitor_document,
        open_monitor,
    )
    from toepas.assurance.monitoring import Plan as MonitorPlan
    from toepas.assurance.monitoring import Rhythm as MonitorRhythm
    from toepas.assurance.monitoring import as_text as monitor_plan_text
    from toepas.assurance.monitoring import draft as draft_monitor_plan
    from toepas.assurance.monitoring import grouping as monitor_grouping
    from toepas.assurance.monitoring import plan_document as monitor_plan_document
    from toepas.assurance.monitoring import read_plan as read_monitor_plan
    from toepas.assurance.monitoring import said as monitor_said
    from toepas.assurance.monitoring import state_data as monitor_data
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
    "Checked",
    "Column",
    "Columns",
    "Demand",
    "Finding",
    "Key",
    "Made",
    "Measure",
    "Monitor",
    "MonitorColumns",
    "MonitorGrouping",
    "MonitorPlan",
    "MonitorRhythm",
    "MonitorState",
    "Plan",
    "Said",
    "Validation",
    "catalogue_energy",
    "check_path",
    "check_report",
    "check_seal",
    "checklist_messages",
    "claim_text",
    "columns_of",
    "compare_reports",
    "compared_text",
    "comparison_data",
    "deadlines",
    "default_plan",
    "draft_monitor_plan",
    "energy_data",
    "energy_document",
    "energy_finding_text",
    "energy_messages",
    "energy_report_data",
    "energy_report_of",
    "finding_text",
    "fingerprint",
    "incident_document",
    "inspect",
    "known_measures",
    "make_monitor",
    "measure_messages",
    "method_messages",
    "monitor_data",
    "monitor_document",
    "monitor_grouping",
    "monitor_plan_document",
    "monitor_plan_text",
    "monitor_said",
    "open_monitor",
    "outcome_name",
    "own_key",
    "people_messages",
    "preview_text",
    "read_energy_report",
    "read_monitor_plan",
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
    "claim_text": "findings",
    "default_plan": "plan",
    "finding_text": "findings",
    "known_measures": "measures",
    "measure_messages": "measures",
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
    # energy: one report of the energy that a system or model uses
    "catalogue_energy": "energy",
    "check_report": "energy",
    "compare_reports": "energy",
    "comparison_data": "energy",
    "energy_data": "energy",
    "energy_document": "energy",
    "energy_messages": "energy",
    "energy_report_of": "energy",
    "read_energy_report": "energy",
    # monitor: watching a model that is in use
    "Monitor": "monitoring",
    "MonitorColumns": "monitoring",
    "MonitorGrouping": "monitoring",
    "MonitorPlan": "monitoring",
    "MonitorRhythm": "monitoring",
    "MonitorState": "monitoring",
    "deadlines": "monitoring",
    "draft_monitor_plan": "monitoring",
    "incident_document": "monitoring",
    "make_monitor": "monitoring",
    "monitor_data": "monitoring",
    "monitor_document": "monitoring",
    "monitor_plan_document": "monitoring",
    "monitor_plan_text": "monitoring",
    "monitor_said": "monitoring",
    "open_monitor": "monitoring",
    "read_monitor_plan": "monitoring",
    "Column": "finding_columns",
    "columns_of": "finding_columns",
    "check_seal": "checking",
    "Demand": "model",
    "Validation": "model",
    "monitor_grouping": "monitoring",
    "compared_text": "energy",
    "energy_finding_text": "energy",
    "energy_report_data": "energy",
    "outcome_name": "energy",
}
"""Loaded when first asked for, with the module that has it: numbers and statistics take a moment that not every command needs.

No name here may be that of a module: once that is imported, the package has it under the name, and nothing is asked for any more."""


_INSIDE = {
    "monitor_grouping": "grouping",
    "known_measures": "measures",
    "energy_report_data": "report_data",
    "energy_finding_text": "finding_text",
    "check_seal": "check",
    "checklist_messages": "messages",
    "energy_document": "report_document",
    "energy_messages": "messages",
    "energy_report_of": "report_of",
    "measure_messages": "messages",
    "people_messages": "messages",
    "read_energy_report": "read_report",
    "MonitorColumns": "Columns",
    "MonitorGrouping": "Grouping",
    "MonitorPlan": "Plan",
    "MonitorRhythm": "Rhythm",
    "draft_monitor_plan": "draft",
    "monitor_data": "state_data",
    "monitor_plan_document": "plan_document",
    "monitor_plan_text": "as_text",
    "monitor_said": "said",
    "read_monitor_plan": "read_plan",
}
"""What has another name inside its module."""


def __getattr__(name: str) -> Any:
    if name in _FROM:
        return getattr(importlib.import_module(f"toepas.assurance.{_FROM[name]}"), _INSIDE.get(name, name))
    raise AttributeError(name)
