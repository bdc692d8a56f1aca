"""Who may open what: every address of the site times every kind of visitor. An address that is not listed fails."""

from __future__ import annotations

import datetime
import functools
import io
import tempfile
import uuid
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests.repository.project import ROOT
from toepas.academy import banks, draw, profiles
from toepas.assurance import (
    Columns,
    Made,
    MonitorColumns,
    default_plan,
    draft_monitor_plan,
    make_monitor,
    read_sample,
    report_files,
    validate,
)
from toepas.kernel import Words
from toepas_web.academy import actions as academy
from toepas_web.accounts.models import User
from toepas_web.alliance.call_models import Call
from toepas_web.assurance import files
from toepas_web.assurance.models import EnergyReport, Monitor, Validation
from toepas_web.catalogue import actions as catalogue
from toepas_web.check import actions
from toepas_web.check.rules import secret_of
from toepas_web.check.uploads import Upload
from toepas_web.maturity import actions as maturity
from toepas_web.moderation.models import Ticket
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Organisation
from toepas_web.ui.words import in_language
from toepas_web.workspace import actions as workspace

pytestmark = pytest.mark.django_db

RUNNER = "those who run calls and pipelines"
OPEN, SIGNED_IN, OWNER, MODERATOR = "open to all", "any account", "its owner", "those who look at what others share"
ANALYST = "those who may see figures over all organisations"
ISSUER = "those who revoke what the site issued"

