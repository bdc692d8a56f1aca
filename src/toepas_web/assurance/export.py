"""What a person and an organisation take along of their validations, monitors and energy reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from toepas_web.accounts.models import User
from toepas_web.assurance.models import EnergyReport, Monitor, Validation
from toepas_web.organisations.models import Organisation
from toepas_web.ui import files


def export(user: User) -> Iterator[tuple[str, bytes]]:
    """Every validation with its data (while they are here) and its report, every monitor with its log, every energy report."""
    for row in Validation.objects.of(user):
        yield f"validations/{row.pk}/validation.json", _json(about(row))
        if row.data and files.path_of(row.data).exists():
            yield f"validations/{row.pk}/{row.name}", files.path_of(row.data).read_bytes()
        yield from _report(row, f"validations/{row.pk}")
    for monitor in Monitor.objects.filter(owner=user):
        data = {
            "title": monitor.title,
            "state": monitor.state,
            "created": monitor.created.isoformat(),
            "asked": monitor.asked,
        }
        yield f"monitors/{monitor.pk}/monitor-asked.json", _json(data)
        for name in files.inside(monitor.folder):
            yield f"monitors/{monitor.pk}/{name.partition('/')[2]}", files.path_of(name).read_bytes()
    for energy in EnergyReport.objects.filter(owner=user):
        yield (
            f"energy/{energy.pk}.json",
            _json({"title": energy.title, "published_for": energy.asset, "report": energy.report}),
        )


def of_organisation(organisation: Organisation) -> Iterator[tuple[str, bytes]]:
    """The reports that their owners show to the organisation; never the rows."""
    for row in Validation.objects.shown_in([organisation]):
        yield from _report(row, f"validations/{row.pk}")


def about(row: Validation) -> dict[str, Any]:
    """What is known of a validation besides its files."""
    return {
        "title": row.title, "created": row.created.isoformat(), "state": row.state, "file": row.name, "data_deleted_on": row.delete_on.isoformat(),
        "data_here": bool(row.data), "columns": row.columns, "asked": row.asked, "outcome": row.outcome, "published_for": row.asset,
    }  # fmt: skip


def _report(row: Validation, folder: str) -> Iterator[tuple[str, bytes]]:
    if row.report and files.path_of(row.report).exists():
        yield f"{folder}/report.zip", files.path_of(row.report).read_bytes()


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode()
