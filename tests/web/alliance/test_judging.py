"""Who judges and who no longer does, what holds a decision, and what an applicant reads of it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.web.alliance.conftest import close, firm, hand_in, of, person, seats, signed_in
from tests.web.conftest import page
from toepas_web.alliance import call_appeals, call_judging
from toepas_web.alliance.call_actions import RefusedError
from toepas_web.alliance.call_models import Application, Decision, Panelist, Review
from toepas_web.notices.models import Notice
from toepas_web.organisations.models import Membership

pytestmark = pytest.mark.django_db


def manage(user, call):
    return page(signed_in(user).get(reverse("call-manage", args=[call.pk])))


def decides(maker, call, **decisions):
    """What is proposed for each application, with a note where one is given."""
    fields = {"do": "decide"}
    for name, (decided, note) in decisions.items():
        fields |= {f"decided-{of(name).pk}": decided, f"note-{of(name).pk}": note}
    return signed_in(maker).post(reverse("call-decide", args=[call.pk]), fields)


def scored(call, maker, **scores):
    """The evaluation is finished with these scores of both criteria, by application."""
    Application.objects.filter(organisation__name="Beta").update(answers={"q1": "yes", "q2": "20"})
    for name, score in scores.items():
        Review.objects.filter(application=of(name)).update(scores={"c1": score, "c2": score})
    call_judging.finish(by=maker, call=call)


def test_what_misses_a_needed_mean_takes_no_place_by_rank(call, judged, maker):
    scored(call, maker, Acme=2, Beta=2)
    call_judging.propose_by_rank(by=maker, call=call, selected=1, reserve=1)
    assert set(Application.objects.values_list("proposed", flat=True)) == {"not-selected"}
    assert "Impact: 2 on average, and at least 3 is needed. So it is not selected, whatever its rank." in manage(maker, call)  # fmt: skip


@pytest.mark.parametrize(
    ("scores", "decisions", "why"),
    [
        ({"Acme": 5, "Beta": 2}, {"Acme": ("selected", ""), "Beta": ("selected", "Welcome.")}, "Beta: The mean that the call needs was not reached"),
        ({"Acme": 5, "Beta": 4}, {"Acme": ("not-selected", ""), "Beta": ("selected", "")}, "Acme: An application with the same or a lower rank gets a better decision."),
        ({"Acme": 4, "Beta": 4}, {"Acme": ("selected", ""), "Beta": ("not-selected", "")}, "Beta: An application with the same or a lower rank gets a better decision."),
        ({"Acme": 5, "Beta": 4}, {"Acme": ("not-eligible", ""), "Beta": ("selected", "")}, "Acme: All conditions are met. Say in what you add"),
    ],
)  # fmt: skip
def test_a_decision_against_what_the_call_says_is_refused_and_nothing_is_decided(
    call, judged, maker, scores, decisions, why
):
    scored(call, maker, **scores)
    refused = decides(maker, call, **decisions)
    assert refused.status_code == 422
    assert why in page(refused)
    assert "What you chose was kept; nothing is decided yet." in page(refused)
    assert not Decision.objects.exists()
    if "Say in what you add" in page(refused):
        explained = {name: (decided, "For this reason.") for name, (decided, _) in decisions.items()}
        assert decides(maker, call, **explained).status_code == 302


def test_who_cannot_take_part_is_not_selected(call, judged, maker):
    scored(call, maker, Acme=5, Beta=4)
    Application.objects.filter(organisation__name="Beta").update(answers={"q1": "no", "q2": "20"})
    refused = decides(maker, call, Acme=("selected", ""), Beta=("reserve", "All the same."))
    assert "Beta: A condition of the call is not met, so the only decision is that it cannot take part." in page(refused)  # fmt: skip


def test_reviewers_who_disagree_are_pointed_out_to_who_decides_and_told_to_the_applicant(call, judged, maker, owner):
    one, other = Review.objects.filter(application=of("Acme"))
    Review.objects.filter(pk=one.pk).update(scores={"c1": 5, "c2": 4})
    Review.objects.filter(pk=other.pk).update(scores={"c1": 2, "c2": 4})
    assert "Impact: the reviewers disagree, from 2 to 5. Read what each wrote before you decide." in manage(maker, call)
    assert "Quality: the reviewers disagree" not in manage(maker, call)
    scored(call, maker, Beta=2)
    decides(maker, call, Acme=("selected", ""), Beta=("not-selected", ""))
    told = page(signed_in(owner).get(reverse("application", args=[of("Acme").pk])))
    assert "Impact: 3.5 on average, on a scale from 0 to 5. It counts for 67% of the score. At least" not in told
    assert "It counts for 67% of the score. The reviewers differ: they gave from 2 to 5." in told


def test_an_applicant_reads_what_was_needed_what_was_answered_how_many_were_selected_and_until_when_to_object(
    call, maker, owner, stranger
):
    hand_in(call, firm("Acme", owner), owner)
    hand_in(call, firm("Colossus", stranger), stranger, q2="900")
    seats(call, maker)
    close(call)
    signed_in(maker).post(reverse("call-assign", args=[call.pk]))
    for review in Review.objects.all():
        signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), {"c1": "4,5", "c2": "3"})
    call_judging.finish(by=maker, call=call)
    assert decides(maker, call, Acme=("selected", ""), Colossus=("not-eligible", "")).status_code == 302
    told = page(signed_in(stranger).get(reverse("application", args=[of("Colossus").pk])))
    for part in (
        "This condition is not met: How many people? The number has to be: at least 0, at most 249. The answer was: 900",
        "Applications in this call: 2. Selected: 1. On the reserve list: 0.",
        "Until when:",
        "Whether the law gives you other ways to object, and until when, is not known here",
    ):
        assert part in told
    won = page(signed_in(owner).get(reverse("application", args=[of("Acme").pk])))
    assert "The weighted score is 80 of 100. It would be 0 with the lowest score on everything, and 100 with the highest." in won  # fmt: skip
    outside = page(Client().get(reverse("call", args=[call.pk])))
    assert "Applications that were handed in 2 Selected 1" in outside
    assert "Acme" not in outside, "numbers only"
    assert "Cannot take part 1" in outside


def test_whoever_works_for_an_applicant_judges_no_competitor(call, maker, owner, stranger):
    """Given three people who judge, of whom one is a member of an applicant and one stated that they work there."""
    hand_in(call, firm("Acme", owner), owner)
    hand_in(call, firm("Beta", stranger), stranger)
    member, stated, third = seats(call, maker, stated=("woman", "man", "woman"), affiliations="")
    fourth = person("vierde@judges.example")
    Panelist.objects.create(call=call, user=fourth, state=Panelist.ACCEPTED, traits={"gender": "man"})
    Membership.objects.create(organisation=of("Acme").organisation, user=member, role="member")
    Panelist.objects.filter(user=stated).update(affiliations="ACME ")
    close(call)
    assert signed_in(maker).post(reverse("call-assign", args=[call.pk])).status_code == 302
    assert set(Review.objects.values_list("panelist__user__email", flat=True)) == {third.email, fourth.email}
    assert manage(maker, call).count("Works for an applicant of this call, so judges nothing in it.") == 2
    late = Review.objects.filter(application=of("Beta"), panelist__user=third).get()
    Membership.objects.create(organisation=of("Acme").organisation, user=third, role="member")
    answer = signed_in(third).post(reverse("review", args=[late.pk]), {"c1": "1", "c2": "1"})
    assert "You work for an organisation that applies in this call" in page(answer)


def test_who_does_not_answer_is_replaced_and_what_others_sent_stays(call, maker, owner):
    hand_in(call, firm("Acme", owner), owner)
    seats(call, maker, stated=("woman", "man", "woman"))
    close(call)
    signed_in(maker).post(reverse("call-assign", args=[call.pk]))
    silent = Review.objects.exclude(panelist__traits__gender="man").get().panelist
    other = Review.objects.get(panelist__traits__gender="man")
    signed_in(other.panelist.user).post(reverse("review", args=[other.pk]), {"c1": "4", "c2": "4"})
    at = reverse("call-release", args=[call.pk])
    assert signed_in(owner).post(at, {"seat": str(silent.pk)}).status_code == 404, "only who runs the call"
    assert signed_in(maker).post(at, {"seat": "nobody"}).status_code == 404
    assert signed_in(maker).post(at, {"seat": str(silent.pk)}).status_code == 302
    assert "no longer asked" in manage(maker, call)
    assert "You are no longer asked to judge for Models for hubs." in page(
        signed_in(silent.user).get(reverse("reviews"))
    )
    assert signed_in(maker).post(reverse("call-assign", args=[call.pk])).status_code == 302
    now = Review.objects.filter(application=of("Acme"))
    assert other in now
    assert silent.user_id not in now.values_list("panelist__user", flat=True)
    assert now.count() == 2
    assert signed_in(maker).post(at, {"seat": str(silent.pk)}).status_code == 422


def test_a_reviewer_steps_back_and_those_who_run_the_call_hear_of_it(call, maker, owner):
    hand_in(call, firm("Acme", owner), owner)
    users = seats(call, maker)
    seat = Panelist.objects.get(user=users[0])
    at = reverse("review-step-back", args=[seat.pk])
    assert signed_in(users[1]).post(at).status_code == 404, "nobody steps back for another"
    assert signed_in(users[0]).post(at).status_code == 302
    seat.refresh_from_db()
    assert seat.state == Panelist.RELEASED
    assert "A reviewer must not or can no longer judge: Models for hubs" in page(
        signed_in(maker).get(reverse("notices"))
    )
    assert signed_in(users[0]).post(at).status_code == 404


def test_an_invitation_is_withdrawn_with_its_address(call, maker):
    signed_in(maker).post(reverse("call-invite", args=[call.pk]), {"email": "kraai@judges.example"})
    seat = Panelist.objects.get()
    assert signed_in(maker).post(reverse("call-release", args=[call.pk]), {"seat": str(seat.pk)}).status_code == 302
    seat.refresh_from_db()
    assert (seat.email, seat.state) == ("", Panelist.RELEASED)
    kraai = person("kraai@judges.example")
    assert signed_in(kraai).get(reverse("review-invitation", args=[seat.pk])).status_code == 404


@pytest.mark.parametrize("comment", ["Ask ZWAAN@judges.example about it.", "We at owl  university did that.", "Signed: Owl-University"])  # fmt: skip
def test_a_comment_that_says_who_wrote_it_is_not_sent(call, maker, owner, comment):
    hand_in(call, firm("Acme", owner), owner)
    seats(call, maker)
    close(call)
    signed_in(maker).post(reverse("call-assign", args=[call.pk]))
    Panelist.objects.update(affiliations="Owl University")
    review = Review.objects.filter(panelist__user__email="zwaan@judges.example").first() or Review.objects.first()
    comment = comment.replace("ZWAAN@judges.example", review.panelist.user.email.upper())
    fields = {"c1": "4", "c2": "4", "comment": comment}
    refused = signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), fields)
    assert refused.status_code == 422
    assert "so the applicant would know who you are" in page(refused)
    assert comment in refused.content.decode()
    fields["comment"] = "Universities did that; an owl would agree."
    assert signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), fields).status_code == 302


def test_no_text_for_an_applicant_names_the_address_of_who_judged(call, judged, maker, second, stranger):
    call_judging.finish(by=maker, call=call)
    refused = decides(maker, call, Acme=("selected", f"Thank {judged[0].email}"), Beta=("not-selected", ""))
    assert f"names somebody who judged: {judged[0].email}" in page(refused)
    assert decides(maker, call, Acme=("selected", ""), Beta=("not-selected", "")).status_code == 302
    signed_in(stranger).post(reverse("application-appeal", args=[of("Beta").pk]), {"text": "Why?"})
    for act in (
        lambda text: call_appeals.reject(by=second, appeal=of("Beta").appeal, text=text),
        lambda text: call_appeals.uphold(by=second, appeal=of("Beta").appeal, text=text, remedy=call_appeals.Remedy(decided="selected")),
    ):  # fmt: skip
        with pytest.raises(RefusedError, match="names-reviewer"):
            act(f"{judged[1].email.upper()} was too strict.")
    assert of("Beta").appeal.answered is None


def test_a_reviewer_reads_again_what_they_sent_and_what_to_expect(call, judged, maker):
    review = Review.objects.filter(application=of("Acme")).first()
    own = page(signed_in(review.panelist.user).get(reverse("review", args=[review.pk])))
    for part in ("What you sent", "Impact 5", "Score 5, clear."):
        assert part in own
    idle = next((user for user in judged if not Review.objects.filter(panelist__user=user).exists()), None)
    if idle is not None:
        assert "Nothing was given to you so far" in page(signed_in(idle).get(reverse("reviews")))


def test_an_invitation_is_written_in_the_language_of_the_account_and_its_notice_ends_with_the_answer(call, maker):
    uil = person("uil@judges.example")
    uil.language = "nl"
    uil.save()
    signed_in(maker).post(reverse("call-invite", args=[call.pk]), {"email": uil.email})
    assert "/nl/" in mail.outbox[-1].body
    seat = Panelist.objects.get()
    assert Notice.objects.filter(user=uil).exists()
    signed_in(uil).post(reverse("review-invitation", args=[seat.pk]), {"answer": "yes"})
    assert not Notice.objects.filter(user=uil).exists()


def test_who_invites_sees_in_numbers_what_those_who_agreed_stated(call, maker):
    seats(call, maker, stated=("woman", "man", ""))
    assert "At least one woman and one man (Woman: 1; Man: 1)" in manage(maker, call)
