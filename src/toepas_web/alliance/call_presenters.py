"""What the pages of calls show. What applicants see is made here from rows that hold no reviewer."""

from __future__ import annotations

from typing import Any

import msgspec

from toepas.alliance import Facts, certainty, eligible, method_text, reasons
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.alliance import call_rules as rules
from toepas_web.alliance.call_actions import appeal_until
from toepas_web.alliance.call_data import conditions, plain_answers, ranking_of
from toepas_web.alliance.call_models import Application, Call, Decision, Panelist, Review
from toepas_web.alliance.call_wording import (
    DECISIONS,
    QUESTION_KINDS,
    answer_name,
    balance_name,
    decision_name,
    kind_name,
    question_kind,
    stage_name,
)
from toepas_web.notices.wording import moment as shown
from toepas_web.organisations import rules as organisations


def line(call: Call, said: Words) -> dict[str, Any]:
    """A call in a list."""
    return {
        "id": call.pk,
        "title": call.title,
        "kind": kind_name(call.kind, said),
        "stage": stage_name(call.stage, said),
        "deadline": shown(call.deadline, call.zone, said),
    }


def needed_text(one: dict[str, Any], said: Words) -> str:
    """What has to be answered to take part; empty where anything will do."""
    needed = one.get("needed") or {}
    if "equals" in needed:
        return said.t("The answer has to be: {answer}", answer=answer_name(needed["equals"], said))
    if "among" in needed:
        return said.t("The answer has to be one of: {answers}", answers="; ".join(needed["among"]))
    parts = [said.t("at least {n}", n=said.number(needed["least"]))] if "least" in needed else []
    parts += [said.t("at most {n}", n=said.number(needed["most"]))] if "most" in needed else []
    return said.t("The number has to be: {span}", span=", ".join(parts)) if parts else ""


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
        "questions": [
            {**one, "kind_name": question_kind(one["kind"], said), "needed_text": needed_text(one, said), "pairs": [(c, c) for c in one["choices"]]}
            for one in call.questions
        ],
        "criteria": [
            {**one, "weight": said.number(one["weight"]), "least": said.number(one["least"]) if "least" in one else ""}
            for one in call.criteria
        ],
        "reviewers": call.panel.get("reviewers", 0),
        "balance": [balance_name(name, said) for name in call.panel.get("balance", [])],
        "open": call.stage == Call.OPEN,
        "may_run": signed_in and rules.may_run(user, call),
        "applying": [(one.pk, one.name) for one in able] if call.stage == Call.OPEN else [],
        "own": [
            {"id": one.pk, "name": one.organisation.name, "state": application_state(one, said)} for one in own
        ],
    }  # fmt: skip


def application_state(one: Application, said: Words) -> str:
    """How far an application is, for the applicant."""
    decision = Decision.objects.filter(application=one).first()
    if decision:
        return decision_name(decision.decided, said)
    return said.t("handed in") if one.sent else said.t("not handed in yet")


def decided(application: Application, said: Words) -> dict[str, Any] | None:
    """The decision with its statement of reasons; from facts that name no reviewer."""
    decision = Decision.objects.filter(application=application).select_related("application__call").first()
    if decision is None:
        return None
    facts = msgspec.convert(decision.facts, Facts)
    return {
        "name": decision_name(decision.decided, said),
        "day": said.date(decision.at.date()),
        "reasons": reasons(facts, said),
        "until": shown(appeal_until(decision), application.call.zone, said),
    }


def appealed(application: Application, said: Words) -> dict[str, Any] | None:
    """The appeal and its answer."""
    appeal = getattr(application, "appeal", None)
    if appeal is None:
        return None
    outcome = said.t("The appeal was upheld.") if appeal.upheld else said.t("The appeal was rejected.")
    return {
        "text": appeal.text,
        "day": said.date(appeal.made.date()),
        "answered": said.date(appeal.answered.date()) if appeal.answered else "",
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
        "answers": [(label, answer_name(value, said)) for label, value in plain_answers(one, call)],
        "partners": one.partners,
        "decision": decided(one, said),
        "appeal": appealed(one, said),
        "may_change": call.stage == Call.OPEN and organisations.may(user, rules.APPLY, one.organisation),
        "may_apply": organisations.may(user, rules.APPLY, one.organisation),
        "may_withdraw": call.state != Call.DECIDED and organisations.may(user, rules.APPLY, one.organisation),
    }


def managed(call: Call, user: User, said: Words) -> dict[str, Any]:
    """What whoever runs a call sees: applications with eligibility, score and rank; who judges; the panels."""
    ranking = ranking_of(call)
    ranks = {one.application: one for one in ranking.ranked}
    handed_in = Application.objects.filter(call=call, sent__isnull=False).select_related("organisation")
    rows = []
    for one in handed_in:
        found, ranked = eligible(conditions(call), one.answers), ranks.get(str(one.pk))
        appeal = appealed(one, said)
        rows.append(
            {
                "id": str(one.pk),
                "name": one.organisation.name,
                "eligible": answer_name(found.answer, said),
                "suggested": "not-eligible" if found.answer == "no" else "",
                "answers": [(label, answer_name(value, said)) for label, value in plain_answers(one, call)],
                "rank": ranked.rank if ranked else None,
                "score": said.number(round(ranked.score, 1)) if ranked else "",
                "certainty": certainty(ranking, ranked, said) if ranked else "",
                "panel": [_seat(review, said) for review in one.reviews.select_related("panelist__user")],
                "decision": decided(one, said),
                "appeal": appeal,
                "may_answer": appeal is not None and not appeal["answered"] and rules.may_answer(user, one),
            }
        )
    rows.sort(key=lambda row: (row["rank"] is None, row["rank"] or 0, row["name"]))
    return {
        **line(call, said),
        "call": call,
        "rows": rows,
        "method": method_text(ranking, said),
        "judged": bool(ranking.ranked),
        "panelists": [_panelist(one, said) for one in call.panelists.select_related("user")],
        "closed": call.stage == Call.CLOSED,
        "evaluated": call.stage == Call.EVALUATED,
        "early": call.stage in (Call.DRAFT, Call.OPEN),
        "may_decide": rules.may_run(user, call, rules.DECIDE_CALLS),
        "decisions": [(name, decision_name(name, said)) for name in DECISIONS],
    }


def _seat(review: Review, said: Words) -> str:
    state = (
        said.t("conflict of interest")
        if review.conflict
        else said.t("judged")
        if review.sent
        else said.t("not judged yet")
    )
    return f"{review.panelist.user.email}: {state}"


def _panelist(one: Panelist, said: Words) -> dict[str, str]:
    state = {"invited": said.t("not answered yet"), "accepted": said.t("agreed"), "declined": said.t("declined")}[
        one.state
    ]
    return {"who": one.user.email if one.user else one.email or said.t("address forgotten"), "state": state}


def editing(call: Call, said: Words) -> dict[str, Any]:
    """What the page on which a draft is put together shows."""
    return {
        "question_kinds": [(kind, question_kind(kind, said)) for kind in QUESTION_KINDS],
        "draft": call.state == Call.DRAFT,
    }


def task(review: Review, said: Words) -> dict[str, Any]:
    """An application to judge, in a reviewer's list."""
    return {
        "id": review.pk,
        "call": review.application.call.title,
        "name": review.application.organisation.name,
        "state": said.t("conflict of interest") if review.conflict else said.t("judged") if review.sent else said.t("not judged yet"),
        "open": not review.sent and not review.conflict and review.application.call.stage == Call.CLOSED,
    }  # fmt: skip
