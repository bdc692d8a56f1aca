"""What an appeal changes. Only these write it; each with its line in the record.

Somebody else than who decided answers. An upheld appeal leads to a new decision with its own reasons: at once, or after others judged the
application anew. It is never worse than the former one, which is kept. Decisions on others stay as they are; where the new ranking puts an
application on another place, that is kept beside its decision and shown to its organisation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from toepas.alliance import Ranking
from toepas_web.accounts.models import User
from toepas_web.alliance import telling
from toepas_web.alliance.call_actions import RefusedError, answer, locked
from toepas_web.alliance.call_data import conditions, counting, eligibility, ranking_of
from toepas_web.alliance.call_judging import note_decision
from toepas_web.alliance.call_models import Appeal, Application, Decision, Review
from toepas_web.alliance.call_rules import may_answer
from toepas_web.alliance.call_stakes import name_nobody
from toepas_web.alliance.call_wording import DECISIONS
from toepas_web.audit.actions import record


@dataclass(frozen=True, slots=True)
class Remedy:
    """What follows from an upheld appeal. ``met``: conditions that count as met from now on, by id. ``decided``: the new decision, at
    once; empty where the application is judged anew, and then ``set_aside`` are the reviews that no longer count, by id."""

    met: Collection[str] = ()
    decided: str = ""
    set_aside: Collection[str] = ()


def better(decided: str) -> tuple[str, ...]:
    """The decisions that are better for an applicant than this one, the best first."""
    return DECISIONS[: DECISIONS.index(decided)]


@transaction.atomic
def reject(*, by: User, appeal: Appeal, text: str) -> None:
    """Reject an appeal; the decision stands. Raises RefusedError: already, not-yours, names-reviewer."""
    name_nobody(text, _waiting(by, appeal).call)
    answer(by=by, appeal=appeal, upheld=False, text=text)


@transaction.atomic
def uphold(*, by: User, appeal: Appeal, text: str, remedy: Remedy) -> None:
    """Uphold an appeal: decide anew at once, or have the application judged anew.

    Raises RefusedError: already, not-yours, not-better, not-eligible (the new decision needs conditions that are not met), no-change
    (nothing would be judged anew), names-reviewer."""
    application = _waiting(by, appeal)
    name_nobody(text, application.call)
    former = application.decision
    if remedy.decided and (former is None or remedy.decided not in better(former.decided)):
        raise RefusedError("not-better")
    answer(by=by, appeal=appeal, upheld=True, text=text)
    appeal.refresh_from_db()
    known = {one.id for one in conditions(application.call)}
    appeal.met = sorted(known & set(remedy.met))
    appeal.save()
    if remedy.decided:
        _replace(by, application, remedy.decided, text)
        return
    there = counting(application.call).filter(application=application)
    aside = there.filter(pk__in=remedy.set_aside)
    if there.exists() and not aside.exists():
        raise RefusedError("no-change")
    if eligibility(application).answer == "no":
        raise RefusedError("not-eligible")
    for review in aside:
        Review.objects.filter(pk=review.pk).update(set_aside=True)
        record(by=by.pk, action="review set aside", subject=review)
    application.reopened = timezone.now()
    application.save()
    record(by=by.pk, action="application reopened", subject=application)


@transaction.atomic
def decide_again(*, by: User, application: Application, decided: str, note: str) -> None:
    """Decide on an application that was judged anew; not worse than before.

    Raises RefusedError: not-reopened, not-yours, worse, unreviewed, not-eligible, names-reviewer."""
    now = _held(by, application)
    name_nobody(note, now.call)
    former = now.decision
    if now.reopened is None or former is None:
        raise RefusedError("not-reopened")
    if decided not in (*better(former.decided), former.decided):
        raise RefusedError("worse")
    if not counting(now.call).filter(application=now).exists():
        raise RefusedError("unreviewed")
    _replace(by, now, decided, note)


def _waiting(by: User, appeal: Appeal) -> Application:
    locked(appeal.application.call)
    if Appeal.objects.get(pk=appeal.pk).answered:
        raise RefusedError("already")
    return _held(by, appeal.application)


def _held(by: User, application: Application) -> Application:
    call = locked(application.call)
    now = Application.objects.select_for_update().get(pk=application.pk)
    now.call = call
    if not may_answer(by, now):
        raise RefusedError("not-yours")
    return now


def _replace(by: User, application: Application, decided: str, note: str) -> None:
    if decided != "not-eligible" and eligibility(application).answer == "no":
        raise RefusedError("not-eligible")
    Decision.objects.filter(application=application, replaced=None).update(replaced=timezone.now())
    application.reopened = None
    application.save()
    ranking = ranking_of(application.call)
    others = Decision.objects.filter(application__call=application.call, replaced=None).values_list(
        "decided", flat=True
    )
    counts = {"all": len(others) + 1, **Counter([*others, decided])}
    note_decision(by=by, application=application, decided=decided, note=note, ranking=ranking, counts=counts)
    if not application.call.reopened:
        _place_anew(ranking)


def _place_anew(ranking: Ranking) -> None:
    """Keep beside each standing decision where its application stands now, if that changed. Not while something is still judged anew: places
    would move twice."""
    ranked = [one.application for one in ranking.ranked]
    found = Decision.objects.filter(application__in=ranked, replaced=None).select_related("application__organisation")
    decided = {str(one.application_id): one for one in found}
    for one in ranking.ranked:
        decision = decided.get(one.application)
        place = {"rank": one.rank, "of": len(ranking.ranked)}
        if decision is not None and standing(decision) != place:
            decision.later = [*decision.later, {"on": timezone.now().date().isoformat(), **place}]
            decision.save()
            telling.applicants(decision.application, telling.PLACED)


def standing(decision: Decision) -> dict[str, int] | None:
    """Where an application stands by what is kept beside its decision; None where it was not ranked."""
    if decision.later:
        return {name: decision.later[-1][name] for name in ("rank", "of")}
    ranked = decision.facts.get("ranked")
    return {"rank": ranked["rank"], "of": decision.facts["of"]} if ranked else None
