"""Documents of workstreams: for those who take part, for everybody once a person looked, gone with whoever brought them in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.web.conftest import page
from tests.web.members import document, member_of, moderator, seat, show, signed_in
from toepas_web.accounts import actions as accounts
from toepas_web.accounts.models import User
from toepas_web.audit.models import Event
from toepas_web.config.archive import backup, restore
from toepas_web.moderation.models import Ruling, Ticket
from toepas_web.network import actions, document_actions, stream_actions
from toepas_web.network.counting import RefusedError
from toepas_web.network.limits import most, per_day
from toepas_web.network.models import Document, Version
from toepas_web.notices.models import Notice
from toepas_web.organisations.models import Membership
from toepas_web.ui.uploads import Upload

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 x"


@pytest.fixture
def molen(owner):
    made = member_of(owner, "Molen BV")
    seat(made, owner)
    return made


@pytest.fixture
def haven(stranger):
    return member_of(stranger, "Haven NV")


def kept(settings):
    place = Path(settings.MEDIA_ROOT)
    return sorted(one.name for one in place.glob("*")) if place.exists() else []


def send(client, member, content=PDF, name="report.pdf", title="Grid report", stream="energy"):
    sent = {"member": str(member.pk), "title": title, "file": SimpleUploadedFile(name, content)}
    return client.post(reverse("network-document-add", args=[stream]), sent)


# --- Who brings in and who opens


def test_who_takes_part_brings_in_and_opens_and_nobody_else(owner, as_owner, as_stranger, molen, haven):
    assert send(as_owner, molen).status_code == 302
    version = Version.objects.get()
    file = as_owner.get(reverse("network-version", args=[version.pk]))
    assert file.content == PDF
    assert file["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file["Content-Security-Policy"]
    for name, args in (("network-version", [version.pk]), ("network-document", [version.document_id])):
        assert as_stranger.get(reverse(name, args=args)).status_code == 404
    assert send(as_stranger, haven).status_code == 404
    assert send(as_owner, haven).status_code == 404, "nobody brings in for another member"
    assert "Grid report" not in page(as_stranger.get(reverse("network-stream", args=["energy"])))
    assert "Grid report" in page(as_owner.get(reverse("network-stream", args=["energy"])))


def test_another_who_takes_part_reads_but_does_not_change(owner, stranger, as_stranger, molen, haven):
    seat(haven, stranger)
    made = document(molen, owner)
    assert "Report" in page(as_stranger.get(reverse("network-document", args=[made.pk])))
    sent = {"file": SimpleUploadedFile("report.pdf", PDF)}
    assert as_stranger.post(reverse("network-document", args=[made.pk]), sent).status_code == 404
    assert as_stranger.post(reverse("network-document-remove", args=[made.pk])).status_code == 404
    version = made.versions.get()
    assert as_stranger.post(reverse("network-version-show", args=[version.pk]), {"do": "ask"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("page.html", b"<html>", "Files of this type are not taken."),
        ("page.pdf", b"<html><script>", "The file is not what its name says."),
        ("empty.pdf", b"", "The file is empty."),
        ("notes.txt", b"<script>alert(1)</script>", "The file is not what its name says."),
        ("large.pdf", PDF + b"x" * 10_000_001, "The file is larger than 10 MB."),
    ],
)
def test_what_a_file_is_decides_what_is_in_it_and_nothing_typed_is_lost(
    as_owner, molen, settings, name, content, wrong
):
    answer = send(as_owner, molen, content, name)
    assert answer.status_code == 422
    assert wrong in page(answer)
    assert "Grid report" in answer.content.decode()
    assert not Document.objects.exists()
    assert kept(settings) == []


def test_a_name_can_neither_leave_its_folder_nor_be_a_page(as_owner, molen):
    send(as_owner, molen, name="../../etc/<b>x</b>.pdf")
    shown = as_owner.get(reverse("network-document", args=[Document.objects.get().pk])).content.decode()
    assert "<b>x" not in shown
    assert ".." not in Version.objects.get().name


def test_who_follows_hears_of_a_new_document(owner, stranger, as_stranger, molen, haven):
    seat(haven, stranger)
    document(molen, owner)
    assert Notice.objects.filter(user=stranger, kind="alliance-written").count() == 1
    assert "New in the workstream" in page(as_stranger.get(reverse("notices")))


def test_who_no_longer_takes_part_still_opens_and_removes_its_own_and_nothing_else(
    owner, stranger, as_owner, molen, haven
):
    seat(haven, stranger)
    mine, theirs = document(molen, owner), document(haven, stranger)
    stream_actions.leave_seat(by=owner, member=molen, stream="energy")
    assert as_owner.get(reverse("network-version", args=[mine.versions.get().pk])).status_code == 200
    assert as_owner.get(reverse("network-version", args=[theirs.versions.get().pk])).status_code == 404
    assert as_owner.post(reverse("network-document-remove", args=[mine.pk])).status_code == 302
    mine.refresh_from_db()
    assert mine.removed == "author"


# --- Versions


def test_a_newer_version_stands_beside_the_older_ones(owner, as_owner, molen):
    made = document(molen, owner)
    sent = {"file": SimpleUploadedFile("newer.pdf", PDF + b"2")}
    assert as_owner.post(reverse("network-document", args=[made.pk]), sent).status_code == 302
    assert [(one.number, one.name) for one in made.versions.all()] == [(2, "newer.pdf"), (1, "report.pdf")]
    for one in made.versions.all():
        assert as_owner.get(reverse("network-version", args=[one.pk])).status_code == 200


# --- For everybody


def test_everybody_has_a_file_only_once_a_person_looked_and_hears_why_not(owner, as_owner, molen):
    version = document(molen, owner).versions.get()
    public, stream = reverse("network-public", args=[version.pk]), reverse("network-stream", args=["energy"])
    as_owner.post(reverse("network-version-show", args=[version.pk]), {"do": "ask"})
    assert Client().get(public).status_code == 404
    waiting = signed_in(moderator()).get(reverse("moderation-ticket", args=[Ticket.objects.get(open=True).pk]))
    assert reverse("network-version", args=[version.pk]) in waiting.content.decode()
    show(Ruling.REFUSED)
    assert Client().get(public).status_code == 404
    assert "Say what for." in page(as_owner.get(reverse("network-documents")))
    as_owner.post(reverse("network-version-show", args=[version.pk]), {"do": "ask"})
    show()
    assert Client().get(public).content == PDF
    assert "report.pdf" in page(Client().get(stream))
    as_owner.post(reverse("network-version-show", args=[version.pk]), {"do": "stop"})
    assert Client().get(public).status_code == 404


def test_a_newer_version_is_looked_at_again_and_until_then_everybody_has_the_older_one(owner, molen):
    made = document(molen, owner)
    document_actions.ask_to_show(by=owner, version=made.versions.get())
    show()
    first = made.versions.get()
    document_actions.add_version(by=owner, document=made, upload=Upload("b.pdf", "pdf", PDF + b"2"))
    second = made.versions.first()
    assert Client().get(reverse("network-public", args=[second.pk])).status_code == 404
    assert Client().get(reverse("network-public", args=[first.pk])).status_code == 200
    document_actions.ask_to_show(by=owner, version=second)
    show()
    assert Client().get(reverse("network-public", args=[second.pk])).status_code == 200
    assert Client().get(reverse("network-public", args=[first.pk])).status_code == 404


def test_only_who_binds_the_member_lets_everybody_have_a_file(owner, molen):
    plain = User.objects.create_user("plain@example.org")
    Membership.objects.create(organisation=molen.organisation, user=plain, role="member")
    version = document(molen, plain).versions.get()
    assert signed_in(plain).post(reverse("network-version-show", args=[version.pk]), {"do": "ask"}).status_code == 404
    assert signed_in(plain).get(reverse("network-version", args=[version.pk])).status_code == 200


# --- Removal


def test_a_moderator_removes_with_ground_and_reasons_that_its_sender_gets(
    owner, as_owner, molen, settings, django_capture_on_commit_callbacks
):
    made = document(molen, owner, title="Grid report")
    mail.outbox.clear()
    address = reverse("network-document-remove", args=[made.pk])
    client = signed_in(moderator())
    assert client.post(address, {"ground": "", "reason": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"ground": "personal-data", "reason": "Names patients."})
    assert kept(settings) == []
    shown = page(as_owner.get(reverse("network-document", args=[made.pk])))
    assert "Removed by a moderator. it holds personal data Names patients." in shown
    assert "Grid report" not in shown
    (letter,) = mail.outbox
    assert letter.to == [owner.email]
    assert "it holds personal data" in letter.body
    assert "Names patients." in letter.body
    assert "object" in letter.body
    assert "not shown; you can read why" in page(as_owner.get(reverse("notices")))


def test_its_member_removes_it_with_every_file_and_nothing_waits_any_more(
    owner, as_owner, molen, settings, django_capture_on_commit_callbacks
):
    made = document(molen, owner)
    document_actions.ask_to_show(by=owner, version=made.versions.get())
    with django_capture_on_commit_callbacks(execute=True):
        as_owner.post(reverse("network-document-remove", args=[made.pk]), {"reason": ""})
    assert kept(settings) == []
    assert not Ticket.objects.filter(open=True).exists()
    assert "Removed by who brought it in." in page(as_owner.get(reverse("network-document", args=[made.pk])))


@pytest.mark.parametrize("how", ["leave", "delete", "the account of the last member goes"])
def test_when_a_member_goes_its_documents_and_what_waits_of_it_go(
    owner, as_owner, molen, settings, how, django_capture_on_commit_callbacks
):
    version = document(molen, owner).versions.get()
    document_actions.ask_to_show(by=owner, version=version)
    actions.make_pledge(by=owner, member=molen, pact="own", text="Open data", until=None, lang="en")
    with django_capture_on_commit_callbacks(execute=True):
        if how == "leave":
            as_owner.post(reverse("network-leave", args=[molen.pk]))
        elif how == "the account of the last member goes":
            as_owner.post(reverse("account-delete"), {"email": owner.email})
        else:
            as_owner.post(reverse("organisation-delete", args=[molen.organisation_id]), {"name": "Molen BV"})
    assert not Document.objects.exists()
    assert kept(settings) == []
    assert signed_in(moderator()).get(reverse("moderation")).status_code == 200
    assert not Ticket.objects.filter(open=True).exists()


def test_when_an_account_goes_its_files_go_and_those_of_colleagues_stay(
    owner, molen, settings, django_capture_on_commit_callbacks
):
    colleague = User.objects.create_user("colleague@example.org")
    Membership.objects.create(organisation=molen.organisation, user=colleague, role="owner")
    made = document(molen, owner, title="Both")
    document_actions.add_version(by=colleague, document=made, upload=Upload("b.pdf", "pdf", PDF))
    alone = document(molen, owner, title="Alone")
    with django_capture_on_commit_callbacks(execute=True):
        accounts.delete(user=owner)
    assert [one.name for one in made.versions.all()] == ["b.pdf"]
    alone.refresh_from_db()
    assert (alone.title, alone.removed) == ("", Document.ACCOUNT)
    assert len(kept(settings)) == 1


def test_files_of_an_organisation_go_with_the_account_of_its_only_member(
    owner, molen, settings, django_capture_on_commit_callbacks
):
    document(molen, owner)
    Version.objects.update(author=None)
    with django_capture_on_commit_callbacks(execute=True):
        accounts.delete(user=owner)
    assert kept(settings) == []


# --- Taken along and kept safe


def test_every_file_can_be_taken_along_by_the_person_and_by_the_organisation(owner, as_owner, molen):
    made = document(molen, owner)
    name = f"documents/{made.pk}/1-report.pdf"
    person = zipfile.ZipFile(io.BytesIO(as_owner.post(reverse("account-export")).content))
    assert person.read(f"network/{name}") == PDF
    packed = as_owner.post(reverse("organisation-export", args=[molen.organisation_id])).content
    assert zipfile.ZipFile(io.BytesIO(packed)).read(f"alliance-members/{name}") == PDF


@pytest.mark.django_db(transaction=True)  # a backup reads one moment, which is a transaction of its own
def test_a_backup_brings_the_files_back(owner, as_owner, molen, settings, tmp_path):
    version = document(molen, owner).versions.get()
    backup(tmp_path / "all.tar.gz", version.added)
    (Path(settings.MEDIA_ROOT) / version.place).unlink()
    restore(tmp_path / "all.tar.gz")
    assert as_owner.get(reverse("network-version", args=[version.pk])).content == PDF


# --- Too much


def test_too_many_on_one_day_and_too_much_in_all_is_refused_and_leaves_no_file(
    owner, as_owner, molen, settings, monkeypatch
):
    for _ in range(per_day("document added")):
        document(molen, owner)
    answer = send(as_owner, molen)
    assert answer.status_code == 422
    assert "Try again tomorrow." in page(answer)
    assert len(kept(settings)) == per_day("document added")
    Event.objects.all().delete()
    Version.objects.filter(pk=Version.objects.first().pk).update(size=most("bytes-of-a-member"))
    answer = send(as_owner, molen)
    assert answer.status_code == 422
    assert "There is no room for it" in page(answer)


def test_a_document_has_so_many_versions_and_no_more(owner, molen):
    made = document(molen, owner)
    first = made.versions.get()
    Version.objects.bulk_create(
        Version(document=made, number=number, name="x.pdf", kind="pdf", size=1, sha256="x", place=first.place)
        for number in range(2, most("versions") + 1)
    )
    with pytest.raises(RefusedError):
        document_actions.add_version(by=owner, document=made, upload=Upload("b.pdf", "pdf", PDF))
