"""Who hears of what: reviewers, applicants, those who run calls, owners of cases, hubs and customers. No notice names a reviewer to an applicant."""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
import uuid

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page, signed_in
from toepas_web.accounts.models import User
from toepas_web.alliance import call_actions, call_appeals, call_judging, pipeline_actions
from toepas_web.alliance.call_models import Call, Panelist, Review
from toepas_web.alliance.pipeline_models import Project
from toepas_web.catalogue import actions as catalogue
from toepas_web.check import actions as cases
from toepas_web.check import notices as of_cases
from toepas_web.notices.daily import remind_all
from toepas_web.notices.models import Notice
from toepas_web.notices.presenters import sentence
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership
from toepas_web.ui.words import in_language

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def told(user, kind=""):
    """What stands in somebody's notices, of one kind."""
    said = in_language("en")
    return [sentence(one, said) for one in Notice.objects.of(user).filter(kind__startswith=kind)]


def person(name, role=""):
    user = User.objects.create_user(f"{name}@example.org")
    if role:
        organisations.give_site_role(by=None, user=user, role=role)
    return user


@pytest.fixture
def runner(db):
    return person("runner", "policy-maker")


@pytest.fixture
def call(runner):
    return Call.objects.create(
        title="Screening 2027", kind="pilot", text="x", state=Call.OPEN, zone="Europe/Lisbon",
        deadline=timezone.now() + 30 * DAY, questions=[{"id": "q1", "kind": "short", "label": "Why", "required": False}],
        criteria=[{"id": "c1", "label": "Quality", "weight": 1}], panel={"reviewers": 1},
    )  # fmt: skip


def applied(call, firm, by, *, send=True, number=1):
    return call_actions.keep_application(
        by=by,
        call=call,
        organisation=firm,
        answers={"q1": "x"},
        partners="",
        send=send,
        number=number,
        at=timezone.now(),
    )


def close(call, ago=DAY):
    Call.objects.filter(pk=call.pk).update(deadline=timezone.now() - ago)
    call.refresh_from_db()


def judged(call, runner, reviewer):
    """The deadline passes, the reviewer is assigned and writes."""
    close(call)
    call_judging.assign_reviewers(by=runner, call=call)
    for review in Review.objects.filter(panelist__user=reviewer):
        call_judging.send_review(by=reviewer, review=review, scores={"c1": 4}, comment="Sound.")


def decide(call, runner, verdicts):
    call_judging.finish(by=runner, call=call)
    call_judging.propose(by=runner, call=call, verdicts=verdicts)
    call_judging.decide(by=runner, call=call)


@pytest.fixture
def reviewer(call, runner):
    user = person("professor.unmistakable")
    seat = call_judging.invite(by=runner, call=call, email=user.email)
    call_judging.accept(by=user, panelist=seat, texts={"affiliations": "Institute Unmistakable"})
    return user


def test_a_reviewer_hears_of_the_invitation_until_it_is_answered(call, runner):
    user = person("asked")
    seat = call_judging.invite(by=runner, call=call, email="ASKED@example.org")
    assert told(user) == ["You are asked to judge applications to this call: Screening 2027"]
    assert Notice.objects.get(user=user).mailed  # the letter goes out at once
    call_judging.decline(by=user, panelist=seat)
    assert not told(user), "it is done with"


def test_a_reviewer_hears_once_what_there_is_to_judge_and_is_reminded_before_it_is_due(
    call, runner, reviewer, firm, owner
):
    applied(call, firm, owner)
    close(call)
    call_judging.assign_reviewers(by=runner, call=call)
    (line,) = told(reviewer, "call-reviews-assigned")
    assert line.startswith("You have one application to judge: Screening 2027. Asked for until ")
    call_judging.assign_reviewers(by=runner, call=call)
    assert len(told(reviewer, "call-reviews-assigned")) == 1
    remind_all(timezone.now())
    assert not told(reviewer, "call-reviews-due")
    late = timezone.now() + 25 * DAY
    remind_all(late)
    Notice.objects.update(read=True)
    remind_all(late + DAY)
    assert len(told(reviewer, "call-reviews-due")) == 1
    call_judging.send_review(by=reviewer, review=Review.objects.get(), scores={"c1": 3}, comment="")
    assert {line.rsplit(": ", 1)[1] for line in told(reviewer, "call-reviews")} == {"this is over."}


