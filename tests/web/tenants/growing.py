"""How things come into a random world, each text marked with whose it is."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from tests.web.tenants.crawling import KEYS, PUBLIC, WITHOUT_ID
from tests.web.tenants.filling import TODAY, case_of
from tests.web.tenants.marks import mark
from tests.web.tenants.table import lines
from tests.web.test_access import ADDRESSES
from tests.web.things import made_validation
from toepas.check import check, unpack
from toepas.maturity import questionnaire
from toepas_web.accounts.models import User
from toepas_web.alliance import pipeline_actions
from toepas_web.assurance.models import Validation
from toepas_web.check import actions as check_actions
from toepas_web.check.models import Case
from toepas_web.maturity import actions as maturity
from toepas_web.network import actions as network
from toepas_web.network import stream_actions as streams
from toepas_web.organisations.models import Organisation
from toepas_web.ui import files
from toepas_web.ui.words import in_language
from toepas_web.workspace import actions as workspace
from toepas_web.workspace.models import Customer

FIXED = {
    "code": "energy", "form": "csv", "name": "report.json", "questionnaire": "sme", "dimension": "", "duty": "", "what": "service", "side": "mentor",
}  # fmt: skip
"""What stands in addresses beside ids."""
LISTS = [
    name
    for name in WITHOUT_ID
    if not name.startswith((*PUBLIC, "catalogue")) or name in ("api:cases", "catalogue-together")
]
"""Every address without an id that shows what somebody has."""
_asked = questionnaire("sme", "1.0", in_language("en")).dimensions[0]
FIXED["dimension"] = _asked.id
THINGS = sorted(
    {(one.name, one.method) for one in lines() if one.method == "GET" and not KEYS & min(ADDRESSES[one.name], key=len)}
    | {("organisation-export", "POST")}
)
"""Every address that takes an id and shows something, and the export of an organisation."""


def cases(user: User, tag: str) -> Case:
    """A case with a task."""
    made = case_of(user, tag, "case")
    FIXED["duty"] = duty = check(unpack(made.answers)[0].facts, TODAY).duties[0].duty.id
    texts = {"who": mark(tag, "who"), "note": mark(tag, "note")}
    check_actions.change_task(by=user, case=made, duty=duty, status="doing", due=None, **texts)
    return made


def validations(user: User, tag: str) -> Validation:
    """A validation with its report."""
    place, _ = files.write([made_validation()], "report")
    return Validation.objects.create(
        owner=user, title=mark(tag, "validation"), name="x.csv", size=1, delete_on=datetime.date(2099, 1, 1), state="done", report=place,
        made=TODAY, asked={"smallest_cell": 5},
    )  # fmt: skip


def show(user: User, thing: Case | Validation, there: Organisation | None) -> None:
    """Show it to an organisation, or no longer."""
    if isinstance(thing, Case):
        check_actions.put_into(by=user, case=thing, organisation=there)
    else:
        Validation.objects.filter(pk=thing.pk).update(organisation=there)


def call(hub: Organisation, customer: Organisation, tag: str) -> Any:
    """The hub's own name for a customer."""
    known = Customer.objects.get(hub=hub, organisation=customer)
    Customer.objects.filter(pk=known.pk).update(name=mark(tag, "called"))
    return known.pk


def note(user: User, hub: Organisation, customer: Organisation, tag: str) -> Any:
    """A line in the books of a hub."""
    known = Customer.objects.get(hub=hub, organisation=customer)
    return workspace.note(
        by=user, customer=known, what="service", fields={"kind": "skills", "note": mark(tag, "books")}
    ).pk


def impact(user: User, org: Organisation, tag: str) -> dict[str, Any]:
    """An assessment that is under way, with what stands behind an answer, and something that is measured."""
    one = maturity.start(by=user, organisation=org, questionnaire="sme", version="1.0", stage="T0", on=TODAY)
    evidence = {_asked.questions[0].id: mark(tag, "evidence")}
    maturity.answer(by=user, assessment=one, dimension=_asked.id, answers={}, evidence=evidence, number=0)
    measure = {"id": "measure", "kind": "time", "unit": "minutes", "better": "lower"}
    plan = {"title": mark(tag, "impact"), "set_on": "2026-01-01", "starts": "2026-02-01", "measures": [measure]}
    return {"assessment_id": one.pk, "impact_id": maturity.plan_impact(by=user, organisation=org, plan=plan).pk}


def project(user: User, org: Organisation, tag: str) -> dict[str, Any]:
    """A project in a pipeline."""
    return {
        "project_id": pipeline_actions.create(
            by=user, organisation=org, title=mark(tag, "project"), key=uuid.uuid4()
        ).pk
    }


def speak(user: User, org: Organisation, tag: str) -> dict[str, Any]:
    """The organisation becomes a member that everybody sees, takes a seat and writes."""
    member = network.send_member(by=user, organisation=org, statement="S", sector="energy", kind="firm", lang="en")
    member.shown = {**member.draft, "name": "Shown"}
    member.save()
    streams.take_seat(by=user, member=member, stream="energy")
    text = mark(tag, "post")
    post = streams.write(by=user, member=member, stream="energy", title=text, text=text, lang="en")
    return {"member_id": member.pk, "public_id": member.pk, "post_id": post.pk}