# What each address is. Names of the accounts package begin as PACKAGE says.
WHO = {
    "root": OPEN, "home": OPEN, "health": OPEN, "about": OPEN, "privacy": OPEN, "accessibility": OPEN, "interfaces": OPEN,
    "check": OPEN, "check-next": OPEN, "check-question": OPEN, "check-answer": OPEN, "check-answers": OPEN,
    "check-result": OPEN, "check-texts": OPEN, "check-otherwise": OPEN, "dossier": OPEN,
    "law": OPEN, "law-changes": OPEN, "law-provision": OPEN, "law-compared": OPEN,
    "catalogue": OPEN, "catalogue-suggest": OPEN, "catalogue-compare": OPEN, "catalogue-match": OPEN, "catalogue-feed": OPEN,
    "catalogue-all": OPEN, "catalogue-asset": OPEN, "catalogue-asset-as": OPEN, "sectors": OPEN, "sector": OPEN,
    "sitemap": OPEN, "robots": OPEN,
    "strategy": OPEN, "strategy-money": OPEN, "strategy-questions": OPEN, "strategy-contradictions": OPEN, "strategy-gaps": OPEN,
    "strategy-governance": OPEN, "strategy-proposals": OPEN, "strategy-feed": OPEN, "strategy-csv": OPEN, "strategy-json": OPEN,
    "strategy-action": OPEN,
    "observatory": OPEN, "observatory-find": OPEN, "observatory-go": OPEN, "observatory-country": OPEN, "observatory-labour": OPEN,
    "observatory-occupation": OPEN, "observatory-data": OPEN, "observatory-diff": OPEN, "observatory-chart": OPEN,
    "observatory-embed": OPEN, "observatory-download": OPEN, "observatory-indicator": OPEN,
    "catalogue-share": SIGNED_IN, "catalogue-share-new": SIGNED_IN, "catalogue-watches": SIGNED_IN,
    "catalogue-watch-keep": SIGNED_IN, "catalogue-together": SIGNED_IN, "catalogue-together-agree": SIGNED_IN,
    "catalogue-share-edit": OWNER, "catalogue-share-send": OWNER, "catalogue-share-withdraw": OWNER, "catalogue-watch": OWNER,
    "catalogue-together-withdraw": OWNER, "catalogue-together-greet": OWNER, "catalogue-together-answer": OWNER,
    "organisations": SIGNED_IN, "organisation-new": SIGNED_IN, "organisation": OWNER, "organisation-change": OWNER,
    "organisation-invite": OWNER, "organisation-withdraw": OWNER, "organisation-member": OWNER, "organisation-consent": OWNER,
    "organisation-export": OWNER, "organisation-delete": OWNER, "invitation": OWNER,
    "maturity": SIGNED_IN, "maturity-organisation": OWNER, "maturity-compared": OWNER, "maturity-impact-new": OWNER, "maturity-result": OWNER,
    "maturity-finish": OWNER, "maturity-delete": OWNER, "maturity-dimension": OWNER, "maturity-impact": OWNER,
    "maturity-impact-change": OWNER, "maturity-impact-delete": OWNER, "maturity-figures": ANALYST,
    "calls": OPEN, "call": OPEN, "call-new": RUNNER, "call-change": RUNNER, "call-part": RUNNER, "call-publish": RUNNER,
    "call-manage": RUNNER, "call-invite": RUNNER, "call-assign": RUNNER, "call-finish": RUNNER, "call-decide": RUNNER,
    "appeal-answer": RUNNER, "call-apply": OWNER, "application": OWNER, "application-withdraw": OWNER, "application-appeal": OWNER,
    "reviews": SIGNED_IN, "review-invitation": OWNER, "review": OWNER, "pipelines": SIGNED_IN, "project-new": SIGNED_IN,
    "project": OWNER, "step-show": OWNER, "shown": OWNER, "project-gate": RUNNER, "step-confirm": RUNNER,
    "academy": OPEN, "academy-profile": OPEN, "academy-verify": OPEN, "academy-verified": OPEN, "academy-status": OPEN,
    "academy-did": OPEN, "academy-test": SIGNED_IN, "academy-credentials": SIGNED_IN, "academy-path": OWNER,
    "academy-quiz": OWNER, "academy-attempt": OWNER, "academy-claim": OWNER, "academy-download": OWNER, "academy-ask": OWNER,
    "academy-organisation": OWNER, "academy-issued": ISSUER,
    "moderation": MODERATOR, "moderation-ticket": MODERATOR,
    "assurance": OPEN, "assurance-example": OPEN, "assurance-example-data": OPEN, "assurance-seal": OPEN, "assurance-published": OPEN,
    "assurance-published-file": OPEN, "assurance-energy": OPEN, "assurance-energy-published": OPEN, "assurance-energy-published-file": OPEN,
    "assurance-new": SIGNED_IN, "assurance-energy-compare": SIGNED_IN,
    "assurance-validation": OWNER, "assurance-choose": OWNER, "assurance-settings": OWNER, "assurance-publish": OWNER,
    "assurance-forget": OWNER, "assurance-delete": OWNER, "assurance-file": OWNER, "assurance-monitor-new": OWNER,
    "assurance-monitor": OWNER, "assurance-monitor-add": OWNER, "assurance-monitor-answer": OWNER, "assurance-monitor-delete": OWNER,
    "assurance-monitor-file": OWNER, "assurance-energy-report": OWNER, "assurance-energy-publish": OWNER, "assurance-energy-delete": OWNER,
    "assurance-energy-file": OWNER,
    "calendar": OPEN, "calendar-feed": OPEN, "authorities": OPEN, "ask": OPEN,
    "openapi": OPEN, "account-deleted": OPEN,
    "account": SIGNED_IN, "account-export": SIGNED_IN, "account-delete": SIGNED_IN, "cases": SIGNED_IN, "case-save": SIGNED_IN,
    "case": OWNER, "case-history": OWNER, "case-rename": OWNER, "case-seen": OWNER, "case-delete": OWNER,
    "case-readers": OWNER, "case-put-into": OWNER, "case-link": OWNER, "case-link-withdraw": OWNER, "works-council": OPEN,
    "workspace": SIGNED_IN, "workspace-hub": OWNER, "workspace-add": OWNER, "workspace-import": OWNER, "workspace-collaborations": OWNER,
    "workspace-collaboration-remove": OWNER, "workspace-report": OWNER, "workspace-report-download": OWNER, "workspace-customer": OWNER,
    "workspace-invite": OWNER, "workspace-customer-delete": OWNER, "workspace-note": OWNER, "workspace-entry": OWNER,
    "case-task": OWNER, "case-evidence": OWNER, "evidence": OWNER, "evidence-delete": OWNER,
    "api:facts": OPEN, "api:run_check": OPEN, "api:calendar": OPEN, "api:documents": OPEN, "api:who": OPEN,
    "api:provisions": OPEN, "api:provision": OPEN, "api:ask_question": OPEN, "api:api-root": OPEN,
    "api:search_catalogue": OPEN, "api:suggest_in_catalogue": OPEN, "api:asset_of_catalogue": OPEN, "api:match_need": OPEN,
    "api:indicators_of_observatory": OPEN, "api:figures_of_indicator": OPEN, "api:vintages_of_dataset": OPEN,
    "api:find_figure": OPEN, "api:labour_of_observatory": OPEN, "api:occupation_of_observatory": OPEN,
    "api:list_actions": OPEN, "api:one_action": OPEN, "api:list_events": OPEN, "api:list_money": OPEN,
    "api:list_contradictions": OPEN, "api:list_gaps": OPEN,
    "api:cases": SIGNED_IN, "api:create": SIGNED_IN, "api:case": OWNER, "api:replace": OWNER, "api:remove": OWNER,
}  # fmt: skip
PACKAGE = ("account_", "mfa_", "socialaccount_", "openid_connect_", "?social/")
ONLY_POST = {
    "case-put-into", "case-link", "case-link-withdraw", "workspace-invite", "workspace-note", "workspace-entry",
    "workspace-collaboration-remove",
    "account-export", "case-seen", "case-evidence", "evidence-delete", "api:run_check", "catalogue-share-send",
    "catalogue-share-withdraw", "catalogue-watch", "catalogue-together-agree", "catalogue-together-withdraw",
    "catalogue-together-greet", "catalogue-together-answer", "organisation-invite", "organisation-withdraw", "organisation-member",
    "organisation-consent", "organisation-export", "assurance-publish", "assurance-forget", "assurance-monitor-add",
    "assurance-monitor-answer", "assurance-energy-publish",
    "maturity-finish",
    "call-part", "call-publish", "call-invite", "call-assign", "call-finish", "call-decide", "appeal-answer",
    "application-withdraw", "application-appeal", "step-show", "project-gate", "step-confirm",
    "academy-claim", "academy-ask",
}  # fmt: skip
API_METHODS = {"api:create": "post", "api:replace": "put", "api:remove": "delete", "api:run_check": "post"}


