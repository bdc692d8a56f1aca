"""A gate has a day by which evidence is expected: it is said everywhere, moved only with a reason, and stops nothing when it passes."""

from __future__ import annotations

import datetime
import io
import json
import zipfile

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page, signed_in
from toepas_web.accounts.models import User
from toepas_web.alliance.notices import GATE_DUE, remind_of_gates
from toepas_web.alliance.pipeline_models import Project, Step
from toepas_web.alliance.telling import GATE
from toepas_web.audit.models import Event
from toepas_web.notices import actions as notices
from toepas_web.notices.feeds import key_of
from toepas_web.notices.models import Notice
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def runner(db):
    user = User.objects.create_user("programme@example.org")
    organisations.give_site_role(by=None, user=user, role="policy-maker")
    return user


@pytest.fixture
def programme(runner):
    return signed_in(runner)


@pytest.fixture
def project(owner, as_owner, firm):
    as_owner.post(reverse("project-new"), {"title": "Triage", "organisation": firm.pk})
    return Project.objects.get()


@pytest.fixture
def step(project, programme, today):
    """The gate of level 1, which asks for one document, expected in twenty days."""
    return set_gate(programme, project, today + 20 * DAY)


def set_gate(client, project, due, level="1"):
    answer = client.post(reverse("project-gate", args=[project.pk]), {"level": level, "due": str(due or "")})
    assert answer.status_code == 302, page(answer)
    return Step.objects.get(level=int(level))


def move(client, step, due, reason="", was="now"):
    step.refresh_from_db()
    fields = {"step": step.pk, "due": str(due or ""), "reason": reason, "was": str((step.due or "") if was == "now" else was)}  # fmt: skip
    return client.post(reverse("step-due", args=[step.pk]), fields)


def passed(step, today):
    """The day passes: as if it had been set long ago."""
    Step.objects.filter(pk=step.pk).update(due=today - DAY)


def show(client, step):
    return client.post(reverse("step-show", args=[step.pk]), {"file": SimpleUploadedFile("note.txt", b"What problem")})


def told(user, kind=GATE_DUE):
    return list(Notice.objects.filter(user=user, kind=kind).order_by("at", "id").values_list("values__told", flat=True))


def at(step):
    return reverse("project", args=[step.project_id])


def test_a_gate_without_a_day_says_that_there_is_none(project, programme, as_owner):
    step = set_gate(programme, project, None)
    shown = page(as_owner.get(at(step)))
    assert "No day is set by which evidence is expected." in shown
    assert "There is no deadline." in shown


def test_the_day_and_the_clock_that_counts_stand_on_the_page_of_both_sides(step, programme, as_owner, settings):
    for client in (programme, as_owner):
        shown = page(client.get(at(step)))
        assert "Evidence is expected by" in shown
        assert "The whole day counts, by the clock of Europe/Brussels." in shown
        assert "It is expected by" in shown


@pytest.mark.parametrize("due", [-1, "soon", "2027-02-30"])
def test_a_day_that_is_past_or_none_is_refused(project, programme, today, due):
    typed = (today + due * DAY).isoformat() if isinstance(due, int) else due
    answer = programme.post(reverse("project-gate", args=[project.pk]), {"level": "1", "due": typed})
    assert answer.status_code == 422
    assert "Choose a day from today on." in page(answer)
    assert f'value="{typed}"' in answer.content.decode()
    assert not Step.objects.exists()


def test_it_moves_only_with_a_reason_that_the_project_reads_and_every_move_is_kept(step, programme, as_owner, today):
    answer = move(programme, step, today + 30 * DAY)
    assert answer.status_code == 422
    assert "Write why the day moves." in page(answer)
    assert move(programme, step, today + 30 * DAY, "The ward moved house.").status_code == 302
    assert move(programme, step, today + 40 * DAY, "And again.").status_code == 302
    step.refresh_from_db()
    assert step.due == today + 40 * DAY
    shown = page(as_owner.get(at(step)))
    assert shown.index("The ward moved house.") < shown.index("And again.")
    assert list(Event.objects.filter(subject=f"step:{step.pk}").values_list("action", flat=True)).count("day of a gate moved") == 2  # fmt: skip


def test_a_first_day_needs_no_reason_and_taking_it_away_does(project, programme, today):
    step = set_gate(programme, project, None)
    assert move(programme, step, today + 5 * DAY).status_code == 302
    assert move(programme, step, None).status_code == 422
    assert move(programme, step, None, "It is not known yet.").status_code == 302
    step.refresh_from_db()
    assert step.due is None
    assert [one["reason"] for one in step.moves] == ["", "It is not known yet."]


