"""What the pages of organisations show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from toepas.catalogue import country_name, sector_name
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.organisations import rules
from toepas_web.organisations.models import Engagement, Invitation, Membership, Organisation
from toepas_web.organisations.roles import every_permission
from toepas_web.organisations.wording import choices, kind_name, role_name


def mine(one: Membership, said: Words) -> dict[str, Any]:
    """A line in the list of one's organisations."""
    return {
        "id": one.organisation_id,
        "name": one.organisation.name,
        "kind": kind_name(one.organisation.kind, said),
        "role": role_name("organisation", one.role, said),
    }


def invited(one: Invitation, said: Words) -> dict[str, Any]:
    """An invitation as its receiver reads it."""
    return {
        "id": one.pk,
        "by": one.organisation.name,
        "customer": one.kind == Invitation.CUSTOMER,
        "role": role_name("organisation", one.role, said) if one.role else "",
        "until": said.date(one.expires.date()),
    }


def asked(values: Mapping[str, str], said: Words) -> str | None:
    """The notice that one is invited; None once the invitation has ended."""
    found = Invitation.objects.filter(pk=values["invitation"]).select_related("organisation").first()
    if found is None or not found.running:
        return None
    return said.t("{name} invites you.", name=found.organisation.name)


def sent(one: Invitation, said: Words) -> str:
    """That an invitation was sent, where to, and how long it runs."""
    return said.t("The invitation was sent to {email}. It runs until {day}.", email=one.email, day=said.date(one.expires.date()))  # fmt: skip


def unsent(one: Invitation, said: Words) -> str:
    """That an invitation stands although its letter was not taken, and what to do."""
    return said.t("The invitation stands, but the mail server did not take the letter to {email}. Is the address right? If so, tell the person yourself: signed in with that address, one finds the invitation under Organisations, until {day}.", email=one.email, day=said.date(one.expires.date()))  # fmt: skip


def consent_text(one: Engagement, said: Words) -> str:
    """What a customer lets a hub do now; that it is over, and how it could begin again."""
    names = {"hub": one.hub.name, "customer": one.customer.name}
    if one.state == Engagement.ENDED:
        return " ".join((
            said.t("{hub} no longer works for {customer}, and sees nothing of it any more.", **names),
            said.t("To begin again, the hub has to send a new invitation."),
        ))  # fmt: skip
    seen = [text for name, text in choices("consent", said) if name in one.scopes]
    if not seen:
        return said.t("{hub} may see nothing of {customer} now.", **names)
    return said.t("{hub} may do this for {customer} from now on: {list}.", list="; ".join(seen), **names)


def _engagement(one: Engagement, other: Organisation, said: Words) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": other.name,
        "since": said.date(one.agreed.date()),
        "scopes": [(name, text, name in one.scopes) for name, text in choices("consent", said)],
        "seen": [text for name, text in choices("consent", said) if name in one.scopes],
    }


def whole(organisation: Organisation, user: User, said: Words) -> dict[str, Any]:
    """The page of an organisation, with nothing on it that this account may not see."""
    held = rules.permissions(user, organisation)
    own = bool(rules.role_in(user, organisation))
    facts = [
        (said.t("Kind"), kind_name(organisation.kind, said)),
        (said.t("Sector"), sector_name(organisation.sector, said) if organisation.sector else said.t("not known")),
        (said.t("Size"), said.t("{size} people", size=organisation.size) if organisation.size else said.t("not known")),
        (said.t("Country"), country_name(organisation.country, said)),
        (said.t("Region"), organisation.region or said.t("not known")),
    ]
    members = organisation.memberships.select_related("user") if own else ()
    open_invitations = (
        [one for one in organisation.invitations.filter(state=Invitation.OPEN) if one.running] if own else []
    )
    running = Engagement.objects.filter(state=Engagement.AGREED).select_related("hub", "customer")
    return {
        "organisation": organisation,
        "facts": facts,
        "may": {name: name in held for name in every_permission()},
        "hub": organisation.kind == "hub",
        "own": own,
        "roles": choices("organisation", said),
        "scopes": choices("consent", said),
        "members": [
            {"id": one.pk, "email": one.user.email, "role": one.role, "role_name": role_name("organisation", one.role, said), "me": one.user_id == user.pk}
            for one in members
        ],
        "invitations": [{"id": one.pk, "email": one.email, "customer": one.kind == Invitation.CUSTOMER, "until": said.date(one.expires.date())} for one in open_invitations],
        "hubs": [_engagement(one, one.hub, said) for one in running.filter(customer=organisation)] if own else [],
        "customers": [_engagement(one, one.customer, said) for one in running.filter(hub=organisation)] if own and rules.ADVISE in held else [],
    }  # fmt: skip


def as_json(organisation: Organisation) -> str:
    """What is kept of the organisation itself."""
    data = {name: getattr(organisation, name) for name in ("name", "kind", "sector", "size", "country", "region")}
    data["created"] = organisation.created.isoformat()
    data["members"] = [
        {"email": one.user.email, "role": one.role, "since": one.since.isoformat()}
        for one in organisation.memberships.select_related("user")
    ]
    data["consent"] = [
        {
            "hub": _taken_along(one.hub, organisation, one),
            "customer": _taken_along(one.customer, organisation, one),
            "state": one.state,
            "scopes": one.scopes,
            "agreed": one.agreed.isoformat(),
            "ended": one.ended.isoformat() if one.ended else None,
        }
        for one in (organisation.hubs.select_related("hub", "customer") | organisation.customers.select_related("hub", "customer"))
    ]  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2)


def _taken_along(side: Organisation, own: Organisation, agreement: Engagement) -> dict[str, str | None]:
    """The id of a side of an agreement, and its name; None where that is the other side and the agreement has ended."""
    known = side.pk == own.pk or agreement.state == Engagement.AGREED
    return {"id": str(side.pk), "name": side.name if known else None}
