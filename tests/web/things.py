"""Something of everything that the site keeps, so that its address can be asked for."""

from __future__ import annotations

import datetime
import functools
import io
import tempfile
import zipfile
from pathlib import Path

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
from toepas_web.assurance.models import EnergyReport, Monitor, Validation
from toepas_web.catalogue import actions as catalogue
from toepas_web.check import actions
from toepas_web.check.rules import secret_of
from toepas_web.maturity import actions as maturity
from toepas_web.moderation.models import Ticket
from toepas_web.network import actions as network
from toepas_web.network import document_actions as documents
from toepas_web.network import partner_actions as partners
from toepas_web.network import stream_actions as streams
from toepas_web.network.models import Introduction, Member, Partner
from toepas_web.notices import actions as notices
from toepas_web.notices.feeds import key_of
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Organisation
from toepas_web.ui import files
from toepas_web.ui.uploads import Upload
from toepas_web.ui.words import in_language
from toepas_web.workspace import actions as workspace


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
        "seat_id": seat.pk,
        "panelist_id": third.panelists.create(email=owner.email).pk,
        "project_id": project.pk,
        "step_id": step.pk,
        "shown_id": step.shown.create(name="x", content=b"x", found={"kind": "document", "where": "x"}).pk,
    }


def of_the_network(owner):
    """A member with a pledge, a partner text, a post and a meeting, whom another member asked, and the notice of that."""
    other = User.objects.create_user("other-member@example.org")
    made = []
    for user in (owner, other):
        firm = organisations.create(by=user, texts={"name": "M", "kind": "firm", "country": "NL"})
        member = network.send_member(by=user, organisation=firm, statement="S", sector="", kind="firm", lang="en")
        member.shown = member.draft
        member.save()
        Ticket.objects.filter(subject=member.pk).delete()
        made.append((member, partners.be_found(by=user, member=member, seeks="Translation", offers="", lang="en")))
    (member, mine), (_, theirs) = made
    asked = partners.introduce(by=other, mine=theirs, theirs=mine)
    third = Member.objects.create(organisation=Organisation.objects.create(name="T", country="NL"), shown=member.shown)
    third = Partner.objects.create(member=third, contact=other, seeks="x", lang="en")
    running = Introduction.objects.create(mine=mine, theirs=third, state=Introduction.ACCEPTED)
    streams.take_seat(by=owner, member=member, stream="energy")
    pledge = network.make_pledge(by=owner, member=member, pact="own", text="P", until=None, lang="en")
    note = network.note_progress(by=owner, pledge=pledge, on=pledge.made.date(), text="N", done=False, lang="en")
    post = streams.write(by=owner, member=member, stream="energy", title="T", text="X", lang="en")
    meeting = streams.call_meeting(
        by=owner,
        member=member,
        stream="energy",
        title="T",
        place="",
        starts=pledge.made,
        zone="UTC",
        minutes=60,
        lang="en",
    )
    document = documents.add_document(
        by=owner, member=member, stream="energy", title="T", lang="en", upload=Upload("a.pdf", "pdf", b"%PDF-1")
    )
    shown = documents.add_document(
        by=owner, member=member, stream="energy", title="T", lang="en", upload=Upload("a.pdf", "pdf", b"%PDF-1")
    )
    shown.versions.update(state="settled")
    return {
        "document_id": document.pk,
        "version_id": document.versions.get().pk,
        "public_version_id": shown.versions.get().pk,
        "public_id": member.pk,
        "member_id": member.pk,
        "pledge_id": pledge.pk,
        "note_id": note.pk,
        "partner_id": mine.pk,
        "met_id": theirs.pk,
        "introduction_id": asked.pk,
        "running_id": running.pk,
        "side": partners.stand_as(by=owner, partner=mine, side="mentor").side,
        "post_id": post.pk,
        "meeting_id": meeting.pk,
        "notice_id": owner.notices.filter(kind="alliance-introduction-asked").get().pk,
        "key": key_of(streams.make_feed(by=owner, stream="energy")),
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
    """A hub of the owner with a customer, a service given, a collaboration; addresses for calendar programs; and a link of the owner's for a works council."""
    hub = organisations.create(by=owner, texts={"name": "Hub Noord", "kind": "hub", "country": "NL"})
    workspace.add_customers(by=owner, hub=hub, rows=[{"name": "Bakker"}])
    known = hub.customer_files.get()
    fields = {"kind": "skills"}
    together = workspace.note_collaboration(by=owner, hub=hub, fields={"kind": "hub", "partner": "Hub Zuid"})
    link = actions.make_council_link(by=owner, case=case, days=30)
    own, hubs = (notices.make_feed(by=owner, hub=one) for one in (None, hub.pk))
    return {
        "own_key": key_of(own),
        "hub_key": key_of(hubs),
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


def of_everything(owner, stranger, case):
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
        **of_the_network(owner),
    }
