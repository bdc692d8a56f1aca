"""Mail servers refuse letters: what a page did stands, others get theirs, and who was refused is told the same the next time."""

from __future__ import annotations

import io
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.urls import reverse

from tests.web.conftest import page
from toepas_web.network.models import Post
from toepas_web.notices import actions
from toepas_web.organisations.models import Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(monkeypatch):
    """A mail server that refuses some addresses; ``down`` where it cannot be reached at all."""
    refused, take = set(), EmailBackend.send_messages

    def send(self, letters):
        for letter in letters:
            if "down" in refused:
                raise ConnectionRefusedError
            if refused & set(letter.to):
                raise smtplib.SMTPRecipientsRefused({letter.to[0]: (550, b"unknown")})
        return take(self, letters)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return refused


def told(user):
    post = Post.objects.create(stream="energy", title="T", text="X", lang="en")
    return actions.notify(user, "alliance-written", ("network-stream", "energy"), post=post.pk)


def nightly():
    out, problems = io.StringIO(), io.StringIO()
    call_command("alerts", stdout=out, stderr=problems)
    return out.getvalue().strip(), problems.getvalue().strip()


def test_one_that_is_refused_does_not_stop_the_letters_of_others_and_is_tried_again(owner, stranger, server, caplog):
    told(owner), told(stranger)
    server.add(owner.email)
    said, problems = nightly()
    assert [letter.to for letter in mail.outbox] == [[stranger.email]]
    assert said == "One message was sent."
    assert problems == "The mail server refused one message. It is tried again with the next run."
    assert owner.email not in caplog.text
    server.clear()
    assert nightly() == ("One message was sent.", "")
    assert mail.outbox[-1].to == [owner.email]


def test_a_server_that_cannot_be_reached_ends_the_run_and_loses_nothing(owner, server):
    told(owner)
    server.add("down")
    with pytest.raises(ConnectionRefusedError):
        nightly()
    server.clear()
    assert nightly() == ("One message was sent.", "")


@pytest.mark.parametrize("trouble", ["down", "new@example.org"])
def test_an_invitation_stands_and_who_sent_it_reads_that_the_letter_was_not_taken(as_owner, firm, server, trouble):
    server.add(trouble)
    sent = {"email": "new@example.org", "role": "member"}
    answer = as_owner.post(reverse("organisation-invite", args=[firm.pk]), sent, follow=True)
    shown = page(answer)
    assert answer.status_code == 200
    assert "did not take the letter to new@example.org" in shown
    assert "The invitation was sent to" not in shown
    assert Invitation.objects.get().email == "new@example.org"
