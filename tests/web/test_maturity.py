"""Maturity on the site: answers are kept part by part, nothing is overwritten unseen, and nobody sees what they may not."""

from __future__ import annotations

import datetime
import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from toepas import maturity
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.audit.models import Event
from toepas_web.maturity import actions
from toepas_web.maturity.models import Assessment, Impact
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership

pytestmark = pytest.mark.django_db
FIRM = {"name": "Molen BV", "kind": "firm", "sector": "", "size": "10-49", "country": "NL", "region": ""}
T0, T1 = datetime.date(2025, 3, 1), datetime.date(2026, 3, 1)


@pytest.fixture
def firm(owner):
    return organisations.create(by=owner, texts=FIRM)


def begun(owner, firm, name="sme", stage="T0", on=T0):
    return actions.start(by=owner, organisation=firm, questionnaire=name, version="1.0", stage=stage, on=on)


def filled(name: str, code_at: int) -> dict:
    """The same code for every row: 0 is the least, -1 the most."""
    asked = maturity.questionnaires()[name]
    return {one.id: {row.id: list(one.kind.codes)[code_at] for row in one.rows} for one in asked.questions}


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def member(organisation, role):
    user = User.objects.create_user(f"{role}@example.org")
    Membership.objects.create(organisation=organisation, user=user, role=role)
    return user


def part(one, dimension):
    return reverse("maturity-dimension", args=[one.pk, dimension])


def test_an_assessment_is_begun_filled_in_part_by_part_and_finished(as_owner, firm):
    home = reverse("maturity-organisation", args=[firm.pk])
    answer = as_owner.post(home, {"questionnaire": "sme", "stage": "T0", "on": "2025-03-01"})
    one = Assessment.objects.get()
    assert answer["Location"] == part(one, "strategy")
    sent = {
        "number": 0,
        "shown": ["areas", "prepared"],
        "areas.design": "invested",
        "areas.buying": "planned",
        "prepared.money": "yes",
    }
    answer = as_owner.post(part(one, "strategy"), {**sent, "areas.evidence": "Annual plan"})
    assert answer["Location"] == part(one, "readiness")
    one.refresh_from_db()
    assert one.answers["areas"] == {"design": "invested", "buying": "planned"}
    assert one.answers["prepared"]["money"] == "yes"
    assert one.answers["prepared"]["risks"] == "no"
    assert one.evidence == {"areas": "Annual plan"}
    shown = page(as_owner.get(reverse("maturity-result", args=[one.pk])))
    assert "answers are not known" in shown
    assert "one says what shows the answer" in shown
    as_owner.post(reverse("maturity-finish", args=[one.pk]))
    one.refresh_from_db()
    assert (one.finished, one.score.size, one.on) == (True, "10-49", T0)


def test_a_finished_assessment_does_not_change(owner, as_owner, firm):
    one = begun(owner, firm)
    actions.finish(by=owner, assessment=one)
    answer = as_owner.post(part(one, "strategy"), {"number": 0, "shown": "areas", "areas.design": "invested"})
    assert answer.status_code == 409
    one.refresh_from_db()
    assert one.answers == {}
    assert as_owner.get(part(one, "strategy")).status_code == 302


def test_a_form_that_is_stale_is_refused_and_what_was_typed_stays(owner, as_owner, firm):
    one = begun(owner, firm)
    first = {"number": 0, "shown": "ai", "ai.language": "5"}
    assert as_owner.post(part(one, "automation"), first).status_code == 302
    answer = as_owner.post(part(one, "automation"), {**first, "ai.language": "1", "ai.evidence": "Mine"})
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert 'value="1" selected' in answer.content.decode()
    one.refresh_from_db()
    assert one.answers["ai"] == {"language": "5"}


