"""Days of maturity: moments that are planned, assessments that were begun, and the day on which AI comes in where its effect is measured."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse

from toepas import maturity as library
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.maturity.models import Assessment, Impact, Planned
from toepas_web.maturity.rules import ANSWER
from toepas_web.maturity.wording import moment_text, stage_name
from toepas_web.notices.dates import Dated, Span
from toepas_web.notices.limits import limits
from toepas_web.organisations.rules import with_permission


def of_person(user: User, span: Span, said: Words) -> Iterator[Dated]:
    """What is open in one's organisations."""
    able = with_permission(user, ANSWER)
    begun = Assessment.objects.filter(organisation__in=able, finished=False, on__gte=span.first, on__lte=span.last)
    for one in begun.select_related("organisation").order_by("on", "id")[: limits()["dates"]]:
        text = said.t(
            "{questionnaire}, {moment}: not finished yet",
            questionnaire=library.title(library.questionnaire(one.questionnaire, one.version, said), said),
            moment=stage_name(one.stage, said),
        )
        address, note = reverse("maturity-result", args=[one.pk]), one.organisation.name
        yield Dated(f"assessment-{one.pk}", one.on, text, address, note=note, open=False)
    planned = Planned.objects.waiting().filter(organisation__in=able, on__gte=span.first, on__lte=span.last)
    for plan in planned.select_related("organisation")[: limits()["dates"]]:
        text = said.t("Fill in again: {moment}", moment=moment_text(plan.questionnaire, plan.stage, said))
        address, note = reverse("maturity-organisation", args=[plan.organisation_id]), plan.organisation.name
        yield Dated(f"moment-{plan.pk}", plan.on, text, address, note=note)
    for impact in Impact.objects.filter(organisation__in=able).order_by("id")[: limits()["dates"]]:
        starts = datetime.date.fromisoformat(impact.plan["starts"])
        if span.first <= starts <= span.last:
            text = said.t("AI comes in, measured before and after: {title}", title=impact.plan["title"])
            yield Dated(f"impact-{impact.pk}", starts, text, reverse("maturity-impact", args=[impact.pk]), open=False)
