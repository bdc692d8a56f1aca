"""Finds assessments, and what is measured of the effects of AI, of organisations whose maturity somebody may see."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from toepas import maturity
from toepas_web.maturity.models import Assessment, Impact
from toepas_web.maturity.rules import SEE
from toepas_web.maturity.wording import stage_name
from toepas_web.organisations.rules import open_to
from toepas_web.search.registry import Asked, Found, Hit, Kind
from toepas_web.search.wanted import Wanted


def assessments(asked: Asked) -> Found:
    """By questionnaire, moment and organisation."""
    said = asked.said
    titles = {name: maturity.title(one, said) for name, one in maturity.questionnaires().items()}
    stages = {stage: stage_name(stage, said) for stage in ("T0", "T1", "T2")}

    def also(word: Wanted) -> Q:
        named = [name for name, title in titles.items() if word.holds(title)]
        at = [stage for stage, title in stages.items() if word.holds(title)]
        return Q(questionnaire__in=named) | Q(stage__in=at)

    def hit(one: Assessment) -> Hit:
        context = f"{one.organisation.name}; {stages[one.stage]}; {said.date(one.on)}"
        return Hit(titles.get(one.questionnaire, one.questionnaire), context, reverse("maturity-result", args=[one.pk]))

    rows = Assessment.objects.filter(organisation__in=open_to(asked.user, SEE)).select_related("organisation")
    return asked.of(rows.filter(asked.wanted.where("organisation__name", also=also)).order_by("-on", "id"), hit)


def impacts(asked: Asked) -> Found:
    """By what is measured, and organisation."""
    rows = Impact.objects.filter(organisation__in=open_to(asked.user, SEE)).select_related("organisation")

    def hit(one: Impact) -> Hit:
        return Hit(one.plan["title"], one.organisation.name, reverse("maturity-impact", args=[one.pk]))

    return asked.of(
        rows.filter(asked.wanted.where("organisation__name", "plan__title")).order_by("-created", "id"), hit
    )


KINDS = (
    Kind("assessments", 30, lambda said: said.t("Assessments"), assessments, private=True),
    Kind("impacts", 32, lambda said: said.t("Effects that are measured"), impacts, private=True),
)