def test_two_people_can_fill_in_two_parts_at_once(owner, as_owner, firm):
    one = begun(owner, firm)
    assert as_owner.post(part(one, "automation"), {"number": 0, "shown": "ai", "ai.vision": "2"}).status_code == 302
    assert (
        as_owner.post(part(one, "people"), {"number": 0, "shown": "learning", "learning.plan": "yes"}).status_code
        == 302
    )
    one.refresh_from_db()
    assert one.answers["ai"] == {"vision": "2"}
    assert one.answers["learning"]["plan"] == "yes"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({}, {}),
        ({"secured.none": "yes"}, "no"),
        ({"secured.rest": "unknown", "secured.rules": "yes"}, {"rules": "yes"}),
    ],
)
def test_nothing_ticked_is_not_known_and_none_is_no(owner, as_owner, firm, sent, kept):
    one = begun(owner, firm)
    as_owner.post(part(one, "data"), {"number": 0, "shown": ["managed", "secured"], **sent})
    one.refresh_from_db()
    rows = maturity.questionnaires()["sme"].question("secured").rows
    assert one.answers["secured"] == (kept if isinstance(kept, dict) else {row.id: kept for row in rows})


def test_none_with_something_else_is_refused_and_both_stay_on_the_page(owner, as_owner, firm):
    one = begun(owner, firm)
    answer = as_owner.post(
        part(one, "data"), {"number": 0, "shown": "secured", "secured.none": "yes", "secured.rules": "yes"}
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert all(f'name="secured.{name}" value="yes" checked' in html for name in ("none", "rules"))
    assert Assessment.objects.get().answers == {}


@pytest.mark.parametrize(("name", "value"), [("ai.language", "9"), ("ai.evidence", "x" * 2001)])
def test_what_does_not_fit_is_refused(owner, as_owner, firm, name, value):
    one = begun(owner, firm)
    answer = as_owner.post(part(one, "automation"), {"number": 0, "shown": "ai", name: value})
    assert answer.status_code == 422
    assert Assessment.objects.get().answers == {}


def test_a_question_that_does_not_apply_is_not_asked_and_keeps_its_answers(owner, as_owner, firm):
    one = begun(owner, firm, "ai-readiness")
    Assessment.objects.filter(pk=one.pk).update(
        answers={"profile": {"people": "no", "talks": "yes"}, "about-people": {"told": "partly"}}
    )
    html = as_owner.get(part(one, "law")).content.decode()
    assert 'name="about-people.told"' not in html
    assert 'name="shown.said"' in html
    assert 'name="offering.role"' in html
    as_owner.post(part(one, "law"), {"number": 0, "shown": ["always", "shown"], "always.bans": "yes"})
    one.refresh_from_db()
    assert one.answers["about-people"] == {"told": "partly"}
    assert one.answers["always"] == {"bans": "yes"}


@pytest.mark.parametrize(
    ("stage", "on"), [("T0", "2025-04-01"), ("T1", "2024-01-01"), ("T1", "2999-01-01"), ("T1", "soon"), ("T9", "")]
)
def test_a_moment_twice_in_the_wrong_order_or_not_there_yet_is_refused(owner, as_owner, firm, stage, on):
    begun(owner, firm)
    home = reverse("maturity-organisation", args=[firm.pk])
    assert as_owner.post(home, {"questionnaire": "sme", "stage": stage, "on": on}).status_code == 422
    assert Assessment.objects.count() == 1


def test_two_moments_are_compared_and_nothing_is_said_of_causes(owner, as_owner, firm):
    for stage, on, code in (("T0", T0, 0), ("T1", T1, -1)):
        one = begun(owner, firm, stage=stage, on=on)
        Assessment.objects.filter(pk=one.pk).update(answers=filled("sme", code))
        actions.finish(by=owner, assessment=one)
    shown = page(as_owner.get(reverse("maturity-compared", args=[firm.pk, "sme"])))
    assert "+100 points" in shown
    assert "regression to the mean" in shown
    assert "A change says nothing about its cause." in shown


def test_the_result_stands_beside_the_published_figure_of_its_country_and_size(owner, as_owner, firm):
    one = begun(owner, firm)
    shown = page(as_owner.get(reverse("maturity-result", args=[one.pk])))
    assert "Of the enterprises of your size (10-49) in your country" in shown
    assert "Eurostat" in shown
    assert "Your answers do not tell whether you use AI." in shown


def test_advice_leads_into_the_catalogue_and_the_law(owner, as_owner, firm):
    one = begun(owner, firm, "ai-readiness")
    Assessment.objects.filter(pk=one.pk).update(answers=filled("ai-readiness", 0))
    html = as_owner.get(reverse("maturity-result", args=[one.pk])).content.decode()
    for address in ("/en/catalogue/?kind=course&amp;purpose=ai-literacy", "/en/law/art_4/", "/en/check/"):
        assert address in html
    assert as_owner.get("/en/catalogue/?kind=course&purpose=ai-literacy").status_code == 200


@pytest.mark.parametrize("role", ["member", "adviser"])
def test_who_may_see_but_not_change_is_refused_the_change(owner, firm, role):
    one = begun(owner, firm)
    client = signed_in(member(firm, role))
    may_answer = role == "member"
    assert client.get(reverse("maturity-result", args=[one.pk])).status_code == 200
    assert client.get(part(one, "people")).status_code == (200 if may_answer else 403)
    assert client.post(reverse("maturity-delete", args=[one.pk])).status_code == 403
    assert client.post(reverse("maturity-finish", args=[one.pk])).status_code == (302 if may_answer else 403)


def test_an_adviser_fills_in_with_a_customer_that_lets_its_hub_and_no_longer_than_that(owner, stranger, firm):
    one = begun(owner, firm)
    hub = organisations.create(by=stranger, texts={**FIRM, "name": "Hub", "kind": "hub"})
    asked = organisations.invite_customer(by=stranger, hub=hub, email=owner.email, wished=["maturity"])
    engagement = organisations.become_customer(by=owner, invitation=asked, customer=firm, scopes=["cases"])
    client = signed_in(stranger)
    assert client.get(part(one, "people")).status_code == 403
    organisations.change_consent(by=owner, engagement=engagement, scopes=["maturity"])
    assert "Molen BV" in page(client.get(reverse("maturity")))
    assert (
        client.post(part(one, "people"), {"number": 0, "shown": "learning", "learning.plan": "yes"}).status_code == 302
    )
    organisations.end_engagement(by=owner, engagement=engagement)
    assert client.get(part(one, "people")).status_code == 404
    assert "Molen BV" not in page(client.get(reverse("maturity")))


def test_every_write_is_on_record_without_answers(owner, as_owner, firm):
    one = begun(owner, firm)
    as_owner.post(part(one, "automation"), {"number": 0, "shown": "ai", "ai.vision": "2", "ai.evidence": "Secret"})
    actions.finish(by=owner, assessment=one)
    as_owner.post(reverse("maturity-delete", args=[one.pk]))
    said = list(Event.objects.filter(subject=f"assessment:{one.pk}").values_list("action", flat=True))
    assert said == ["assessment started", "assessment answered", "assessment finished", "assessment deleted"]


def test_the_download_of_the_organisation_can_be_scored_on_the_command_line(owner, as_owner, firm, tmp_path):
    one = begun(owner, firm)
    Assessment.objects.filter(pk=one.pk).update(answers=filled("sme", -1), evidence={"ai": "List"})
    answer = as_owner.post(reverse("organisation-export", args=[firm.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        (tmp_path / "a.yaml").write_bytes(archive.read("maturity/sme-T0.yaml"))
    found = maturity.score(maturity.read_answers(tmp_path / "a.yaml", Words()))
    assert float(found.overall.low) == float(found.overall.high) == 100
    assert found.assessment.organisation.name == "Molen BV"


def test_assessments_go_with_their_organisation(owner, as_owner, firm):
    begun(owner, firm)
    as_owner.post(reverse("organisation-delete", args=[firm.pk]), {"name": "Molen BV"})
    assert not Assessment.objects.exists()


def test_figures_over_all_organisations_hide_small_cells(owner, stranger, as_stranger):
    organisations.give_site_role(by=None, user=stranger, role="analyst")
    for at in range(11):
        size = "250+" if at < 2 else "10-49"
        made = organisations.create(by=owner, texts={**FIRM, "name": f"F{at}", "size": size, "country": "NL"})
        one = begun(owner, made)
        Assessment.objects.filter(pk=one.pk).update(answers=filled("sme", -1))
        actions.finish(by=owner, assessment=Assessment.objects.get(pk=one.pk))
        actions.agree(by=owner, organisation=made)
    shown = page(as_stranger.get(reverse("maturity-figures"), {"questionnaire": "sme", "stage": "T0", "by": "size"}))
    assert "11 organisations, mean 100" in shown
    assert shown.count("hidden: too few") == 2
    assert as_stranger.get(reverse("maturity-figures"), {"questionnaire": "x"}).status_code == 404


SENT = {
    "title": "Letters", "kind": "time", "unit": "minutes for one letter", "better": "lower", "starts": timezone.localdate().isoformat(), "continue": "10", "stop": "0",
    "before": "30 32 28 31 29 30", "checking": "yes", "cases": "1000", "jobs-touched": "4",
}  # fmt: skip


def measured(as_owner, firm, **more):
    answer = as_owner.post(reverse("maturity-impact-new", args=[firm.pk]), {**SENT, **more})
    assert answer.status_code == 302, page(answer)
    return Impact.objects.get()


def test_an_effect_is_measured_beside_limits_that_were_set_beforehand(as_owner, firm):
    one = measured(as_owner, firm)
    address = reverse("maturity-impact", args=[one.pk])
    assert "Not measured yet at both moments." in page(as_owner.get(address))
    change = reverse("maturity-impact-change", args=[one.pk])
    assert as_owner.post(change, {**SENT, "after": "20 21 19 20,5 20 21", "number": 1}).status_code == 302
    shown = page(as_owner.get(address))
    assert "Go on: it got better by at least what you asked for beforehand." in shown
    assert "There is no comparison group" in shown
    assert "Hours that are saved are not jobs that can go." in shown
    html = as_owner.get(change).content.decode()
    assert "20.5" in html


def test_limits_do_not_move_once_there_are_values_of_afterwards(as_owner, firm):
    one = measured(as_owner, firm, after="29 31 30")
    change = reverse("maturity-impact-change", args=[one.pk])
    answer = as_owner.post(change, {**SENT, "after": "29 31 30", "continue": "1", "number": 1})
    assert answer.status_code == 409
    assert 'value="1"' in answer.content.decode()
    one.refresh_from_db()
    assert one.plan["measures"][0]["limits"]["continue"] == 10


def test_there_are_no_values_of_after_a_start_that_is_still_to_come(as_owner, firm):
    later = {**SENT, "starts": "2999-01-01", "after": "20 21"}
    answer = as_owner.post(reverse("maturity-impact-new", args=[firm.pk]), later)
    assert answer.status_code == 422
    assert "AI has not come in yet" in page(answer)


def test_limits_set_after_the_start_are_no_test(as_owner, firm):
    one = measured(as_owner, firm, starts="2020-01-01", after="20 21 19 20 20 21")
    assert "they are no test" in page(as_owner.get(reverse("maturity-impact", args=[one.pk])))


@pytest.mark.parametrize(
    ("field", "value"),
    [("before", "30 abc"), ("starts", "soon"), ("continue", ""), ("continue", "-5"), ("title", ""), ("kind", "mood"),
     ("cases", "many"), ("jobs-touched", "-1"), ("before", "1e400"), ("before", "1 " * 2001)],
)  # fmt: skip
def test_a_measurement_that_cannot_be_is_refused_and_stays_on_the_page(as_owner, firm, field, value):
    answer = as_owner.post(reverse("maturity-impact-new", args=[firm.pk]), {**SENT, field: value})
    assert answer.status_code == 422
    assert "minutes for one letter" in answer.content.decode()
    assert not Impact.objects.exists()


def test_a_measurement_somebody_changed_in_the_meantime_is_not_overwritten(as_owner, firm):
    one = measured(as_owner, firm)
    change = reverse("maturity-impact-change", args=[one.pk])
    assert as_owner.post(change, {**SENT, "title": "First", "number": 1}).status_code == 302
    assert as_owner.post(change, {**SENT, "title": "Second", "number": 1}).status_code == 409
    one.refresh_from_db()
    assert one.plan["title"] == "First"


def test_a_plan_is_downloaded_as_the_command_line_reads_it(as_owner, firm, tmp_path):
    measured(as_owner, firm)
    answer = as_owner.post(reverse("organisation-export", args=[firm.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        name = next(name for name in archive.namelist() if name.startswith("maturity/impact"))
        (tmp_path / "plan.yaml").write_bytes(archive.read(name))
    assert maturity.read_plan(tmp_path / "plan.yaml", Words()).jobs == {"touched": 4}
    assert json.loads((tmp_path / "plan.yaml").read_text())["title"] == "Letters"