def test_applicants_hear_that_it_was_received_decided_and_answered_and_never_who_judged(
    call, runner, reviewer, firm, owner, as_owner
):
    colleague, member = person("colleague"), person("member")
    Membership.objects.create(organisation=firm, user=colleague, role="owner")
    Membership.objects.create(organisation=firm, user=member, role="member")
    application = applied(call, firm, owner)
    judged(call, runner, reviewer)
    decide(call, runner, {str(application.pk): ("not-selected", "Good, not enough money.")})
    appeal = call_actions.object_to(by=owner, application=application, text="We object.")
    other = person("other", "policy-maker")
    call_appeals.reject(by=other, appeal=appeal, text="It stands.")
    for user in (owner, colleague):
        assert told(user, "call-") == [
            "The appeal of Molen BV was answered: Screening 2027",
            "The application of Molen BV was decided on: Screening 2027",
            "The application of Molen BV was received: Screening 2027",
        ]
    assert not told(member)
    call_command("alerts", stdout=io.StringIO())
    kept = json.dumps([[one.address, one.values] for one in Notice.objects.filter(user__in=(owner, colleague))])
    seats = [str(pk) for model in (Panelist, Review) for pk in model.objects.values_list("pk", flat=True)]
    letters = [letter.body for letter in mail.outbox if letter.to != [reviewer.email]]
    for text in (*letters, kept, page(as_owner.get(reverse("notices")))):
        for secret in (reviewer.email, "nmistakable", str(reviewer.pk), "not-selected", "Not selected", *seats):
            assert secret not in text


def test_those_who_run_a_call_hear_of_conflicts_and_appeals_unless_they_have_a_stake(
    call, runner, reviewer, firm, owner
):
    insider, decider, analyst = (
        person("insider", "policy-maker"),
        person("decider", "policy-maker"),
        person("analyst", "analyst"),
    )
    Membership.objects.create(organisation=firm, user=insider, role="member")
    application = applied(call, firm, owner)
    close(call)
    call_judging.assign_reviewers(by=runner, call=call)
    call_judging.declare_conflict(by=reviewer, review=Review.objects.get())
    (line,) = told(runner, "call-conflict")
    assert "A reviewer must not or can no longer judge: Screening 2027" in line
    assert told(decider, "call-conflict")
    second = Panelist.objects.create(call=call, user=person("second"), state=Panelist.ACCEPTED)
    judged(call, runner, second.user)
    decide(call, runner, {str(application.pk): ("not-selected", "")})
    call_actions.object_to(by=owner, application=application, text="We object.")
    assert told(decider, "call-appeal-made") == ["Molen BV objects to a decision: Screening 2027"]
    assert not told(runner, "call-appeal-made")  # who decided does not answer
    assert not told(insider)
    assert not told(analyst)
    assert not told(reviewer, "call-conflict")


def test_an_application_that_is_not_handed_in_is_told_once_before_the_deadline_in_its_own_zone(call, firm, owner):
    applied(call, firm, owner, send=False)
    moment = datetime.datetime(
        2027, 3, 28, 16, 0, tzinfo=datetime.UTC
    )  # 17:00 in Lisbon, where the clocks went on that night
    Call.objects.filter(pk=call.pk).update(deadline=moment)
    remind_all(moment - 8 * DAY)
    assert not told(owner)
    remind_all(moment - 2 * DAY)
    remind_all(moment - DAY)
    (line,) = told(owner)
    assert "28 March 2027, 17:00 (Europe/Lisbon); that is 28 March 2027, 16:00 UTC" in line
    remind_all(moment + DAY)
    assert len(told(owner)) == 1


def test_a_project_that_a_gate_stops_is_told_to_its_organisation(firm, owner, runner, monkeypatch):
    project = pipeline_actions.create(by=owner, organisation=firm, title="Wound photos", key=uuid.uuid4())
    step = pipeline_actions.set_gate(by=runner, project=project, level=4, on=timezone.localdate())
    gate = pipeline_actions.gate_of(step)
    monkeypatch.setattr(pipeline_actions, "gate_of", lambda _: dataclasses.replace(gate, outcome="stop"))
    pipeline_actions.confirm(by=runner, step=step, needs=[])
    assert Project.objects.get().state == "stopped"
    assert told(owner) == ["A project was stopped at a gate: Wound photos"]


