"""A world: a firm with its people, hubs that work for it within one scope each, and something of everything that the site keeps."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.test import Client

from tests.web.tenants.marks import mark
from toepas_web.accounts.models import User
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Engagement, Membership, Organisation

WORD = "waterwheel"
SCOPES = ("cases", "maturity", "learning", "services")
HUBS = (*SCOPES, "nothing", "ended")
"""Each with its adviser: a hub to which the firm consented for this and nothing else, for nothing, or no longer."""
SITE = {"curator": "curator", "analyst": "analyst", "policy": "policy-maker", "admin": "administrator"}
PANEL = ("judge", "panelist", "conflicted")


@dataclass
class World:
    """``people`` by what they are to this world's firm, ``ids`` by the names they have in addresses."""

    tag: str
    people: dict[str, User] = field(default_factory=dict)
    hubs: dict[str, Organisation] = field(default_factory=dict)
    ids: dict[str, object] = field(default_factory=dict)
    more: list[dict[str, object]] = field(default_factory=list)
    """Other objects of kinds of which there is one in ``ids`` already."""

    def mark(self, kind: str) -> str:
        """A text here: the mark of its kind, and a word that all texts have, to be searched for."""
        return f"{mark(self.tag, kind)} {WORD}"

    def client(self, who: str) -> Client:
        """A browser in which this person is signed in."""
        return signed_in(self.people.get(who))

    @property
    def firm(self) -> Organisation:
        """The firm, whose things these are."""
        return Organisation.objects.get(pk=self.ids["organisation_id"])


def signed_in(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user)
    return client


def person(tag: str, name: str) -> User:
    """Somebody whose address is a mark."""
    return User.objects.create_user(f"{mark(tag, name)}@example.org")


def organisation(by: User, name: str, kind: str = "firm") -> Organisation:
    texts = {
        "name": name,
        "kind": kind,
        "country": "NL",
        "sector": "energy",
        "size": "10-49",
        "region": name,
    }
    return organisations.create(by=by, texts=texts)


def consent(hub: Organisation, firm: Organisation, scopes: list[str]) -> Engagement:
    """As ``become_customer``, without the mail before it."""
    return Engagement.objects.create(hub=hub, customer=firm, wished=list(scopes), scopes=list(scopes))


def make(tag: str) -> World:
    """A firm with its people and hubs; what they keep comes with ``filling.fill``."""
    world = World(tag)
    for name in ("owner", "member", "adviser", "former", "suspended", "hubowner", "hubber", "otherhub", *PANEL):
        world.people[name] = person(tag, name)
    for name in (*HUBS,):
        world.people[name] = person(tag, f"at{name}")
    firm = organisation(world.people["owner"], world.mark("firm"))
    for name, role in (("member", "member"), ("adviser", "adviser"), ("suspended", "owner"), ("former", "owner")):
        Membership.objects.create(organisation=firm, user=world.people[name], role=role)
    world.ids["organisation_id"] = firm.pk
    world.ids["membership_id"] = firm.memberships.get(user=world.people["member"]).pk
    for name in HUBS:
        hub = world.hubs[name] = organisation(world.people["hubowner"], world.mark(f"hub{name}"), "hub")
        Membership.objects.create(organisation=hub, user=world.people[name], role="adviser")
        Membership.objects.create(organisation=hub, user=world.people["hubber"], role="member")
        engagement = consent(hub, firm, [name] if name in SCOPES else [])
        if name == "ended":
            organisations.change_consent(by=world.people["owner"], engagement=engagement, scopes=list(SCOPES))
            organisations.end_engagement(by=world.people["owner"], engagement=engagement)
        if name == "services":
            world.ids["engagement_id"] = engagement.pk
    other = organisation(world.people["otherhub"], world.mark("otherhubname"), "hub")
    world.hubs["other"] = other
    return world


def leave_and_suspend(world: World) -> None:
    """The former member goes and the suspended one is suspended, once all is there: what they had stays behind."""
    there = Membership.objects.get(organisation=world.firm, user=world.people["former"])
    organisations.leave(by=world.people["owner"], membership=there)
    User.objects.filter(pk=world.people["suspended"].pk).update(is_active=False)


def of_the_site() -> dict[str, User]:
    """People with a role for the whole site, a visitor's place, and somebody who belongs nowhere."""
    found = {"stranger": User.objects.create_user("stranger@elsewhere.example")}
    for name, role in SITE.items():
        found[name] = User.objects.create_user(f"{name}@elsewhere.example")
        organisations.give_site_role(by=None, user=found[name], role=role)
    return found
