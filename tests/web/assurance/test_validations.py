"""Validations, monitors and energy reports on the site: whose they are, what is kept and for how long, and what a hostile file does."""

from __future__ import annotations

import datetime
import io
import json
import logging
import os
import signal
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.web.assurance.conftest import ASKED, EXAMPLE, FOUND, SECRET, rows, send, text
from toepas_web.assurance import actions, making, work
from toepas_web.assurance.models import Validation
from toepas_web.audit.models import Event
from toepas_web.catalogue.models import Entry
from toepas_web.organisations import actions as organisations
from toepas_web.ui import files

pytestmark = pytest.mark.django_db


def test_the_columns_are_shown_by_name_and_kind_and_no_value_of_a_row(as_owner):
    content = f"patient,sex,ill,p\n{SECRET},f,1,0.9\nPiet,m,0,0.2\nBo,m,0,0.3\n".encode()
    assert send(as_owner, content).status_code == 302
    shown = text(as_owner.get(reverse("assurance-choose", args=[Validation.objects.get().pk])))
    assert "patient (" in shown
    assert "numbers from 0 to 1" in shown
    assert SECRET not in shown
    assert SECRET not in json.dumps(Validation.objects.get().columns)


def test_the_verdict_stands_first_and_names_the_women_of_budapest(as_owner, validated):
    shown = text(as_owner.get(reverse("assurance-validation", args=[validated.pk])))
    assert shown.index('class="callout verdict"') < shown.index("<h2>")
    assert FOUND in shown
    assert "Budapest" in shown
    assert "insufficient evidence" in shown.lower()
    assert 'alt="' in shown


def test_every_file_of_a_report_can_be_taken_along(as_owner, uploaded, run, monkeypatch):
    monkeypatch.setattr(making, "KINDS", ("html", "pdf", "docx", "chai", "fhir"))
    run(lambda: as_owner.post(reverse("assurance-choose", args=[uploaded.pk]), ASKED))
    starts = {
        "report.pdf": b"%PDF", "report.docx": b"PK", "report.html": b"<!DOCTYPE html>", "report.json": b"{", "model-card.xml": b"<?xml",
        "transparency.fhir.json": b"{", "report.zip": b"PK",
    }  # fmt: skip
    for name, start in starts.items():
        response = as_owner.get(reverse("assurance-file", args=[uploaded.pk, name]))
        assert response.content.startswith(start), name
        assert response["Content-Disposition"].startswith("attachment")
    assert as_owner.get(reverse("assurance-file", args=[uploaded.pk, "other.txt"])).status_code == 404
    with zipfile.ZipFile(
        io.BytesIO(as_owner.get(reverse("assurance-file", args=[uploaded.pk, "report.zip"])).content)
    ) as archive:
        report = archive.read("report.json")
    assert "nobody signed it" in text(check(as_owner, report))


def check(client, content: bytes):
    return client.post(reverse("assurance-seal"), {"file": SimpleUploadedFile("report.json", content)})


def test_a_changed_report_is_found_by_anybody(client, as_owner, validated):
    content = as_owner.get(reverse("assurance-file", args=[validated.pk, "report.json"])).content
    assert "Unchanged, but nobody signed it" in text(check(client, content))
    changed = json.loads(content)
    changed["verdict"]["outcome"] = "passed"
    shown = text(check(client, json.dumps(changed).encode()))
    assert "was changed" in shown
    assert "verdict.outcome" in shown
    assert check(client, b"{}").status_code == 422


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"<html><body>sign in</body>", "web page"),
        ("a.csv", b'{"a": 1}', "JSON"),
        ("a.xlsx", b"PK\x03\x04broken", "workbook"),
        ("a.csv", b"%PDF-1.7", "another kind"),
        ("a.csv", b"63,1,0.2\n64,0,0.3\n", "looks like data"),
        ("a.csv", b"a,b\n", "no rows"),
        ("a.csv", b"\x00\x01\x02\x03" * 50, ""),
        ("a.parquet", b"PAR1broken", ""),
    ],
)
def test_what_is_no_table_is_refused_beside_the_field_and_nothing_stays(as_owner, settings, name, content, says):
    response = send(as_owner, content, name)
    assert response.status_code == 422
    assert 'id="file-error"' in text(response)
    assert says in text(response)
    assert not Validation.objects.exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).glob("*") if path.is_file()]


