"""What somebody could try: learn who judged, vote twice, come late by the clock of another zone, take a role, flood the site."""

from __future__ import annotations

import datetime
import io
import itertools
import uuid
import zipfile

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.web.alliance.conftest import DRAFT, WHO, close, firm, hand_in, of, person, seats, signed_in
from tests.web.conftest import page
from tests.web.test_access import ADDRESSES
from tests.web.who_may_open import ONLY_POST, OPEN, PACKAGE, RUNNER
from tests.web.who_may_open import WHO as MAY
from toepas_web.alliance import call_actions, call_appeals, call_judging
from toepas_web.alliance.call_models import Appeal, Application, Call, Decision, Panelist, Review
from toepas_web.notices import digest
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership

pytestmark = pytest.mark.django_db
OWN = {"call_id", "application_id", "organisation_id"}


def openable(values):
    """Every address that is not open to all, or is about calls, search or dates, as far as an applicant has what it needs."""
    for name, ways in ADDRESSES.items():
        special = name.startswith(("call", "search", "date"))
        if name.startswith(PACKAGE) or name in ONLY_POST or not (special or MAY.get(name) not in (OPEN, None)):
            continue
        for needed in ways:
            if needed <= OWN and not name.startswith("api:"):
                yield reverse(name, kwargs={one: values[one] for one in needed})


def test_nothing_that_an_applicant_can_fetch_shows_who_judged_or_who_decides_on_an_appeal(decided, judged, maker, second, owner):  # fmt: skip
    """Also while an application is judged anew after an appeal, in exports, in the search, and in the daily mail."""
    client, acme = signed_in(owner), of("Acme")
    client.post(reverse("application-appeal", args=[acme.pk]), {"text": "Once more, please."})
    aside = [str(pk) for pk in Review.objects.filter(application=acme).values_list("pk", flat=True)]
    remedy = call_appeals.Remedy(set_aside=aside)
    call_appeals.uphold(by=second, appeal=of("Acme").appeal, text="Others look.", remedy=remedy)
    hidden = [*WHO, "zwaan", "valk", "owl university", maker.email, second.email]
    hidden += [str(one.pk) for one in (*judged, maker, second, *Panelist.objects.all(), *Review.objects.all())]
    values = {"call_id": decided.pk, "application_id": acme.pk, "organisation_id": acme.organisation_id}
    sources = {at: client.get(at).content.decode(errors="replace") for at in openable(values)}
    sources["found"] = client.get(reverse("search"), {"q": "university"}).content.decode()
    for name, args in (("organisation-export", [acme.organisation_id]), ("account-export", [])):
        packed = zipfile.ZipFile(io.BytesIO(client.post(reverse(name, args=args)).content))
        sources |= {f"{name}/{file}": packed.read(file).decode(errors="replace") for file in packed.namelist()}
    mail.outbox.clear()
    digest.send_all(timezone.now())
    sources["mail"] = " ".join(one.subject + one.body for one in mail.outbox if owner.email in one.to)
    assert len(sources) > 30
    assert any("A reviewer wrote" in source for source in sources.values())
    found = [(at, word) for at, source in sources.items() for word in hidden if word.lower() in source.lower()]
    assert found == []


def test_who_could_see_who_judges_does_not_apply(call, maker):
    """Given somebody who runs calls and looks at who was invited before they hand something in for an organisation of their own."""
    refused = hand_in(call, firm("Acme", maker), maker)
    assert "You can run this call and see who judges, so you do not apply in it." in page(refused)
    assert not Application.objects.exists()


def test_only_ids_of_what_is_known_at_a_decision_are_kept_and_no_reviewer(decided, judged):
    kept = str(list(Decision.objects.values_list("facts", flat=True)))
    assert not any(str(pk) in kept for pk in Panelist.objects.values_list("pk", flat=True))
    assert "judges.example" not in kept


