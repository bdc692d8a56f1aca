"""What the people of a world do in calls, in the academy and in the alliance."""

from __future__ import annotations

import datetime
import uuid

import msgspec

from tests.web.tenants.world import PANEL, World, organisation, person
from toepas.academy import banks, draw, profiles
from toepas_web.academy import actions as academy
from toepas_web.alliance.call_data import ranking_of
from toepas_web.alliance.call_judging import facts_of
from toepas_web.alliance.call_models import Appeal, Call, Decision
from toepas_web.alliance.pipeline_actions import create as begin_project
from toepas_web.moderation.models import Ticket
from toepas_web.network import actions as network
from toepas_web.network import document_actions as documents
from toepas_web.network import partner_actions as partners
from toepas_web.network import stream_actions as streams
from toepas_web.network.models import Introduction, Member, Partner
from toepas_web.notices.feeds import key_of
from toepas_web.ui.uploads import Upload
from toepas_web.ui.words import in_language

PAST = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
QUESTIONS = [{"id": "q1", "kind": "long", "label": "What", "choices": [], "needed": {}, "required": False}]
CRITERIA = [{"id": "c1", "label": "Impact", "weight": 1, "low": 0, "high": 5}]


def call_of(world: World, kind: str, state: str) -> Call:
    """A call whose deadline has passed."""
    return Call.objects.create(
        title=world.mark(kind), kind="pilot", text=world.mark(kind), state=state, deadline=PAST, zone="UTC",
        questions=QUESTIONS, criteria=CRITERIA, panel={"reviewers": 1, "most": 10, "balance": []},
    )  # fmt: skip


def of_calls(world: World) -> None:
    """A draft; a call that the firm applied to and three people judge; one that was decided, with an appeal."""
    firm = world.firm
    draft, closed, decided = (
        call_of(world, f"{name}call", state) for name, state in (("draft", "draft"), ("open", "open"), ("old", "open"))
    )
    applied = [
        one.applications.create(
            organisation=firm, sent=PAST, answers={"q1": world.mark("application")}, partners=world.mark("partners")
        )
        for one in (closed, decided)
    ]
    reviews, seats = {}, {}
    for name in PANEL:
        seat = seats[name] = closed.panelists.create(
            user=world.people[name],
            state="accepted",
            affiliations=world.mark(f"seat{name}"),
            topics=world.mark(f"seat{name}"),
        )
        if name != "panelist":
            reviews[name] = seat.reviews.create(application=applied[0], conflict=name == "conflicted")
    judged = decided.panelists.create(user=world.people["judge"], state="accepted")
    judged.reviews.create(application=applied[1], scores={"c1": 3}, comment=world.mark("comment"), sent=PAST)
    facts = msgspec.to_builtins(facts_of(applied[1], "selected", world.mark("decision"), ranking_of(decided)))
    Decision.objects.create(application=applied[1], decided="selected", note=world.mark("decision"), facts=facts)
    Call.objects.filter(pk=decided.pk).update(state=Call.DECIDED, decided=PAST)
    Appeal.objects.create(application=applied[1], text=world.mark("appeal"))
    asked = draft.panelists.create(email=world.people["judge"].email)
    world.ids |= {
        "call_id": closed.pk, "application_id": applied[1].pk, "review_id": reviews["judge"].pk, "panelist_id": asked.pk,
        "seat_id": seats["panelist"].pk,
    }  # fmt: skip
    world.more += [
        {"call_id": draft.pk},
        {"call_id": decided.pk, "application_id": applied[0].pk},
        {"review_id": reviews["conflicted"].pk},
    ]


def of_pipelines(world: World) -> None:
    """A project with a gate and a file that was shown for it."""
    project = begin_project(
        by=world.people["owner"], organisation=world.firm, title=world.mark("project"), key=uuid.uuid4()
    )
    moves = [{"on": "2025-01-02", "was": "2025-02-01", "day": "2999-01-01", "reason": world.mark("moved")}]
    step = project.steps.create(level=1, set_on=PAST.date(), needs=[], due=datetime.date(2999, 1, 1), moves=moves)
    marked = world.mark("shown")
    shown = step.shown.create(name=marked, content=marked.encode(), found={"kind": "document", "where": marked})
    world.ids |= {"project_id": project.pk, "step_id": step.pk, "shown_id": shown.pk}


