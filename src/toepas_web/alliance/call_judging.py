"""The only writers of panels, reviews and decisions; each with its line in the record, which names no application beside a reviewer."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from toepas.alliance import Assignment, Facts, Ranking, affinities, assign
from toepas_web.accounts.models import User
from toepas_web.alliance import telling
from toepas_web.alliance.call_actions import RefusedError, locked
from toepas_web.alliance.call_data import (
    as_application,
    as_reviewer,
    conditions,
    counting,
    criteria,
    eligibility,
    granted,
    ranking_of,
    rules_of,
    titles,
)
from toepas_web.alliance.call_founded import objections
from toepas_web.alliance.call_models import Application, Call, Decision, Panelist, Review
from toepas_web.alliance.call_stakes import gives_away, is_rival, name_nobody
from toepas_web.alliance.telling import to_write
from toepas_web.audit.actions import record
from toepas_web.notices.actions import withdraw_notices

MOST_PANELISTS = 1000
SECONDS = 15.0
"""So long does the site look for the best assignment."""
KEPT, NEW = 1.0, 0.5
"""What a pair that was assigned before is worth, and the most that a new one is: panels change only where they must."""


@transaction.atomic
def invite(*, by: User, call: Call, email: str) -> Panelist:
    """Ask somebody to judge. Raises RefusedError: already, too-many, ended."""
    now = locked(call)
    if not now.seeks_reviewers:
        raise RefusedError("ended")
    there = Panelist.objects.filter(call=now)
    if there.filter(email__iexact=email).exists() or there.filter(user__email__iexact=email).exists():
        raise RefusedError("already")
    if there.count() >= MOST_PANELISTS:
        raise RefusedError("too-many")
    made = Panelist.objects.create(call=now, email=email.lower())
    record(by=by.pk, action="reviewer invited", subject=made)
    telling.invited(made)
    return made


@transaction.atomic
def accept(*, by: User, panelist: Panelist, texts: Mapping[str, Any]) -> None:
    """Agree to judge, with what the person states. The notice of the invitation is done with. Raises RefusedError: ended, already."""
    now = Panelist.objects.select_for_update().get(pk=panelist.pk)
    if now.state != Panelist.INVITED:
        raise RefusedError("ended")
    if Panelist.objects.filter(call=now.call, user=by).exists():
        raise RefusedError("already")
    for name, value in texts.items():
        setattr(now, name, value)
    now.user, now.state, now.email = by, Panelist.ACCEPTED, ""
    now.save()
    withdraw_notices(user=by, address=("review-invitation", str(now.pk)))
    record(by=by.pk, action="reviewer accepted", subject=now)


@transaction.atomic
def decline(*, by: User, panelist: Panelist) -> None:
    """Say no; the address is forgotten here."""
    now = Panelist.objects.select_for_update().get(pk=panelist.pk)
    if now.state != Panelist.INVITED:
        raise RefusedError("ended")
    now.state, now.email = Panelist.DECLINED, ""
    now.save()
    withdraw_notices(user=by, address=("review-invitation", str(now.pk)))
    record(by=by.pk, action="reviewer declined", subject=now)


@transaction.atomic
def release(*, by: User, panelist: Panelist) -> None:
    """Ask somebody no longer, or withdraw an invitation: by who runs the call, or by the person. What they sent goes on counting; what they
    did not write is for somebody else once panels are put together anew. Raises RefusedError: ended, already."""
    call = locked(panelist.call)
    now = Panelist.objects.select_for_update().get(pk=panelist.pk)
    if not (call.seeks_reviewers or call.stage == Call.CLOSED):
        raise RefusedError("ended")
    if now.state not in (Panelist.INVITED, Panelist.ACCEPTED):
        raise RefusedError("already")
    invited = User.objects.filter(email__iexact=now.email).first() if now.state == Panelist.INVITED else None
    if invited is not None:
        withdraw_notices(user=invited, address=("review-invitation", str(now.pk)))
    to_write(now.reviews.all()).delete()
    now.state, now.email = Panelist.RELEASED, ""
    now.save()
    record(by=by.pk, action="reviewer released", subject=now)
    if now.user_id == by.pk:
        telling.runners(call)


@transaction.atomic
def assign_reviewers(*, by: User, call: Call) -> Assignment:
    """Give each application that can take part its panel; in a call that was decided, each that is judged anew. A review that was sent
    stays; where no panels are possible nothing changes. Who works for an applicant of this call judges nothing in it.

    Raises RefusedError: not-closed, nobody, nothing."""
    now = locked(call)
    if now.stage not in (Call.CLOSED, Call.DECIDED):
        raise RefusedError("not-closed")
    seats = Panelist.objects.filter(call=now, state=Panelist.ACCEPTED, user__isnull=False).select_related("user")
    panelists = [one for one in seats if not is_rival(one, now)]
    handed_in = [one for one in _to_judge(now) if eligibility(one).answer != "no"]
    if not panelists or not handed_in:
        raise RefusedError("nothing" if panelists else "nobody")
    there = {
        (str(one.application_id), str(one.panelist_id)): one for one in Review.objects.filter(application__in=handed_in)
    }
    applications, reviewers = [as_application(one, now) for one in handed_in], [as_reviewer(one) for one in panelists]
    scores = affinities(applications, reviewers) * NEW
    for row, application in enumerate(applications):
        for column, reviewer in enumerate(reviewers):
            if (application.id, reviewer.id) in there:
                scores[row, column] = KEPT
    found = assign(applications, reviewers, rules_of(now), scores, now=time.monotonic, seconds=SECONDS)
    chosen = {(name, reviewer) for name, panel in found.panels.items() for reviewer in panel}
    if chosen:
        for pair, review in there.items():
            if pair not in chosen and not review.sent and not review.conflict:
                review.delete()
        Review.objects.bulk_create(
            Review(application_id=application, panelist_id=reviewer)
            for application, reviewer in sorted(chosen)
            if (application, reviewer) not in there
        )
        telling.assigned(now, there.values())
    record(by=by.pk, action="reviewers assigned", subject=now)
    return found


def _to_judge(call: Call) -> QuerySet[Application]:
    found = Application.objects.filter(call=call, sent__isnull=False).select_related("organisation", "call")
    return found.filter(reopened__isnull=False) if call.state == Call.DECIDED else found


@transaction.atomic
def send_review(*, by: User, review: Review, scores: Mapping[str, float], comment: str) -> None:
    """Judge, once; the same a second time changes nothing.

    Raises RefusedError: already, conflict, ended, stake, gives-away (the comment says who wrote it)."""
    there = Review.objects.get(pk=review.pk)
    if there.sent and (there.scores, there.comment) == (dict(scores), comment):
        return
    now = _open_review(review)
    if is_rival(now.panelist, now.application.call):
        raise RefusedError("stake")
    if told := gives_away(comment, now.panelist):
        raise RefusedError("gives-away", told=told)
    now.scores, now.comment, now.sent = dict(scores), comment, timezone.now()
    now.save()
    record(by=by.pk, action="review sent", subject=now)


@transaction.atomic
def declare_conflict(*, by: User, review: Review) -> None:
    """Say that one must not judge this; somebody else is asked. Raises RefusedError: already, conflict, ended."""
    now = _open_review(review)
    now.conflict = True
    now.save()
    record(by=by.pk, action="conflict of interest declared", subject=now)
    telling.runners(now.application.call)


def _open_review(review: Review) -> Review:
    call = locked(review.application.call)
    if not Application.objects.get(pk=review.application_id).is_judged(call):
        raise RefusedError("ended")
    now = Review.objects.select_for_update().get(pk=review.pk)
    if now.sent or now.conflict:
        raise RefusedError("already" if now.sent else "conflict")
    return now


@transaction.atomic
def finish(*, by: User, call: Call) -> None:
    """End the evaluation: no review is written from now on. Where nothing was handed in, that ends the call.

    Raises RefusedError: not-closed, unreviewed (an application has no review)."""
    now = locked(call)
    if now.stage != Call.CLOSED:
        raise RefusedError("not-closed")
    judged = set(counting(now).values_list("application_id", flat=True))
    handed_in = list(_to_judge(now))
    for application in handed_in:
        if application.pk not in judged and eligibility(application).answer != "no":
            raise RefusedError("unreviewed")
    now.state, now.decided = (Call.EVALUATED, None) if handed_in else (Call.DECIDED, timezone.now())
    now.save()
    record(by=by.pk, action="evaluation finished", subject=now)


@transaction.atomic
def propose(*, by: User, call: Call, verdicts: Mapping[str, tuple[str, str]]) -> None:
    """Keep decisions that are being prepared. ``verdicts``: by id of the application what is proposed (may be empty), and a note.

    Raises RefusedError: not-evaluated, already, names-reviewer."""
    now = _evaluated(call)
    for _, note in verdicts.values():
        name_nobody(note, now)
    for application in _to_judge(now).filter(pk__in=verdicts):
        application.proposed, application.proposed_note = verdicts[str(application.pk)]
        application.save()
    record(by=by.pk, action="decisions prepared", subject=now)


@transaction.atomic
def propose_by_rank(*, by: User, call: Call, selected: int, reserve: int) -> None:
    """Propose the first by rank, then a reserve list, and nothing for those whose eligibility is not known; notes stay. What is below a
    needed mean takes no place.

    Raises RefusedError: not-evaluated, already, tie (the border lies between applications of the same rank)."""
    now = _evaluated(call)
    able = {str(one.pk): eligibility(one).answer for one in _to_judge(now)}
    ranked = {one.application: one for one in ranking_of(now).ranked if able.get(one.application) == "yes"}
    ranks = {name: one.rank for name, one in ranked.items() if not one.below}
    order = sorted(ranks, key=lambda name: ranks[name])
    for field, first, border in (("selected", 0, selected), ("reserve", selected, selected + reserve)):
        if first < border < len(order) and ranks[order[border - 1]] == ranks[order[border]]:
            same = [place for place, name in enumerate(order) if ranks[name] == ranks[order[border]]]
            low, high = max(same[0] - first, 0), same[-1] + 1 - first
            raise RefusedError("tie", field=field, rank=ranks[order[border]], low=low, high=high)
    places = {name: "selected" if at < selected else "reserve" for at, name in enumerate(order[: selected + reserve])}
    for name, answer in able.items():
        known = places.get(name, "not-selected") if name in ranked else ""
        Application.objects.filter(pk=name).update(proposed="not-eligible" if answer == "no" else known)
    record(by=by.pk, action="decisions prepared", subject=now)


@transaction.atomic
def decide(*, by: User, call: Call) -> None:
    """Decide on everything that was handed in at once, as it was prepared.

    Raises RefusedError: not-evaluated, already, incomplete, unfounded (``about``: by id of the application why)."""
    now = _evaluated(call)
    handed_in = list(_to_judge(now))
    if not all(one.proposed for one in handed_in):
        raise RefusedError("incomplete")
    ranking = ranking_of(now)
    if against := objections(handed_in, ranking):
        raise RefusedError("unfounded", **against)
    counts = {"all": len(handed_in), **Counter(one.proposed for one in handed_in)}
    for one in handed_in:
        note_decision(
            by=by, application=one, decided=one.proposed, note=one.proposed_note, ranking=ranking, counts=counts
        )
    now.state, now.decided = Call.DECIDED, timezone.now()
    now.save()
    record(by=by.pk, action="call decided", subject=now)


def _evaluated(call: Call) -> Call:
    now = locked(call)
    if now.state != Call.EVALUATED:
        raise RefusedError("already" if now.state == Call.DECIDED else "not-evaluated")
    return now


def note_decision(
    *, by: User, application: Application, decided: str, note: str, ranking: Ranking, counts: Mapping[str, int]
) -> Decision:
    """Keep one decision with the facts of this moment. The caller holds the call."""
    facts = msgspec.to_builtins(replace(facts_of(application, decided, note, ranking), counts=counts))
    made = Decision.objects.create(application=application, decided=decided, note=note, facts=facts, by=by)
    record(by=by.pk, action="application decided", subject=made)
    telling.applicants(application, telling.DECIDED)
    return made


def facts_of(application: Application, decided: str, note: str, ranking: Ranking) -> Facts:
    """What is known of an application at the decision. Comments come in an order that says nothing about who wrote them."""
    call = application.call
    ranked = next((one for one in ranking.ranked if one.application == str(application.pk)), None)
    sent = counting(call).filter(application=application).order_by("id")
    alone = replace(ranking, ranked=(), ignored=())
    return Facts(
        decided, eligibility(application), criteria(call), titles(call), alone, ranked, len(ranking.ranked),
        tuple(one.comment for one in sent if one.comment), note, granted(application), conditions(call),
        {one.of: str(application.answers.get(one.of, "")) for one in conditions(call)},
    )  # fmt: skip