def addresses(patterns=None, prefix: str = "", above: frozenset[str] = frozenset()) -> dict[str, set[frozenset[str]]]:
    """Every named address of the site, with what has to be filled in (in each of the ways it can be written)."""
    found: dict[str, set[frozenset[str]]] = {}
    for item in patterns if patterns is not None else get_resolver().url_patterns:
        needed = above | frozenset(item.pattern.converters)
        if isinstance(item, URLResolver):
            inner = f"{item.namespace}:" if item.namespace else ""
            for name, ways in addresses(item.url_patterns, prefix + inner, needed).items():
                found.setdefault(name, set()).update(ways)
        elif isinstance(item, URLPattern):
            found.setdefault(prefix + (item.name or f"?{item.pattern}"), set()).add(needed)
    return found


ADDRESSES = addresses()


def test_every_address_says_who_may_open_it():
    assert {name for name in ADDRESSES if not name.startswith(PACKAGE)} == set(WHO)


@pytest.fixture
def things(owner, stranger, case):
    """Something of the owner's to ask for."""
    from toepas.check import check, unpack

    duty = check(unpack(case.answers)[0].facts, case.created.date()).duties[0].duty.id
    kept = actions.add_evidence(by=owner, case=case, duty=duty, upload=Upload("a.pdf", "pdf", b"%PDF-1"))
    kept_organisations = of_organisations(owner)
    return {
        "case_id": case.pk,
        "duty": duty,
        "evidence_id": kept.pk,
        "name": "ai_system",
        "finding": "high_risk",
        "country": "NL",
        **of_the_catalogue(owner, stranger),
        **of_assurance(owner),
        **kept_organisations,
        **of_the_workspace(owner, case),
        **of_maturity(owner, kept_organisations["organisation_id"]),
        **of_the_alliance(owner, kept_organisations["organisation_id"]),
        **of_the_academy(owner),
    }


def of_the_alliance(owner, organisation_id):
    """A call that the owner's firm applied to, another that the owner judges and is invited to, and a project with a gate."""
    dates = {"deadline": datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC), "zone": "UTC"}
    first, second, third = (
        Call.objects.create(title="x", kind="pilot", text="x", state=Call.OPEN, **dates) for _ in range(3)
    )
    firm = Organisation.objects.get(pk=organisation_id)
    other = Organisation.objects.create(name="Other", kind="firm", country="NL")
    applied = first.applications.create(organisation=firm, sent=dates["deadline"])
    judged = second.applications.create(organisation=other, sent=dates["deadline"])
    seat = second.panelists.create(user=owner, state="accepted")
    project = firm.projects.create(title="x")
    step = project.steps.create(level=1, set_on=dates["deadline"].date(), needs=[])
    return {
        "call_id": first.pk,
        "application_id": applied.pk,
        "review_id": seat.reviews.create(application=judged).pk,
        "panelist_id": third.panelists.create(email=owner.email).pk,
        "project_id": project.pk,
        "step_id": step.pk,
        "shown_id": step.shown.create(name="x", content=b"x", found={"kind": "document", "where": "x"}).pk,
    }


