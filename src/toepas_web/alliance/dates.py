"""Dates of calls and pipelines: deadlines of open calls for everybody; for a person what is to be handed in, judged or shown."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from toepas.alliance import level_title
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.alliance.call_actions import judged_until
from toepas_web.alliance.call_models import Application, Call, Panelist
from toepas_web.alliance.call_rules import APPLY, OPEN_CALLS, SEE_APPLICATIONS
from toepas_web.alliance.pipeline_actions import gate_of, with_programme
from toepas_web.alliance.pipeline_models import Project, Step
from toepas_web.alliance.telling import to_write
from toepas_web.notices.dates import Dated, Span
from toepas_web.notices.limits import limits
from toepas_web.organisations.rules import site_may, with_permission

PASSED = "pass"


@dataclass(frozen=True, slots=True)
class ReviewsAsked:
    """What one person has to judge in one call: how many applications, and until when the first of them is asked for."""

    call: Call
    count: int
    until: datetime.datetime


def reviews_of(seat: Panelist) -> ReviewsAsked | None:
    """What a reviewer can and has to judge now; None where there is nothing."""
    found = to_write(seat.reviews.all()).select_related("application__call")
    open_ones = [one.application for one in found if one.application.is_judged(one.application.call)]
    if not open_ones:
        return None
    call = open_ones[0].call
    return ReviewsAsked(call, len(open_ones), min(judged_until(call, one) for one in open_ones))


def deadlines(said: Words) -> Iterator[Dated]:
    """The deadline of every call that was opened and is not decided yet."""
    for one in Call.objects.filter(state=Call.OPEN).order_by("deadline", "id"):
        text = said.t("Deadline: {title}", title=one.title)
        yield Dated(
            f"call-{one.pk}",
            one.deadline,
            text,
            reverse("call", args=[one.pk]),
            zone=one.zone,
            open=False,
            number=len(one.extensions),
        )


def of_person(user: User, span: Span, said: Words) -> Iterator[Dated]:
    """Applications that are begun and not handed in, reviews to write, gates of projects that are not passed."""
    yield from _applications(user, span, said)
    yield from _reviews(user, span, said)
    yield from _gates(user, span, said)


def _applications(user: User, span: Span, said: Words) -> Iterator[Dated]:
    first, after = span.moments
    found = Application.objects.filter(
        organisation__in=with_permission(user, APPLY), sent=None, call__state=Call.OPEN,
        call__deadline__gte=first, call__deadline__lt=after,
    )  # fmt: skip
    for one in found.select_related("call", "organisation").order_by("call__deadline", "id")[: limits()["dates"]]:
        text = said.t("Deadline, and not handed in yet: {title}", title=one.call.title)
        address, zone = reverse("application", args=[one.pk]), one.call.zone
        name, moved = one.organisation.name, len(one.call.extensions)
        yield Dated(f"application-{one.pk}", one.call.deadline, text, address, zone, name, open=False, number=moved)


def _reviews(user: User, span: Span, said: Words) -> Iterator[Dated]:
    first, after = span.moments
    for seat in Panelist.objects.filter(user=user, state=Panelist.ACCEPTED)[: limits()["dates"]]:
        asked = reviews_of(seat)
        if asked is not None and first <= asked.until < after:
            text = said.n("One application to judge: {title}", "{n} applications to judge: {title}", asked.count, title=asked.call.title)  # fmt: skip
            yield Dated(f"reviews-{seat.pk}", asked.until, text, reverse("reviews"), zone=asked.call.zone)


def _gates(user: User, span: Span, said: Words) -> Iterator[Dated]:
    """Gates that are not passed, on the day by which evidence is expected; on that of the setting where no day is set. Only where it is the
    organisation's turn does a day ask something of it."""
    able = with_permission(user, SEE_APPLICATIONS)
    for one in _waiting(span).filter(project__organisation__in=able)[: limits()["dates"]]:
        shown = with_programme(gate_of(one))
        if one.due is None:
            text = said.t("Gate set, evidence is awaited: {title}", title=one.project.title)
        elif shown:
            text = said.t("Evidence was expected by this day, and the programme reads it: {title}", title=one.project.title)  # fmt: skip
        else:
            text = said.t("Evidence is expected by this day: {title}", title=one.project.title)
        yield _gate(one, text, level_title(one.level, said), wanted=one.due is not None and not shown)
    if site_may(user, OPEN_CALLS):
        run = _waiting(span).filter(due__isnull=False).exclude(project__organisation__memberships__user=user)
        for one in run[: limits()["dates"]]:
            text = said.t("Evidence is expected by this day: {title}", title=one.project.title)
            yield _gate(one, text, f"{one.project.organisation.name}; {level_title(one.level, said)}")


def _waiting(span: Span) -> QuerySet[Step]:
    found = Step.objects.annotate(day=Coalesce("due", "set_on")).filter(project__state=Project.RUNNING)
    found = found.filter(day__gte=span.first, day__lte=span.last).exclude(outcome=PASSED)
    return found.select_related("project__organisation").order_by("day", "id")


def _gate(one: Step, text: str, note: str, *, wanted: bool = False) -> Dated:
    address = reverse("project", args=[one.project_id])
    return Dated(f"gate-{one.pk}", one.due or one.set_on, text, address, note=note, open=wanted, number=len(one.moves))
