"""Saved cases: kept for their owner only, with history, tasks and files; nothing half saved."""

import datetime
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from tests.web.conftest import page
from toepas.check import Answers, unpack
from toepas_web.audit.models import Event
from toepas_web.check import actions
from toepas_web.check.models import Case, Evidence, Revision, Task

pytestmark = pytest.mark.django_db
DUTY = "deployer_follow_instructions"
DAY = datetime.date(2026, 11, 24)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def duty(case):
    from toepas.check import check

    return check(unpack(case.answers)[0].facts, DAY).duties[0].duty.id


def office(inside: str, kind: bytes | None = None) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        if kind:
            archive.writestr("mimetype", kind)
        archive.writestr(inside, "<x/>")
    return packed.getvalue()


def send(client, case, duty, name, content):
    return client.post(reverse("case-evidence", args=[case.pk, duty]), {"file": SimpleUploadedFile(name, content)})


def test_saving_needs_an_account_and_brings_the_answers_along(client, answers):
    response = client.get(reverse("case-save"), {"a": answers.pack()})
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]
    assert answers.pack() in response["Location"]


def test_a_case_is_saved_with_its_answers_a_first_revision_and_a_line_in_the_record(as_owner, owner, answers):
    response = as_owner.post(
        reverse("case-save"), {"a": answers.pack(), "title": "Ranking", "organisation": "", "system": "", "purpose": ""}
    )
    case = Case.objects.get()
    assert response["Location"] == reverse("case", args=[case.pk])
    assert unpack(case.answers)[0] == answers
    assert case.revisions.get().reason == Revision.CREATED
    event = Event.objects.get(action="case created")
    assert event.actor == owner.pk
    assert "Ranking" not in str(vars(event))


def test_a_case_needs_a_name(as_owner, answers):
    response = as_owner.post(reverse("case-save"), {"a": answers.pack(), "title": "  "})
    assert response.status_code == 422
    assert 'href="#title"' in response.content.decode()
    assert Case.objects.count() == 0


def test_new_answers_say_what_they_changed_and_the_old_ones_stay_in_the_history(as_owner, case, answers):
    changed, _ = answers.with_answer("recruitment", False)
    fields = {"a": changed.pack(), "case": case.pk, "number": 1}
    assert as_owner.post(reverse("case-save"), fields).status_code == 302
    case.refresh_from_db()
    assert case.number == 2
    text = page(as_owner.get(reverse("case-history", args=[case.pk])))
    assert "The class was: high-risk" in text
    assert "No longer a duty" in text
    assert unpack(case.revisions.get(number=1).answers)[0] == answers


def test_a_change_from_an_old_window_overwrites_nothing(as_owner, case, answers):
    changed, _ = answers.with_answer("recruitment", False)
    fields = {"a": changed.pack(), "case": case.pk, "number": 1}
    as_owner.post(reverse("case-save"), fields)
    again = as_owner.post(reverse("case-save"), {**fields, "a": answers.pack()})
    assert again.status_code == 409
    assert "Nothing was overwritten" in page(again)
    case.refresh_from_db()
    assert unpack(case.answers)[0] == changed


@pytest.mark.parametrize("number", ["", "x", "1.5", "99999999999999999999"])
def test_a_damaged_number_is_refused(as_owner, case, answers, number):
    assert as_owner.post(
        reverse("case-save"), {"a": answers.pack(), "case": case.pk, "number": number}
    ).status_code in (400, 409)


def test_what_changed_without_the_owner_is_shown_until_it_was_seen(as_owner, case):
    seen = dict(case.seen)
    seen["class"] = "minimal"
    seen["duties"] = dict(list(seen["duties"].items())[1:])
    Case.objects.filter(pk=case.pk).update(seen=seen, law_data="older")
    text = page(as_owner.get(reverse("case", args=[case.pk])))
    assert "The law data is newer." in text
    assert "The class was: no special class; it is now: high-risk." in text
    assert "New duty:" in text
    as_owner.post(reverse("case-seen", args=[case.pk]), {"number": 1})
    assert "This changed since you last looked" not in page(as_owner.get(reverse("case", args=[case.pk])))
    assert case.revisions.first().reason == Revision.LAW


def test_a_date_that_has_come_is_shown_as_a_change(as_owner, case, answers, monkeypatch):
    later = datetime.date(2027, 12, 3)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: later)
    text = page(as_owner.get(reverse("case", args=[case.pk])))
    assert "applies later became applies now" in text or "may apply" in text