def of_organisations(owner):
    """An organisation, its member, a hub that works for it, and an invitation to its owner."""
    texts = {"kind": "firm", "country": "NL"}
    firm, hub = (organisations.create(by=owner, texts={**texts, "name": name}) for name in ("Firm", "Hub"))
    asked = organisations.invite_customer(by=owner, hub=hub, email=owner.email, wished=[])
    engagement = organisations.become_customer(by=owner, invitation=asked, customer=firm, scopes=[])
    return {
        "organisation_id": firm.pk,
        "membership_id": firm.memberships.get().pk,
        "engagement_id": engagement.pk,
        "invitation_id": organisations.invite_customer(by=owner, hub=firm, email=owner.email, wished=[]).pk,
    }


def of_the_workspace(owner, case):
    """A hub of the owner with a customer, a service given, a collaboration; and a link of the owner's for a works council."""
    hub = organisations.create(by=owner, texts={"name": "Hub Noord", "kind": "hub", "country": "NL"})
    workspace.add_customers(by=owner, hub=hub, rows=[{"name": "Bakker"}])
    known = hub.customer_files.get()
    fields = {"kind": "skills"}
    together = workspace.note_collaboration(by=owner, hub=hub, fields={"kind": "hub", "partner": "Hub Zuid"})
    link = actions.make_council_link(by=owner, case=case, days=30)
    return {
        "hub_id": hub.pk,
        "customer_id": known.pk,
        "what": "service",
        "line_id": workspace.note(by=owner, customer=known, what="service", fields=fields).pk,
        "collaboration_id": together.pk,
        "link_id": link.pk,
        "secret": secret_of(link),
    }


@functools.cache
def made_validation():
    """A validation of a part of the example with its report, worked out once."""
    path = ROOT / "examples" / "assurance" / "four-hospitals.csv"
    found = validate(read_sample(path, Columns("disease", "predicted"), Words()), default_plan())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in report_files(
            found, Words(), Made(datetime.datetime.now(datetime.UTC), "1"), kinds=()
        ).items():
            archive.writestr(name, content)
    return packed.getvalue()


@functools.cache
def made_monitor():
    """The files of a monitor of the example, made once, by name."""
    path = ROOT / "examples" / "assurance" / "four-hospitals.csv"
    with tempfile.TemporaryDirectory() as folder:
        plan = draft_monitor_plan(
            path, MonitorColumns("predicted", "disease"), (), Words(), on=datetime.date(2025, 3, 1)
        )
        target = Path(folder) / "monitor"
        make_monitor(target, plan, path, Words(), runs=50)
        return {str(one.relative_to(target)): one.read_bytes() for one in target.rglob("*") if one.is_file()}


def of_assurance(owner):
    """A published validation and energy report, and a monitor."""
    day = datetime.date(2025, 3, 1)
    place, _ = files.write([made_validation()], "report")
    shown = {"asset": "eurollm-9b", "published": timezone.now(), "owner": owner, "title": "X"}
    row = Validation.objects.create(
        **shown, name="x.csv", size=1, delete_on=day, state="done", report=place, made=day, asked={"smallest_cell": 5}
    )
    watch = Monitor.objects.create(owner=owner, title="X", state="ready", folder="watch.monitor")
    for name, content in made_monitor().items():
        target = files.path_of("watch.monitor") / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    report = {
        "schema": "urn:toepas:energy-report:1.0", "id": "x", "date": "2025-03-01", "subject": {"kind": "model", "name": "X"},
        "boundary": {"persona": "provider", "stages": ["use"]},
    }  # fmt: skip
    energy = EnergyReport.objects.create(**shown, report=report)
    return {"validation_id": row.pk, "monitor_id": watch.pk, "report_id": energy.pk}


