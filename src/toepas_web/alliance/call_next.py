"""What happens next with a call, who has to act, and until when: one sentence for whoever looks."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils import timezone

from toepas.kernel import Words
from toepas_web.alliance.call_actions import answer_until, appeal_until, judged_until
from toepas_web.alliance.call_data import eligibility
from toepas_web.alliance.call_models import Appeal, Application, Call, Decision, Panelist, Review
from toepas_web.alliance.call_times import day, shown


def for_everybody(call: Call, said: Words) -> str:
    """What a visitor of the call should know."""
    return {
        Call.DRAFT: said.t("This is a draft. Only those who run calls can read it."),
        Call.OPEN: said.t("Organisations can apply until the deadline. After that, people who were invited judge the applications."),
        Call.CLOSED: said.t("The deadline has passed. Reviews are asked for until {day}; then everything is decided at once.", day=day(judged_until(call), call.zone, said)),
        Call.EVALUATED: said.t("All reviews are in. Those who run the call decide next; this call names no day for it."),
        Call.DECIDED: said.t("Everything was decided. Applicants read the decision and its reasons on the page of their application."),
    }[call.stage]  # fmt: skip


def for_applicant(one: Application, said: Words) -> str:
    """What an applicant can expect, and do."""
    call, deadline = one.call, shown(one.call.deadline, one.call.zone, said)
    if call.stage == Call.OPEN and not one.sent:
        return said.t("Hand it in before the deadline: {moment}. What is not handed in by then does not take part.", moment=deadline)  # fmt: skip
    if not one.sent:
        return said.t("It was not handed in before the deadline ({moment}), so it does not take part. Nobody judges it.", moment=deadline)  # fmt: skip
    if eligibility(one).answer == "no" and call.state == Call.OPEN:
        if call.stage == Call.OPEN:
            return said.t("As it is answered now it cannot take part, and nobody will judge it. If an answer is wrong, change it before the deadline: {moment}.", moment=deadline)  # fmt: skip
        return said.t("As it was answered it cannot take part, so nobody judges it. You read the decision and its reasons here, and can object to it then.")  # fmt: skip
    if call.stage == Call.OPEN:
        return said.t("You can change it until the deadline: {moment}. After that it is judged, and you read the decision and its reasons here.", moment=deadline)  # fmt: skip
    if call.stage == Call.CLOSED:
        return said.t("It is being judged. Reviews are asked for until {day}. Then those who run the call decide, and you read the decision and its reasons here.", day=day(judged_until(call), call.zone, said))  # fmt: skip
    decision = one.decision
    if decision is None:
        return said.t("It was judged. Those who run the call decide next, and you read the decision and its reasons here. This call names no day for it.")  # fmt: skip
    return _after(one, decision, said)


def _after(one: Application, decision: Decision, said: Words) -> str:
    appeal = Appeal.objects.filter(application=one).first()
    if appeal is None:
        until = appeal_until(decision)
        if until <= timezone.now():
            return said.t("The time to object has passed. The decision stands.")
        return said.t("You can object once, until {moment}.", moment=shown(until, one.call.zone, said))
    if appeal.answered is None:
        return said.t("You objected. Somebody else than who decided answers; the call promises an answer by {day}.", day=day(answer_until(appeal), one.call.zone, said))  # fmt: skip
    if one.reopened:
        return said.t("Your appeal was upheld. Others judge the application anew; reviews are asked for until {day}. Then it is decided again, and not worse than before.", day=day(judged_until(one.call, one), one.call.zone, said))  # fmt: skip
    if appeal.upheld:
        return said.t("Your appeal was upheld, and it was decided again. One can object once; the decision stands.")
    return said.t("Your appeal was rejected. One can object once; the decision stands.")


def for_runner(call: Call, said: Words, *, may_decide: bool) -> str:
    """What whoever runs the call has to do."""
    if call.stage == Call.DRAFT:
        return said.t("Put the call together and open it. You can already invite people to judge.")
    if call.stage == Call.OPEN:
        agreed = Panelist.objects.filter(call=call, state=Panelist.ACCEPTED).count()
        return said.t("Applications come in until the deadline. Invite people to judge: each application needs {need}, and {n} agreed so far.", need=call.panel.get("reviewers", 1), n=agreed)  # fmt: skip
    if call.stage == Call.CLOSED:
        return _judging(call, said)
    if call.stage == Call.EVALUATED:
        if may_decide:
            return said.t("Choose a decision for every application and decide on all of them at once.")
        return said.t("Somebody who may decide on calls has to decide on all applications. You may not.")
    return _decided(call, said)


def _judging(call: Call, said: Words) -> str:
    asked = Review.objects.filter(application__call=call, conflict=False, set_aside=False)
    if not Application.objects.filter(call=call, sent__isnull=False).exists():
        return said.t("The deadline has passed and no application was handed in. Finish the evaluation to end the call.")  # fmt: skip
    if not asked.exists():
        return said.t("The deadline has passed. Assign the applications to those who agreed to judge.")
    if _short(call):
        return said.t("An application has fewer reviewers than the call promises, because somebody declared a conflict of interest or is gone. Assign the applications once more, so that somebody else is asked.")  # fmt: skip
    missing = asked.filter(sent=None).count()
    if missing:
        return said.n("{n} review is not in yet.", "{n} reviews are not in yet.", missing) + " " + said.t("They are asked for until {day}.", day=day(judged_until(call), call.zone, said))  # fmt: skip
    return said.t("All reviews are in. Finish the evaluation; no review can be written after that.")


def _short(call: Call) -> bool:
    """Whether an application that can take part has fewer reviewers than the call promises."""
    need = call.panel.get("reviewers", 1)
    asked = Count("reviews", filter=Q(reviews__conflict=False, reviews__set_aside=False))
    found = Application.objects.filter(call=call, sent__isnull=False).select_related("call").annotate(asked=asked)
    return any(one.asked < need and eligibility(one).answer != "no" for one in found)


def _decided(call: Call, said: Words) -> str:
    waiting = list(Appeal.objects.filter(application__call=call, answered=None))
    if waiting:
        first = min(answer_until(one) for one in waiting)
        return said.n("{n} appeal waits for an answer by somebody else than who decided.", "{n} appeals wait for an answer by somebody else than who decided.", len(waiting)) + " " + said.t("The call promises the first one by {day}.", day=day(first, call.zone, said))  # fmt: skip
    again = call.applications.filter(reopened__isnull=False).count()
    if again:
        return said.n("{n} application is judged anew after an appeal: assign it, and decide again when the reviews are in.", "{n} applications are judged anew after an appeal: assign them, and decide again when the reviews are in.", again)  # fmt: skip
    decision = (
        Decision.objects.filter(application__call=call).order_by("at").select_related("application__call").first()
    )
    if decision is None or appeal_until(decision) <= timezone.now():
        return said.t("Nothing is left to do.")
    return said.t("Nothing is left to do, unless an applicant objects. They can until {moment}.", moment=shown(appeal_until(decision), call.zone, said))  # fmt: skip
