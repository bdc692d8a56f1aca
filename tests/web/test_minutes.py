"""Minutes and decisions of meetings: what was decided, why, how many, on which documents; never who."""

from __future__ import annotations

import datetime
import io
import json
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from tests.web.members import document, member_of, moderator, seat, signed_in
from toepas_web.accounts import actions as accounts
from toepas_web.network import stream_actions, stream_forms
from toepas_web.network.models import Meeting, Post

pytestmark = pytest.mark.django_db
WRITE = reverse("network-write", args=["energy"])


@pytest.fixture
def molen(owner):
    made = member_of(owner, "Molen BV")
    seat(made, owner)
    return made


def meeting(member, user, *, days=-1, title="Kick-off"):
    return stream_actions.call_meeting(
        by=user, member=member, stream="energy", title=title, place="", zone="Europe/Amsterdam", minutes=60, lang="en",
        starts=timezone.now() + datetime.timedelta(days=days),
    )  # fmt: skip


def decision(member, **more):
    return {"decision": "yes", "member": str(member.pk), "title": "Share tests", "text": "We share test sets.",
            "why": "Each of us made the same ones.", "decided": "2026-11-01", **more}  # fmt: skip


def test_a_decision_says_what_why_how_many_and_on_what_it_rests(owner, as_owner, molen):
    held, paper = meeting(molen, owner), document(molen, owner, title="The report")
    sent = decision(molen, for_it="4", against="0", abstained="2", meeting=str(held.pk), documents=[str(paper.pk)])
    answer = as_owner.post(WRITE, sent, follow=True)
    shown = page(answer)
    assert "Each of us made the same ones." in shown
    assert "for: 4, against: 0, abstained: 2" in shown
    assert reverse("network-document", args=[paper.pk]) in answer.content.decode()
    assert "Share tests" in page(as_owner.get(reverse("network-meeting", args=[held.pk])))


def test_what_nobody_counted_is_not_zero(as_owner, molen):
    assert "for:" not in page(as_owner.post(WRITE, decision(molen), follow=True))
    shown = page(as_owner.post(WRITE, decision(molen, abstained="1"), follow=True))
    assert "for: not counted, against: not counted, abstained: 1" in shown


@pytest.mark.parametrize("count", ["-1", "x", "1.5", "99999", "٣"])
def test_a_count_is_a_whole_number(as_owner, molen, count):
    answer = as_owner.post(WRITE, decision(molen, abstained=count))
    assert answer.status_code == 422
    assert "Expected is a whole number, from 0 to 9999." in page(answer)
    assert not Post.objects.exists()


def test_a_decision_without_reasons_is_refused(as_owner, molen):
    assert as_owner.post(WRITE, decision(molen, why="")).status_code == 422


def test_meetings_and_documents_of_another_workstream_cannot_be_named(owner, as_owner, molen):
    seat(molen, owner, "health")
    elsewhere = document(molen, owner, stream="health")
    assert as_owner.post(WRITE, decision(molen, documents=[str(elsewhere.pk)])).status_code == 422
    held = meeting(molen, owner)
    Meeting.objects.update(stream="health")
    assert as_owner.post(WRITE, decision(molen, meeting=str(held.pk))).status_code == 422
    assert as_owner.get(WRITE, {"meeting": str(held.pk)}).status_code == 404


def test_a_changed_decision_says_so_and_loses_nothing(owner, as_owner, molen):
    paper = document(molen, owner, title="The report")
    as_owner.post(WRITE, decision(molen, abstained="2", documents=[str(paper.pk)]))
    made = Post.objects.get()
    address = reverse("network-edit", args=[made.pk])
    form = as_owner.get(address).content.decode()
    assert f'value="{paper.pk}" checked' in form
    assert 'value="2"' in form
    as_owner.post(address, {**decision(molen, abstained="3", documents=[str(paper.pk)]), "why": "Corrected."})
    shown = page(as_owner.get(reverse("network-topic", args=[made.pk])))
    assert "Corrected." in shown
    assert "abstained: 3" in shown
    assert "changed on" in shown
    assert "The report" in shown


