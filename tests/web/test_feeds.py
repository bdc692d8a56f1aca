"""Calendar programs read dates at an address with a key: the right day or instant, for as long as it may, nobody else's."""

from __future__ import annotations

import datetime

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from toepas_web.check import actions as cases
from toepas_web.notices import feeds
from toepas_web.notices.models import Feed

pytestmark = pytest.mark.django_db
DUTY = "deployer_oversight"


def events(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


def mine(user):
    return reverse("dates-feed", args=[feeds.key_of(Feed.objects.get(user=user, hub=None))])


def due(owner, case, day, duty=DUTY, status="to-do"):
    return cases.change_task(by=owner, case=case, duty=duty, status=status, who="", due=day, note="")


def test_a_person_makes_an_address_renews_it_and_withdraws_it(owner, as_owner, case):
    day = timezone.localdate() + datetime.timedelta(days=5)
    due(owner, case, day)
    assert "Make an address" in page(as_owner.get(reverse("dates")))
    as_owner.post(reverse("dates-address"), {"do": "make"})
    first = mine(owner)
    found = [one for one in events(first) if str(one["uid"]).startswith("task-")]
    assert [(one.decoded("dtstart"), "Ranking applicants" in str(one["summary"])) for one in found] == [(day, True)]
    as_owner.post(reverse("dates-address"), {"do": "make"})
    assert Client().get(first).status_code == 404
    second = mine(owner)
    assert events(second)
    as_owner.post(reverse("dates-address"), {"do": "withdraw"})
    assert Client().get(second).status_code == 404
