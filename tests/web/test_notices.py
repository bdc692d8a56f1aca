"""Notices: ids are kept, sentences are made when shown; each is mailed once, and only to who wants it."""

from __future__ import annotations

import datetime
import io
import json
import uuid
import zipfile

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from toepas_web.accounts import actions as accounts
from toepas_web.network.models import Post
from toepas_web.notices import actions, digest
from toepas_web.notices.limits import limits
from toepas_web.notices.models import Muted, Notice
from toepas_web.notices.registry import kinds
from toepas_web.organisations import actions as organisations
from toepas_web.ui.words import in_language

pytestmark = pytest.mark.django_db
WRITTEN = "alliance-written"


@pytest.fixture
def invited(owner, stranger):
    firm = organisations.create(by=stranger, texts={"name": "Molen BV", "kind": "firm", "country": "NL"})
    made = organisations.invite(by=stranger, organisation=firm, email=owner.email, role="member")
    return firm, made


def told(user, stream="energy"):
    post = Post.objects.create(stream=stream, title="T", text="X", lang="en")
    return actions.notify(user, WRITTEN, ("network-stream", stream), post=post.pk)


def test_somebody_with_an_account_who_is_invited_finds_it_in_the_site(owner, as_owner, invited):
    assert "1 unread" in page(as_owner.get(reverse("account"))) or "one unread" in page(
        as_owner.get(reverse("account"))
    )
    assert "Molen BV invites you." in page(as_owner.get(reverse("notices")))
    there = Notice.objects.get()
    assert json.dumps([there.address, there.values]).count("Molen") == 0
    answer = as_owner.post(reverse("notice", args=[there.pk]))
    assert answer["Location"] == reverse("invitation", args=[invited[1].pk])
    assert "(0 unread)" in page(as_owner.get(reverse("account")))


def test_a_notice_says_what_holds_now_not_what_held_then(owner, stranger, as_owner, invited):
    firm, made = invited
    firm.name = "Molen NV"
    firm.save()
    assert "Molen NV invites you." in page(as_owner.get(reverse("notices")))
    organisations.withdraw_invitation(by=stranger, invitation=made)
    shown = page(as_owner.get(reverse("notices")))
    assert "Molen" not in shown
    assert "An invitation of an organisation: this is over." in shown


def test_nobody_opens_the_notices_of_another(owner, as_stranger):
    there = told(owner)
    assert as_stranger.post(reverse("notice", args=[there.pk])).status_code == 404
    as_stranger.post(reverse("notices-read"))
    there.refresh_from_db()
    assert not there.read


def test_the_same_is_not_said_twice_while_it_is_unread(owner):
    assert told(owner)
    assert told(owner) is None
    actions.mark_read(by=owner, notices=list(Notice.objects.all()))
    assert told(owner)


def test_what_somebody_does_not_want_is_not_kept(owner, as_owner):
    wanted = [kind.id for kind in kinds() if kind.id != WRITTEN]
    as_owner.post(reverse("notices-choose"), {"wanted": ["mail", *wanted]})
    assert told(owner) is None
    assert set(Muted.objects.values_list("kind", flat=True)) == {WRITTEN}


def test_the_nightly_run_mails_each_notice_once_in_the_language_of_its_reader(owner):
    owner.language = "nl"
    owner.save()
    told(owner)
    call_command("alerts", stdout=io.StringIO())
    call_command("alerts", stdout=io.StringIO())
    (letter,) = mail.outbox
    assert letter.to == [owner.email]
    assert "/nl/network/workstreams/energy/" in letter.body
    assert "melding" in letter.subject


def test_what_is_over_by_the_evening_is_not_mailed(owner):
    told(owner)
    Post.objects.all().delete()
    assert digest.send_all(timezone.now()).letters == 0
    told(owner, "mobility")
    assert digest.send_all(timezone.now()).letters == 1
    (letter,) = mail.outbox
    assert "energy" not in letter.body
    assert "this is over" not in letter.body


def test_once_means_once_for_the_same_thing_also_when_it_was_read(owner):
    assert actions.notify(owner, WRITTEN, ("notices",), once=True, post=1, day="2027-03-28")
    actions.mark_read(by=owner, notices=list(Notice.objects.all()))
    assert actions.notify(owner, WRITTEN, ("notices",), once=True, post=1, day="2027-03-28") is None
    assert actions.notify(owner, WRITTEN, ("notices",), once=True, post=1, day="2027-03-29")


def test_who_wants_no_mail_gets_none_and_what_was_mailed_at_once_is_not_mailed_again(owner, stranger, invited):
    Muted.objects.create(user=stranger, kind=Muted.MAIL)
    told(stranger)
    assert digest.send_all(timezone.now()).letters == 0
    assert Notice.objects.filter(user=owner).count() == 1


def test_a_long_list_is_counted_and_old_notices_go(owner, monkeypatch):
    monkeypatch.setitem(limits(), "mailed", 2)
    for sector in ("energy", "mobility", "healthcare", "manufacturing"):
        told(owner, sector)
    digest.send_all(timezone.now())
    assert "and 2 more" in mail.outbox[0].body
    late = timezone.now() + datetime.timedelta(days=limits()["kept-days"] + 1)
    digest.send_all(late)
    assert not Notice.objects.exists()


def test_a_kind_that_nobody_offers_is_a_defect(owner):
    with pytest.raises(KeyError):
        actions.notify(owner, "no-such-kind", ("notices",))


def test_notices_are_taken_along_and_go_with_the_account(owner, as_owner):
    told(owner)
    packed = zipfile.ZipFile(io.BytesIO(as_owner.post(reverse("account-export")).content))
    assert WRITTEN in packed.read("notices/notices.json").decode()
    accounts.delete(user=owner)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_kind_has_a_name_and_an_end(lang):
    said = in_language(lang)
    assert len({kind.name(said) for kind in kinds()}) == len(kinds())
    about = ("post", "meeting", "introduction", "ticket", "invitation", "panelist", "application", "call", "project",
             "engagement", "greeting", "credential", "step")  # fmt: skip
    gone = {name: str(uuid.uuid4()) for name in about} | {
        "task": "0",
        "plan": "0",
        "member": "0",
        "told": "soon",
        "due": "2027-01-01",
        "until": "2027-01-01",
    }
    assert {kind.id: text for kind in kinds() if (text := kind.text(gone, said)) is not None} == {}
