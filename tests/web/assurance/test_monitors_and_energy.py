"""Monitors and energy reports on the site, and what is taken along, backed up and noted of everything that is kept here."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.web.assurance.conftest import EXAMPLE, rows, text
from toepas_web.assurance.models import EnergyReport, Monitor, Validation
from toepas_web.audit.models import Event
from toepas_web.ui import files

pytestmark = pytest.mark.django_db
ENERGY = b"""schema: urn:toepas:energy-report:1.0
id: one
date: 2025-03-01
subject: {kind: model, name: "Model <b>one</b>"}
boundary: {persona: provider, stages: [use]}
unit: {quantity: 1000, of: answer, task: text-generation}
figures:
  - {what: energy, grade: metered, stage: use, per: unit, value: 2.0, low: 1.8, high: 2.2, unit: kWh, method: meter, meter: rack}
"""


@pytest.fixture
def monitor(as_owner, validated, run):
    fields = {
        "title": "Watch",
        "threshold": "0.5",
        "false_alarm": "10",
        "days": "365",
        "cases": "900",
        "batches": "3",
        "case": "id",
        "date": "",
    }
    run(lambda: as_owner.post(reverse("assurance-monitor-new", args=[validated.pk]), fields))
    found = Monitor.objects.get()
    assert found.state == "ready", found.problem
    return found


def batch(only: str, most: int, label: bool = True) -> bytes:
    read = csv.DictReader(io.StringIO(EXAMPLE.read_text()))
    chosen = [row for row in read if row["hospital"] == only][:most]
    out = io.StringIO()
    names = [name for name in read.fieldnames if label or name != "disease"]
    write = csv.DictWriter(out, names, extrasaction="ignore")
    write.writeheader()
    write.writerows(chosen)
    return out.getvalue().encode()


def test_a_monitor_takes_batches_and_outcomes_and_alarms_are_answered(as_owner, monitor, settings):
    page = reverse("assurance-monitor", args=[monitor.pk])
    assert "No alarm is open" in text(as_owner.get(page))
    add = reverse("assurance-monitor-add", args=[monitor.pk])
    today = timezone.localdate().isoformat()
    given = {
        "what": "batch",
        "day": today,
        "file": SimpleUploadedFile("May.csv", batch("Switzerland", 120, label=False)),
    }
    assert as_owner.post(add, given).status_code == 302
    given = {"what": "outcomes", "file": SimpleUploadedFile("later.csv", batch("Switzerland", 120))}
    assert as_owner.post(add, given).status_code == 302
    shown = text(as_owner.get(page))
    assert "120" in shown
    assert "alarm" in shown
    assert "cholesterol" in shown
    answer = reverse("assurance-monitor-answer", args=[monitor.pk])
    assert as_owner.post(answer, {"alarm": "1", "text": "", "who": "x"}).status_code == 422
    assert (
        as_owner.post(
            answer, {"alarm": "1", "text": "Cholesterol is not measured there.", "who": "head of cardiology"}
        ).status_code
        == 302
    )
    assert "Cholesterol is not measured there." in text(as_owner.get(page))
    assert as_owner.get(reverse("assurance-monitor-file", args=[monitor.pk, "incident.html"])).content.startswith(
        b"<!DOCTYPE"
    )
    assert json.loads(as_owner.get(reverse("assurance-monitor-file", args=[monitor.pk, "monitor.json"])).content)[
        "batches"
    ]
    assert b"May.csv" not in b"".join(path.name.encode() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def test_a_batch_that_cannot_be_used_changes_nothing(as_owner, monitor):
    add = reverse("assurance-monitor-add", args=[monitor.pk])
    response = as_owner.post(
        add,
        {"what": "batch", "day": timezone.localdate().isoformat(), "file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")},
    )
    assert response.status_code == 422
    assert 'id="file-error"' in text(response)
    late = (timezone.localdate() + datetime.timedelta(days=3)).isoformat()
    assert (
        as_owner.post(add, {"what": "batch", "day": late, "file": SimpleUploadedFile("x.csv", rows(50))}).status_code
        == 422
    )


def send_energy(client, content: bytes, **more):
    return client.post(reverse("assurance-energy"), {"file": SimpleUploadedFile("r.yaml", content), **more})


def test_an_energy_report_is_checked_without_an_account_and_kept_only_with_one(client, as_owner):
    shown = send_energy(client, ENERGY, keep="yes")
    assert shown.status_code == 200, text(shown)
    assert "Can the figures be right?" in text(shown)
    assert "<b>one</b>" not in text(shown)
    assert not EnergyReport.objects.exists()
    assert send_energy(as_owner, ENERGY, keep="yes").status_code == 302
    assert (
        send_energy(
            as_owner,
            ENERGY.replace(b"id: one", b"id: two")
            .replace(b"2.0", b"4.0")
            .replace(b"1.8", b"3.8")
            .replace(b"2.2", b"4.2"),
            keep="yes",
        ).status_code
        == 302
    )
    ids = [str(row.pk) for row in EnergyReport.objects.all()]
    assert "the ranges do not overlap" in text(as_owner.get(reverse("assurance-energy-compare"), {"r": ids}))


@pytest.mark.parametrize(
    "content", [b"", b"a: [", b"schema: x\n", ENERGY.replace(b"kWh", b"horses"), b"&a [*a]", b"\xff\xfe\x00"]
)
def test_an_energy_report_that_cannot_be_used_names_the_place(client, content):
    response = send_energy(client, content)
    assert response.status_code == 422
    assert 'id="file-error"' in text(response)
    assert ".open-" not in text(response)


def test_everything_is_taken_along_and_goes_with_the_account(as_owner, owner, monitor, run, settings):
    send_energy(as_owner, ENERGY, keep="yes")
    with zipfile.ZipFile(io.BytesIO(as_owner.post(reverse("account-export")).content)) as archive:
        names = archive.namelist()
        row = Validation.objects.get()
        assert archive.read(f"assurance/validations/{row.pk}/four-hospitals.csv") == EXAMPLE.read_bytes()
    assert any(name.endswith("report.zip") for name in names)
    assert any(name.endswith("monitor.json") for name in names)
    assert any("/energy/" in name for name in names)
    run(lambda: as_owner.post(reverse("account-delete"), {"email": owner.email}))
    assert [model.objects.count() for model in (Validation, Monitor, EnergyReport)] == [0, 0, 0]
    assert not list(Path(settings.MEDIA_ROOT).iterdir())


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_the_files_and_brings_them_back(as_owner, monitor, validated, tmp_path, settings):
    from toepas_web.config import archive

    before = {
        path.relative_to(settings.MEDIA_ROOT): path.read_bytes()
        for path in Path(settings.MEDIA_ROOT).rglob("*")
        if path.is_file()
    }
    archive.backup(tmp_path / "all.tar.gz", timezone.now())
    for path in (validated.data, validated.report, monitor.folder):
        files.remove([path])
    archive.restore(tmp_path / "all.tar.gz")
    after = {
        path.relative_to(settings.MEDIA_ROOT): path.read_bytes()
        for path in Path(settings.MEDIA_ROOT).rglob("*")
        if path.is_file()
    }
    assert after == before


def test_every_write_is_in_the_record(as_owner, validated, monitor, run):
    run(lambda: as_owner.post(reverse("assurance-forget", args=[validated.pk])))
    run(lambda: as_owner.post(reverse("assurance-monitor-delete", args=[monitor.pk])))
    run(lambda: as_owner.post(reverse("assurance-delete", args=[validated.pk])))
    done = set(Event.objects.values_list("action", flat=True))
    assert {
        "data uploaded",
        "validation asked for",
        "validation made",
        "monitor asked for",
        "data deleted",
        "monitor deleted",
        "validation deleted",
    } <= done