def test_who_moves_what_somebody_else_moved_is_told_and_the_same_day_twice_is_one_move(step, programme, today):
    first = step.due
    move(programme, step, today + 30 * DAY, "Holidays.")
    answer = move(programme, step, today + 35 * DAY, "Other holidays.", was=first)
    assert answer.status_code == 422
    assert "Somebody moved the day in the meantime" in page(answer)
    assert move(programme, step, today + 30 * DAY, "Holidays.", was=first).status_code == 302
    step.refresh_from_db()
    assert len(step.moves) == 1


def test_only_the_programme_moves_it_and_nobody_of_the_organisation(step, as_owner, as_stranger, runner, programme, firm, today):  # fmt: skip
    assert move(as_owner, step, today + 30 * DAY, "Please.").status_code == 403
    assert move(as_stranger, step, today + 30 * DAY, "Please.").status_code == 404
    Membership.objects.create(organisation=firm, user=runner, role="owner")
    assert move(programme, step, today + 30 * DAY, "Ours.").status_code == 403


def test_a_day_that_passed_is_said_and_stops_nothing(step, programme, as_owner, today):
    passed(step, today)
    remind_of_gates(timezone.now())
    for client in (programme, as_owner):
        assert "That day has passed. It stops nothing by itself" in page(client.get(at(step)))
    assert Project.objects.get().state == Project.RUNNING
    assert show(as_owner, step).status_code == 302
    assert "What was shown is with the programme" in page(as_owner.get(at(step)))
    assert programme.post(reverse("step-confirm", args=[step.pk]), {"needs": "problem"}).status_code == 302
    shown = page(as_owner.get(at(step)))
    assert "passes this gate" in shown
    assert "That day has passed" not in shown
    assert move(programme, step, today + DAY, "Late.").status_code == 422


def test_it_stands_under_the_dates_of_both_sides_and_in_their_calendars(step, owner, runner, as_owner, programme, as_stranger):  # fmt: skip
    for client in (as_owner, programme):
        assert "Evidence is expected by this day: Triage" in page(client.get(reverse("dates")))
    assert "Triage" not in page(as_stranger.get(reverse("dates")))
    for user in (owner, runner):
        feed = Client().get(reverse("dates-feed", args=[key_of(notices.make_feed(by=user))]))
        (event,) = [one for one in icalendar.Calendar.from_ical(feed.content).walk("VEVENT") if str(one["uid"]) == f"gate-{step.pk}@toepas"]  # fmt: skip
        assert event.decoded("dtstart") == step.due


def test_a_moved_day_moves_in_the_calendar_with_a_higher_number(step, owner, programme, today):
    move(programme, step, today + 30 * DAY, "Holidays.")
    feed = Client().get(reverse("dates-feed", args=[key_of(notices.make_feed(by=owner))]))
    (event,) = [one for one in icalendar.Calendar.from_ical(feed.content).walk("VEVENT") if "gate-" in str(one["uid"])]
    assert (event.decoded("dtstart"), int(event["sequence"])) == (today + 30 * DAY, 1)


def test_it_is_overdue_under_my_dates_only_while_it_is_the_organisations_turn(step, as_owner, today):
    passed(step, today)
    assert "Overdue" in page(as_owner.get(reverse("dates")))
    show(as_owner, step)
    assert "Overdue" not in page(as_owner.get(reverse("dates")))


def test_who_shows_evidence_is_told_of_the_day_of_every_move_and_when_it_is_near_or_passed(step, owner, runner, programme, today):  # fmt: skip
    assert told(owner, GATE) == [None]
    move(programme, step, today + 3 * DAY, "Sooner.")
    assert told(owner, GATE) == [None, None]
    shown = page(signed_in(owner).get(reverse("notices")))
    assert "Evidence for level 1 is expected by" in shown
    now = timezone.now()
    for days in (0, 1, 4, 5, 60):
        remind_of_gates(now + days * DAY)
    assert told(owner) == ["soon", "late"]
    assert told(runner) == ["late"]
    assert "which has passed; that stops nothing by itself: Triage" in page(programme.get(reverse("notices")))


def test_who_showed_everything_is_not_reminded_and_what_was_told_falls_silent(step, owner, as_owner, programme, today):
    move(programme, step, today + 3 * DAY, "Sooner.")
    show(as_owner, step)
    remind_of_gates(timezone.now())
    assert told(owner) == []
    programme.post(reverse("step-confirm", args=[step.pk]), {"needs": "problem"})
    assert "Triage" not in page(as_owner.get(reverse("notices")))


def test_the_day_and_its_moves_are_taken_along(step, as_owner, programme, firm, today):
    move(programme, step, today + 30 * DAY, "The ward moved house.")
    packed = zipfile.ZipFile(io.BytesIO(as_owner.post(reverse("organisation-export", args=[firm.pk])).content))
    (gate,) = json.loads(packed.read("pipelines/projects.json"))[0]["gates"]
    assert gate["due"] == (today + 30 * DAY).isoformat()
    assert gate["moves"][0]["reason"] == "The ward moved house."