def test_a_first_row_with_data_is_not_shown(as_owner):
    response = send(as_owner, f"{SECRET},1,0.25\nPiet,0,0.5\n".encode())
    assert response.status_code == 422
    assert SECRET not in text(response)


def test_a_file_that_is_too_large_is_told_what_to_do(as_owner, settings):
    settings.MOST_DATA_BYTES = settings.MOST_UPLOAD_BYTES = 1_000_000
    response = send(as_owner, b"a,b\n" + b"1,2\n" * 400_000)
    assert response.status_code == 422
    assert "toepas validate takes files of any size" in text(response)
    assert send(as_owner, b"a,b\n" + b"1,2\n" * 1_000_000).status_code == 413


@pytest.mark.parametrize("days", [-1, 366, 5000])
def test_data_are_kept_for_a_year_at_most(as_owner, days):
    day = timezone.localdate() + datetime.timedelta(days=days)
    response = send(as_owner, rows(), delete_on=day.isoformat())
    assert response.status_code == 422
    assert 'id="delete_on-error"' in text(response)


def test_the_name_on_the_disk_tells_nothing_and_nobody_else_reads_it(uploaded, settings):
    found = [path for path in Path(settings.MEDIA_ROOT).iterdir() if path.is_file()]
    assert [path.name for path in found] == [uploaded.data]
    assert "hospital" not in uploaded.data
    assert stat.S_IMODE(found[0].stat().st_mode) == 0o600


def test_names_of_files_are_made_safe(as_owner):
    assert send(as_owner, rows(), "../../etc/\u202epasswd.csv").status_code == 302
    kept = Validation.objects.get()
    assert kept.name == "passwd.csv"
    assert (files.path_of(kept.data)).is_file()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"label": "other"}, "label"),
        ({"score": ""}, "score"),
        ({"score": "disease"}, "score"),
        ({"edges-3": "60 45"}, "edges-3"),
        ({"thresholds": "1.5"}, "thresholds"),
        ({"measure-0": "sensitivity", "value-0": "much"}, "value-0"),
        ({"task": "multiclass"}, "scores"),
        ({"smallest_cell": "0"}, "smallest_cell"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field(as_owner, uploaded, given, field):
    response = as_owner.post(reverse("assurance-choose", args=[uploaded.pk]), {**ASKED, **given})
    assert response.status_code == 422
    assert f'href="#{field}"' in text(response)
    uploaded.refresh_from_db()
    assert uploaded.state == "uploaded"


def test_what_is_wrong_with_the_data_is_said_with_row_and_column_and_goes_with_the_data(as_owner, run):
    send(as_owner, f"sex,ill,p\nf,1,0.9\nm,{SECRET},0.2\nm,0,0.3\n".encode())
    row = Validation.objects.get()
    run(
        lambda: as_owner.post(
            reverse("assurance-choose", args=[row.pk]),
            {"task": "binary", "label": "ill", "score": "p", "smallest_cell": "5"},
        )
    )
    shown = text(as_owner.get(reverse("assurance-validation", args=[row.pk])))
    assert "four-hospitals.csv, " in shown
    assert row.data not in shown
    assert 'href="#label"' in text(as_owner.get(reverse("assurance-choose", args=[row.pk])))
    run(lambda: as_owner.post(reverse("assurance-forget", args=[row.pk])))
    row.refresh_from_db()
    assert (row.data, row.problem) == ("", {})


def test_a_demand_for_every_group_is_held_against_each(as_owner, uploaded, run):
    demand = {"measure-0": "sensitivity", "sign-0": ">=", "value-0": "0,8", "each-0": "yes"}
    run(lambda: as_owner.post(reverse("assurance-choose", args=[uploaded.pk]), {**ASKED, **demand}))
    uploaded.refresh_from_db()
    assert uploaded.asked["demands"] == [
        {"measure": "sensitivity", "sign": ">=", "value": 0.8, "by": ["sex", "age", "hospital"]}
    ]
    assert uploaded.outcome == "failed"
    again = text(as_owner.get(reverse("assurance-choose", args=[uploaded.pk])))
    assert '<option value="sensitivity" selected>' in again


def test_rows_go_on_their_day_and_the_report_stays(as_owner, validated, run, settings):
    Validation.objects.update(delete_on=timezone.localdate() + datetime.timedelta(days=1))
    run(lambda: call_command("forget"))
    validated.refresh_from_db()
    assert validated.data
    place = files.path_of(validated.data)
    Validation.objects.update(delete_on=timezone.localdate())
    run(lambda: call_command("forget"))
    validated.refresh_from_db()
    assert validated.data == ""
    assert not place.exists()
    assert FOUND in text(as_owner.get(reverse("assurance-validation", args=[validated.pk])))
    assert "uploaded data are deleted" in text(as_owner.post(reverse("assurance-choose", args=[validated.pk]), ASKED))


def test_rows_go_at_once_on_request(as_owner, validated, run):
    place = files.path_of(validated.data)
    run(lambda: as_owner.post(reverse("assurance-forget", args=[validated.pk])))
    assert not place.exists()
    assert files.path_of(validated.report).exists()


def test_deleting_a_validation_leaves_no_file(as_owner, validated, run, settings):
    run(lambda: as_owner.post(reverse("assurance-delete", args=[validated.pk])))
    assert not Validation.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).iterdir())


