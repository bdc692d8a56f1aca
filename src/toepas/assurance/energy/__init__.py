"""The energy report of an AI system or model: read, checked for plausibility, compared, brought from tools, exported.

What it knows is loaded where it is asked for; ``import toepas.assurance.energy`` itself is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toepas.assurance.energy.blanks import blank
    from toepas.assurance.energy.bring import (
        Brought,
        Layout,
        from_card,
        from_codecarbon,
        from_ecologits,
        from_ecologits_json,
        from_meter,
        joined,
        report_from,
    )
    from toepas.assurance.energy.checks import Finding, check_report, worst
    from toepas.assurance.energy.comparing import Comparison, compare_reports, comparison_data
    from toepas.assurance.energy.comparison_words import compared_text
    from toepas.assurance.energy.data import devices, messages
    from toepas.assurance.energy.document import form_document, report_document
    from toepas.assurance.energy.export import (
        catalogue_data,
        catalogue_energy,
        form_csv,
        form_entries,
        linked_data,
        sci_data,
    )
    from toepas.assurance.energy.following import Tracked, track
    from toepas.assurance.energy.model import Report
    from toepas.assurance.energy.output import energy_data
    from toepas.assurance.energy.reading import read_report, report_data, report_of, written
    from toepas.assurance.energy.sentences import finding_text
    from toepas.assurance.energy.wording import outcome_name

_HOME = {
    "blank": "blanks",
    "Brought": "bring",
    "Layout": "bring",
    "from_card": "bring",
    "from_codecarbon": "bring",
    "from_ecologits": "bring",
    "from_ecologits_json": "bring",
    "from_meter": "bring",
    "joined": "bring",
    "report_from": "bring",
    "Finding": "checks",
    "check_report": "checks",
    "worst": "checks",
    "Comparison": "comparing",
    "compare_reports": "comparing",
    "comparison_data": "comparing",
    "devices": "data",
    "messages": "data",
    "form_document": "document",
    "report_document": "document",
    "catalogue_data": "export",
    "catalogue_energy": "export",
    "form_csv": "export",
    "form_entries": "export",
    "linked_data": "export",
    "sci_data": "export",
    "Report": "model",
    "energy_data": "output",
    "read_report": "reading",
    "report_data": "reading",
    "report_of": "reading",
    "written": "reading",
    "finding_text": "sentences",
    "compared_text": "comparison_words",
    "outcome_name": "wording",
    "Tracked": "following",
    "track": "following",
}
"""In which module a public name is found."""

__all__ = [
    "Brought",
    "Comparison",
    "Finding",
    "Layout",
    "Report",
    "Tracked",
    "blank",
    "catalogue_data",
    "catalogue_energy",
    "check_report",
    "compare_reports",
    "compared_text",
    "comparison_data",
    "devices",
    "energy_data",
    "finding_text",
    "form_csv",
    "form_document",
    "form_entries",
    "from_card",
    "from_codecarbon",
    "from_ecologits",
    "from_ecologits_json",
    "from_meter",
    "joined",
    "linked_data",
    "messages",
    "outcome_name",
    "read_report",
    "report_data",
    "report_document",
    "report_from",
    "report_of",
    "sci_data",
    "track",
    "worst",
    "written",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(name)
    found = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found
