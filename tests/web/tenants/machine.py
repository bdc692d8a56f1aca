"""A site in which anything happens that people may do, in any order, beside the model of who may read what."""

from __future__ import annotations

import itertools
from typing import Any

from django.core.cache import cache
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.web.tenants import growing
from tests.web.tenants.crawling import marks_of_get, marks_of_post
from tests.web.tenants.marks import mark
from tests.web.tenants.oracle import ADVISES, Agreement, Model, Org, Own
from tests.web.tenants.world import SCOPES, signed_in
from tests.web.test_access import ADDRESSES
from toepas_web.accounts.models import User
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Engagement, Membership, Organisation

PEOPLE = ("p0", "p1", "p2", "p3")
ROLES = ("owner", "member", "adviser")
person, role, pick = st.sampled_from(PEOPLE), st.sampled_from(ROLES), st.integers(0, 30)
scopes = st.sets(st.sampled_from(SCOPES))
MOST = 4
"""So many organisations, and so many cases, are there at most."""


class Worlds(RuleBasedStateMachine):
    """Rules that do not apply in a state do nothing; ``pick`` chooses among what is there."""

    @initialize(given=scopes)
    def begin(self, given: set[str]) -> None:
        """A firm and a hub that advises it, with something of everything; what happens then is drawn."""
        cache.clear()
        self.kept = transaction.atomic()
        self.kept.__enter__()
        self.model, self.number = Model(), itertools.count()
        self.users = {tag: User.objects.create_user(f"{mark(tag, 'person')}@example.org") for tag in PEOPLE}
        self.model.site = {tag: set() for tag in PEOPLE}
        self.rows: dict[str, Any] = {}
        self.ids: dict[str, dict[str, str]] = {}
        """By the name in addresses: id and the tag of what it belongs to."""
        for kind in ("firm", "hub"):
            self.create(PEOPLE[kind == "hub"], kind)
        self.join(number=0, who="p2", role="member")
        for kind in ("cases", "validations"):
            self.begin_own(who="p2", kind=kind)
        for number in range(2):
            self.show(number=number, org=0, back=False)
        for what in ("impact", "project"):
            self.hold(number=0, what=what)
        self.agree(hub=0, firm=0, given=given)
        self.note(number=0)

    def row(self, tag: str) -> Any:
        return type(self.rows[tag]).objects.get(pk=self.rows[tag].pk)

    def keep(self, tag: str, **ids: Any) -> None:
        for name, one in ids.items():
            self.ids.setdefault(name, {})[str(one)] = tag

    def org(self, number: int, kind: str = "") -> Org | None:
        found = [one for one in self.model.orgs.values() if kind in ("", one.kind)]
        return found[number % len(found)] if found else None

    def owner(self, org: Org) -> User:
        return self.users[next(who for who, role in org.members.items() if role == "owner")]

    # --- organisations and their people ---
    @rule(who=person, kind=st.sampled_from(("firm", "hub")))
    def create(self, who: str, kind: str) -> None:
        if len(self.model.orgs) >= MOST:
            return
        tag = f"o{next(self.number)}"
        texts = {"name": mark(tag, "org"), "region": mark(tag, "region"), "kind": kind, "country": "NL"}
        made = self.rows[tag] = organisations.create(by=self.users[who], texts=texts)
        self.model.orgs[tag] = Org(tag, kind, {who: "owner"})
        self.keep(tag, organisation_id=made.pk, hub_id=made.pk, membership_id=made.memberships.get().pk)

    @rule(number=pick, who=person, role=role)
    def join(self, number: int, who: str, role: str) -> None:
        if (org := self.org(number)) is None or who in org.members:
            return
        asked = organisations.invite(
            by=self.owner(org), organisation=self.row(org.tag), email=self.users[who].email, role=role
        )
        organisations.join(by=self.users[who], invitation=asked)
        org.members[who] = role

    @rule(number=pick, who=person, role=role)
    def change_role(self, number: int, who: str, role: str) -> None:
        if (org := self.org(number)) is None or who not in org.members:
            return
        there = Membership.objects.get(organisation=self.row(org.tag), user=self.users[who])
        try:
            organisations.set_role(by=self.owner(org), membership=there, role=role)
        except organisations.RefusedError:
            return
        org.members[who] = role

    @rule(number=pick, who=person)
    def leave(self, number: int, who: str) -> None:
        if (org := self.org(number)) is None or who not in org.members:
            return
        there = Membership.objects.get(organisation=self.row(org.tag), user=self.users[who])
        try:
            organisations.leave(by=self.users[who], membership=there)
        except organisations.RefusedError:
            return
        del org.members[who]

    @rule(number=pick)
    def delete(self, number: int) -> None:
        if (org := self.org(number)) is None or len(self.model.orgs) < 3:
            return
        organisations.remove(by=self.owner(org), organisation=self.row(org.tag))
        self.model.forget(org.tag)

    # --- consent ---
    @rule(hub=pick, firm=pick, given=scopes)
    def agree(self, hub: int, firm: int, given: set[str]) -> None:
        one, other = self.org(hub, "hub"), self.org(firm)
        if one is None or other is None or one is other or self.model.running(one.tag, other.tag) is not None:
            return
        by, there = self.owner(other), self.row(one.tag)
        asked = organisations.invite_customer(by=self.owner(one), hub=there, email=by.email, wished=[])
        made = organisations.become_customer(
            by=by, invitation=asked, customer=self.row(other.tag), scopes=sorted(given)
        )
        self.model.agreements.append(Agreement(one.tag, other.tag, set(given)))
        self.keep(other.tag, engagement_id=made.pk)
        self.keep(
            f"{one.tag}{other.tag}", customer_id=growing.call(there, self.row(other.tag), f"{one.tag}{other.tag}")
        )
        self.model.called.add((one.tag, other.tag))

    @rule(number=pick, given=st.none() | scopes)
    def change_consent(self, number: int, given: set[str] | None) -> None:
        running = [one for one in self.model.agreements if one.scopes is not None]
        if not running:
            return
        one = running[number % len(running)]
        there = Engagement.objects.get(hub=self.row(one.hub), customer=self.row(one.customer), state=Engagement.AGREED)
        by = self.owner(self.model.orgs[one.customer])
        if given is None:
            organisations.end_engagement(by=by, engagement=there)
        else:
            organisations.change_consent(by=by, engagement=there, scopes=sorted(given))
        one.scopes = None if given is None else set(given)

    @rule(number=pick)
    def note(self, number: int) -> None:
        opened = [pair for pair in sorted(self.model.called) if "services" in (self.model.running(*pair) or ())]
        if opened:
            hub, customer = opened[number % len(opened)]
            desk = next(who for who, role in self.model.orgs[hub].members.items() if role in ADVISES)
            line = growing.note(self.users[desk], self.row(hub), self.row(customer), f"{hub}{customer}")
            self.keep(f"{hub}{customer}", line_id=line)
            self.model.books.add((hub, customer))

    # --- what people and organisations have ---
    @rule(who=person, kind=st.sampled_from(("cases", "validations")))
    def begin_own(self, who: str, kind: str) -> None:
        there = getattr(self.model, kind)
        if len(there) >= MOST:
            return
        tag = f"{kind[0]}{next(self.number)}"
        self.rows[tag] = getattr(growing, kind)(self.users[who], tag)
        there[tag] = Own(tag, who)
        self.keep(tag, **{f"{kind[:-1]}_id": self.rows[tag].pk})

    @rule(number=pick, org=pick, back=st.booleans())
    def show(self, number: int, org: int, back: bool) -> None:
        things = [*self.model.cases.values(), *self.model.validations.values()]
        if not things or (there := self.org(org)) is None:
            return
        thing = things[number % len(things)]
        if back or thing.owner in there.members:
            thing.shown_to = None if back else there.tag
            growing.show(self.users[thing.owner], self.row(thing.tag), None if back else self.row(there.tag))

    @rule(number=pick, what=st.sampled_from(("impact", "project")))
    def hold(self, number: int, what: str) -> None:
        if (org := self.org(number)) is not None and what not in org.holds:
            org.holds.add(what)
            self.keep(org.tag, **getattr(growing, what)(self.owner(org), self.row(org.tag), org.tag))

    @rule(number=pick)
    def speak(self, number: int) -> None:
        if (org := self.org(number)) is not None and not org.seated:
            org.seated = True
            self.model.posts[org.tag] = next(who for who, role in org.members.items() if role == "owner")
            self.keep(org.tag, **growing.speak(self.owner(org), self.row(org.tag), org.tag))

    # --- the site ---
    @rule(who=person, role=st.sampled_from(("curator", "analyst", "policy-maker", "administrator")))
    def site_role(self, who: str, role: str) -> None:
        held = self.model.site[who]
        do = organisations.take_site_role if role in held else organisations.give_site_role
        do(by=None, user=self.users[who], role=role)
        held ^= {role}

    @rule(who=person)
    def suspend(self, who: str) -> None:
        User.objects.filter(pk=self.users[who].pk).update(is_active=who in self.model.suspended)
        self.model.suspended ^= {who}

    # --- what comes back ---
    @rule(who=person)
    def look(self, who: str) -> None:
        """One person asks for everything there is or was."""
        client, found = signed_in(self.users[who]), {}
        for name in growing.LISTS:
            found |= marks_of_get(client, name, {})
        for name, method in growing.THINGS:
            needed = sorted(min(ADDRESSES[name], key=len))
            choices = [
                [growing.FIXED[key]] if key in growing.FIXED else sorted(self.ids.get(key, ())) for key in needed
            ]
            for given in itertools.product(*choices):
                ask = marks_of_get if method == "GET" else marks_of_post
                found |= ask(client, name, dict(zip(needed, given, strict=True)))
        found |= marks_of_post(client, "account-export", {})
        known = self.model.who_reads()
        leaks = [
            f"{who} reads {text} at {where}" for text, where in found.items() if who not in known.get(text, ((), ()))[1]
        ]
        lacks = [f"{who} lacks {text}" for text, (must, _) in known.items() if who in must and text not in found]
        assert (leaks, lacks) == ([], []), f"{leaks}\n{lacks}\n{self.model}"

    def teardown(self) -> None:
        """In the end everybody looks."""
        if not hasattr(self, "kept"):
            return
        try:
            for who in PEOPLE:
                self.look(who)
        finally:
            self.end()

    def end(self) -> None:
        """Nothing of it was there."""
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)
        assert not Organisation.objects.exists()
