"""What the tests of validations, monitors and energy reports share."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.repository.project import ROOT
from toepas_web.assurance import making
from toepas_web.assurance.models import Validation
from toepas_web.catalogue.models import Entry

EXAMPLE = ROOT / "examples" / "assurance" / "four-hospitals.csv"
ASKED = {
    "task": "binary", "label": "disease", "score": "predicted", "site": "hospital", "groups": ["sex", "age"], "edges-3": "45 60",
    "thresholds": "0.5", "smallest_cell": "5",
}  # fmt: skip
FOUND = "of 50 cases with “disease” the model found 28"
"""What is found of women; the same in the report and on the page."""
SECRET = "Jan-de-Tester-19471103"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Reports without PDF and word processor file, which take seconds; one test makes them all."""
    monkeypatch.setattr(making, "KINDS", ("chai",))


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """What is done once the database has let go, is done."""

    def done(call):
        with django_capture_on_commit_callbacks(execute=True):
            return call()

    return done


def rows(most: int = 920) -> bytes:
    return b"\n".join(EXAMPLE.read_bytes().split(b"\n")[: most + 1]) + b"\n"


def send(client, content: bytes | None = None, name: str = "four-hospitals.csv", **more):
    day = timezone.localdate() + datetime.timedelta(days=30)
    fields = {"title": "Heart model", "delete_on": day.isoformat(), **more}
    if content is not None:
        fields["file"] = SimpleUploadedFile(name, content)
    return client.post(reverse("assurance-new"), fields)


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def uploaded(as_owner):
    assert send(as_owner, EXAMPLE.read_bytes()).status_code == 302
    return Validation.objects.get()


@pytest.fixture
def validated(as_owner, uploaded, run):
    run(lambda: as_owner.post(reverse("assurance-choose", args=[uploaded.pk]), ASKED))
    uploaded.refresh_from_db()
    assert uploaded.state == "done", uploaded.problem
    return uploaded


@pytest.fixture
def entry(owner):
    return Entry.objects.create(owner=owner, state=Entry.SETTLED, shown={
        "id": "shared:x", "kind": "solution", "name": {"en": "Heart helper"}, "summary": {"en": "Helps."}, "url": "https://example.eu/x",
    })  # fmt: skip
