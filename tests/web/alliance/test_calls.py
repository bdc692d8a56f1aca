"""Calls: from a draft to a decision with reasons and an appeal; nobody acts out of turn, and no applicant learns who judged."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.alliance.conftest import DRAFT, close, firm, hand_in, of, person, seats, signed_in
from tests.web.conftest import page
from toepas_web.alliance import call_actions, call_holdings, call_judging
from toepas_web.alliance.call_models import Appeal, Application, Call, Decision, Panelist, Review
from toepas_web.alliance.call_times import moment
from toepas_web.audit.models import Event
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership
from toepas_web.organisations.roles import roles

pytestmark = pytest.mark.django_db


def test_a_call_goes_from_draft_to_a_ranked_decision_with_reasons_and_appeal(decided, maker, second, owner, stranger):
    assert decided.stage == Call.DECIDED
    won = page(signed_in(owner).get(reverse("application", args=[of("Acme").pk])))
    for part in ("selected", "All conditions of the call are met.", "Impact: 5 on average", "rank 1 of 2", "A reviewer wrote: Score 5, clear.", "Who decided adds: Thank you."):  # fmt: skip
        assert part in won
    lost_at = reverse("application", args=[of("Beta").pk])
    lost = page(signed_in(stranger).get(lost_at))
    for part in ("not selected", "not known: How many people?", "Impact: 2 on average", "At least 3 was needed", "rank 2 of 2"):  # fmt: skip
        assert part in lost
    assert signed_in(stranger).post(lost_at + "appeal/", {"text": "We have 20 people."}).status_code == 302
    answer = reverse("appeal-answer", args=[of("Beta").pk])
    fields = {"outcome": "decide", "decided": "reserve", "met": "q2", "answer": "You are right."}
    assert signed_in(maker).post(answer, fields).status_code == 422, "who decided does not answer"
    assert signed_in(second).post(answer, fields).status_code == 302
    after = page(signed_in(stranger).get(lost_at))
    for part in ("on the reserve list", "The appeal was upheld.", "You are right.", "counts as met since the appeal: How many people?", "The former decision of", "The application was not selected."):  # fmt: skip
        assert part in after
    assert signed_in(second).post(answer, fields).status_code == 422, "an appeal is answered once"


def test_an_applicant_cannot_open_what_belongs_to_those_who_run_or_judge(decided, owner, stranger, judged):
    for client in (signed_in(owner), signed_in(stranger)):
        assert client.get(reverse("call-manage", args=[decided.pk])).status_code == 404
        for review in Review.objects.all():
            assert client.get(reverse("review", args=[review.pk])).status_code == 404
    assert signed_in(stranger).get(reverse("application", args=[of("Acme").pk])).status_code == 404
    for reviewer in judged:
        assert signed_in(reviewer).get(reverse("application", args=[of("Acme").pk])).status_code == 404
        others = Review.objects.exclude(panelist__user=reviewer)
        assert {signed_in(reviewer).get(reverse("review", args=[one.pk])).status_code for one in others} == {404}


@pytest.mark.parametrize("role", [*roles("site"), ""])
def test_only_roles_with_the_permission_make_and_run_calls(draft, role):
    user = person("somebody")
    if role:
        organisations.give_site_role(by=None, user=user, role=role)
    able = bool(role) and "open-calls" in roles("site")[role].may
    client = signed_in(user)
    assert client.get(reverse("call-new")).status_code == (200 if able else 404)
    for name in ("call", "call-change", "call-manage"):
        assert client.get(reverse(name, args=[draft.pk])).status_code == (200 if able else 404), name
    assert client.post(reverse("call-publish", args=[draft.pk]), {"do": "open"}).status_code == (302 if able else 404)


@pytest.mark.parametrize("role", list(roles("organisation")))
def test_only_members_who_may_apply_do_so(call, owner, role):
    organisation, user = firm("Acme", owner), person("colleague")
    Membership.objects.create(organisation=organisation, user=user, role=role)
    able = "apply" in roles("organisation")[role].may
    assert hand_in(call, organisation, user).status_code == (302 if able else 403)
    assert hand_in(call, organisation, person("elsewhere")).status_code == 404


def test_whoever_has_a_stake_does_not_run_the_call(call, maker, owner):
    organisation = firm("Acme", owner)
    hand_in(call, organisation, owner)
    assert signed_in(maker).get(reverse("call-manage", args=[call.pk])).status_code == 200
    Membership.objects.create(organisation=organisation, user=maker, role="member")
    assert signed_in(maker).get(reverse("call-manage", args=[call.pk])).status_code == 403


def test_the_deadline_is_that_of_its_time_zone_and_the_clock_of_the_site_decides(call, owner, maker):
    assert call.deadline == datetime.datetime(2099, 10, 30, 15, 0, tzinfo=datetime.UTC) or call.deadline.hour in (
        14,
        15,
    )
    shown = page(Client().get(reverse("call", args=[call.pk])))
    assert "30 October 2099, 17:00 (Europe/Helsinki)" in shown
    assert "UTC" in shown
    organisation = firm("Acme", owner)
    close(call)
    late = hand_in(call, organisation, owner)
    assert late.status_code == 422
    assert "The deadline has passed" in page(late)
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (("2026-07-01", "17:00", "Europe/Brussels"), "2026-07-01T15:00:00+00:00"),
        (("2026-12-01", "17:00", "Europe/Brussels"), "2026-12-01T16:00:00+00:00"),
        (("2026-10-25", "02:30", "Europe/Brussels"), "2026-10-25T01:30:00+00:00"),
        (("2026-03-29", "02:30", "Europe/Brussels"), None),
        (("2026-02-30", "12:00", "Europe/Brussels"), None),
        (("2026-02-20", "12:00", "Mars/Olympus"), None),
        (("2026-02-20", "12:00+03:00", "UTC"), None),
    ],
)
def test_times_that_do_not_exist_are_refused_and_times_that_come_twice_favour_the_applicant(typed, wanted):
    found = moment(*typed)
    assert (found.isoformat() if found else None) == wanted


def test_what_is_open_no_longer_changes(call, maker):
    client = signed_in(maker)
    for name, fields in (("call-part", {"of": "criteria", "criterion": "New"}), ("call-change", DRAFT), ("call-publish", {"do": "delete"})):  # fmt: skip
        assert client.post(reverse(name, args=[call.pk]), fields).status_code == 422, name
    call.refresh_from_db()
    assert len(call.criteria) == 2


def test_a_review_is_sent_once_and_not_before_the_deadline_or_after_the_end(call, judged, maker):
    review = Review.objects.first()
    again = signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), {"c1": "1", "c2": "1"})
    assert again.status_code == 422
    review.refresh_from_db()
    assert review.scores["c2"] == 4
    call_judging.finish(by=maker, call=call)
    Review.objects.filter(pk=review.pk).update(sent=None)
    assert (
        signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), {"c1": "1", "c2": "1"}).status_code
        == 422
    )


@pytest.mark.parametrize(
    "scores", [{"c1": "6", "c2": "1"}, {"c1": "", "c2": "1"}, {"c1": "nan", "c2": "1"}, {"c1": "-1", "c2": "x"}]
)
def test_scores_off_the_scale_are_refused(call, judged, scores):
    review = Review.objects.first()
    Review.objects.update(sent=None)
    assert signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), scores).status_code == 422


def test_nobody_judges_their_own_organisation_and_a_declared_conflict_brings_somebody_else(call, maker, owner):
    hand_in(call, firm("Acme", owner), owner, partners="Owl University\nSwan Ltd")
    hand_in(call, firm("Other", owner), owner)
    users = seats(call, maker, affiliations="")
    Panelist.objects.filter(user=users[0]).update(affiliations="swan  ltd")
    close(call)
    assert signed_in(maker).post(reverse("call-assign", args=[call.pk])).status_code == 302
    panel = Review.objects.filter(application=of("Acme"))
    assert {one.panelist.user for one in panel} == {users[1], users[2]}
    review = Review.objects.filter(application=of("Other"), panelist__user__in=(users[0], users[2])).first()
    assert (
        signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), {"do": "conflict"}).status_code == 302
    )
    assert signed_in(review.panelist.user).get(reverse("review", args=[review.pk])).status_code == 404
    tasks = signed_in(review.panelist.user).get(reverse("reviews")).content.decode()
    assert "conflict of interest" in tasks
    assert ">Other<" not in tasks
    assert signed_in(maker).post(reverse("call-assign", args=[call.pk])).status_code == 302
    there = Review.objects.filter(application=of("Other"), conflict=False)
    assert {one.panelist.user for one in there} == set(users) - {review.panelist.user}


def test_where_no_balanced_panel_is_possible_it_is_said_and_nothing_is_assigned(call, maker, owner):
    hand_in(call, firm("Acme", owner), owner)
    seats(call, maker, stated=("woman", "woman", ""))
    close(call)
    answer = signed_in(maker).post(reverse("call-assign", args=[call.pk]))
    assert answer.status_code == 422
    text = page(answer).replace("&#39;", "'")
    assert "The rule 'At least one woman and one man' lacks somebody who stated 'Man' for: Acme." in text
    assert "Ask more people of whom this holds, and who have nothing to do with these applications: Man." in text
    assert not Review.objects.exists()


def test_appeals_come_once_and_in_time(decided, owner):
    at = reverse("application-appeal", args=[of("Acme").pk])
    assert signed_in(owner).post(at, {"text": ""}).status_code == 422
    assert signed_in(owner).post(at, {"text": "x" * 9000}).status_code == 422
    Decision.objects.update(at=timezone.now() - datetime.timedelta(days=31))
    assert signed_in(owner).post(at, {"text": "Why?"}).status_code == 422
    Decision.objects.update(at=timezone.now())
    assert signed_in(owner).post(at, {"text": "Why?"}).status_code == 302
    assert signed_in(owner).post(at, {"text": "Why?"}).status_code == 302, "a double click is no second appeal"
    assert signed_in(owner).post(at, {"text": "And why not?"}).status_code == 422
    assert Appeal.objects.count() == 1


def test_what_is_kept_is_not_handed_in_and_nothing_needed_is_missing_when_it_is(call, owner):
    organisation = firm("Acme", owner)
    assert hand_in(call, organisation, owner, do="keep", q1="").status_code == 302
    assert of("Acme").sent is None
    assert hand_in(call, organisation, owner, q1="", number="1").status_code == 422
    assert hand_in(call, organisation, owner, number="7").status_code == 422, "somebody else changed it"
    assert hand_in(call, organisation, owner, q2="many", number="1").status_code == 422
    assert hand_in(call, organisation, owner, number="1").status_code == 302
    assert of("Acme").sent is not None


def test_every_step_is_on_record_without_names_and_a_person_can_take_and_remove_what_is_theirs(decided, judged, owner):
    actions = set(Event.objects.values_list("action", flat=True))
    for action in ("call created", "call opened", "application handed in", "reviewer invited", "reviewer accepted", "reviewers assigned", "review sent", "evaluation finished", "application decided", "call decided"):  # fmt: skip
        assert action in actions
    reviewer = Review.objects.first().panelist.user
    name, content = next(call_holdings.export_person(reviewer))
    assert name == "reviews.json"
    assert "clear" in content.decode()
    before = page(signed_in(owner).get(reverse("application", args=[of("Acme").pk])))
    call_holdings.erase_person(reviewer)
    reviewer.delete()
    assert page(signed_in(owner).get(reverse("application", args=[of("Acme").pk]))) == before
    organisation = of("Acme").organisation
    organisations.remove(by=owner, organisation=organisation)
    assert not Application.objects.filter(organisation__name="Acme").exists()


def test_an_invitation_to_judge_is_for_its_address_only_and_says_nothing_to_others(call, maker, stranger):
    signed_in(maker).post(reverse("call-invite", args=[call.pk]), {"email": "uil@judges.example"})
    at = reverse("review-invitation", args=[Panelist.objects.get().pk])
    assert at in mail.outbox[0].body
    assert signed_in(stranger).get(at).status_code == 404
    uil = person("uil@judges.example")
    assert signed_in(uil).get(at).status_code == 200
    assert signed_in(uil).post(at, {"answer": "no"}).status_code == 302
    assert signed_in(uil).get(at).status_code == 404
    assert Panelist.objects.get().email == ""


def test_what_people_write_is_shown_as_text(call, maker, owner):
    hand_in(call, firm("<script>alert(1)</script>", owner), owner, partners="<b>bold</b>")
    for client, at in ((signed_in(owner), reverse("application", args=[Application.objects.get().pk])), (signed_in(maker), reverse("call-manage", args=[call.pk]))):  # fmt: skip
        source = client.get(at).content.decode()
        assert "<script>alert" not in source
        assert "<b>bold" not in source


def test_two_decisions_at_once_leave_one(call, judged, maker, second):
    call_judging.finish(by=maker, call=call)
    verdicts = {str(of("Acme").pk): ("selected", ""), str(of("Beta").pk): ("not-selected", "")}
    call_judging.propose(by=maker, call=call, verdicts=verdicts)
    call_judging.decide(by=maker, call=call)
    with pytest.raises(call_actions.RefusedError, match="already"):
        call_judging.decide(by=second, call=call)


def test_decisions_are_prepared_by_rank_or_one_by_one_and_nothing_is_seen_before_all_are_there(
    call, judged, maker, owner
):
    call_judging.finish(by=maker, call=call)
    client, at = signed_in(maker), reverse("call-decide", args=[call.pk])
    assert client.post(at, {"do": "rank", "selected": "x", "reserve": "0"}).status_code == 422
    assert client.post(at, {"do": "rank", "selected": "1", "reserve": "0"}).status_code == 302
    assert (of("Acme").proposed, of("Beta").proposed) == ("selected", ""), "whether Beta can take part is not known"
    assert "Prepared. Nothing is decided yet" in page(client.get(reverse("call-manage", args=[call.pk])))
    missing = client.post(at, {"do": "decide", f"decided-{of('Beta').pk}": "", f"note-{of('Beta').pk}": "Call us."})
    assert "What you chose so far was kept" in page(missing)
    assert of("Beta").proposed_note == "Call us."
    keep = {"do": "keep", f"decided-{of('Beta').pk}": "not-selected", f"note-{of('Beta').pk}": "Call us."}
    assert client.post(at, keep).status_code == 302
    assert "elected" not in page(signed_in(owner).get(reverse("application", args=[of("Acme").pk])))
    assert client.post(at, {"do": "decide"}).status_code == 302
    assert (of("Acme").decision.decided, of("Beta").decision.note) == ("selected", "Call us.")


def test_a_border_between_equal_ranks_is_not_drawn_by_chance(call, judged, maker):
    Application.objects.update(answers={"q1": "yes", "q2": "20"})
    Review.objects.update(scores={"c1": 4, "c2": 4})
    call_judging.finish(by=maker, call=call)
    refused = signed_in(maker).post(
        reverse("call-decide", args=[call.pk]), {"do": "rank", "selected": "1", "reserve": "0"}
    )
    assert "applications that share rank 1. Choose 0 or 2 instead" in page(refused)
    with pytest.raises(call_actions.RefusedError, match="tie"):
        call_judging.propose_by_rank(by=maker, call=call, selected=1, reserve=0)
    with pytest.raises(call_actions.RefusedError, match="tie"):
        call_judging.propose_by_rank(by=maker, call=call, selected=0, reserve=1)
    call_judging.propose_by_rank(by=maker, call=call, selected=2, reserve=0)
    assert set(Application.objects.values_list("proposed", flat=True)) == {"selected"}