def test_what_a_decision_names_stays_when_it_is_changed_however_old_it_is(owner, as_owner, molen, monkeypatch):
    held, paper = meeting(molen, owner, title="The first"), document(molen, owner, title="The report")
    as_owner.post(WRITE, decision(molen, meeting=str(held.pk), documents=[str(paper.pk)]))
    made = Post.objects.get()
    monkeypatch.setattr(stream_forms, "shown", lambda _: 1)
    meeting(molen, owner, days=-0.1, title="The last")
    document(molen, owner, title="Newer")
    address = reverse("network-edit", args=[made.pk])
    form = as_owner.get(address).content.decode()
    assert f'value="{held.pk}" selected' in form
    assert f'value="{paper.pk}" checked' in form
    as_owner.post(address, decision(molen, meeting=str(held.pk), documents=[str(paper.pk)]))
    made.refresh_from_db()
    assert (made.meeting, list(made.documents.all())) == (held, [paper])
    assert (
        f'value="{held.pk}" selected'
        in as_owner.get(WRITE, {"decision": "yes", "meeting": str(held.pk)}).content.decode()
    )


def test_minutes_are_written_once_the_meeting_began_and_once_only(owner, as_owner, molen):
    coming, held = meeting(molen, owner, days=1), meeting(molen, owner)
    assert as_owner.get(WRITE, {"meeting": str(coming.pk)}).status_code == 404
    assert "Minutes: Kick-off" in as_owner.get(WRITE, {"meeting": str(held.pk)}).content.decode()
    sent = {"meeting": str(held.pk), "member": str(molen.pk), "title": "Minutes", "text": "We met."}
    assert as_owner.post(WRITE, sent).status_code == 302
    again = as_owner.post(WRITE, sent)
    assert again.status_code == 422
    assert "This meeting has minutes already." in page(again)
    shown = page(as_owner.get(reverse("network-meeting", args=[held.pk])))
    assert "We met." in shown
    stream_actions.remove(by=owner, post=Post.objects.get(), reason="Wrong meeting")
    assert as_owner.post(WRITE, sent).status_code == 302


def test_a_cancelled_meeting_has_no_minutes(owner, as_owner, molen):
    held = meeting(molen, owner)
    stream_actions.cancel_meeting(by=owner, meeting=held)
    assert as_owner.get(WRITE, {"meeting": str(held.pk)}).status_code == 404


def test_a_meeting_is_read_by_those_who_take_part_only(owner, as_stranger, molen):
    held = meeting(molen, owner)
    assert as_stranger.get(reverse("network-meeting", args=[held.pk])).status_code == 404


def test_nothing_of_a_removed_decision_stays(owner, as_owner, molen):
    paper = document(molen, owner)
    as_owner.post(WRITE, decision(molen, abstained="2", documents=[str(paper.pk)]))
    made = Post.objects.get()
    signed_in(moderator()).post(reverse("network-remove", args=[made.pk]), {"reason": "Not decided."})
    made.refresh_from_db()
    assert (made.title, made.text, made.why, made.abstained, made.documents.count()) == ("", "", "", None, 0)
    assert "abstained" not in page(as_owner.get(reverse("network-topic", args=[made.pk])))


def test_decisions_can_be_taken_along_whole_and_the_reasons_go_with_the_account(owner, stranger, as_owner, molen):
    as_owner.post(WRITE, decision(molen, abstained="2"))
    packed = zipfile.ZipFile(io.BytesIO(as_owner.post(reverse("account-export")).content))
    (kept,) = json.loads(packed.read("network/network.json"))["written"]
    assert (kept["why"], kept["abstained"]) == ("Each of us made the same ones.", 2)
    accounts.delete(user=owner)
    made = Post.objects.get()
    assert (made.text, made.why) == ("", "")