def test_nothing_of_a_row_is_logged_even_when_the_work_breaks(as_owner, run, monkeypatch, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    send(as_owner, f"patient,ill,p\n{SECRET},1,0.9\nb,0,0.2\n".encode())

    def broken(*_: object, **__: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(making, "read_sample", broken)
    row = Validation.objects.get()
    run(
        lambda: as_owner.post(
            reverse("assurance-choose", args=[row.pk]),
            {"task": "binary", "label": "ill", "score": "p", "smallest_cell": "5"},
        )
    )
    row.refresh_from_db()
    assert row.state == "failed"
    assert "on our side" in row.problem["what"]
    printed = capfd.readouterr()
    assert SECRET not in caplog.text + printed.out + printed.err
    assert "ValueError" in caplog.text
    assert not Event.objects.filter(subject__contains=SECRET).exists()


def test_what_runs_too_long_is_said_to_have_broken_off(as_owner, uploaded):
    Validation.objects.update(state="running", asked={"lang": "en"}, started=timezone.now())
    shown = text(as_owner.get(reverse("assurance-validation", args=[uploaded.pk])))
    assert "being worked out" in shown
    assert "hx-get" in shown
    again = as_owner.post(reverse("assurance-choose", args=[uploaded.pk]), ASKED)
    assert "being worked out already" in text(again)
    Validation.objects.update(started=timezone.now() - work.PATIENCE)
    assert "broke off" in text(as_owner.get(reverse("assurance-validation", args=[uploaded.pk])))


def test_only_so_many_run_at_the_same_time(as_owner, uploaded, stranger):
    for _ in range(actions.MOST_RUNNING):
        Validation.objects.create(
            owner=stranger,
            title="x",
            name="x",
            size=1,
            delete_on=timezone.localdate(),
            state="running",
            started=timezone.now(),
        )
    assert "Try again in a minute" in text(as_owner.post(reverse("assurance-choose", args=[uploaded.pk]), ASKED))


def test_the_work_is_done_by_a_process_of_its_own(as_owner, uploaded, run, settings, monkeypatch):
    settings.WORK_APART = True
    begun, limited = [], []
    monkeypatch.setattr(work.subprocess, "Popen", lambda command, **_: begun.append(command))
    monkeypatch.setattr(
        work, "limit", lambda: limited.append(True)
    )  # a limit on this process would end the tests after it
    run(lambda: as_owner.post(reverse("assurance-choose", args=[uploaded.pk]), ASKED))
    assert begun[0][-3:] == ["assurance_work", "validation", str(uploaded.pk)]
    call_command("assurance_work", "validation", str(uploaded.pk))
    uploaded.refresh_from_db()
    assert uploaded.state == "done"
    assert limited == [True]


def test_a_process_that_works_without_end_is_stopped():
    script = (
        "import django; django.setup()\n"
        "from toepas_web.assurance import work\n"
        "work.PROCESSOR_SECONDS = 3\n"
        "work.limit()\n"
        "while True: pass"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.web.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run([sys.executable, "-c", script], env=env, check=False, timeout=120, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr


def test_members_of_an_organisation_see_the_report_and_nothing_else(as_owner, owner, as_stranger, stranger, validated):
    firm = organisations.create(by=owner, texts={"name": "Firm", "kind": "firm", "country": "NL"})
    asked = organisations.invite(by=owner, organisation=firm, email=stranger.email, role="member")
    organisations.join(by=stranger, invitation=asked)
    page = reverse("assurance-validation", args=[validated.pk])
    assert as_stranger.get(page).status_code == 404
    fields = {"title": "Heart model", "delete_on": validated.delete_on.isoformat(), "organisation": str(firm.pk)}
    assert as_owner.post(reverse("assurance-settings", args=[validated.pk]), fields).status_code == 302
    shown = text(as_stranger.get(page))
    assert FOUND in shown
    assert "The uploaded data" not in shown
    assert "Heart model" in text(as_stranger.get(reverse("assurance")))
    for name in ("assurance-choose", "assurance-settings", "assurance-delete", "assurance-monitor-new"):
        assert as_stranger.get(reverse(name, args=[validated.pk])).status_code == 404
    organisations.leave(by=owner, membership=firm.memberships.get(user=stranger))
    assert as_stranger.get(page).status_code == 404


def test_a_report_goes_with_who_showed_it_and_a_hub_that_may_see_cases_does_not_see_it(
    as_owner, owner, as_stranger, stranger, validated
):
    firm, hub = (
        organisations.create(by=user, texts={"name": name, "kind": kind, "country": "NL"})
        for user, name, kind in ((owner, "Firm", "firm"), (stranger, "Hub", "hub"))
    )
    fields = {"title": "Heart model", "delete_on": validated.delete_on.isoformat(), "organisation": str(firm.pk)}
    assert as_owner.post(reverse("assurance-settings", args=[validated.pk]), fields).status_code == 302
    asked = organisations.invite_customer(by=stranger, hub=hub, email=owner.email, wished=[])
    organisations.become_customer(by=owner, invitation=asked, customer=firm, scopes=["cases"])
    page = reverse("assurance-validation", args=[validated.pk])
    assert as_stranger.get(page).status_code == 404
    organisations.join(
        by=stranger, invitation=organisations.invite(by=owner, organisation=firm, email=stranger.email, role="owner")
    )
    assert as_stranger.get(page).status_code == 200
    organisations.leave(by=owner, membership=firm.memberships.get(user=owner))
    assert as_stranger.get(page).status_code == 404
    assert "Heart model" not in text(as_stranger.get(reverse("assurance")))
    kept = io.BytesIO(as_stranger.post(reverse("organisation-export", args=[firm.pk])).content)
    assert not [name for name in zipfile.ZipFile(kept).namelist() if name.startswith("assurance/")]


def test_evidence_is_shown_only_where_its_owner_published_it_for_an_own_entry(
    client, as_owner, as_stranger, owner, stranger, validated, entry
):
    from toepas_web.catalogue.engine import owner_of
    from toepas_web.ui import evidence

    public = reverse("assurance-published", args=[validated.pk])
    assert client.get(public).status_code == 404
    assert evidence.evidence_of(entry.asset_id, owner.pk) == []
    other = Entry.objects.create(owner=stranger, shown=entry.shown)
    as_owner.post(reverse("assurance-publish", args=[validated.pk]), {"asset": other.asset_id})
    assert client.get(public).status_code == 404
    as_owner.post(reverse("assurance-publish", args=[validated.pk]), {"asset": entry.asset_id})
    assert FOUND in text(client.get(public))
    assert client.get(reverse("assurance-published-file", args=[validated.pk, "report.json"])).status_code == 200
    assert [one.address for one in evidence.evidence_of(entry.asset_id, owner.pk)] == [public]
    assert evidence.evidence_of(entry.asset_id, stranger.pk) == []
    assert (owner_of(entry.asset_id), owner_of("eurollm-9b"), owner_of("shared:0123456789abcdef")) == (
        owner.pk,
        None,
        None,
    )
    assert "published as it is" in text(as_owner.post(reverse("assurance-choose", args=[validated.pk]), ASKED))
    as_owner.post(reverse("assurance-publish", args=[validated.pk]), {"asset": ""})
    assert client.get(public).status_code == 404


def test_a_report_with_small_groups_is_not_published(as_owner, client, uploaded, run, entry):
    run(lambda: as_owner.post(reverse("assurance-choose", args=[uploaded.pk]), {**ASKED, "smallest_cell": "1"}))
    as_owner.post(reverse("assurance-publish", args=[uploaded.pk]), {"asset": entry.asset_id})
    assert client.get(reverse("assurance-published", args=[uploaded.pk])).status_code == 404


def test_the_example_needs_no_account(client):
    shown = text(client.get(reverse("assurance-example")))
    assert FOUND in shown
    assert client.get(reverse("assurance-example-data")).content == EXAMPLE.read_bytes()
