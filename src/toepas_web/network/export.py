"""What an organisation and a person take along of the alliance, and what happens when they go."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from toepas_web.accounts.models import User
from toepas_web.accounts.personal_data import Keeper
from toepas_web.moderation import actions as moderation
from toepas_web.network.document_actions import erase_of_person
from toepas_web.network.models import (
    Follow,
    Introduction,
    Meeting,
    Member,
    Note,
    Partner,
    Post,
    Side,
    StreamFeed,
    Version,
)
from toepas_web.organisations.holdings import Holding
from toepas_web.organisations.models import Organisation
from toepas_web.ui import files

SIDE = ("side", "sectors", "languages", "countries", "regions", "levels", "hours", "most")


def _packed(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()


def _of_organisation(organisation: Organisation) -> Iterator[tuple[str, bytes]]:
    """Membership, pledges with their notes, partner texts without the contact, seats and what was written for it."""
    member = Member.objects.filter(organisation=organisation).first()
    if member is None:
        return
    pledges = [
        {
            **{name: getattr(pledge, name) for name in ("pact", "text", "until", "state", "made")},
            "progress": list(pledge.notes.values("on", "text", "done", "state")),
        }
        for pledge in member.pledges.all()
    ]
    yield (
        "membership.json",
        _packed(
            {
                "shown": member.shown,
                "sent": member.draft,
                "state": member.state,
                "pledges": pledges,
                "partner": list(Partner.objects.filter(member=member).values("seeks", "offers", "region")),
                "found_as": list(Side.objects.filter(partner__member=member).values(*SIDE)),
                "introductions": _introductions(member),
                "workstreams": list(member.seats.values("stream", "since")),
                "written": [_post(post) for post in member.posts.prefetch_related("documents")],
            }
        ),
    )
    yield from _files(Version.objects.filter(document__member=member))


def _introductions(member: Member) -> list[dict[str, Any]]:
    """Whom it asked and who asked it, by the name that everybody sees, and what came of it. One that is over for long no longer names the other."""

    def name(partner: Partner, introduction: Introduction) -> str:
        told = introduction.named or partner.member_id == member.pk
        return str(partner.member.shown.get("name", "")) if told else ""

    pairs = Introduction.objects.filter(Q(mine__member=member) | Q(theirs__member=member))
    return [
        {
            "asked_by": name(one.mine, one),
            "asked": name(one.theirs, one),
            "about": one.about,
            "state": one.state,
            "made": one.made,
        }
        for one in pairs.select_related("mine__member", "theirs__member")
    ]


def _post(post: Post) -> dict[str, Any]:
    """A post; of a decision also why, how many voted how, and what it rests on."""
    kept = (
        "stream",
        "title",
        "text",
        "at",
        "decided",
        "why",
        "for_it",
        "against",
        "abstained",
        "meeting_id",
        "removed",
    )
    return {**{name: getattr(post, name) for name in kept}, "documents": [one.pk for one in post.documents.all()]}


def _files(versions: QuerySet[Version]) -> Iterator[tuple[str, bytes]]:
    """Every file below the id of its document, and a list of them."""
    rows = []
    for one in versions.select_related("document").order_by("document", "number"):
        name = f"documents/{one.document_id}/{one.number}-{one.name}"
        rows.append({"file": name, "title": one.document.title, "stream": one.document.stream, "sha256": one.sha256, "added": one.added, "state": one.state})  # fmt: skip
        with contextlib.suppress(FileNotFoundError):
            yield name, files.path_of(one.place).read_bytes()
    if rows:
        yield "documents.json", _packed(rows)


def _of_person(user: User) -> Iterator[tuple[str, bytes]]:
    kept = {
        "written": [_post(post) for post in Post.objects.filter(author=user).prefetch_related("documents")],
        "meetings": list(Meeting.objects.filter(author=user).values("stream", "title", "place", "starts", "zone")),
        "calendar_addresses": list(StreamFeed.objects.filter(user=user).values("stream", "made")),
        "followed": list(Follow.objects.filter(user=user).values_list("stream", flat=True)),
        "partner_texts": list(Partner.objects.filter(contact=user).values("seeks", "offers", "region")),
    }
    if any(kept.values()):
        yield "network.json", _packed(kept)
    yield from _files(Version.objects.filter(author=user))


def _erase_person(user: User) -> Callable[[], None]:
    """What a person wrote goes; its place in a discussion stays empty, so that the answers of others keep theirs."""
    Post.objects.filter(author=user).update(author=None, text="", title="", why="", removed=Post.ACCOUNT)
    Meeting.objects.filter(author=user).update(author=None)
    Follow.objects.filter(user=user).delete()
    StreamFeed.objects.filter(user=user).delete()
    Partner.objects.filter(contact=user).delete()
    return erase_of_person(user)


def _erase_organisation(organisation: Organisation) -> Callable[[], None]:
    """Nothing of a member waits to be looked at any more; its files go once its rows are gone."""
    member = Member.objects.filter(organisation=organisation).first()
    if member is None:
        return lambda: None
    versions = Version.objects.filter(document__member=member)
    waiting = [member.pk]
    for found in (member.pledges, Note.objects.filter(pledge__member=member), versions):
        waiting += found.values_list("pk", flat=True)
    moderation.forget(waiting)
    places = list(versions.values_list("place", flat=True))
    return lambda: files.remove(places)


HOLDING = Holding("alliance-members", _of_organisation, _erase_organisation)
KEEPER = Keeper("network", _of_person, _erase_person)
