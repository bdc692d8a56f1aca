"""How notices of calls and pipelines read, and what is told because a day is near. None says what was decided: that stands on its page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils import timezone

from toepas.kernel import Words
from toepas_web.alliance import telling
from toepas_web.alliance.call_models import Appeal, Application, Call, Panelist, Review
from toepas_web.alliance.call_rules import APPLY
from toepas_web.alliance.dates import reviews_of
from toepas_web.alliance.pipeline_actions import gate_of, with_programme
from toepas_web.alliance.pipeline_models import Project, Step
from toepas_web.notices.actions import notify, notify_all
from toepas_web.notices.limits import limits
from toepas_web.notices.registry import Kind
from toepas_web.notices.wording import moment
from toepas_web.organisations.rules import people_with

REVIEWS_DUE, APPLICATION_DUE, GATE_DUE = "call-reviews-due", "call-application-due", "pipeline-gate-due"
SOON, LATE = "soon", "late"


def remind(now: datetime.datetime) -> None:
    """Tell reviewers of reviews that are due soon, and applicants of a deadline that is near; once for each day that was set."""
    until = now + datetime.timedelta(days=limits()["soon-days"])
    waiting = telling.to_write(Review.objects.all())
    seats = Panelist.objects.filter(user__is_active=True, state=Panelist.ACCEPTED, reviews__in=waiting).distinct()
    for seat in seats.select_related("user"):
        asked = reviews_of(seat)
        if asked is not None and now < asked.until <= until:
            notify(seat.user, REVIEWS_DUE, ("reviews",), once=True, panelist=seat.pk, until=asked.until.isoformat())
    near = Application.objects.filter(sent=None, call__state=Call.OPEN, call__deadline__gt=now)
    for one in near.filter(call__deadline__lte=until).select_related("call", "organisation"):
        people, address = people_with(APPLY, one.organisation), ("application", str(one.pk))
        notify_all(people, APPLICATION_DUE, address, once=True, application=one.pk, until=one.call.deadline.isoformat())


def remind_of_gates(now: datetime.datetime) -> None:
    """Tell who shows evidence that a day is near or has passed, as long as it is their turn; and that it passed, those who run the pipeline.
    Once for each day."""
    today, days = timezone.localdate(now), datetime.timedelta(days=limits()["soon-days"])
    waiting = _waiting().select_related("project__organisation")
    for told, first, last in ((LATE, today - days, today - datetime.timedelta(days=1)), (SOON, today, today + days)):
        for one in waiting.filter(due__gte=first, due__lte=last).order_by("due", "id"):
            theirs = with_programme(gate_of(one))
            people = [] if theirs else list(people_with(APPLY, one.project.organisation))
            people += telling.programme(one.project) if told == LATE else []
            address, about = ("project", str(one.project_id)), {"step": one.pk, "due": one.due, "told": told}
            notify_all(people, GATE_DUE, address, once=True, **about)


def _waiting() -> QuerySet[Step]:
    """Gates that are not passed, of projects that run."""
    return Step.objects.filter(project__state=Project.RUNNING).exclude(outcome="pass")


def _step(values: Mapping[str, str]) -> Step | None:
    """A gate that still waits, by the day that was told."""
    due = datetime.date.fromisoformat(values["due"]) if values["due"] else None
    return _waiting().filter(pk=values["step"], due=due).select_related("project").first()


def _gate_set(values: Mapping[str, str], said: Words) -> str | None:
    one = _step(values)
    if one is None:
        return None
    if one.due is None:
        return said.t("A gate is set, level {n}, without a day: {title}", n=one.level, title=one.project.title)
    return said.t("Evidence for level {n} is expected by {day}: {title}", n=one.level, day=said.date(one.due), title=one.project.title)  # fmt: skip


def _gate_due(values: Mapping[str, str], said: Words) -> str | None:
    one = _step(values)
    if one is None or one.due is None:
        return None
    parts = {"n": one.level, "day": said.date(one.due), "title": one.project.title}
    if values["told"] == SOON:
        return said.t("Evidence for level {n} is expected by {day}: {title}", **parts)
    return said.t("Evidence for level {n} was expected by {day}, which has passed; that stops nothing by itself: {title}", **parts)  # fmt: skip


def _invited(values: Mapping[str, str], said: Words) -> str | None:
    found = Panelist.objects.filter(pk=values["panelist"], state=Panelist.INVITED).select_related("call").first()
    if found is None or not found.call.seeks_reviewers:
        return None
    return said.t("You are asked to judge applications to this call: {title}", title=found.call.title)


def _reviews(values: Mapping[str, str], said: Words) -> str | None:
    """What a reviewer still has to write, and until when; None once nothing is left."""
    seat = Panelist.objects.filter(pk=values["panelist"], state=Panelist.ACCEPTED).first()
    asked = reviews_of(seat) if seat else None
    if asked is None:
        return None
    return said.n(
        "You have one application to judge: {title}. Asked for until {moment}.",
        "You have {n} applications to judge: {title}. Asked for until {moment}.",
        asked.count, title=asked.call.title, moment=moment(asked.until, asked.call.zone, said),
    )  # fmt: skip


def _application(values: Mapping[str, str]) -> Application | None:
    found = Application.objects.filter(pk=values["application"])
    return found.select_related("call", "organisation").first()


def _received(values: Mapping[str, str], said: Words) -> str | None:
    one = _application(values)
    if one is None or one.sent is None:
        return None
    return said.t("The application of {name} was received: {title}", name=one.organisation.name, title=one.call.title)


def _near(values: Mapping[str, str], said: Words) -> str | None:
    one = _application(values)
    if one is None or one.sent or one.call.stage != Call.OPEN:
        return None
    return said.t(
        "The application of {name} is not handed in: {title}. The deadline is {moment}.",
        name=one.organisation.name, title=one.call.title, moment=moment(one.call.deadline, one.call.zone, said),
    )  # fmt: skip


def _extended(values: Mapping[str, str], said: Words) -> str | None:
    """That a deadline was moved to this moment; None once it was moved again, or has passed."""
    found = Call.objects.filter(pk=values["call"]).first()
    if found is None or found.stage != Call.OPEN or found.deadline.isoformat() != values["until"]:
        return None
    return said.t("The deadline was moved to {moment}: {title}", moment=moment(found.deadline, found.zone, said), title=found.title)  # fmt: skip


def _decided(values: Mapping[str, str], said: Words) -> str | None:
    one = _application(values)
    if one is None or one.decision is None:
        return None
    return said.t("The application of {name} was decided on: {title}", name=one.organisation.name, title=one.call.title)


def _placed(values: Mapping[str, str], said: Words) -> str | None:
    one = _application(values)
    if one is None or one.decision is None or not one.decision.later:
        return None
    return said.t(
        "The rank of {name} changed after an appeal by another applicant; the decision stays as it is: {title}",
        name=one.organisation.name, title=one.call.title,
    )  # fmt: skip


def _answered(values: Mapping[str, str], said: Words) -> str | None:
    one = _application(values)
    if one is None or not Appeal.objects.filter(application=one, answered__isnull=False).exists():
        return None
    return said.t("The appeal of {name} was answered: {title}", name=one.organisation.name, title=one.call.title)


def _appealed(values: Mapping[str, str], said: Words) -> str | None:
    one = _application(values)
    if one is None or not Appeal.objects.filter(application=one, answered=None).exists():
        return None
    return said.t("{name} objects to a decision: {title}", name=one.organisation.name, title=one.call.title)


def _conflict(values: Mapping[str, str], said: Words) -> str | None:
    found = Call.objects.filter(pk=values["call"]).first()
    if found is None:
        return None
    return said.t(
        "A reviewer must not or can no longer judge: {title}. After the deadline, assign once more, so that somebody else is asked.",
        title=found.title,
    )


def _stopped(values: Mapping[str, str], said: Words) -> str | None:
    found = Project.objects.filter(pk=values["project"], state=Project.STOPPED).first()
    return said.t("A project was stopped at a gate: {title}", title=found.title) if found else None


KINDS = (
    Kind(telling.INVITED, lambda said: said.t("You are asked to judge applications"), _invited, mailed=True),
    Kind(telling.ASSIGNED, lambda said: said.t("Applications that you have to judge"), _reviews),
    Kind(REVIEWS_DUE, lambda said: said.t("Reviews of yours that are due soon"), _reviews),
    Kind(telling.RECEIVED, lambda said: said.t("An application of your organisation was received"), _received),
    Kind(APPLICATION_DUE, lambda said: said.t("An application that is not handed in, and its deadline is near"), _near),
    Kind(
        telling.EXTENDED, lambda said: said.t("A deadline that was moved, of a call that you take part in"), _extended
    ),
    Kind(telling.DECIDED, lambda said: said.t("A decision on an application of your organisation"), _decided),
    Kind(
        telling.PLACED,
        lambda said: said.t("Another rank of an application of your organisation, after an appeal"),
        _placed,
    ),
    Kind(telling.ANSWERED, lambda said: said.t("The answer to an appeal of your organisation"), _answered),
    Kind(telling.APPEALED, lambda said: said.t("An appeal that you may answer"), _appealed),
    Kind(
        telling.CONFLICT,
        lambda said: said.t("A reviewer who must not or can no longer judge, in a call that you run"),
        _conflict,
    ),
    Kind(telling.GATE, lambda said: said.t("A gate of a project of your organisation, and by when"), _gate_set),
    Kind(GATE_DUE, lambda said: said.t("A day by which evidence of a project is expected, near or passed"), _gate_due),
    Kind(telling.STOPPED, lambda said: said.t("A project of your organisation was stopped"), _stopped),
)