def of_maturity(owner, organisation_id):
    """Two finished assessments and a measurement of an organisation."""
    firm = Organisation.objects.get(pk=organisation_id)
    made = [
        maturity.start(by=owner, organisation=firm, questionnaire="sme", version="1.0", stage=stage, on=datetime.date(year, 1, 1))
        for stage, year in (("T0", 2025), ("T1", 2026))
    ]  # fmt: skip
    for one in made:
        maturity.finish(by=owner, assessment=one)
    measure = {"id": "measure", "kind": "time", "unit": "minutes", "better": "lower"}
    plan = {"title": "Letters", "set_on": "2026-01-01", "starts": "2026-02-01", "measures": [measure]}
    impact = maturity.plan_impact(by=owner, organisation=firm, plan=plan)
    return {"assessment_id": made[0].pk, "impact_id": impact.pk, "dimension": "people", "questionnaire": "sme"}


def of_the_academy(owner):
    """A path with nothing left to do, its quiz passed, and the credential for it."""
    said, profile = in_language("en"), profiles()["role-affected"]
    path = academy.begin(by=owner, profile=profile, organisation=None, said=said)
    for course in path.steps:
        academy.set_done(by=owner, learning=path, course=course, done=True)
    bank = banks()[profile.quiz]
    taken = academy.begin_quiz(by=owner, bank=bank)
    right = {one.item.id: one.right for one in draw(bank, taken.seed)}
    academy.finish_quiz(by=owner, attempt=taken, chosen=right)
    kept = academy.claim(by=owner, learning=path, said=said)
    return {"learning_id": path.pk, "attempt_id": taken.pk, "credential_id": kept.pk, "profile_id": profile.id}


def of_the_catalogue(owner, stranger):
    """An entry that waits, a kept search, a need that is shared, and somebody who asked to get in touch."""
    entry = catalogue.create_entry(by=owner, draft={"name": {"en": "X"}, "kind": "solution"})
    catalogue.send_entry(by=owner, entry=entry)
    watch = catalogue.keep_watch(by=owner, name="x", query="q=x", told=[], on=entry.created.date())
    need = {"text": "answering questions of residents", "joint": ["buying"]}
    mine, theirs = catalogue.agree(by=owner, need=need), catalogue.agree(by=stranger, need=need)
    catalogue.greet(by=stranger, mine=theirs, theirs=mine)
    return {
        "entry_id": entry.pk,
        "watch_id": watch.pk,
        "wish_id": mine.pk,
        "other_id": theirs.pk,
        "greeting_id": mine.received.get().pk,
        "ticket_id": Ticket.objects.get(subject=entry.pk).pk,
        "asset_id": "eurollm-9b",
        "form": "ttl",
        "code": "energy",
        "action_id": "ai-observatory",
        "link": "indicator=ai-use&geo=NL",
        "kind": "svg",
        "dataset": "isoc_eb_ai",
    }


def address(name: str, things: dict) -> str:
    """An address with what it needs filled in."""
    wanted = {**things, **_of_this(name)}
    return reverse(name, kwargs={key: wanted[key] for key in min(ADDRESSES[name], key=len)})


def _of_this(name: str) -> dict:
    """What stands in the address of one part of the site and means something else in another."""
    if name == "workspace-report-download":
        return {"form": "csv"}
    if name.endswith("-file"):
        return {"name": FILES[name]}
    if "law" in name or name == "api:provision":
        return {"name": "art_26"}
    if "indicator" in name:
        return {"name": "ai-use"}
    if name == "api:vintages_of_dataset":
        return {"name": "isoc_eb_ai"}
    return {
        "code": {
            "observatory-country": "NL",
            "observatory-occupation": "4131",
            "api:occupation_of_observatory": "4131",
        }.get(name, "energy")
    }


def ask(client: Client, name: str, things: dict) -> int:
    method = API_METHODS.get(name) or ("post" if name in ONLY_POST else "get")
    more = (
        {"content_type": "application/json", "data": "{}"}
        if method in ("post", "put") and name.startswith("api:")
        else {}
    )
    return getattr(client, method)(address(name, things), **more).status_code


FILES = {
    "assurance-file": "report.json", "assurance-published-file": "report.json", "assurance-monitor-file": "monitor.json",
    "assurance-energy-file": "energy.json", "assurance-energy-published-file": "energy.json",
}  # fmt: skip
LEAD_ON = ("check-answer", "root", "law-compared", "api:api-root", "observatory-find", "observatory-go")
LEAD_ON = ("academy-did", "check-answer", "root", "law-compared", "api:api-root", "observatory-find", "observatory-go")
"""What sends everybody on, or has nothing to show here."""
REFUSED = {301, 302, 401, 403, 404}


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == OPEN))
def test_what_is_open_answers_everyone(name, things, as_owner, as_stranger):
    for client in (Client(), as_stranger, as_owner):
        assert ask(client, name, things) in (200, 302, 404, 422), name
        if name not in LEAD_ON:
            assert ask(client, name, things) in (200, 422), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == SIGNED_IN))