def of_the_academy(world: World) -> None:
    """The owner's path, quiz and credential, and the plan of the firm."""
    owner, said, profile = world.people["owner"], in_language("en"), profiles()["role-affected"]
    academy.keep_self_test(by=owner, levels={})
    path = academy.begin(by=owner, profile=profile, organisation=world.firm, said=said)
    for course in path.steps:
        academy.set_done(by=owner, learning=path, course=course, done=True)
    bank = banks()[profile.quiz]
    taken = academy.begin_quiz(by=owner, bank=bank)
    academy.finish_quiz(by=owner, attempt=taken, chosen={one.item.id: one.right for one in draw(bank, taken.seed)})
    kept = academy.claim(by=owner, learning=path, said=said)
    academy.plan(by=owner, organisation=world.firm, people={profile.id: 3})
    world.ids |= {"learning_id": path.pk, "attempt_id": taken.pk, "credential_id": kept.pk}


def of_the_network(world: World, stream: str) -> None:
    """The firm as a member with a pledge, a partner text and a seat in a workstream, whom a hub asked to get in touch."""
    owner, other = world.people["owner"], world.people["otherhub"]
    made = []
    for user, there, kind in ((owner, world.firm, "member"), (other, world.hubs["other"], "othermember")):
        member = network.send_member(
            by=user,
            organisation=there,
            statement=world.mark(f"public{kind}"),
            sector=stream,
            kind="firm",
            lang="en",
        )
        member.shown = {**member.draft, "name": world.mark(f"public{kind}")}
        member.draft = {**member.draft, "statement": world.mark(f"draft{kind}")}
        member.save()
        texts = {"seeks": world.mark(f"partner{kind}"), "offers": world.mark(f"partner{kind}")}
        made.append((member, partners.be_found(by=user, member=member, lang="en", **texts)))
    (member, mine), (_, theirs) = made
    asked = partners.introduce(by=other, mine=theirs, theirs=mine)
    streams.take_seat(by=owner, member=member, stream=stream)
    pledge = network.make_pledge(by=owner, member=member, pact="own", text=world.mark("pledge"), until=None, lang="en")
    note = network.note_progress(
        by=owner, pledge=pledge, on=PAST.date(), text=world.mark("progress"), done=False, lang="en"
    )
    marked = world.mark("post")
    post = streams.write(by=owner, member=member, stream=stream, title=marked, text=marked, lang="en")
    marked, when = world.mark("meeting"), datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)
    meeting = streams.call_meeting(
        by=owner, member=member, stream=stream, title=marked, place=marked, starts=when, zone="UTC", minutes=60, lang="en"
    )  # fmt: skip
    papers = {
        kind: documents.add_document(
            by=owner, member=member, stream=stream, title=world.mark(kind), lang="en",
            upload=Upload(f"{world.mark(kind)}.pdf", "pdf", b"%PDF-1 " + world.mark(f"{kind}file").encode()),
        )
        for kind in ("document", "publicdocument")
    }  # fmt: skip
    papers["publicdocument"].versions.update(state="settled")
    world.ids |= {
        f"{kind}_id": one.versions.get().pk
        for kind, one in (("version", papers["document"]), ("public_version", papers["publicdocument"]))
    }
    world.ids["document_id"] = papers["document"].pk
    world.more.append({"document_id": papers["publicdocument"].pk, "version_id": world.ids["public_version_id"]})
    world.ids |= {
        "running_id": _in_touch(world, mine).pk,
        "side": partners.stand_as(by=owner, partner=mine, side="mentor").side,
    }
    world.ids |= {
        "public_id": member.pk, "member_id": member.pk, "pledge_id": pledge.pk, "note_id": note.pk, "partner_id": mine.pk,
        "met_id": theirs.pk, "introduction_id": asked.pk, "post_id": post.pk, "meeting_id": meeting.pk,
        "notice_id": owner.notices.filter(kind="alliance-introduction-asked").get().pk,
        "key": key_of(streams.make_feed(by=owner, stream=stream)), "stream": stream,
    }  # fmt: skip
    world.more += [{"ticket_id": one.pk} for one in Ticket.objects.filter(by__in=(owner, other))]
    world.more.append({"organisation_id": world.hubs["other"].pk})


def _in_touch(world: World, mine: Partner) -> Introduction:
    """A member of somebody else, whom the firm's owner is in touch with: both know the other's address."""
    mate = person(world.tag, "mate")
    member = Member.objects.create(organisation=organisation(mate, world.mark("matefirm")), shown=mine.member.shown)
    theirs = Partner.objects.create(member=member, contact=mate, seeks=world.mark("partnermate"), lang="en")
    return Introduction.objects.create(mine=mine, theirs=theirs, state=Introduction.ACCEPTED)


def fill(world: World, stream: str) -> None:
    """All of it."""
    for part in (of_calls, of_pipelines, of_the_academy):
        part(world)
    of_the_network(world, stream)
