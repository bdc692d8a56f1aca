"""Who may see and change what: its owner; members of an organisation may see a validation that its owner, one of them, shows them.
A hub that may see cases sees no validations. What is published, everybody sees."""

from __future__ import annotations

import uuid

from django.http import Http404

from toepas_web.accounts.models import User
from toepas_web.assurance.models import EnergyReport, Monitor, Validation
from toepas_web.organisations.rules import with_permission

SEE = "see-cases"


def validation_of(user: User, validation_id: uuid.UUID) -> Validation:
    """A validation of this account. Raises Http404 otherwise: who may not see it learns not that it exists."""
    found = Validation.objects.of(user).filter(pk=validation_id).first()
    if found is None:
        raise Http404
    return found


def validation_for(user: User, validation_id: uuid.UUID) -> Validation:
    """A validation that this account may see: its own, or one that is shown to its organisation and done. Raises Http404 otherwise."""
    own = Validation.objects.of(user).filter(pk=validation_id).first()
    found = own or Validation.objects.shown_in(with_permission(user, SEE)).filter(pk=validation_id).first()
    if found is None:
        raise Http404
    return found


def published_validation(validation_id: uuid.UUID) -> Validation:
    """A validation that its owner published. Raises Http404 otherwise."""
    found = Validation.objects.filter(pk=validation_id, published__isnull=False).exclude(report="").first()
    if found is None:
        raise Http404
    return found


def monitor_of(user: User, monitor_id: uuid.UUID) -> Monitor:
    """A monitor of this account. Raises Http404 otherwise."""
    found = Monitor.objects.filter(owner=user, pk=monitor_id).first()
    if found is None:
        raise Http404
    return found


def energy_of(user: User, report_id: uuid.UUID) -> EnergyReport:
    """An energy report of this account. Raises Http404 otherwise."""
    found = EnergyReport.objects.filter(owner=user, pk=report_id).first()
    if found is None:
        raise Http404
    return found


def published_energy(report_id: uuid.UUID) -> EnergyReport:
    """An energy report that its owner published. Raises Http404 otherwise."""
    found = EnergyReport.objects.filter(pk=report_id, published__isnull=False).first()
    if found is None:
        raise Http404
    return found
