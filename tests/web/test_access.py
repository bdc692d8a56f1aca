"""Who may open what: every address of the site times every kind of visitor. An address that is not listed fails."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from toepas_web.accounts.models import User
from toepas_web.catalogue import actions as catalogue
from toepas_web.check import actions
from toepas_web.check.uploads import Upload
from toepas_web.moderation.models import Ticket
from toepas_web.network import actions as network
from toepas_web.network import rules
from toepas_web.network import stream_actions as streams
from toepas_web.organisations import actions as organisations

pytestmark = pytest.mark.django_db

OPEN, SIGNED_IN, OWNER, MODERATOR = "open to all", "any account", "its owner", "those who look at what others share"

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
    "network": OPEN, "network-member": OPEN, "network-streams": OPEN, "network-stream": OPEN,
    "network-feed": OPEN,  # to who has its key
    "network-mine": SIGNED_IN, "network-partners": SIGNED_IN, "network-join": OWNER, "network-leave": OWNER,
    "network-pledge": OWNER, "network-pledge-withdraw": OWNER, "network-progress": OWNER, "network-progress-remove": OWNER,
    "network-found": OWNER, "network-found-withdraw": OWNER, "network-introduce": OWNER, "network-answer": OWNER,
    "network-seat": OWNER, "network-follow": OWNER, "network-write": OWNER, "network-meet": OWNER,
    "network-meeting-cancel": OWNER, "network-topic": OWNER, "network-edit": OWNER, "network-remove": OWNER,
    "notices": SIGNED_IN, "notices-read": SIGNED_IN, "notices-choose": SIGNED_IN, "notice": OWNER,
    "moderation": MODERATOR, "moderation-ticket": MODERATOR,
    "calendar": OPEN, "calendar-feed": OPEN, "authorities": OPEN, "ask": OPEN,
    "openapi": OPEN, "account-deleted": OPEN,
    "account": SIGNED_IN, "account-export": SIGNED_IN, "account-delete": SIGNED_IN, "cases": SIGNED_IN, "case-save": SIGNED_IN,
    "case": OWNER, "case-history": OWNER, "case-rename": OWNER, "case-seen": OWNER, "case-delete": OWNER,
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
    "account-export", "case-seen", "case-evidence", "evidence-delete", "api:run_check", "catalogue-share-send",
    "catalogue-share-withdraw", "catalogue-watch", "catalogue-together-agree", "catalogue-together-withdraw",
    "catalogue-together-greet", "catalogue-together-answer", "organisation-invite", "organisation-withdraw", "organisation-member",
    "organisation-consent", "organisation-export", "network-leave", "network-pledge-withdraw", "network-progress-remove",
    "network-found-withdraw", "network-introduce", "network-answer", "network-seat", "network-follow", "network-meeting-cancel",
    "notices-read", "notices-choose", "notice",
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
    return {
        "case_id": case.pk,
        "duty": duty,
        "evidence_id": kept.pk,
        "name": "ai_system",
        "finding": "high_risk",
        "country": "NL",
        **of_the_catalogue(owner, stranger),
        **of_organisations(owner),
        **of_the_network(owner),
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
        made.append((member, network.be_found(by=user, member=member, seeks="Translation", offers="", lang="en")))
    (member, mine), (_, theirs) = made
    asked = network.introduce(by=other, mine=theirs, theirs=mine)
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
    return {
        "public_id": member.pk,
        "member_id": member.pk,
        "pledge_id": pledge.pk,
        "note_id": note.pk,
        "partner_id": mine.pk,
        "met_id": theirs.pk,
        "introduction_id": asked.pk,
        "post_id": post.pk,
        "meeting_id": meeting.pk,
        "notice_id": owner.notices.filter(kind="alliance-introduction-asked").get().pk,
        "key": rules.feed_key(owner, "energy"),
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
        else {"data": {"member": str(things["member_id"])}}
        if name == "network-seat"
        else {}
    )
    return getattr(client, method)(address(name, things), **more).status_code


LEAD_ON = ("check-answer", "root", "law-compared", "api:api-root", "observatory-find", "observatory-go")
"""What sends everybody on, or has nothing to show here."""
LEAD_BACK = ("catalogue-watch-keep", "notices-read", "notices-choose")
"""What does something for any account and then shows the page it came from."""
WITHOUT_NUMBERS = ("network-follow", "network-write", "network-meet")
"""What belongs to those who take part in a workstream, which has a name and no number."""
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
    assert ask(as_stranger, name, things) in ((302,) if name in LEAD_BACK else (200, 201, 422)), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == OWNER))
def test_what_has_an_owner_is_not_there_for_others(name, things, as_owner, as_stranger):
    assert ask(Client(), name, things) in {302, 401, 404}, name
    assert ask(as_stranger, name, things) == (422 if name == "api:replace" else 404), name
    assert ask(as_owner, name, things) in (200, 204, 302, 400, 422), name


@pytest.mark.parametrize(
    "name", sorted(name for name, who in WHO.items() if who == OWNER and name not in WITHOUT_NUMBERS)
)
def test_made_up_numbers_lead_nowhere(name, things, as_owner):
    made_up = {**things}
    made_up |= {key: uuid.uuid4() for key, value in things.items() if isinstance(value, uuid.UUID)}
    assert ask(as_owner, name, made_up) == (422 if name == "api:replace" else 404), name


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who == MODERATOR))
def test_the_queue_is_not_there_for_others(name, things, owner, stranger, as_owner, as_stranger):
    for client in (Client(), as_stranger, as_owner):
        assert ask(client, name, things) == 404, name
    User.objects.filter(pk__in=(owner.pk, stranger.pk)).update(is_moderator=True)
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
