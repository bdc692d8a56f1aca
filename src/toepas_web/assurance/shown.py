"""The evidence that the owner of a catalogue entry published for it."""

from __future__ import annotations

from django.urls import reverse

from toepas_web.assurance.models import EnergyReport, Validation
from toepas_web.assurance.wording import outcome_name
from toepas_web.ui.evidence import Shown
from toepas_web.ui.words import words


def evidence_of(asset_id: str, owner: object) -> list[Shown]:
    """Validations and energy reports, the newest first."""
    said = words()
    of_entry = {"asset": asset_id, "owner": owner, "published__isnull": False}
    tested = [
        Shown(
            row.title, said.t("Local validation: {verdict}", verdict=outcome_name(row.outcome, said)),
            reverse("assurance-published", args=[row.pk]), row.made.isoformat() if row.made else "",
        )
        for row in Validation.objects.filter(**of_entry).exclude(report="")
    ]  # fmt: skip
    energy = [
        Shown(
            row.title,
            said.t("Energy report"),
            reverse("assurance-energy-published", args=[row.pk]),
            str(row.report.get("date", "")),
        )
        for row in EnergyReport.objects.filter(**of_entry)
    ]
    return [*tested, *energy]