def test_the_owner_of_a_case_hears_once_of_a_task_that_is_near_and_once_when_it_is_late(owner, stranger, firm, case):
    cases.put_into(by=owner, case=case, organisation=firm)
    Membership.objects.create(organisation=firm, user=stranger, role="member")
    day = datetime.date(2027, 3, 28)

    def due(on, status="to-do"):
        cases.change_task(by=owner, case=case, duty="deployer_oversight", status=status, who="", due=on, note="")

    def at(days):
        remind_all(timezone.make_aware(datetime.datetime.combine(day + days * DAY, datetime.time(3))))

    due(day)
    at(-8)
    assert not told(owner)
    for days in (-7, -6, 0):
        at(days)
    (line,) = told(owner)
    assert line.startswith("Due on 28 March 2027: ")
    assert line.endswith("(Ranking applicants)")
    Notice.objects.update(read=True)
    for days in (1, 2, 7):
        at(days)
    assert [line[:26] for line in told(owner, of_cases.LATE)] == ["Overdue since 28 March 202"]
    assert len(told(owner)) == 2
    assert not told(stranger)
    due(day + 30 * DAY)
    assert {line.rsplit(": ", 1)[1] for line in told(owner)} == {"this is over."}
    at(25)
    assert len(told(owner, of_cases.SOON)) == 2  # another day was set, so it is told again
    due(day + 30 * DAY, "done")
    at(31)
    assert len(told(owner, of_cases.LATE)) == 1


def test_hub_and_customer_hear_of_consent_that_is_given_changed_and_ended(hub, firm, owner, stranger, adviser):
    asked = organisations.invite_customer(by=stranger, hub=hub, email=owner.email, wished=["cases"])
    assert told(owner) == ["Hub Noord invites you."]
    made = organisations.become_customer(by=owner, invitation=asked, customer=firm, scopes=["cases"])
    organisations.change_consent(by=owner, engagement=made, scopes=[])
    expected = ["Molen BV changed what Hub Noord may see.", "Molen BV lets Hub Noord work for it."]
    assert told(adviser) == told(stranger) == expected
    organisations.end_engagement(by=adviser, engagement=made)
    ended = "Hub Noord no longer works for Molen BV, and sees nothing of it any more."
    assert told(owner, "consent") == told(stranger, "consent-ended") == [ended]
    assert not told(adviser, "consent-ended")  # who did it knows
    organisations.end_engagement(by=adviser, engagement=made)
    assert len(told(owner, "consent")) == 1


def test_seeking_together_is_told_in_the_site_and_no_letter_has_an_address_in_it(owner, stranger, as_owner):
    need = {"text": "answering questions of residents", "joint": ["buying"]}
    mine, theirs = catalogue.agree(by=owner, need=need), catalogue.agree(by=stranger, need=need)
    catalogue.greet(by=stranger, mine=theirs, theirs=mine)
    catalogue.greet(by=stranger, mine=theirs, theirs=mine)
    assert len(told(owner)) == 1
    assert told(owner)[0].startswith("Somebody who seeks the same as you")
    assert not mail.outbox
    catalogue.answer(by=owner, greeting=mine.received.get(), accept=True)
    assert told(stranger) == ["You both agreed to get in touch. The page shows the other's address."]
    call_command("alerts", stdout=io.StringIO())
    assert sorted(letter.to[0] for letter in mail.outbox) == [stranger.email]
    assert owner.email not in mail.outbox[0].body
    assert owner.email in page(signed_in(stranger).get(reverse("catalogue-together")))


def test_who_declines_or_withdraws_leaves_nothing_to_read(owner, stranger):
    need = {"text": "answering questions of residents", "joint": ["buying"]}
    mine, theirs = catalogue.agree(by=owner, need=need), catalogue.agree(by=stranger, need=need)
    catalogue.greet(by=stranger, mine=theirs, theirs=mine)
    catalogue.answer(by=owner, greeting=mine.received.get(), accept=False)
    assert not told(stranger)
    assert told(owner) == ["Somebody who seeks the same as you: this is over."]


def test_the_holder_of_a_credential_hears_that_it_was_revoked(owner, stranger, monkeypatch):
    from toepas_web.academy import actions as academy
    from toepas_web.academy.models import Credential

    class Office:
        def revoke(self, *_: object) -> None:
            """As the office of the site does."""

    monkeypatch.setattr(academy.issuing, "office", lambda _: Office())
    kept = Credential.objects.create(id=uuid.uuid4(), user=owner, bank="x", document={})
    academy.revoke(by=stranger, credential_id=kept.pk, reason="mistake", said=in_language("en"))
    assert told(owner) == ["A credential of yours was revoked. Who checks it sees that it is no longer valid."]
