"""Finds calls of interest, applications, reviews that somebody has to write, and projects. Who judges what is looked at nowhere."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from toepas_web.alliance import call_presenters as presenters
from toepas_web.alliance import call_rules
from toepas_web.alliance.call_models import Application, Call, Panelist, Review
from toepas_web.alliance.pipeline_models import Project
from toepas_web.organisations.rules import open_to, site_may
from toepas_web.search.registry import Asked, Found, Hit, Kind


def calls(asked: Asked) -> Found:
    """Everything that is public, and drafts for who may make calls."""
    rows = Call.objects.all() if call_rules.may_open(asked.user) else Call.objects.public()

    def hit(one: Call) -> Hit:
        line = presenters.line(one, asked.said)
        return Hit(one.title, f"{line['stage']}; {line['deadline']}; {one.text}", reverse("call", args=[one.pk]))

    return asked.of(rows.filter(asked.wanted.where("title", "text")).order_by("-deadline", "id"), hit)


def applications(asked: Asked) -> Found:
    """Those of one's own organisations, by call, organisation and partners."""
    seen = open_to(asked.user, call_rules.SEE_APPLICATIONS)
    rows = Application.objects.filter(organisation__in=seen).select_related("call", "organisation")

    def hit(one: Application) -> Hit:
        context = [one.organisation.name, presenters.application_state(one, asked.said), one.partners]
        return Hit(one.call.title, "; ".join(filter(None, context)), reverse("application", args=[one.pk]))

    held = asked.wanted.where("call__title", "organisation__name", "partners")
    return asked.of(rows.filter(held).order_by("-changed", "id"), hit)


def reviews(asked: Asked) -> Found:
    """What this person has to judge or judged, by call and applicant."""
    own = Review.objects.filter(panelist__user=asked.user, panelist__state=Panelist.ACCEPTED, conflict=False)
    rows = own.select_related("application__call", "application__organisation")

    def hit(one: Review) -> Hit:
        task = presenters.task(one, asked.said)
        return Hit(task["call"], f"{task['name']}; {task['state']}", reverse("review", args=[one.pk]))

    held = asked.wanted.where("application__call__title", "application__organisation__name")
    return asked.of(rows.filter(held).order_by("id"), hit)


def projects(asked: Asked) -> Found:
    """Those of one's own organisations; all others for whoever sets gates."""
    seen = Q(organisation__in=open_to(asked.user, call_rules.SEE_APPLICATIONS))
    if site_may(asked.user, call_rules.OPEN_CALLS):
        seen |= ~Q(organisation__memberships__user=asked.user)
    rows = Project.objects.filter(seen).filter(asked.wanted.where("title", "organisation__name"))

    def hit(one: Project) -> Hit:
        return Hit(one.title, one.organisation.name, reverse("project", args=[one.pk]))

    return asked.of(rows.select_related("organisation").order_by("began", "id"), hit)


KINDS = (
    Kind("calls", 70, lambda said: said.t("Calls of interest"), calls),
    Kind("applications", 24, lambda said: said.t("Applications to calls"), applications, private=True),
    Kind("reviews", 26, lambda said: said.t("Applications that you judge"), reviews, private=True),
    Kind("projects", 28, lambda said: said.t("Projects in pipelines"), projects, private=True),
)
