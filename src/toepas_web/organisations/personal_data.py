"""What a person takes along of their memberships, and what happens to them when the account goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from toepas_web.accounts.models import User
from toepas_web.organisations.actions import OWNER, let_go
from toepas_web.organisations.models import Invitation, Membership, Organisation


def export(user: User) -> Iterator[tuple[str, bytes]]:
    """In which organisations, in which role, since when; and the roles for the whole site."""
    rows = [
        {"organisation": one.organisation.name, "role": one.role, "since": one.since.isoformat()}
        for one in Membership.objects.filter(user=user).select_related("organisation")
    ]
    site = [{"role": one.role, "since": one.since.isoformat()} for one in user.site_roles.all()]
    if rows or site:
        data = {"memberships": rows, "site_roles": site}
        yield "organisations.json", json.dumps(data, ensure_ascii=False, indent=2).encode()


def erase(user: User) -> Callable[[], None]:
    """Take the person out. An organisation without members goes; one without an owner gets the member who is there longest, of those who can sign in."""
    Invitation.objects.filter(email__iexact=user.email).update(email="", state=Invitation.WITHDRAWN)
    for organisation in (
        Organisation.objects.filter(memberships__user=user).order_by("pk").select_for_update(of=("self",), no_key=True)
    ):
        Membership.objects.filter(user=user, organisation=organisation).delete()
        left = organisation.memberships.order_by("-user__is_active", "since", "id")
        if not left:
            let_go(organisation)
        elif not left.filter(role=OWNER).exists():
            heir = left.first()
            heir.role = OWNER
            heir.save(update_fields=["role"])
    return lambda: None
