"""Too long, too much, too often: refused with a sentence, nothing cut, nothing lost, and no way round the count."""

from __future__ import annotations

import re

import pytest
import yaml
from django.urls import reverse

from tests.repository.project import ROOT
from tests.web.conftest import page
from tests.web.members import found, member_of, seat, stand
from toepas_web.network import partner_actions, stream_actions
from toepas_web.network.counting import RefusedError
from toepas_web.network.limits import characters, per_day
from toepas_web.network.models import Meeting, Partner, Post, Side

NETWORK = ROOT / "src/toepas_web/network"


@pytest.fixture
def molen(owner):
    made = member_of(owner, "Molen BV")
    seat(made, owner)
    return made


def test_everything_that_has_a_limit_a_day_is_counted_where_it_is_written():
    source = "\n".join(path.read_text(encoding="utf-8") for path in NETWORK.glob("*.py"))
    limited = set(yaml.safe_load((NETWORK / "data/limits.yaml").read_text(encoding="utf-8"))["per-day"])
    asked = set(re.findall(r'allow\(by, "([^"]+)"\)', source))
    noted = set(re.findall(r'action="([^"]+)"', source))
    assert asked == limited, "a limit that nothing asks for, or something asked for that has no limit"
    assert asked <= noted, "what is counted is the line in the record: without it, there is no limit"


def long(field):
    return "x" * (characters(field) + 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "field", "limit"),
    [
        ({"title": "T"}, "text", "post"),
        ({"text": "x"}, "title", "title"),
        ({"title": "T", "text": "x", "decision": "yes", "decided": "2026-11-01"}, "why", "why"),
    ],
)
def test_a_text_that_is_too_long_is_refused_whole(as_owner, molen, sent, field, limit):
    typed = long(limit)
    answer = as_owner.post(reverse("network-write", args=["energy"]), {**sent, "member": str(molen.pk), field: typed})
    assert answer.status_code == 422
    assert f"At most {characters(limit)} characters; these are {len(typed)}." in page(answer)
    assert typed in answer.content.decode()
    assert not Post.objects.exists()


@pytest.mark.django_db
def test_partner_texts_places_and_reasons_have_their_length_too(as_owner, owner, molen):
    answer = as_owner.post(reverse("network-found", args=[molen.pk]), {"seeks": long("partner")})
    assert answer.status_code == 422
    assert not Partner.objects.exists()
    sent = {"title": "T", "place": long("place"), "day": "2027-07-01", "time": "14:30", "zone": "UTC", "minutes": "60"}
    assert as_owner.post(reverse("network-meet", args=["energy"]), {**sent, "member": str(molen.pk)}).status_code == 422
    assert not Meeting.objects.exists()
    post = stream_actions.write(by=owner, member=molen, stream="energy", title="T", text="x", lang="en")
    answer = as_owner.post(reverse("network-remove", args=[post.pk]), {"reason": long("reason")})
    assert answer.status_code == 422
    assert not Post.objects.get().removed


@pytest.mark.django_db
def test_what_one_is_found_as_is_not_changed_without_end(owner, molen):
    partner = found(molen, owner, seeks="Help")
    for _ in range(per_day("side kept")):
        stand(partner, owner, "mentor")
    with pytest.raises(RefusedError, match="too-often"):
        stand(partner, owner, "founder")
    assert Side.objects.count() == 1


@pytest.mark.django_db
def test_taking_back_and_asking_anew_does_not_get_round_the_limit(owner, stranger, molen):
    other = found(member_of(stranger, "Haven NV"), stranger, offers="Help")
    for _ in range(per_day("introduction asked")):
        mine = found_once(molen, owner)
        partner_actions.introduce(by=owner, mine=mine, theirs=other)
        partner_actions.no_longer_be_found(by=owner, partner=mine)
    with pytest.raises(RefusedError, match="too-often"):
        partner_actions.introduce(by=owner, mine=found_once(molen, owner), theirs=other)


def found_once(member, user):
    """A partner text, without using up how often one may write it."""
    return Partner.objects.create(member=member, contact=user, seeks="Help", lang="en")
