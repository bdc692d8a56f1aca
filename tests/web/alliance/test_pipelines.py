"""Pipelines: gates are set first, evidence is read and not believed, a failing validation stops the project, and only those concerned see it."""

from __future__ import annotations

import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.library.alliance import shown
from tests.web.conftest import page
from toepas_web.accounts.models import User
from toepas_web.alliance import pipeline_actions
from toepas_web.alliance.pipeline_models import Project, Shown, Step
from toepas_web.audit.models import Event
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership
from toepas_web.organisations.roles import roles

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def programme(db):
    user = User.objects.create_user("programme@example.org")
    organisations.give_site_role(by=None, user=user, role="policy-maker")
    return signed_in(user)


@pytest.fixture
def step(owner, as_owner, programme):
    """A project of the owner's firm with the gate of level 6."""
    firm = organisations.create(by=owner, texts={"name": "Molen", "kind": "firm", "country": "NL"})
    assert as_owner.post(reverse("project-new"), {"title": "Triage", "organisation": firm.pk}).status_code == 302
    project = Project.objects.get()
    assert programme.post(reverse("project-gate", args=[project.pk]), {"level": "6"}).status_code == 302
    Step.objects.update(set_on="2026-01-01")
    return Step.objects.get()


def give(client, step, path):
    name = f"{path.name}.json" if path.is_dir() else path.name
    content = (path / "report.json" if path.is_dir() else path).read_bytes()
    return client.post(reverse("step-show", args=[step.pk]), {"file": SimpleUploadedFile(name, content)})


def test_a_project_passes_a_gate_on_what_it_shows(step, as_owner, tmp_path, capsys):
    for path in (shown.keep_validation(tmp_path, "v"), shown.keep_energy(tmp_path), shown.keep_check(tmp_path, capsys)):
        assert give(as_owner, step, path).status_code == 302
    step.refresh_from_db()
    assert step.outcome == "pass"
    assert "passes this gate" in page(as_owner.get(reverse("project", args=[step.project_id])))


def test_a_failing_validation_stops_the_project_with_the_reason_and_nothing_more_is_taken(
    step, as_owner, programme, tmp_path
):
    assert give(as_owner, step, shown.keep_validation(tmp_path, "bad", least=0.99)).status_code == 302
    for client in (as_owner, programme):
        text = page(client.get(reverse("project", args=[step.project_id])))
        assert "The project was stopped" in text
        assert "the validation does not meet a demand" in text
        assert "a demand is not met (sensitivity of at least 99" in text, "which demand, and by how much"
        assert "Needed: the report.json of a validation, signed, unchanged and made on 1 January 2026 or later" in text
    assert give(as_owner, step, shown.keep_validation(tmp_path, "good")).status_code == 422
    assert programme.post(reverse("project-gate", args=[step.project_id]), {"level": "7"}).status_code == 422
    assert {"project stopped", "evidence shown", "gate set"} <= set(Event.objects.values_list("action", flat=True))


def test_the_page_says_whose_turn_it_is(step, as_owner, programme, tmp_path):
    at = reverse("project", args=[step.project_id])
    for client in (as_owner, programme):
        assert "the organisation&#39;s turn: show what is missing for level 6" in client.get(at).content.decode()
    programme.post(reverse("project-gate", args=[step.project_id]), {"level": "1"})
    note = tmp_path / "note.txt"
    note.write_text("What problem")
    give(as_owner, Step.objects.get(level=1), note)
    assert "the programme&#39;s turn: read the documents of level 1" in programme.get(at).content.decode()


def test_what_is_sent_twice_is_kept_once_and_there_is_an_end_to_it(step, as_owner, owner, tmp_path, monkeypatch):
    form = {"title": "Again", "organisation": step.project.organisation_id, "key": str(uuid.uuid4())}
    assert len({as_owner.post(reverse("project-new"), form).headers["Location"] for _ in range(2)}) == 1
    assert Project.objects.filter(title="Again").count() == 1
    taken = form | {"key": str(step.project_id)}
    other = organisations.create(by=owner, texts={"name": "Other", "kind": "firm", "country": "NL"})
    made = as_owner.post(reverse("project-new"), taken | {"organisation": other.pk})
    assert str(step.project_id) not in made.headers["Location"], "the key of another's project gives nothing away"
    note = tmp_path / "note.txt"
    note.write_text("Once")
    assert [give(as_owner, step, note).status_code for _ in range(2)] == [302, 302]
    assert Shown.objects.count() == 1
    monkeypatch.setattr(pipeline_actions, "MOST_OF_ALL", 1)
    note.write_text("Twice")
    assert give(as_owner, step, note).status_code == 422


