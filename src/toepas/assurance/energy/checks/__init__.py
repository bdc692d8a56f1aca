"""Plausibility checks: what contradicts itself, physics or what is published, with the figures and what it probably is."""

from toepas.assurance.energy.checks.finding import Finding, Outcome, Slip
from toepas.assurance.energy.checks.run import check_report, worst

__all__ = ["Finding", "Outcome", "Slip", "check_report", "worst"]
