"""Something of everything that the site keeps, for one world, each text of it marked."""

from __future__ import annotations

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.web.conftest import example
from tests.web.tenants.marks import mark
from tests.web.tenants.world import World
from tests.web.things import made_monitor, made_validation
from toepas.check import check, unpack
from toepas.maturity import questionnaire
from toepas_web.assurance.models import EnergyReport, Monitor, Validation
from toepas_web.catalogue import actions as catalogue
from toepas_web.check import actions as cases
from toepas_web.check.models import Case
from toepas_web.check.rules import secret_of
from toepas_web.maturity import actions as maturity
from toepas_web.maturity.models import Planned
from toepas_web.moderation.models import Ticket
from toepas_web.notices import actions as notices
from toepas_web.notices.feeds import key_of
from toepas_web.organisations import actions as organisations
from toepas_web.ui import files
from toepas_web.ui.uploads import Upload
from toepas_web.ui.words import in_language
from toepas_web.workspace import actions as workspace
from toepas_web.workspace.models import Customer

TODAY = datetime.date(2026, 11, 24)


def case_of(user, tag: str, kind: str) -> Case:
    """A case with marked texts."""
    texts = {name: mark(tag, kind) for name in ("title", "organisation", "system", "purpose")}
    return cases.create(by=user, answers=example("cv-ranking-staffing-agency"), texts=texts, on=TODAY)


def of_cases(world: World) -> None:
    """A case of the owner that the firm reads, with a task, a file and a link; one of nobody but its owner; one of who left."""
    owner = world.people["owner"]
    shared, private = case_of(owner, world.tag, "case"), case_of(owner, world.tag, "privatecase")
    left = case_of(world.people["former"], world.tag, "formercase")
    for case, user in ((shared, owner), (left, world.people["former"])):
        cases.put_into(by=user, case=case, organisation=world.firm)
    duty = check(unpack(shared.answers)[0].facts, TODAY).duties[0].duty.id
    name = world.mark("who")
    cases.change_task(by=owner, case=shared, duty=duty, status="doing", who=name, due=None, note=world.mark("note"))
    upload = Upload(f"{world.mark('evidence')}.pdf", "pdf", b"%PDF-1 " + world.mark("evidencefile").encode())
    kept = cases.add_evidence(by=owner, case=shared, duty=duty, upload=upload)
    link = cases.make_council_link(by=owner, case=shared, days=30)
    world.ids |= {"case_id": shared.pk, "duty": duty, "evidence_id": kept.pk, "link_id": link.pk}
    world.ids["secret"] = secret_of(link)
    world.more += [{"case_id": private.pk, "duty": duty}, {"case_id": left.pk, "duty": duty}]


def of_organisations(world: World) -> None:
    """Somebody is asked to join, and the firm is asked by a hub."""
    owner, asked = world.people["owner"], f"{mark(world.tag, 'invitee')}@example.org"
    made = organisations.invite(by=owner, organisation=world.firm, email=asked, role="member")
    world.ids["invitation_id"] = made.pk
    wished = organisations.invite_customer(
        by=world.people["otherhub"], hub=world.hubs["other"], email=owner.email, wished=[]
    )
    world.more.append({"invitation_id": wished.pk})


def of_the_workspace(world: World) -> None:
    """The books that each hub keeps of the firm and of somebody who has not agreed to anything."""
    for name, hub in world.hubs.items():
        if name == "other":
            continue
        by, known = world.people["hubowner"], hub.customer_files.get(organisation=world.firm)
        Customer.objects.filter(pk=known.pk).update(name=world.mark(f"called{name}"))
        marked = world.mark(f"books{name}")
        line = workspace.note(by=by, customer=known, what="service", fields={"kind": "skills", "note": marked})
        workspace.note(
            by=by, customer=known, what="investment", fields={"source": "own", "evidence": marked, "note": marked}
        )
        workspace.note(
            by=by, customer=known, what="referral", fields={"asset": "eurollm-9b", "name": marked, "note": marked}
        )
        rows = [{"name": world.mark(f"prospect{name}")}]
        workspace.add_customers(by=by, hub=hub, rows=rows)
        with_others = {"kind": "hub", "partner": world.mark(f"partner{name}"), "note": world.mark(f"partner{name}")}
        together = workspace.note_collaboration(by=by, hub=hub, fields=with_others)
        here = {"hub_id": hub.pk, "customer_id": known.pk, "what": "service", "line_id": line.pk}
        world.more += [{**here, "collaboration_id": together.pk}, {"organisation_id": hub.pk}]
        if name == "services":
            world.ids |= {**here, "collaboration_id": together.pk}
            own = notices.make_feed(by=world.people["owner"])
            world.ids |= {"own_key": key_of(own), "hub_key": key_of(notices.make_feed(by=by, hub=hub.pk))}


