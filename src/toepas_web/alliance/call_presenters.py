"""What the pages of calls show. What applicants see is made here from rows that hold no reviewer."""

from __future__ import annotations

import datetime
import math
from typing import Any

import msgspec
from django.db.models import Count
from django.utils import timezone

from toepas.alliance import Facts, answer_text, condition_of, condition_text, reasons
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.alliance import call_rules as rules
from toepas_web.alliance.call_actions import answer_until, appeal_until, judged_until
from toepas_web.alliance.call_data import eligibility, plain_answers, titles
from toepas_web.alliance.call_forms import LONGEST_APPEAL, MOST
from toepas_web.alliance.call_models import Appeal, Application, Call, Decision, Panelist, Review
from toepas_web.alliance.call_next import for_applicant, for_everybody
from toepas_web.alliance.call_times import day, left, shown
from toepas_web.alliance.call_wording import (
    DECISIONS,
    QUESTION_KINDS,
    balance_name,
    decision_name,
    kind_name,
    question_kind,
    refused,
    stage_name,
)
from toepas_web.alliance.typed import at_most
from toepas_web.organisations import rules as organisations

FEW_SECONDS = 300
"""Who came so little too late is told by how much."""


def line(call: Call, said: Words) -> dict[str, Any]:
    """A call in a list."""
    return {
        "id": call.pk,
        "title": call.title,
        "kind": kind_name(call.kind, said),
        "stage": stage_name(call.stage, said),
        "deadline": shown(call.deadline, call.zone, said),
        "extensions": extensions(call, said),
    }


def extensions(call: Call, said: Words) -> list[dict[str, str]]:
    """Every time that the deadline was moved, in the call's own zone: when, from which moment to which, and why."""
    read = datetime.datetime.fromisoformat
    return [
        {**{name: shown(read(one[name]), call.zone, said) for name in ("on", "was", "to")}, "reason": one["reason"]}
        for one in call.extensions
    ]


def late(call: Call, arrived: datetime.datetime, said: Words) -> str:
    """That something came too late; by how many seconds, where those are few."""
    seconds = math.floor((arrived - call.deadline).total_seconds()) + 1
    why = refused("closed", said)
    if not 0 < seconds <= FEW_SECONDS:
        return why
    return why + " " + said.n("It arrived within one second after the deadline.", "It arrived within {n} seconds after the deadline.", seconds)  # fmt: skip


def needed_text(one: dict[str, Any], said: Words) -> str:
    """What has to be answered to take part; empty where anything will do."""
    needed = one.get("needed")
    return condition_text(condition_of({"id": one["id"], "of": one["id"], **needed}), said) if needed else ""


def _question(one: dict[str, Any], said: Words) -> dict[str, Any]:
    """A question as pages show it; ``hint``: which answer is needed, and how long a text can be."""
    needed, most = needed_text(one, said), MOST[one["kind"]]
    long = at_most(most, said) if one["kind"] in ("short", "long", "topics") else ""
    return {
        **one, "kind_name": question_kind(one["kind"], said), "needed_text": needed, "pairs": [(c, c) for c in one["choices"]],
        "hint": " ".join(f"{part}." if part and part[-1] != "." else part for part in (needed, long) if part),
    }  # fmt: skip


def whole(call: Call, user: User, said: Words) -> dict[str, Any]:
    """The page of a call: what is asked, how it is judged, and what this person can do."""
    signed_in = bool(user.is_authenticated)
    able = list(organisations.with_permission(user, rules.APPLY)) if signed_in else []
    seen = organisations.with_permission(user, rules.SEE_APPLICATIONS) if signed_in else ()
    own = (
        Application.objects.filter(call=call, organisation__in=seen).select_related("organisation") if signed_in else []
    )
    return {
        **line(call, said),
        "call": call,
        "next": for_everybody(call, said),
        "left": left(call.deadline, said) if call.stage == Call.OPEN else "",
        "outcome": outcome(call, said),
        "questions": [_question(one, said) for one in call.questions],
        "labels": {one["id"]: one["label"] for one in call.questions} | {"partners": said.t("Partners")},
        "criteria": [
            {**one, "weight": said.number(one["weight"]), "least": said.number(one["least"]) if "least" in one else ""}
            for one in call.criteria
        ],
        "reviewers": call.panel.get("reviewers", 0),
        "balance": [balance_name(name, said) for name in call.panel.get("balance", [])],
        "open": call.stage == Call.OPEN,
        "signed_in": signed_in,
        "may_run": signed_in and rules.may_run(user, call),
        "applying": [(one.pk, one.name) for one in able] if call.stage == Call.OPEN else [],
        "own": [
            {"id": one.pk, "name": one.organisation.name, "state": application_state(one, said)} for one in own
        ],
    }  # fmt: skip


def outcome(call: Call, said: Words) -> list[tuple[str, int]]:
    """How a call that was decided ended, in numbers: what anybody may know. Who applied is nobody else's."""
    if call.state != Call.DECIDED:
        return []
    standing = Decision.objects.filter(application__call=call, replaced=None)
    numbers = dict(standing.values_list("decided").annotate(n=Count("id")).order_by())
    appeals = Appeal.objects.filter(application__call=call)
    return [
        (said.t("Applications that were handed in"), sum(numbers.values())),
        *((decision_name(name, said), numbers.get(name, 0)) for name in DECISIONS),
        (said.t("Appeals"), appeals.count()),
        (said.t("Appeals that were upheld"), appeals.filter(upheld=True).count()),
    ]


def application_state(one: Application, said: Words) -> str:
    """How far an application is, for the applicant."""
    decision = one.decision
    if one.reopened:
        return said.t("judged anew after an appeal")
    if decision:
        return decision_name(decision.decided, said)
    if one.sent:
        return said.t("handed in")
    return said.t("not handed in yet") if one.call.stage == Call.OPEN else said.t("not handed in")


