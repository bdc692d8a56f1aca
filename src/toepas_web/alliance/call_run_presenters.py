"""What those who run a call see: who judges, the panels, the ranking, appeals. Nothing of this is for applicants."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from toepas.alliance import Ranked, Ranking, answer_text, certainty, disputed, method_text
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.alliance import call_rules as rules
from toepas_web.alliance.call_appeals import better
from toepas_web.alliance.call_data import criteria, eligibility, plain_answers, ranking_of, rules_of, titles
from toepas_web.alliance.call_models import Application, Call, Panelist, Review
from toepas_web.alliance.call_next import for_runner
from toepas_web.alliance.call_presenters import appealed, conditions_of, decided, line
from toepas_web.alliance.call_stakes import is_rival
from toepas_web.alliance.call_times import parts
from toepas_web.alliance.call_wording import DECISIONS, TRAIT_VALUES, balance_name, decision_name, trait_name
from toepas_web.alliance.telling import to_write
from toepas_web.alliance.typed import at_most

ON_A_PAGE = 50


def managed(call: Call, user: User, said: Words, page: str = "1") -> dict[str, Any]:
    """The page of a call for those who run it: applications with eligibility, score and rank; who judges; the panels."""
    ranking = ranking_of(call)
    ranks = {one.application: one for one in ranking.ranked}
    handed_in = Application.objects.filter(call=call, sent__isnull=False).select_related("organisation", "call")
    may_decide = rules.may_run(user, call, rules.DECIDE_CALLS)
    order = {one.application: one.rank for one in ranking.ranked}
    ordered = sorted(handed_in, key=lambda one: (order.get(str(one.pk), len(order) + 1), one.organisation.name))
    shown = Paginator(ordered, ON_A_PAGE).get_page(page)
    return {
        **line(call, said),
        "call": call,
        "next": for_runner(call, said, may_decide=may_decide),
        "rows": [_seen(one, user, said) | _ranked(ranks.get(str(one.pk)), ranking, call, said) for one in shown],
        "pages": shown,
        "applied": len(ordered),
        "method": method_text(ranking, said),
        "judged": bool(ranking.ranked),
        "panelists": [_panelist(one, call, said) for one in call.panelists.select_related("user")],
        "stated": _stated(call, said),
        "labels": {name: one.organisation.name for one in ordered for name in (f"decided-{one.pk}", f"note-{one.pk}")},
        "closed": call.stage == Call.CLOSED,
        "extends": dict(zip(("day", "clock"), parts(call.deadline, call.zone), strict=True))
        if call.stage == Call.OPEN
        else None,
        "assigns": call.stage == Call.CLOSED or call.reopened,
        "evaluated": call.stage == Call.EVALUATED,
        "invites": call.seeks_reviewers,
        "may_decide": may_decide,
        "decisions": [(name, decision_name(name, said)) for name in DECISIONS],
    }


def _ranked(one: Ranked | None, ranking: Ranking, call: Call, said: Words) -> dict[str, Any]:
    if one is None:
        return {"rank": None, "score": "", "certainty": "", "below": [], "disputed": []}
    names, asked = titles(call), {part.id: part for part in criteria(call)}
    return {
        "rank": one.rank,
        "score": said.number(round(one.score, 1)),
        "certainty": certainty(ranking, one, said),
        "below": [
            said.t("{criterion}: {mean} on average, and at least {least} is needed. So it is not selected, whatever its rank.", criterion=names[name], mean=said.number(round(one.means[name], 2)), least=said.number(asked[name].least or 0))
            for name in one.below
        ],
        "disputed": [
            said.t("{criterion}: the reviewers disagree, from {low} to {high}. Read what each wrote before you decide.", criterion=names[name], low=said.number(one.spans[name][0]), high=said.number(one.spans[name][1]))
            for name in disputed(criteria(call), one)
        ],
    }  # fmt: skip


def _stated(call: Call, said: Words) -> list[str]:
    """For each rule of balance how many of those who agreed stated what it asks for: numbers only, so that who invites knows whom to look for."""
    agreed = [one.traits for one in call.panelists.filter(state=Panelist.ACCEPTED, user__isnull=False)]
    found = []
    for rule in rules_of(call).balance:
        own = [str(one[rule.trait]) for one in agreed if one.get(rule.trait)]
        if rule.kind == "differ":
            counts = said.t("stated so far: {n}", n=len(set(own)))
        else:
            values = [value for value in TRAIT_VALUES[rule.trait] if value in rule.values]
            counts = "; ".join(f"{trait_name(value, said)}: {own.count(value)}" for value in values)
        found.append(f"{balance_name(rule.id, said)} ({counts})")
    return found


def _seen(one: Application, user: User, said: Words) -> dict[str, Any]:
    found, appeal = eligibility(one), appealed(one, said)
    return {
        "id": str(one.pk),
        "name": one.organisation.name,
        "eligible": answer_text(found.answer, said),
        "unmet": conditions_of(one, said),
        "proposed": one.proposed or ("not-eligible" if found.answer == "no" else ""),
        "note": one.proposed_note,
        "answers": [(label, answer_text(value, said)) for label, value in plain_answers(one, one.call)],
        "partners": one.partners,
        "panel": [_review(review, said) for review in one.reviews.select_related("panelist__user")],
        "decision": decided(one, said),
        "appeal": appeal,
        "may_answer": appeal is not None
        and (not appeal["answered"] or one.reopened is not None)
        and rules.may_answer(user, one),
    }


def appeal_page(one: Application, user: User, said: Words) -> dict[str, Any]:
    """The page on which an appeal is answered, and on which it is decided again."""
    decision, names = one.decision, titles(one.call)
    choices = better(decision.decided) if decision else ()
    again = (*choices, decision.decided) if decision else ()
    seen = _seen(one, user, said)
    return {
        **seen,
        "reviews": [review for review in seen["panel"] if review["sent"]],
        "application": one,
        "call": line(one.call, said),
        "long": at_most(4000, said),
        "waits": getattr(one, "appeal", None) is not None and one.appeal.answered is None,
        "again": one.reopened is not None,
        "choices": [(name, decision_name(name, said)) for name in choices],
        "decisions": [(name, decision_name(name, said)) for name in again],
        "conditions": [(name, names[name]) for name, answer in eligibility(one).conditions.items() if answer != "yes"],
    }


def _review(review: Review, said: Words) -> dict[str, Any]:
    names = titles(review.application.call)
    scores = [f"{names.get(name, name)}: {said.number(value)}" for name, value in review.scores.items()]
    return {
        "id": str(review.pk),
        "who": _who(review.panelist, said),
        "state": _review_state(review, said),
        "scores": "; ".join(scores),
        "comment": review.comment,
        "sent": review.sent is not None,
        "counts": not review.set_aside,
    }


def _review_state(review: Review, said: Words) -> str:
    if review.set_aside:
        return said.t("set aside after an appeal")
    if review.conflict:
        return said.t("conflict of interest")
    return said.t("judged") if review.sent else said.t("not judged yet")


def _who(one: Panelist, said: Words) -> str:
    if one.user:
        return one.user.email
    return said.t("account deleted") if one.state == Panelist.ACCEPTED else one.email or said.t("address forgotten")


def _panelist(one: Panelist, call: Call, said: Words) -> dict[str, Any]:
    state = {
        Panelist.INVITED: said.t("not answered yet"), Panelist.ACCEPTED: said.t("agreed"),
        Panelist.DECLINED: said.t("will not judge"), Panelist.RELEASED: said.t("no longer asked"),
    }[one.state]  # fmt: skip
    going = one.state in (Panelist.INVITED, Panelist.ACCEPTED) and (call.seeks_reviewers or call.stage == Call.CLOSED)
    rival = one.state == Panelist.ACCEPTED and is_rival(one, call)
    return {"id": one.pk, "who": _who(one, said), "state": state, "rival": rival, "releases": going, "waits": to_write(one.reviews.all()).count()}  # fmt: skip
