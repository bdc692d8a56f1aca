"""Mentors with founders, providers with users: limits of both sides with three values, consent before addresses, places that are kept."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.urls import reverse

from tests.web.conftest import page
from tests.web.members import found, member_of, signed_in, stand
from toepas_web.accounts.models import User
from toepas_web.network import partner_actions
from toepas_web.network.counting import RefusedError
from toepas_web.network.limits import per_day, smallest_count
from toepas_web.network.models import Introduction, Partner, Side

pytestmark = pytest.mark.django_db
SAID = {"sectors": "energy", "languages": "en nl", "countries": "NL", "levels": "4 5", "hours": 4}


@pytest.fixture
def mentor(owner):
    return found(member_of(owner, "Molen BV"), owner, offers="We help starting firms with grid data.")


@pytest.fixture
def founder(stranger):
    return found(member_of(stranger, "Haven NV"), stranger, seeks="Help of somebody who knows grid data.")


def of(partner, side):
    return reverse("network-side", args=[partner.pk, side])


def another(name, **said):
    """One more founder, of an account of its own."""
    user = User.objects.create_user(f"{name}@example.org")
    partner = found(member_of(user, name), user, seeks="Help with grid data")
    stand(partner, user, "founder", **{**SAID, **said})
    return user, partner


def test_a_mentor_and_a_founder_find_each_other_with_what_speaks_for_it(
    owner, stranger, as_owner, as_stranger, mentor, founder
):
    stand(mentor, owner, "mentor", **SAID, most=2)
    stand(founder, stranger, "founder", **SAID)
    for client, mine, side, other in (
        (as_owner, mentor, "mentor", "Haven NV"),
        (as_stranger, founder, "founder", "Molen BV"),
    ):
        shown = page(client.get(of(mine, side)))
        assert other in shown
        for reason in (
            "sector: Energy",
            "common language:",
            "stage: TRL 4, 5",
            "4 hours a month, which is enough",
            "free places: 2",
        ):
            assert reason in shown
        assert "Not known:" not in shown


def test_what_was_not_said_stands_there_as_not_known_and_counts_for_nothing(
    owner, stranger, as_stranger, mentor, founder
):
    stand(mentor, owner, "mentor", sectors="energy")
    stand(founder, stranger, "founder", sectors="energy")
    shown = page(as_stranger.get(of(founder, "founder")))
    assert "Molen BV" in shown
    assert "common language: not known, one of you did not say" in shown
    assert "free places: not known, who helps did not say how many at once" in shown
    assert "free places: 0" not in shown


@pytest.mark.parametrize(
    ("mentor_says", "founder_says"),
    [
        ({"sectors": "health"}, {}),
        ({"languages": "de"}, {}),
        ({"levels": "9"}, {}),
        ({"countries": "DE"}, {}),
        ({}, {"countries": "DE"}),
        ({"hours": 1}, {}),
        ({"most": 0}, {}),
    ],
)
def test_a_limit_of_either_side_that_is_not_kept_leaves_out_and_how_many_is_said(
    owner, stranger, as_owner, as_stranger, mentor, founder, mentor_says, founder_says
):
    stand(mentor, owner, "mentor", **{**SAID, **mentor_says})
    stand(founder, stranger, "founder", **{**SAID, **founder_says})
    assert "Haven NV" not in page(as_owner.get(of(mentor, "mentor")))
    shown = page(as_stranger.get(of(founder, "founder")))
    assert "Molen BV" not in shown
    assert "One is left out." in shown


def test_a_region_is_compared_where_one_was_named(owner, stranger, as_owner, as_stranger, mentor, founder):
    stand(mentor, owner, "mentor", **{**SAID, "regions": "NL35"})
    stand(founder, stranger, "founder", **SAID)
    shown = page(as_stranger.get(of(founder, "founder")))
    assert "whether who helps does so in the region of the other: not known" in shown
    Partner.objects.filter(pk=founder.pk).update(region="NL35")
    assert "who helps does so in the region of the other: Utrecht" in page(as_stranger.get(of(founder, "founder")))
    assert "Utrecht, Netherlands" in page(as_owner.get(of(mentor, "mentor")))
    Partner.objects.filter(pk=founder.pk).update(region="NL11")
    for client, partner, side in ((as_stranger, founder, "founder"), (as_owner, mentor, "mentor")):
        assert "One is left out." in page(client.get(of(partner, side)))


def test_a_member_chooses_its_region_and_what_its_organisation_wrote_stays(as_owner, mentor):
    address, home = reverse("network-found", args=[mentor.member_id]), mentor.member.organisation
    home.region = "Around the Dom"
    home.save()
    assert "Your organisation once wrote as its region: Around the Dom." in page(as_owner.get(address))
    sent = {"offers": "Help", "region": "NL35"}
    assert as_owner.post(address, sent).status_code == 302
    assert "Utrecht, Netherlands" in page(as_owner.get(reverse("network-partners")))
    for wrong in ("DE21", "Utrecht"):
        assert "Choose one of the list." in page(as_owner.post(address, {**sent, "region": wrong}))
    home.refresh_from_db()
    assert home.region == "Around the Dom"


def test_the_name_of_a_region_that_was_written_is_proposed(as_owner, owner):
    member = member_of(owner, "Molen BV")
    member.organisation.region = " utrecht"
    member.organisation.save()
    shown = as_owner.get(reverse("network-found", args=[member.pk])).content.decode()
    assert '<option value="NL35" selected>' in shown
    assert not Partner.objects.exists()


def test_who_is_known_to_fit_stands_before_who_may_fit(owner, as_owner, mentor):
    stand(mentor, owner, "mentor", **SAID, most=9)
    another("Unsaid", languages="", levels="")
    another("Known")
    shown = page(as_owner.get(of(mentor, "mentor")))
    assert shown.index("Known ") < shown.index("Unsaid ")


def test_a_mentor_is_not_found_by_a_user_of_something_nor_by_itself(
    owner, stranger, as_owner, as_stranger, mentor, founder
):
    stand(mentor, owner, "mentor", **SAID)
    stand(mentor, owner, "founder", **SAID)
    stand(founder, stranger, "user", sectors="energy")
    assert "Molen BV" not in page(as_stranger.get(of(founder, "user")))
    assert "Nobody who agreed fits this yet." in page(as_owner.get(of(mentor, "founder")))
    stand(mentor, owner, "provider", sectors="energy")
    assert "Molen BV" in page(as_stranger.get(of(founder, "user")))


def test_a_mentor_takes_no_more_than_it_said_and_has_a_place_again_when_one_ended(
    owner, stranger, as_owner, as_stranger, mentor, founder
):
    stand(mentor, owner, "mentor", **SAID, most=1)
    stand(founder, stranger, "founder", **SAID)
    late, second = another("Second")
    asked = [
        partner_actions.introduce(by=user, mine=mine, theirs=mentor, side="founder")
        for user, mine in ((stranger, founder), (late, second))
    ]
    as_owner.post(reverse("network-answer", args=[asked[0].pk]), {"answer": "yes"})
    answer = as_owner.post(reverse("network-answer", args=[asked[1].pk]), {"answer": "yes"}, follow=True)
    assert "There is no free place" in page(answer)
    asked[1].refresh_from_db()
    assert asked[1].state == Introduction.ASKED
    user, third = another("Third")
    with pytest.raises(RefusedError, match="no-room"):
        partner_actions.introduce(by=user, mine=third, theirs=mentor, side="founder")
    assert "Molen BV" not in page(signed_in(user).get(of(third, "founder")))
    assert owner.email in as_stranger.get(reverse("network-partners")).content.decode()
    as_stranger.post(reverse("network-end", args=[asked[0].pk]))
    assert owner.email not in as_stranger.get(reverse("network-partners")).content.decode()
    assert stranger.email not in as_owner.get(reverse("network-partners")).content.decode()
    assert "A member that you were in touch with ended it." in page(as_owner.get(reverse("notices")))
    as_owner.post(reverse("network-answer", args=[asked[1].pk]), {"answer": "yes"})
    asked[1].refresh_from_db()
    assert asked[1].state == Introduction.ACCEPTED


def test_no_address_before_both_agreed(owner, stranger, as_owner, as_stranger, mentor, founder):
    stand(mentor, owner, "mentor", **SAID)
    stand(founder, stranger, "founder", **SAID)
    assert owner.email not in as_stranger.get(of(founder, "founder")).content.decode()
    as_stranger.post(reverse("network-introduce", args=[founder.pk, mentor.pk]), {"side": "founder"})
    for client in (as_owner, as_stranger):
        shown = client.get(reverse("network-partners")).content.decode()
        assert owner.email not in shown or client is as_owner
        assert stranger.email not in shown or client is as_stranger
    assert "you as mentor" in page(as_owner.get(reverse("network-partners")))
    assert "the other as mentor" in page(as_stranger.get(reverse("network-partners")))
    assert Introduction.objects.get().about == "mentor"
    assert Introduction.objects.get().giver == mentor


def test_one_cannot_ask_as_what_one_is_not(as_stranger, owner, stranger, mentor, founder):
    stand(mentor, owner, "mentor", **SAID)
    address = reverse("network-introduce", args=[founder.pk, mentor.pk])
    for side in ("founder", "mentor", "emperor"):
        assert as_stranger.post(address, {"side": side}).status_code == 404
    assert as_stranger.get(of(founder, "founder")).status_code == 404
    assert as_stranger.get(of(mentor, "mentor")).status_code == 404


def test_the_form_keeps_what_was_ticked_and_says_what_is_wrong(as_owner, mentor):
    address = reverse("network-terms", args=[mentor.pk, "mentor"])
    wrong = as_owner.post(address, {"sectors": ["energy", "magic"], "hours": "many", "most": "2"})
    assert wrong.status_code == 422
    assert "Choose one of the list." in page(wrong)
    assert "Expected is a whole number" in page(wrong)
    assert 'value="energy" checked' in wrong.content.decode()
    assert (
        as_owner.post(
            address, {"sectors": ["energy", "any"], "languages": ["nl"], "regions": ["NL35", "DE21"], "most": "2"}
        ).status_code
        == 302
    )
    kept = Side.objects.get()
    assert (kept.sectors, kept.languages, kept.countries, kept.hours, kept.most) == (" any ", " nl ", "", None, 2)
    assert kept.regions == " NL35 DE21 "
    assert 'value="any" checked' in as_owner.get(address).content.decode()
    assert 'value="NL35" checked' in as_owner.get(address).content.decode()
    assert as_owner.get(reverse("network-terms", args=[mentor.pk, "emperor"])).status_code == 404


def test_who_wants_what_is_counted_without_names_and_small_numbers_are_hidden(owner, as_owner, mentor):
    stand(mentor, owner, "mentor", **SAID)
    assert f"fewer than {smallest_count()}" in page(as_owner.get(reverse("network-partners")))
    for number in range(smallest_count()):
        another(f"Firm {number}")
    shown = page(as_owner.get(reverse("network-partners")))
    counts = shown[shown.index("Who seeks and offers what") :]
    assert f" {smallest_count()} " in counts
    assert "Firm" not in counts


def test_everything_goes_with_the_consent_and_can_be_taken_along(owner, stranger, as_owner, mentor, founder):
    stand(mentor, owner, "mentor", **SAID, most=1)
    stand(founder, stranger, "founder", **SAID)
    partner_actions.introduce(by=stranger, mine=founder, theirs=mentor, side="founder")
    packed = as_owner.post(reverse("organisation-export", args=[mentor.member.organisation_id])).content
    kept = json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("alliance-members/membership.json"))
    assert kept["found_as"][0]["side"] == "mentor"
    assert kept["introductions"][0]["asked_by"] == "Haven NV"
    assert stranger.email not in json.dumps(kept)
    partner_actions.no_longer_be_found(by=owner, partner=mentor)
    assert not Side.objects.filter(side="mentor").exists()
    assert not Introduction.objects.exists()


# --- Too much


def test_one_asks_so_many_a_day_and_is_asked_by_so_many_at_once(owner, stranger, mentor, founder, monkeypatch):
    monkeypatch.setattr(partner_actions, "most", lambda _: 1)
    partner_actions.introduce(by=stranger, mine=founder, theirs=mentor)
    user, second = another("Second")
    with pytest.raises(RefusedError, match="busy"):
        partner_actions.introduce(by=user, mine=second, theirs=mentor)
    monkeypatch.undo()
    for number in range(per_day("introduction asked") - 1):
        _, one = another(f"Firm {number}")
        partner_actions.introduce(by=stranger, mine=founder, theirs=one)
    with pytest.raises(RefusedError, match="too-often"):
        partner_actions.introduce(by=stranger, mine=founder, theirs=second)
