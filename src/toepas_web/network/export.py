"""What an organisation and a person take along of the alliance, and what happens when they go."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from toepas_web.accounts.models import User
from toepas_web.accounts.personal_data import Keeper
from toepas_web.network.models import Follow, Meeting, Member, Partner, Post
from toepas_web.organisations.holdings import Holding
from toepas_web.organisations.models import Organisation


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
                "partner": list(Partner.objects.filter(member=member).values("seeks", "offers")),
                "workstreams": list(member.seats.values("stream", "since")),
                "written": list(member.posts.values("stream", "title", "text", "at")),
            }
        ),
    )


def _of_person(user: User) -> Iterator[tuple[str, bytes]]:
    kept = {
        "written": list(Post.objects.filter(author=user).values("stream", "title", "text", "at", "removed")),
        "meetings": list(Meeting.objects.filter(author=user).values("stream", "title", "place", "starts", "zone")),
        "followed": list(Follow.objects.filter(user=user).values_list("stream", flat=True)),
        "partner_texts": list(Partner.objects.filter(contact=user).values("seeks", "offers")),
    }
    if any(kept.values()):
        yield "network.json", _packed(kept)


def _erase_person(user: User) -> Callable[[], None]:
    """What a person wrote goes; its place in a discussion stays empty, so that the answers of others keep theirs."""
    Post.objects.filter(author=user).update(author=None, text="", title="", removed=Post.ACCOUNT)
    Meeting.objects.filter(author=user).update(author=None)
    Follow.objects.filter(user=user).delete()
    Partner.objects.filter(contact=user).delete()
    return lambda: None


HOLDING = Holding("alliance-members", _of_organisation)
KEEPER = Keeper("network", _of_person, _erase_person)