def test_a_duty_is_a_task_with_owner_status_date_and_note(as_owner, case, duty):
    fields = {"status": "doing", "who": "Head of personnel", "due": "2027-01-31", "note": "Ask the supplier first"}
    assert as_owner.post(reverse("case-task", args=[case.pk, duty]), fields).status_code == 302
    task = Task.objects.get()
    assert (task.status, task.who, task.due, task.note) == (
        "doing",
        "Head of personnel",
        datetime.date(2027, 1, 31),
        "Ask the supplier first",
    )
    text = page(as_owner.get(reverse("case", args=[case.pk])))
    assert "being done" in text
    assert "Head of personnel" in text


@pytest.mark.parametrize(
    "wrong",
    [{"status": "finished"}, {"due": "soon"}, {"due": "1066-10-14"}, {"who": "x" * 81}, {"note": "x" * 2001}],
)
def test_a_task_that_cannot_be_is_refused_whole(as_owner, case, duty, wrong):
    fields = {"status": "done", "who": "me", "due": "2027-01-31", "note": "ok"} | wrong
    response = as_owner.post(reverse("case-task", args=[case.pk, duty]), fields)
    assert response.status_code == 422
    assert "There is a problem" in page(response)
    assert Task.objects.count() == 0


def test_a_duty_that_is_none_of_this_case_is_not_found(as_owner, case):
    assert as_owner.get(reverse("case-task", args=[case.pk, "nonsense"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [("proof.pdf", b"%PDF-1.7 x"), ("proof.PNG", PNG), ("photo.jpeg", b"\xff\xd8\xff\xe0x"), ("note.txt", b"Besluit: ja"),
     ("list.csv", b"a;b\n1;2\n"), ("letter.docx", office("word/document.xml")), ("sheet.xlsx", office("xl/workbook.xml")),
     ("letter.odt", office("content.xml", b"application/vnd.oasis.opendocument.text"))],
)  # fmt: skip
def test_a_file_is_kept_and_comes_back_as_it_was_and_only_as_a_download(as_owner, case, duty, name, content, settings):
    assert send(as_owner, case, duty, name, content).status_code == 302
    kept = Evidence.objects.get()
    assert kept.name not in kept.place
    assert (Path(settings.MEDIA_ROOT) / kept.place).read_bytes() == content
    response = as_owner.get(reverse("evidence", args=[kept.pk]))
    assert response.content == content
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.pdf", b"<html><script>alert(1)</script>"), ("run.exe", b"MZ"), ("picture.svg", b"<svg/>"), ("page.html", b"<html>"),
     ("note.txt", b"<!DOCTYPE html><script>"), ("note.txt", b"\x00\x01"), ("note.csv", b"\xff\xfe\x00"), ("a.docx", b"PK\x03\x04broken"),
     ("a.docx", office("xl/workbook.xml")), ("a.odt", office("content.xml", b"text/html")), ("macro.docx", office("word/vbaProject.bin")),
     ("noending", b"%PDF-"), ("empty.pdf", b""), ("../../etc/passwd", b"x"), (".pdf", b"x")],
)  # fmt: skip
def test_a_file_that_lies_about_its_type_is_refused_and_nothing_stays(as_owner, case, duty, name, content, settings):
    response = send(as_owner, case, duty, name, content)
    assert response.status_code == 422
    assert 'href="#file"' in response.content.decode()
    assert Evidence.objects.count() == 0
    assert not list(Path(settings.MEDIA_ROOT).glob("*"))


def test_a_file_that_is_too_large_is_refused(as_owner, case, duty, settings):
    settings.MOST_UPLOAD_BYTES = 1_000_000
    response = send(as_owner, case, duty, "big.pdf", b"%PDF-" + b"0" * 1_000_000)
    assert response.status_code == 422
    assert "larger than 1 MB" in page(response)