def decided(application: Application, said: Words) -> dict[str, Any] | None:
    """The decision that stands with its statement of reasons, and those that it replaced; from facts that name no reviewer."""
    found = list(Decision.objects.filter(application=application).order_by("-at"))
    standing = next((one for one in found if one.replaced is None), None)
    if standing is None:
        return None
    return {
        **_decision(standing, application, said),
        "may_object": appeal_until(standing) > timezone.now(),
        "until": shown(appeal_until(standing), application.call.zone, said),
        "former": [_decision(one, application, said) for one in found if one.replaced],
    }


def _decision(one: Decision, application: Application, said: Words) -> dict[str, Any]:
    return {
        "name": decision_name(one.decided, said),
        "day": day(one.at, application.call.zone, said),
        "replaced": day(one.replaced, application.call.zone, said) if one.replaced else "",
        "reasons": reasons(msgspec.convert(one.facts, Facts), said),
        "later": [
            said.t(
                "{day}: the ranking was made anew after an appeal by another applicant. This application now has rank {rank} of {all}. The decision on it stays as it is.",
                day=said.date(datetime.date.fromisoformat(place["on"])), rank=place["rank"], all=place["of"],
            )
            for place in one.later
        ],
    }  # fmt: skip


def conditions_of(one: Application, said: Words) -> list[str]:
    """What is not met, or not known to be met, of the conditions of the call; empty where all are."""
    found, asked = eligibility(one), {question["id"]: question for question in one.call.questions}
    texts = {
        "no": said.t("This is not met, so the application cannot take part."),
        "not-known": said.t("There is no answer that can be judged, so it is not known whether the application can take part."),
    }  # fmt: skip
    return [
        said.t("{question} {needed}. {found}", question=asked[name]["label"], needed=needed_text(asked[name], said), found=texts[answer])
        for name, answer in found.conditions.items()
        if answer in texts
    ]  # fmt: skip


def appealed(application: Application, said: Words) -> dict[str, Any] | None:
    """The appeal and its answer."""
    appeal = getattr(application, "appeal", None)
    if appeal is None:
        return None
    outcome = said.t("The appeal was upheld.") if appeal.upheld else said.t("The appeal was rejected.")
    return {
        "text": appeal.text,
        "day": day(appeal.made, application.call.zone, said),
        "answered": day(appeal.answered, application.call.zone, said) if appeal.answered else "",
        "until": day(answer_until(appeal), application.call.zone, said),
        "reopened": application.reopened is not None,
        "outcome": outcome if appeal.answered else "",
        "answer": appeal.answer,
    }


def application(one: Application, user: User, said: Words) -> dict[str, Any]:
    """The page of an application, for its organisation."""
    call = one.call
    return {
        "application": one,
        "call": line(call, said),
        "organisation": one.organisation.name,
        "state": application_state(one, said),
        "next": for_applicant(one, said),
        "unmet": conditions_of(one, said),
        "sent": shown(one.sent, call.zone, said) if one.sent else "",
        "answers": [(label, answer_text(value, said)) for label, value in plain_answers(one, call)],
        "partners": one.partners,
        "decision": decided(one, said),
        "appeal": appealed(one, said),
        "long": at_most(LONGEST_APPEAL, said),
        "may_change": call.stage == Call.OPEN and organisations.may(user, rules.APPLY, one.organisation),
        "may_apply": organisations.may(user, rules.APPLY, one.organisation),
        "may_withdraw": call.state != Call.DECIDED and organisations.may(user, rules.APPLY, one.organisation),
    }


def editing(call: Call, said: Words) -> dict[str, Any]:
    """What the page on which a draft is put together shows."""
    return {
        "question_kinds": [(kind, question_kind(kind, said)) for kind in QUESTION_KINDS],
        "draft": call.state == Call.DRAFT,
    }


def task(review: Review, said: Words) -> dict[str, Any]:
    """An application to judge, in a reviewer's list; without its name where they declared a conflict of interest."""
    call = review.application.call
    return {
        "id": review.pk,
        "call": call.title,
        "name": "" if review.conflict else review.application.organisation.name,
        "state": said.t("conflict of interest") if review.conflict else said.t("judged") if review.sent else said.t("not judged yet"),
        "open": not review.sent and not review.conflict and review.application.is_judged(call),
        "until": day(judged_until(call, review.application), call.zone, said),
    }  # fmt: skip


def own_review(review: Review, said: Words) -> dict[str, Any] | None:
    """What a reviewer sent, for them to read again; None before."""
    if not review.sent:
        return None
    names = titles(review.application.call)
    return {"scores": [(names.get(name, name), said.number(value)) for name, value in review.scores.items()], "comment": review.comment}  # fmt: skip


def seat(one: Panelist, said: Words) -> dict[str, Any]:
    """Where somebody agreed to judge: what to expect."""
    call = one.call
    if one.state == Panelist.RELEASED:
        text = said.t("You are no longer asked to judge for {title}. What you sent goes on counting.", title=call.title)
    elif call.stage in (Call.DRAFT, Call.OPEN):
        text = said.t("You agreed to judge for {title}. What there is to judge appears here after its deadline: {moment}", title=call.title, moment=shown(call.deadline, call.zone, said))  # fmt: skip
    elif not one.reviews.exists():
        text = said.t("You agreed to judge for {title}. Nothing was given to you so far; that can change until the evaluation ends.", title=call.title)  # fmt: skip
    else:
        text = said.t("You judge for {title}.", title=call.title)
    return {"id": one.pk, "title": call.title, "text": text, "steps_back": one.state == Panelist.ACCEPTED}