def test_nobody_votes_twice(call, judged, maker):
    review = Review.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(application=review.application, panelist=review.panelist)
    client, at = signed_in(review.panelist.user), reverse("review", args=[review.pk])
    same = {name: str(value) for name, value in review.scores.items()} | {"comment": review.comment}
    before = review.sent
    assert client.post(at, same).status_code == 302, "a double click is no error"
    assert client.post(at, same | {"c2": "1"}).status_code == 422
    review.refresh_from_db()
    assert (review.sent, review.scores["c2"]) == (before, 4)
    seat = Panelist.objects.create(call=call, email=review.panelist.user.email)
    again = signed_in(review.panelist.user).post(reverse("review-invitation", args=[seat.pk]), {"answer": "yes"})
    assert again.status_code == 422, "one seat per person"
    invited = signed_in(maker).post(reverse("call-invite", args=[call.pk]), {"email": WHO[0].upper()})
    assert invited.status_code == 422, "capitals make no other person"


def test_who_joined_the_applicant_since_does_not_judge_it(call, maker, owner):
    hand_in(call, firm("Acme", owner), owner)
    seats(call, maker, affiliations="")
    close(call)
    signed_in(maker).post(reverse("call-assign", args=[call.pk]))
    review = Review.objects.select_related("panelist__user").first()
    Membership.objects.create(organisation=of("Acme").organisation, user=review.panelist.user, role="member")
    answer = signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), {"c1": "5", "c2": "5"})
    assert answer.status_code == 422
    assert "You work for an organisation that applies in this call" in page(answer)


@pytest.mark.parametrize(("zone", "clock"), [("Europe/Helsinki", "17:00"), ("Europe/Lisbon", "15:00"), ("Atlantic/Reykjavik", "15:00")])  # fmt: skip
@pytest.mark.parametrize(("seconds", "taken"), [(-1, True), (0, False), (1, False)])
def test_the_deadline_is_one_instant_wherever_somebody_is(maker, owner, monkeypatch, zone, clock, seconds, taken):
    """17:00 in Helsinki is 15:00 in Lisbon: the same second decides, and the browser's zone does not count."""
    form = signed_in(maker).post(reverse("call-new"), DRAFT | {"zone": zone, "clock": clock, "key": str(uuid.uuid4())})
    if zone.startswith("Atlantic"):
        assert form.status_code == 422, "zones outside Europe are not offered"
        return
    call, organisation = Call.objects.get(), firm("Acme", owner)
    assert call.deadline == datetime.datetime(2099, 10, 30, 15, tzinfo=datetime.UTC)
    call.questions, call.state = [{"id": "q1", "label": "Why?", "kind": "short", "required": True, "choices": []}], Call.OPEN  # fmt: skip
    call.save()
    monkeypatch.setattr(timezone, "now", lambda: call.deadline + datetime.timedelta(seconds=seconds))
    answer = hand_in(call, organisation, owner, q1="Because.")
    assert answer.status_code == (302 if taken else 422)
    assert Application.objects.filter(sent__isnull=False).exists() is taken
    if not taken:
        assert "Because." in answer.content.decode(), "what was typed is not lost"


def test_no_applicant_or_reviewer_does_what_those_who_run_calls_do(decided, judged, owner, stranger):
    values = {"call_id": decided.pk, "application_id": of("Beta").pk, "project_id": uuid.uuid4(), "step_id": uuid.uuid4()}  # fmt: skip
    tried = [name for name, may in MAY.items() if may == RUNNER and name.startswith(("call-", "appeal-"))]
    assert len(tried) >= 10
    for name, user in itertools.product(tried, (owner, stranger, judged[0])):
        for needed in ADDRESSES[name]:
            at = reverse(name, kwargs={one: values[one] for one in needed})
            for answer in (signed_in(user).post(at, {"do": "decide", "role": "policy-maker", "state": "open"}), signed_in(user).get(at)):  # fmt: skip
                assert answer.status_code in (404, 405), (name, user.email)
    assert Call.objects.get().state == Call.DECIDED


def test_fields_that_no_form_has_change_nothing(draft, maker):
    draft.refresh_from_db()
    form = DRAFT | {"number": str(draft.number), "state": "decided", "questions": "[]", "decided": "2026-01-01"}
    assert signed_in(maker).post(reverse("call-change", args=[draft.pk]), form).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, len(draft.questions), draft.decided) == (Call.DRAFT, 3, None)


