"""People, firms and calls that the tests of the alliance share: a draft, an open call, one that was judged, one that was decided."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from toepas_web.accounts.models import User
from toepas_web.alliance.call_models import Application, Call, Panelist, Review
from toepas_web.organisations import actions as organisations

DRAFT = {
    "title": "Models for hubs", "kind": "share-a-model", "text": "Share what you have.\nSay how.", "day": "2099-10-30", "clock": "17:00",
    "zone": "Europe/Helsinki", "review_days": "30", "appeal_days": "30", "answer_days": "14", "reviewers": "2", "most": "10", "balance": ["women-and-men"],
}  # fmt: skip
WHO = ["zwaan@judges.example", "uil@judges.example", "valk@judges.example"]


def person(name: str) -> User:
    return User.objects.create_user(name if "@" in name else f"{name}@example.org")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def maker(db):
    user = person("maker")
    organisations.give_site_role(by=None, user=user, role="policy-maker")
    return user


@pytest.fixture
def second(db):
    user = person("second")
    organisations.give_site_role(by=None, user=user, role="policy-maker")
    return user


def firm(name, by):
    return organisations.create(by=by, texts={"name": name, "kind": "firm", "country": "NL"})


@pytest.fixture
def draft(maker):
    client = signed_in(maker)
    answer = client.post(reverse("call-new"), DRAFT)
    call = Call.objects.get()
    assert answer.status_code == 302
    for fields in (
        {"label": "Are you in the Union?", "question_kind": "yes-no", "needed": "yes", "required": "on"},
        {"label": "How many people?", "question_kind": "number", "needed": "0..249"},
        {"label": "Topics", "question_kind": "topics"},
        {"of": "criteria", "criterion": "Impact", "weight": "2", "least": "3"},
        {"of": "criteria", "criterion": "Quality", "weight": "1"},
    ):
        assert client.post(reverse("call-part", args=[call.pk]), fields).status_code == 302
    return call


@pytest.fixture
def call(draft, maker):
    assert signed_in(maker).post(reverse("call-publish", args=[draft.pk]), {"do": "open"}).status_code == 302
    draft.refresh_from_db()
    return draft


def close(call):
    Call.objects.filter(pk=call.pk).update(deadline=timezone.now() - datetime.timedelta(seconds=1))


def hand_in(call, organisation, by, do="send", **answers):
    fields = {"q1": "yes", "q2": "20", "q3": "speech", "do": do, **answers}
    return signed_in(by).post(reverse("call-apply", args=[call.pk, organisation.pk]), fields)


def seats(call, maker, stated=("woman", "man", "woman"), **more):
    """Three people are invited by mail and agree."""
    users = []
    for address, gender in zip(WHO, stated, strict=True):
        signed_in(maker).post(reverse("call-invite", args=[call.pk]), {"email": address})
        seat, user = Panelist.objects.get(email=address), person(address)
        given = {"answer": "yes", "gender": gender, "affiliations": "Owl University", "topics": "speech", **more}
        assert signed_in(user).post(reverse("review-invitation", args=[seat.pk]), given).status_code == 302
        users.append(user)
    return users


@pytest.fixture
def judged(call, maker, owner, stranger):
    """Two applications, judged by panels of two."""
    hand_in(call, firm("Acme", owner), owner)
    hand_in(call, firm("Beta", stranger), stranger, q2="")
    users = seats(call, maker)
    close(call)
    assert signed_in(maker).post(reverse("call-assign", args=[call.pk])).status_code == 302
    for review in Review.objects.select_related("panelist__user", "application__organisation"):
        score = "5" if review.application.organisation.name == "Acme" else "2"
        fields = {"c1": score, "c2": "4", "comment": f"Score {score}, clear."}
        assert signed_in(review.panelist.user).post(reverse("review", args=[review.pk]), fields).status_code == 302
    return users


@pytest.fixture
def decided(call, judged, maker):
    client = signed_in(maker)
    assert client.post(reverse("call-finish", args=[call.pk])).status_code == 302
    fields = {}
    for one in Application.objects.all():
        good = one.organisation.name == "Acme"
        fields |= {f"decided-{one.pk}": "selected" if good else "not-selected", f"note-{one.pk}": "Thank you."}
    assert client.post(reverse("call-decide", args=[call.pk]), fields).status_code == 302
    call.refresh_from_db()
    return call


def of(name):
    return Application.objects.get(organisation__name=name)
