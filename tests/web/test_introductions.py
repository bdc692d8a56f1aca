"""An introduction can be answered for a while, and what is over does not go on telling each who the other is."""

from __future__ import annotations

import datetime
import io
import json
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from tests.web.members import found, member_of
from toepas_web.network import partner_actions
from toepas_web.network.counting import RefusedError
from toepas_web.network.limits import answer_days, named_days
from toepas_web.network.models import Introduction
from toepas_web.notices.daily import remind_all

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def asked(owner, stranger):
    """Haven asked Molen."""
    theirs = found(member_of(owner, "Molen BV"), owner, offers="We test wind turbines.")
    mine = found(member_of(stranger, "Haven NV"), stranger, seeks="Somebody who tests wind turbines.")
    return partner_actions.introduce(by=stranger, mine=mine, theirs=theirs)


def back(introduction, **fields):
    """As if it had been made, answered or ended so long ago."""
    Introduction.objects.filter(pk=introduction.pk).update(
        **{name: timezone.now() - ago for name, ago in fields.items()}
    )
    introduction.refresh_from_db()


def on_page(client):
    return page(client.get(reverse("network-partners")))


def links_of(client):
    """What stands of earlier introductions: the part before the list of who fits."""
    return on_page(client).split("Mentors and founders, providers and users")[0]


def exported(client, member):
    packed = client.post(reverse("organisation-export", args=[member.organisation_id])).content
    return json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("alliance-members/membership.json"))["introductions"]


def test_until_when_an_introduction_can_be_answered_is_said(as_owner, as_stranger, asked):
    day = timezone.localtime(asked.made + answer_days()).date()
    for client in (as_owner, as_stranger):
        assert f"{day.day} " in on_page(client)
        assert str(day.year) in on_page(client)
    assert "can be answered until" in on_page(as_owner)


def test_after_that_it_can_be_answered_no_more(owner, as_owner, as_stranger, asked):
    back(asked, made=answer_days() + HOUR)
    assert "Yes, show us each other" not in on_page(as_owner)
    assert as_owner.post(reverse("network-answer", args=[asked.pk]), {"answer": "yes"}).status_code == 404
    with pytest.raises(RefusedError, match="ended"):
        partner_actions.answer(by=owner, introduction=asked, accept=True)
    assert "was not answered in time" in on_page(as_stranger)
    assert "Haven NV" not in page(as_owner.get(reverse("notices")))


def test_what_nobody_answered_goes_and_can_be_asked_anew(stranger, as_stranger, asked):
    back(asked, made=answer_days() + named_days() + HOUR)
    assert "was not answered" not in on_page(as_stranger)
    assert "Molen BV" in on_page(as_stranger)
    again = partner_actions.introduce(by=stranger, mine=asked.mine, theirs=asked.theirs)
    assert list(Introduction.objects.all()) == [again]


def test_the_nightly_look_takes_away_what_is_forgotten_and_nothing_else(asked):
    remind_all(timezone.now())
    back(asked, made=answer_days() + HOUR)
    remind_all(timezone.now())
    assert Introduction.objects.exists()
    back(asked, made=answer_days() + named_days() + HOUR)
    remind_all(timezone.now())
    assert not Introduction.objects.exists()


@pytest.mark.parametrize("state", [Introduction.DECLINED, Introduction.ENDED])
def test_what_is_over_names_the_other_for_a_while_only(owner, stranger, as_owner, as_stranger, asked, state):
    partner_actions.answer(by=owner, introduction=asked, accept=state == Introduction.ENDED)
    asked.refresh_from_db()
    if state == Introduction.ENDED:
        partner_actions.end(by=owner, introduction=asked, other=asked.mine)
    assert "Molen BV" in links_of(as_stranger)
    back(asked, settled=named_days() + HOUR)
    for client, other, member in (
        (as_stranger, "Molen BV", asked.mine.member),
        (as_owner, "Haven NV", asked.theirs.member),
    ):
        assert other not in on_page(client)
        assert "One introduction that is over no longer names the other member." in on_page(client)
        assert other not in page(client.get(reverse("notices")))
        assert other not in json.dumps(exported(client, member))
    with pytest.raises(RefusedError, match="already"):
        partner_actions.introduce(by=stranger, mine=asked.mine, theirs=asked.theirs)


def test_who_is_in_touch_stays_named_however_long_ago_it_began(owner, as_stranger, asked):
    partner_actions.answer(by=owner, introduction=asked, accept=True)
    back(asked, made=10 * answer_days(), settled=10 * answer_days())
    assert owner.email in as_stranger.get(reverse("network-partners")).content.decode()
    assert "Molen BV agreed to get in touch." in page(as_stranger.get(reverse("notices")))


def test_what_was_over_before_its_day_was_kept_counts_from_the_day_it_was_asked(as_stranger, asked):
    Introduction.objects.update(state=Introduction.DECLINED, settled=None)
    back(asked, made=named_days() - HOUR)
    assert "Molen BV" in links_of(as_stranger)
    back(asked, made=named_days() + HOUR)
    assert "Molen BV" not in on_page(as_stranger)
