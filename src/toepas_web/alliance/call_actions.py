"""The only writers of calls and of what belongs to them, except reviews and decisions (``call_judging``); each with its line in the record."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from toepas_web.accounts.models import User
from toepas_web.alliance import call_rules, telling
from toepas_web.alliance.call_models import Appeal, Application, Call, Decision
from toepas_web.alliance.call_times import later
from toepas_web.audit.actions import record
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.rules import site_may

MOST_QUESTIONS, MOST_CALLS, MOST_EXTENSIONS = 40, 500, 20


class RefusedError(Exception):
    """Not possible; the argument says why, by id. ``about``: what the sentence names, such as what somebody wrote, by name."""

    def __init__(self, why: str, **about: object) -> None:
        super().__init__(why)
        self.about = about


def locked(call: Call) -> Call:
    """The call as it is now, held until the transaction ends."""
    return Call.objects.select_for_update().get(pk=call.pk)


@transaction.atomic
def create(*, by: User, texts: Mapping[str, Any], key: uuid.UUID | None = None) -> Call:
    """A new draft, once for each ``key`` of a form that was sent. Raises RefusedError("too-many")."""
    there = Call.objects.filter(pk=key).first()
    if there is not None and there.state == Call.DRAFT:
        return there
    if Call.objects.count() >= MOST_CALLS:
        raise RefusedError("too-many")
    made = Call.objects.create(id=uuid.uuid4() if there or key is None else key, **texts)
    record(by=by.pk, action="call created", subject=made)
    return made


@transaction.atomic
def change(*, by: User, call: Call, texts: Mapping[str, Any], number: int) -> None:
    """Change a draft. Raises RefusedError: stale, not-draft."""
    now = locked(call)
    if now.state != Call.DRAFT:
        raise RefusedError("not-draft")
    if now.number != number:
        raise RefusedError("stale")
    for name, value in texts.items():
        setattr(now, name, value)
    now.number += 1
    now.save()
    record(by=by.pk, action="call changed", subject=now)


@transaction.atomic
def add_part(*, by: User, call: Call, list_name: str, part: Mapping[str, Any]) -> None:
    """Add a question or a criterion to a draft; the last one a second time changes nothing. Raises RefusedError: not-draft, too-many."""
    now = locked(call)
    parts = getattr(now, list_name)
    if now.state != Call.DRAFT:
        raise RefusedError("not-draft")
    if parts and {**parts[-1], "id": ""} == {**part, "id": ""}:
        return
    if len(parts) >= MOST_QUESTIONS:
        raise RefusedError("too-many")
    taken = [int(one["id"][1:]) for one in parts]
    setattr(now, list_name, [*parts, {"id": f"{list_name[0]}{max(taken, default=0) + 1}", **part}])
    now.number += 1
    now.save()
    record(by=by.pk, action="call changed", subject=now)


@transaction.atomic
def drop_part(*, by: User, call: Call, list_name: str, part: str) -> None:
    """Take a question or a criterion out of a draft. Raises RefusedError("not-draft")."""
    now = locked(call)
    if now.state != Call.DRAFT:
        raise RefusedError("not-draft")
    setattr(now, list_name, [one for one in getattr(now, list_name) if one["id"] != part])
    now.number += 1
    now.save()
    record(by=by.pk, action="call changed", subject=now)


@transaction.atomic
def publish(*, by: User, call: Call) -> None:
    """Open a draft for applications; from then on nothing of it changes but that its deadline can be moved to later. Raises RefusedError: not-draft, past, no-criteria, no-questions."""
    now = locked(call)
    if now.state != Call.DRAFT:
        raise RefusedError("not-draft")
    if now.deadline <= timezone.now():
        raise RefusedError("past")
    if not now.criteria or not now.questions:
        raise RefusedError("no-criteria" if now.questions else "no-questions")
    now.state = Call.OPEN
    now.save()
    record(by=by.pk, action="call opened", subject=now)


@transaction.atomic
def extend(*, by: User, call: Call, deadline: datetime.datetime, reason: str, number: int) -> None:
    """Move the deadline of an open call to a later moment, and tell everybody who applied or began to, and who will judge.

    Raises RefusedError: ended (it is not open any more), stale, not-later, no-reason, too-many."""
    now = locked(call)
    if now.stage != Call.OPEN:
        raise RefusedError("ended")
    if now.number != number:
        raise RefusedError("stale")
    if deadline <= now.deadline:
        raise RefusedError("not-later")
    if not reason:
        raise RefusedError("no-reason")
    if len(now.extensions) >= MOST_EXTENSIONS:
        raise RefusedError("too-many")
    moments = {"on": timezone.now(), "was": now.deadline, "to": deadline}
    now.extensions = [*now.extensions, {**{name: one.isoformat() for name, one in moments.items()}, "reason": reason}]
    now.deadline, now.number = deadline, now.number + 1
    now.save()
    record(by=by.pk, action="deadline moved", subject=now)
    telling.extended(now)


@transaction.atomic
def remove(*, by: User, call: Call) -> None:
    """Delete a draft. Raises RefusedError("not-draft")."""
    if locked(call).state != Call.DRAFT:
        raise RefusedError("not-draft")
    record(by=by.pk, action="call deleted", subject=call)
    call.delete()


@transaction.atomic
def keep_application(
    *,
    by: User,
    call: Call,
    organisation: Organisation,
    answers: Mapping[str, str],
    partners: str,
    send: bool,
    number: int,
    at: datetime.datetime,
) -> Application:
    """Keep the answers, and hand them in where ``send``; the same a second time changes nothing. ``at``: when they had arrived, by the clock of
    the site: who has to wait here because others hand in too is not late.

    Raises RefusedError: runs (who could run the call knows who judges), closed (the deadline), stale."""
    if call_rules.may_open(by) or site_may(by, call_rules.DECIDE_CALLS):
        raise RefusedError("runs")
    now = locked(call)
    if now.stage_at(at) != Call.OPEN:
        raise RefusedError("closed")
    found, new = Application.objects.get_or_create(call=now, organisation=organisation)
    if not new and found.number != number:
        if (found.answers, found.partners) == (dict(answers), partners) and bool(found.sent) >= send:
            return found
        raise RefusedError("stale")
    found.answers, found.partners, found.number = dict(answers), partners, found.number + (not new)
    if send:
        found.sent = at
    found.save()
    record(by=by.pk, action="application handed in" if send else "application kept", subject=found)
    if send:
        telling.applicants(found, telling.RECEIVED)
    return found


@transaction.atomic
def withdraw(*, by: User, application: Application) -> None:
    """Take an application back for good, until it is decided on. Raises RefusedError("decided")."""
    if locked(application.call).state == Call.DECIDED:
        raise RefusedError("decided")
    record(by=by.pk, action="application withdrawn", subject=application)
    application.delete()


def judged_until(call: Call, application: Application | None = None) -> datetime.datetime:
    """Until when reviews are asked for; of an ``application`` that is judged anew, counted from then."""
    begun = application.reopened if application is not None and application.reopened else call.deadline
    return later(begun, call.review_days, call.zone)


def answer_until(appeal: Appeal) -> datetime.datetime:
    """When an answer to an appeal is promised."""
    return later(appeal.made, appeal.application.call.answer_days, appeal.application.call.zone)


def appeal_until(decision: Decision) -> datetime.datetime:
    """Until when the applicant can object."""
    return later(decision.at, decision.application.call.appeal_days, decision.application.call.zone)


@transaction.atomic
def object_to(*, by: User, application: Application, text: str) -> Appeal:
    """The applicant objects to the decision; the same a second time changes nothing. Raises RefusedError: not-decided, late, already."""
    locked(application.call)
    decision = application.decision
    if decision is None:
        raise RefusedError("not-decided")
    if timezone.now() >= appeal_until(decision):
        raise RefusedError("late")
    there = Appeal.objects.filter(application=application).first()
    if there is not None:
        if there.text == text:
            return there
        raise RefusedError("already")
    made = Appeal.objects.create(application=application, text=text)
    record(by=by.pk, action="appeal made", subject=made)
    telling.deciders(made)
    return made


@transaction.atomic
def answer(*, by: User, appeal: Appeal, upheld: bool, text: str) -> None:
    """Answer an appeal, once. Raises RefusedError: already."""
    now = Appeal.objects.select_for_update().get(pk=appeal.pk)
    if now.answered:
        raise RefusedError("already")
    now.upheld, now.answer, now.answered = upheld, text, timezone.now()
    now.save()
    record(by=by.pk, action="appeal answered", subject=now)
    telling.applicants(now.application, telling.ANSWERED)