def test_an_edited_report_neither_passes_nor_stops(step, as_owner, tmp_path):
    folder = shown.keep_validation(tmp_path, "bad", least=0.99)
    path = folder / "report.json"
    path.write_bytes(path.read_bytes().replace(b'"outcome":"failed"', b'"outcome":"passed"'))
    give(as_owner, step, folder)
    assert "was changed after it was made" in page(as_owner.get(reverse("project", args=[step.project_id])))
    assert Project.objects.get().state == Project.RUNNING


def test_what_was_made_before_the_gate_was_set_does_not_count_and_documents_wait_for_a_person(
    step, as_owner, programme, tmp_path
):
    Step.objects.update(set_on=timezone.now().date().replace(year=2099))
    give(as_owner, step, shown.keep_validation(tmp_path, "v"))
    assert "was made before the demands" in page(as_owner.get(reverse("project", args=[step.project_id])))
    programme.post(reverse("project-gate", args=[step.project_id]), {"level": "1"})
    first = Step.objects.get(level=1)
    note = tmp_path / "note.txt"
    note.write_text("What problem")
    give(as_owner, first, note)
    assert Step.objects.get(level=1).outcome == "not-known"
    assert as_owner.post(reverse("step-confirm", args=[first.pk]), {"needs": "problem"}).status_code == 403
    assert programme.post(reverse("step-confirm", args=[first.pk]), {"needs": "problem"}).status_code == 302
    assert Step.objects.get(level=1).outcome == "pass"


@pytest.mark.parametrize("role", list(roles("organisation")))
def test_each_role_sees_and_shows_what_the_table_says(step, role, tmp_path):
    user = User.objects.create_user(f"{role}@molen.example")
    Membership.objects.create(organisation=step.project.organisation, user=user, role=role)
    note = tmp_path / "note.txt"
    note.write_text("x")
    sees, applies = ("see-applications" in roles("organisation")[role].may, "apply" in roles("organisation")[role].may)
    assert signed_in(user).get(reverse("project", args=[step.project_id])).status_code == (200 if sees else 404)
    assert give(signed_in(user), step, note).status_code == (302 if applies else 404)


def test_somebody_of_the_organisation_does_not_judge_its_own_project(step, programme):
    user = User.objects.get(email="programme@example.org")
    Membership.objects.create(organisation=step.project.organisation, user=user, role="owner")
    assert programme.post(reverse("step-confirm", args=[step.pk]), {"needs": "x"}).status_code == 403
    assert programme.post(reverse("project-gate", args=[step.project_id]), {"level": "7"}).status_code == 403


def test_files_come_back_as_they_were_and_never_run_in_a_browser(step, as_owner, as_stranger, tmp_path):
    evil = tmp_path / "x.html"
    evil.write_text("<script>alert(1)</script>")
    give(as_owner, step, evil)
    at = reverse("shown", args=[Shown.objects.get().pk])
    answer = as_owner.get(at)
    assert answer.content == evil.read_bytes()
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert as_stranger.get(at).status_code == 404


def test_empty_and_oversized_files_are_refused(step, as_owner, tmp_path):
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF-" + b"0" * Shown.MOST)
    assert give(as_owner, step, large).status_code == 422
    assert as_owner.post(reverse("step-show", args=[step.pk])).status_code == 422
    assert not Shown.objects.exists()


def test_an_organisation_takes_its_projects_along(step, as_owner, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("Our note")
    give(as_owner, step, note)
    answer = as_owner.post(reverse("organisation-export", args=[step.project.organisation_id]))
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert "pipelines/projects.json" in packed.namelist()
    assert [packed.read(name) for name in packed.namelist() if name.endswith("note.txt")] == [b"Our note"]
