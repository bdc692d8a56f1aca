"""Appeals: an upheld one changes the decision, never for the worse; the former one is kept, others keep theirs and see where they stand."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.alliance.conftest import WHO, firm, hand_in, of, person, seats, signed_in
from tests.web.conftest import page
from toepas_web.alliance import call_appeals, call_holdings
from toepas_web.alliance.call_actions import RefusedError
from toepas_web.alliance.call_models import Application, Call, Decision, Panelist, Review
from toepas_web.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def appeal(decided, stranger):
    """Beta, which was not selected, objects."""
    at = reverse("application-appeal", args=[of("Beta").pk])
    assert signed_in(stranger).post(at, {"text": "We have 20 people."}).status_code == 302
    return of("Beta").appeal


def answers(user, appeal, **fields):
    at = reverse("appeal-answer", args=[appeal.application_id])
    return signed_in(user).post(at, {"answer": "You are right.", "decided": "selected", **fields})


def reads(user, name):
    return page(signed_in(user).get(reverse("application", args=[of(name).pk])))


def judges_anew(appeal, second, maker, scores):
    """All reviews are set aside, two new people are invited and judge."""
    aside = [str(pk) for pk in Review.objects.filter(application=appeal.application).values_list("pk", flat=True)]
    assert answers(second, appeal, outcome="judge", aside=aside).status_code == 302
    for number, gender in enumerate(("woman", "man")):
        address = f"fresh{number}@judges.example"
        signed_in(second).post(reverse("call-invite", args=[appeal.application.call_id]), {"email": address})
        seat = Panelist.objects.get(email=address)
        signed_in(person(address)).post(
            reverse("review-invitation", args=[seat.pk]), {"answer": "yes", "gender": gender}
        )
    assert signed_in(second).post(reverse("call-assign", args=[appeal.application.call_id])).status_code == 302
    fresh = Review.objects.filter(application=appeal.application, set_aside=False)
    for review in fresh:
        fields = {**scores, "comment": "Seen afresh."}
        assert signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), fields).status_code == 302
    return fresh


def test_an_upheld_appeal_replaces_the_decision_and_keeps_the_former_one_on_record(appeal, second, stranger, owner):
    acme = reads(owner, "Acme")
    assert answers(second, appeal, outcome="decide", decided="selected", met="q2").status_code == 302
    after = reads(stranger, "Beta")
    for part in ("The application was selected.", "counts as met since the appeal: How many people?", "Who decided adds: You are right.", "The former decision of", "The application was not selected.", "It was replaced on"):  # fmt: skip
        assert part in after
    assert [one.decided for one in Decision.objects.filter(application=of("Beta")).order_by("at")] == ["not-selected", "selected"]  # fmt: skip
    assert reads(owner, "Acme") == acme, "nothing changed for the other, so nothing is said"
    assert {"appeal answered", "application decided"} <= set(Event.objects.values_list("action", flat=True))


def test_others_judge_anew_and_the_ranking_and_decision_follow(appeal, second, maker, stranger, owner, judged):
    before = {str(one.panelist.user_id) for one in Review.objects.filter(application=of("Beta"))}
    fresh = judges_anew(appeal, second, maker, {"c1": "5", "c2": "5"})
    assert not before & {str(one.panelist.user_id) for one in fresh}, "nobody judges twice what was set aside"
    again = reverse("appeal-answer", args=[appeal.application_id])
    assert signed_in(maker).post(again, {"do": "decide", "decided": "selected"}).status_code == 422
    assert signed_in(second).post(again, {"do": "decide", "decided": "selected", "note": "Judged anew."}).status_code == 302  # fmt: skip
    won = reads(stranger, "Beta")
    for part in ("The application was selected.", "rank 1 of 2", "A reviewer wrote: Seen afresh.", "it was decided again"):  # fmt: skip
        assert part in won
    other = reads(owner, "Acme")
    assert "The application was selected." in other, "what others were promised stays"
    assert "This application now has rank 2 of 2. The decision on it stays as it is." in other
    told = page(signed_in(owner).get(reverse("notices")))
    assert "The rank of Acme changed after an appeal by another applicant; the decision stays as it is" in told
    for word in (*WHO, "fresh0", "fresh1", "judges.example"):
        assert word not in won + other


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"outcome": "decide", "decided": "not-eligible"}, "better decision"),
        ({"outcome": "decide", "decided": "not-selected"}, "better decision"),
        ({"outcome": "decide", "decided": ""}, "Choose the new decision"),
        ({"outcome": "judge"}, "Choose the reviews"),
        ({"outcome": "judge", "aside": "00000000-0000-0000-0000-000000000000"}, "Choose the reviews"),
        ({"outcome": ""}, "Say whether"),
        ({"outcome": "rejected", "answer": ""}, "Say why"),
        ({"outcome": "rejected", "answer": "x" * 4001}, "At most"),
    ],
)
def test_what_cannot_follow_from_an_appeal_is_refused_and_nothing_changes(appeal, second, fields, why):
    refused = answers(second, appeal, **fields)
    assert refused.status_code == 422
    assert why in page(refused)
    appeal.refresh_from_db()
    assert appeal.answered is None
    assert not Review.objects.filter(set_aside=True).exists()
    if fields.get("answer") is None:
        assert "You are right." in refused.content.decode(), "what was typed is not lost"


def test_a_rejected_appeal_leaves_the_decision_as_it_was(appeal, second, stranger):
    assert answers(second, appeal, outcome="rejected", answer="The reviews are clear.").status_code == 302
    after = reads(stranger, "Beta")
    assert "The appeal was rejected. Answered" in after
    assert "The former decision" not in after
    assert Decision.objects.filter(application=of("Beta")).count() == 1


def test_a_decision_after_new_reviews_is_not_worse_and_waits_for_a_review(appeal, second, maker):
    aside = [str(pk) for pk in Review.objects.filter(application=of("Beta")).values_list("pk", flat=True)]
    answers(second, appeal, outcome="judge", aside=aside)
    again = reverse("appeal-answer", args=[appeal.application_id])
    early = signed_in(second).post(again, {"do": "decide", "decided": "selected"})
    assert "has not been judged by anybody yet" in page(early)
    worse = signed_in(second).post(again, {"do": "decide", "decided": "not-eligible"})
    assert "cannot be worse than before" in page(worse)
    with pytest.raises(RefusedError, match="not-yours"):
        call_appeals.decide_again(by=maker, application=of("Beta"), decided="selected", note="")


def test_only_what_is_judged_anew_can_be_reviewed_after_the_decision(appeal, second):
    acme = Review.objects.filter(application=of("Acme")).first()
    Review.objects.filter(pk=acme.pk).update(sent=None)
    answers(second, appeal, outcome="judge", aside=[str(Review.objects.filter(application=of("Beta")).first().pk)])
    late = signed_in(acme.panelist.user).post(reverse("review", args=[acme.pk]), {"c1": "1", "c2": "1"})
    assert late.status_code == 422


def test_who_could_not_take_part_and_appeals_in_time_is_judged(call, maker, second, owner, stranger):
    """Given an applicant whose answer keeps it out, so that nobody judged it."""
    hand_in(call, firm("Acme", owner), owner)
    hand_in(call, firm("Beta", stranger), stranger, q2="900")
    seats(call, maker)
    told = reads(stranger, "Beta")
    assert "at most 249. This is not met, so the application cannot take part." in told
    assert "If an answer is wrong, change it before the deadline" in told
    Call.objects.update(deadline=timezone.now())
    manage = signed_in(maker)
    manage.post(reverse("call-assign", args=[call.pk]))
    assert not Review.objects.filter(application=of("Beta")).exists(), "nobody judges what cannot take part"
    for review in Review.objects.all():
        signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), {"c1": "3", "c2": "3"})
    manage.post(reverse("call-finish", args=[call.pk]))
    verdicts = {f"decided-{of('Acme').pk}": "selected", f"decided-{of('Beta').pk}": "not-eligible"}
    assert manage.post(reverse("call-decide", args=[call.pk]), verdicts).status_code == 302
    signed_in(stranger).post(reverse("application-appeal", args=[of("Beta").pk]), {"text": "It is 90, not 900."})
    appeal = of("Beta").appeal
    assert "A condition of the call is not met" in page(answers(second, appeal, outcome="judge"))
    assert answers(second, appeal, outcome="judge", met="q2").status_code == 302
    assert "Others judge the application anew" in reads(stranger, "Beta")
    assert signed_in(second).post(reverse("call-assign", args=[call.pk])).status_code == 302
    assert Review.objects.filter(application=of("Beta")).count() == 2


def test_scores_of_a_reviewer_whose_account_is_gone_still_count_without_the_person(appeal, second, judged, stranger):
    gone = Review.objects.filter(application=of("Acme")).first().panelist.user
    count = Review.objects.filter(sent__isnull=False).count()
    call_holdings.erase_person(gone)
    email = gone.email
    gone.delete()
    assert Review.objects.filter(sent__isnull=False).count() == count
    manage = page(signed_in(second).get(reverse("call-manage", args=[appeal.application.call_id])))
    assert "account deleted" in manage
    assert email not in manage
    assert answers(second, appeal, outcome="decide", met="q2").status_code == 302
    assert "rank 2 of 2" in reads(stranger, "Beta")


def test_two_answers_at_once_leave_one(appeal, second):
    remedy = call_appeals.Remedy(met=["q2"], decided="selected")
    call_appeals.uphold(by=second, appeal=appeal, text="Right.", remedy=remedy)
    with pytest.raises(RefusedError, match="already"):
        call_appeals.uphold(by=second, appeal=appeal, text="Again.", remedy=remedy)
    assert Decision.objects.filter(application=of("Beta")).count() == 2
    assert Application.objects.get(pk=of("Beta").pk).decision.decided == "selected"