def of_maturity(world: World) -> None:
    """Two finished assessments of the firm and one that is not, with what stands behind an answer; and a measurement."""
    owner, firm, made = world.people["owner"], world.firm, []
    asked = questionnaire("sme", "1.0", in_language("en")).dimensions[0]
    question = asked.questions[0].id
    for stage, year in (("T0", 2024), ("T1", 2025), ("T2", 2026)):
        one = maturity.start(
            by=owner, organisation=firm, questionnaire="sme", version="1.0", stage=stage, on=datetime.date(year, 1, 1)
        )
        evidence = {question: world.mark("maturityevidence")}
        maturity.answer(by=owner, assessment=one, dimension=asked.id, answers={}, evidence=evidence, number=0)
        one.refresh_from_db()
        made.append(one)
        if stage != "T2":
            maturity.finish(by=owner, assessment=one)
    measure = {"id": "measure", "kind": "time", "unit": world.mark("unit"), "better": "lower"}
    plan = {"title": world.mark("impact"), "set_on": "2026-01-01", "starts": "2026-02-01", "measures": [measure]}
    impact = maturity.plan_impact(by=owner, organisation=firm, plan=plan)
    day = datetime.date(2999, 1, 1)
    Planned.objects.create(organisation=firm, questionnaire="ai-readiness", stage="T1", on=day)
    world.ids |= {"assessment_id": made[2].pk, "impact_id": impact.pk, "dimension": asked.id, "questionnaire": "sme"}
    world.more.append({"assessment_id": made[0].pk, "dimension": asked.id})


def of_assurance(world: World) -> None:
    """A validation that the firm sees, one of its owner alone, one of who left; a monitor; an energy report."""
    owner, place = world.people["owner"], files.write([made_validation()], "report")[0]
    rows = []
    for kind, user, shown in (
        ("validation", owner, world.firm),
        ("privatevalidation", owner, None),
        ("formervalidation", world.people["former"], world.firm),
    ):
        data, _ = files.write([world.mark(f"{kind}data").encode()], "data")
        texts = {"title": world.mark(kind), "name": f"{world.mark(kind + 'file')}.csv", "asked": {"smallest_cell": 5}}
        rows.append(
            Validation.objects.create(
                owner=user, organisation=shown, size=1, delete_on=datetime.date(2099, 1, 1), state="done",
                report=place, data=data, made=TODAY, **texts,
            )
        )  # fmt: skip
    folder = f"{world.tag}.monitor"
    for name, content in made_monitor().items():
        target = files.path_of(folder) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    watch = Monitor.objects.create(owner=owner, title=world.mark("monitor"), state="ready", folder=folder)
    report = {
        "schema": "urn:toepas:energy-report:1.0", "id": "x", "date": "2025-03-01",
        "subject": {"kind": "model", "name": world.mark("energy")}, "boundary": {"persona": "provider", "stages": ["use"]},
    }  # fmt: skip
    energy = EnergyReport.objects.create(owner=owner, title=world.mark("energy"), report=report)
    world.ids |= {"validation_id": rows[0].pk, "monitor_id": watch.pk, "report_id": energy.pk}
    world.more += [{"validation_id": one.pk} for one in rows[1:]]


def of_the_catalogue(world: World) -> None:
    """An entry that waits to be looked at, a kept search, a need; of the owner, who is asked by a hub's owner."""
    owner, other = world.people["owner"], world.people["hubowner"]
    draft = {"name": {"en": world.mark("entry")}, "kind": "solution", "description": {"en": world.mark("entry")}}
    entry = catalogue.create_entry(by=owner, draft=draft)
    catalogue.send_entry(by=owner, entry=entry)
    marked = world.mark("watch")
    watch = catalogue.keep_watch(by=owner, name=marked, query=f"q={marked}", told=[], on=TODAY)
    need = {"text": f"answering questions of residents {world.mark('wish')}", "joint": ["buying"]}
    mine, theirs = (catalogue.agree(by=user, need=need) for user in (owner, other))
    catalogue.greet(by=other, mine=theirs, theirs=mine)
    world.ids |= {
        "entry_id": entry.pk, "watch_id": watch.pk, "wish_id": mine.pk, "other_id": theirs.pk,
        "greeting_id": mine.received.get().pk, "ticket_id": Ticket.objects.get(subject=entry.pk).pk,
    }  # fmt: skip


def file_of(text: str) -> SimpleUploadedFile:
    """A small file to send with a form."""
    return SimpleUploadedFile("x.csv", text.encode(), content_type="text/csv")


def now() -> datetime.datetime:
    """This moment, as the site tells it."""
    return timezone.now()


def fill(world: World) -> None:
    """All of it."""
    for part in (of_cases, of_organisations, of_the_workspace, of_maturity, of_assurance, of_the_catalogue):
        part(world)
