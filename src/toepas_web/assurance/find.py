"""Finds validations, monitors and energy reports of one's own, and validations that others show to one's organisation."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from toepas_web.assurance.models import EnergyReport, Monitor, Validation
from toepas_web.assurance.rules import SEE
from toepas_web.assurance.wording import outcome_name
from toepas_web.organisations.rules import with_permission
from toepas_web.search.registry import Asked, Found, Hit, Kind


def validations(asked: Asked) -> Found:
    """By title; those of others as ``rules.validation_for`` opens them: no hub finds one, nor is one found of who left."""
    shown = Validation.objects.shown_in(with_permission(asked.user, SEE)).order_by().values("pk")
    rows = Validation.objects.filter(Q(owner=asked.user) | Q(pk__in=shown)).filter(asked.wanted.where("title"))

    def hit(one: Validation) -> Hit:
        context = "; ".join(filter(None, [outcome_name(one.outcome, asked.said), _day(one, asked)]))
        return Hit(one.title, context, reverse("assurance-validation", args=[one.pk]))

    return asked.of(rows.order_by("-created", "id"), hit)


def monitors(asked: Asked) -> Found:
    """By title."""
    rows = Monitor.objects.filter(owner=asked.user).filter(asked.wanted.where("title"))
    return asked.of(rows, lambda one: Hit(one.title, _day(one, asked), reverse("assurance-monitor", args=[one.pk])))


def energy(asked: Asked) -> Found:
    """By title."""
    rows = EnergyReport.objects.filter(owner=asked.user).filter(asked.wanted.where("title"))
    return asked.of(
        rows, lambda one: Hit(one.title, _day(one, asked), reverse("assurance-energy-report", args=[one.pk]))
    )


def _day(one: Validation | Monitor | EnergyReport, asked: Asked) -> str:
    return asked.said.date(one.created.date())


KINDS = (
    Kind("validations", 38, lambda said: said.t("Validations"), validations, private=True),
    Kind("monitors", 40, lambda said: said.t("Monitors"), monitors, private=True),
    Kind("energy-reports", 42, lambda said: said.t("Energy reports"), energy, private=True),
)