def test_a_file_without_a_database_row_does_not_stay(as_owner, owner, case, duty, settings, monkeypatch):
    from toepas_web.ui import uploads

    def broken(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("toepas_web.check.actions.record", broken)
    with pytest.raises(RuntimeError):
        actions.add_evidence(by=owner, case=case, duty=duty, upload=uploads.Upload("a.pdf", "pdf", b"%PDF-"))
    assert not list(Path(settings.MEDIA_ROOT).glob("*"))
    assert Evidence.objects.count() == 0


def test_removing_a_file_removes_it_from_the_disk(as_owner, case, duty, settings, django_capture_on_commit_callbacks):
    send(as_owner, case, duty, "proof.pdf", b"%PDF-1.7")
    with django_capture_on_commit_callbacks(execute=True):
        as_owner.post(reverse("evidence-delete", args=[Evidence.objects.get().pk]))
    assert Evidence.objects.count() == 0
    assert not list(Path(settings.MEDIA_ROOT).glob("*"))


def test_names_of_files_are_made_safe(as_owner, case, duty):
    send(as_owner, case, duty, "C:\\\\temp\\\\" + "long" * 60 + "\u202egnp.pdf", b"%PDF-1")
    kept = Evidence.objects.get().name
    assert len(kept) <= 120
    assert "\\" not in kept
    assert "\u202e" not in kept


def test_deleting_a_case_deletes_what_hangs_on_it(as_owner, case, duty, settings, django_capture_on_commit_callbacks):
    send(as_owner, case, duty, "proof.pdf", b"%PDF-1.7")
    with django_capture_on_commit_callbacks(execute=True):
        as_owner.post(reverse("case-delete", args=[case.pk]))
    assert (Case.objects.count(), Task.objects.count(), Evidence.objects.count(), Revision.objects.count()) == (
        0,
        0,
        0,
        0,
    )
    assert not list(Path(settings.MEDIA_ROOT).glob("*"))


def test_everything_can_be_taken_along(as_owner, case, duty):
    send(as_owner, case, duty, "proof.pdf", b"%PDF-1.7")
    response = as_owner.post(reverse("account-export"))
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        names = archive.namelist()
        data = json.loads(archive.read(f"cases/{case.pk}/case.json"))
        assert json.loads(archive.read("account.json"))["email"] == "owner@example.org"
        assert any(name.endswith("proof.pdf") for name in names)
    assert data["facts"]["ai_system"] is True
    assert data["history"][0]["reason"] == "created"


def test_an_account_goes_with_everything_and_the_record_forgets_who(
    as_owner, owner, case, duty, settings, django_capture_on_commit_callbacks
):
    send(as_owner, case, duty, "proof.pdf", b"%PDF-1.7")
    number = owner.pk
    with django_capture_on_commit_callbacks(execute=True):
        response = as_owner.post(reverse("account-delete"), {"email": "OWNER@example.org"})
    assert response.status_code == 302
    assert Case.objects.count() == 0
    assert not list(Path(settings.MEDIA_ROOT).glob("*"))
    assert Event.objects.filter(action="case created").exists()
    assert not Event.objects.filter(actor=number).exists()
    assert not Event.objects.filter(subject__contains=str(number)).exists()


def test_an_account_is_not_deleted_by_mistake(as_owner, owner):
    response = as_owner.post(reverse("account-delete"), {"email": "other@example.org"})
    assert response.status_code == 422
    assert type(owner).objects.filter(pk=owner.pk).exists()


def test_cases_are_found_by_the_provision_that_touches_them(as_owner, case):
    assert "Ranking applicants" in page(as_owner.get(reverse("cases"), {"provision": "art_26"}))
    assert "Ranking applicants" not in page(as_owner.get(reverse("cases"), {"provision": "art_53"}))


def test_owners_hear_once_what_changed_in_their_cases(case, owner):
    seen = {**case.seen, "class": "minimal"}
    Case.objects.filter(pk=case.pk).update(seen=seen)
    owner.language = "nl"
    owner.save()
    call_command("alerts")
    call_command("alerts")
    assert len(mail.outbox) == 1
    assert "De klasse was: geen bijzondere klasse" in mail.outbox[0].body
    assert mail.outbox[0].to == ["owner@example.org"]


def test_every_write_is_in_the_record(as_owner, case, duty, answers):
    as_owner.post(reverse("case-task", args=[case.pk, duty]), {"status": "done"})
    as_owner.post(reverse("case-rename", args=[case.pk]), {"title": "Other"})
    send(as_owner, case, duty, "proof.pdf", b"%PDF-1.7")
    as_owner.post(
        reverse("case-save"), {"a": Answers().pack() if False else answers.pack(), "case": case.pk, "number": 1}
    )
    done = set(Event.objects.values_list("action", flat=True))
    assert {"case created", "task changed", "case renamed", "evidence added", "answers changed"} <= done