def test_what_needs_an_account_sends_others_to_sign_in(name, things, as_stranger):
    assert ask(Client(), name, things) in ({401} if name.startswith("api:") else {302}), name
    assert ask(as_stranger, name, things) in ((302,) if name == "catalogue-watch-keep" else (200, 201, 422)), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == OWNER))
def test_what_has_an_owner_is_not_there_for_others(name, things, as_owner, as_stranger):
    assert ask(Client(), name, things) in {302, 401, 404}, name
    assert ask(as_stranger, name, things) == (422 if name == "api:replace" else 404), name
    assert ask(as_owner, name, things) in (200, 204, 302, 400, 422), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == OWNER))
def test_made_up_numbers_lead_nowhere(name, things, as_owner):
    made_up = {**things}
    made_up |= {key: uuid.uuid4() for key, value in things.items() if isinstance(value, uuid.UUID)}
    assert ask(as_owner, name, made_up) == (422 if name == "api:replace" else 404), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == RUNNER))
def test_running_calls_and_pipelines_is_for_those_with_the_role(name, things, stranger, as_owner, as_stranger):
    assert ask(Client(), name, things) in {302, 404}, name
    assert ask(as_stranger, name, things) == 404, name
    assert ask(as_owner, name, things) in {403, 404}, name
    organisations.give_site_role(by=None, user=stranger, role="policy-maker")
    assert ask(as_stranger, name, things) in (
        (404,) if name in ("appeal-answer", "project-gate") else (200, 302, 422)
    ), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == ISSUER))
def test_the_desk_of_the_issuer_is_not_there_for_others(name, things, stranger, as_owner, as_stranger):
    assert ask(Client(), name, things) == 302, name
    for client in (as_stranger, as_owner):
        assert ask(client, name, things) == 404, name
    organisations.give_site_role(by=None, user=stranger, role="administrator")
    assert ask(as_stranger, name, things) == 200, name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == MODERATOR))
def test_the_queue_is_not_there_for_others(name, things, owner, stranger, as_owner, as_stranger):
    for client in (Client(), as_stranger, as_owner):
        assert ask(client, name, things) == 404, name
    User.objects.filter(pk__in=(owner.pk, stranger.pk)).update(is_moderator=True)
    assert ask(as_stranger, name, things) == 200, name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == ANALYST))
def test_figures_over_all_organisations_are_not_there_for_others(name, things, stranger, as_owner, as_stranger):
    assert ask(Client(), name, things) == 302, name
    for client in (as_stranger, as_owner):
        assert ask(client, name, things) == 404, name
    organisations.give_site_role(by=None, user=stranger, role="analyst")
    assert ask(as_stranger, name, things) == 200, name


def test_nobody_rules_on_what_they_sent_themselves(things, owner, as_owner):
    User.objects.filter(pk=owner.pk).update(is_moderator=True)
    assert ask(as_owner, "moderation-ticket", things) == 404


def test_a_stranger_cannot_save_into_somebody_elses_case(as_stranger, case, answers):
    fields = {"a": answers.pack(), "case": case.pk, "number": 1}
    assert as_stranger.post(reverse("case-save"), fields).status_code == 404
    facts = {"number": 1, "facts": {}}
    assert as_stranger.put(f"/api/v1/cases/{case.pk}/facts", facts, content_type="application/json").status_code == 404


@pytest.mark.parametrize("name", sorted(n for n in WHO if n not in ONLY_POST and not n.startswith("api:")))
def test_reading_never_writes(name, things, as_owner, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        as_owner.get(address(name, things))
    written = [q["sql"] for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert written == []


@pytest.mark.parametrize(
    "name",
    [
        "case-save",
        "case-rename",
        "case-delete",
        "case-task",
        "case-evidence",
        "evidence-delete",
        "account-export",
        "account-delete",
        "dossier",
    ],
)
def test_forms_from_elsewhere_are_refused(name, things, owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    response = client.post(address(name, things), {"title": "x"})
    assert response.status_code == 403
    assert "no longer valid" in response.content.decode()


def test_the_interface_refuses_writes_without_the_token_of_a_form(owner, case):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    assert client.delete(f"/api/v1/cases/{case.pk}").status_code == 403