def test_who_came_to_have_a_stake_answers_no_appeal(decided, second, stranger):
    signed_in(stranger).post(reverse("application-appeal", args=[of("Beta").pk]), {"text": "Why?"})
    Membership.objects.create(organisation=of("Beta").organisation, user=second, role="member")
    at = reverse("appeal-answer", args=[of("Beta").pk])
    fields = {"outcome": "decide", "decided": "selected", "answer": "Yes."}
    assert signed_in(second).post(at, fields).status_code == 403
    with pytest.raises(call_actions.RefusedError, match="not-yours"):
        call_appeals.reject(by=second, appeal=Appeal.objects.get(), text="No.")


@pytest.mark.parametrize("fields", [{"q3": "x" * 2001}, {"q2": "1" * 31}, {"partners": "x" * 2001}, {"q1": "x" * 11}])
def test_oversized_answers_are_refused_whole_and_shown_again(call, owner, fields):
    answer = hand_in(call, firm("Acme", owner), owner, **fields)
    assert answer.status_code == 422
    assert not Application.objects.exists()
    assert "There is a problem" in page(answer)


@pytest.mark.parametrize("fields", [{"title": "x" * 161}, {"text": "x" * 8001}, {"appeal_days": "366"}, {"reviewers": "999999999999"}, {"most": "-1"}])  # fmt: skip
def test_oversized_calls_are_refused(maker, fields):
    assert signed_in(maker).post(reverse("call-new"), DRAFT | fields).status_code == 422
    assert not Call.objects.exists()


def test_oversized_comments_and_questions_are_refused(call, judged, maker):
    review = Review.objects.first()
    Review.objects.update(sent=None)
    long = {"c1": "1", "c2": "1", "comment": "x" * 4001}
    assert signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), long).status_code == 422
    Call.objects.update(state=Call.DRAFT)
    at = reverse("call-part", args=[call.pk])
    for fields in ({"label": "x" * 301, "question_kind": "long"}, {"of": "criteria", "criterion": "x" * 201}, {"label": "Which?", "question_kind": "choice", "choices": "\n".join(map(str, range(51)))}):  # fmt: skip
        assert signed_in(maker).post(at, fields).status_code == 422


def test_there_is_an_end_to_what_can_be_made(draft, maker, owner, monkeypatch):
    client = signed_in(maker)
    monkeypatch.setattr(call_actions, "MOST_CALLS", 1)
    assert client.post(reverse("call-new"), DRAFT).status_code == 422
    monkeypatch.setattr(call_actions, "MOST_QUESTIONS", 3)
    more = {"label": "One more?", "question_kind": "short"}
    assert client.post(reverse("call-part", args=[draft.pk]), more).status_code == 422
    monkeypatch.setattr(call_judging, "MOST_PANELISTS", 1)
    assert client.post(reverse("call-invite", args=[draft.pk]), {"email": WHO[0]}).status_code == 302
    assert client.post(reverse("call-invite", args=[draft.pk]), {"email": WHO[1]}).status_code == 422
    assert len(mail.outbox) == 1


def test_what_is_sent_twice_is_made_once(maker, call, owner, stranger):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert signed_in(maker).post(reverse("call-new"), DRAFT | {"key": key}).status_code == 302
    assert Call.objects.filter(state=Call.DRAFT).count() == 1
    organisation = firm("Acme", owner)
    for _ in range(2):
        assert hand_in(call, organisation, owner).status_code == 302
    assert Application.objects.count() == 1
    assert hand_in(call, organisation, owner, q2="21").status_code == 422, "another answer from an old page is no double click"  # fmt: skip


def test_a_role_that_was_taken_away_is_gone_at_once(draft, maker):
    client = signed_in(maker)
    assert client.get(reverse("call-manage", args=[draft.pk])).status_code == 200
    organisations.take_site_role(by=None, user=maker, role="policy-maker")
    assert client.post(reverse("call-publish", args=[draft.pk]), {"do": "open"}).status_code == 404
    assert person("new").pk != maker.pk
