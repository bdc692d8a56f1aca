"""Who is told what happens to calls and pipelines. What applicants are told names no reviewer and says nothing of one."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from toepas_web.accounts.models import User
from toepas_web.alliance.call_models import Appeal, Application, Call, Panelist, Review
from toepas_web.alliance.call_rules import APPLY, DECIDE_CALLS, OPEN_CALLS, SEE_APPLICATIONS, may_answer, may_run
from toepas_web.alliance.pipeline_models import Project, Step
from toepas_web.alliance.pipeline_rules import may_run as may_run_project
from toepas_web.notices.actions import notify, notify_all
from toepas_web.organisations.rules import people_with, site_people_with

INVITED, ASSIGNED = "call-review-invited", "call-reviews-assigned"
RECEIVED, DECIDED, ANSWERED = "call-application-received", "call-decided", "call-appeal-answered"
APPEALED, CONFLICT = "call-appeal-made", "call-conflict-declared"
STOPPED, PLACED, GATE = "pipeline-stopped", "call-place-changed", "pipeline-gate-set"
EXTENDED = "call-extended"


def to_write(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Of some reviews those that are asked for and were not written."""
    return reviews.filter(sent=None, conflict=False, set_aside=False)


def invited(panelist: Panelist) -> None:
    """Somebody who has an account is asked to judge; a letter goes out at once as well."""
    asked = User.objects.filter(email__iexact=panelist.email, is_active=True).first()
    if asked is not None:
        notify(asked, INVITED, ("review-invitation", str(panelist.pk)), panelist=panelist.pk)


def assigned(call: Call, before: Collection[Review]) -> None:
    """Reviewers who have something to judge that was not among the reviews ``before``."""
    fresh = to_write(Review.objects.filter(application__call=call)).exclude(pk__in=[one.pk for one in before])
    for panelist in Panelist.objects.filter(reviews__in=fresh, user__isnull=False).distinct().select_related("user"):
        notify(panelist.user, ASSIGNED, ("reviews",), panelist=panelist.pk)


def applicants(application: Application, kind: str) -> None:
    """Those who may apply for the organisation: that it was received or decided on, that the appeal was answered,
    or that the appeal of another changed its rank."""
    people = people_with(APPLY, application.organisation)
    notify_all(people, kind, ("application", str(application.pk)), application=application.pk)


def extended(call: Call) -> None:
    """Everybody who applied or began to, and those who agreed to judge: the deadline was moved. Once for each deadline."""
    people = {user.pk: user for one in call.applications.all() for user in people_with(APPLY, one.organisation)}
    seats = call.panelists.filter(state=Panelist.ACCEPTED, user__is_active=True).select_related("user")
    people |= {seat.user.pk: seat.user for seat in seats}
    notify_all(
        people.values(), EXTENDED, ("call", str(call.pk)), once=True, call=call.pk, until=call.deadline.isoformat()
    )


def deciders(appeal: Appeal) -> None:
    """Those who may answer an appeal."""
    able = [one for one in site_people_with(DECIDE_CALLS) if may_answer(one, appeal.application)]
    notify_all(able, APPEALED, ("call-manage", str(appeal.application.call_id)), application=appeal.application_id)


def runners(call: Call) -> None:
    """Those who run a call: somebody must not or can no longer judge, so somebody else has to be asked."""
    able = [one for one in site_people_with(OPEN_CALLS) if may_run(one, call)]
    notify_all(able, CONFLICT, ("call-manage", str(call.pk)), call=call.pk)


def stopped(project: Project) -> None:
    """Everybody in the organisation who sees its projects."""
    people = people_with(SEE_APPLICATIONS, project.organisation)
    notify_all(people, STOPPED, ("project", str(project.pk)), project=project.pk)


def gate(step: Step) -> None:
    """Those who show evidence: a gate was set, or the day by which evidence is expected was set or moved."""
    people = people_with(APPLY, step.project.organisation)
    about = {"step": step.pk, "due": step.due or "", "moves": len(step.moves)}
    notify_all(people, GATE, ("project", str(step.project_id)), once=True, **about)


def programme(project: Project) -> list[User]:
    """Those who run a project."""
    return [one for one in site_people_with(OPEN_CALLS) if may_run_project(one, project)]
