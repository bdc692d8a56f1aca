"""What a random world is, in plain data, and who may read what in it: a second, naive account of the rules, which asks nothing of the site."""

from __future__ import annotations

from dataclasses import dataclass, field

ADVISES = {"owner", "adviser"}
DISCUSSES = {"owner", "member"}
LOOKS_AFTER = {"curator", "administrator"}


@dataclass
class Org:
    """``members``: role by person. ``holds``: kinds of things that it has here."""

    tag: str
    kind: str
    members: dict[str, str] = field(default_factory=dict)
    holds: set[str] = field(default_factory=set)
    seated: bool = False


@dataclass
class Agreement:
    """Of a customer with a hub; ``scopes`` is None once it has ended."""

    hub: str
    customer: str
    scopes: set[str] | None


@dataclass
class Own:
    """A case or a validation of one person, and the organisation it is shown to."""

    tag: str
    owner: str
    shown_to: str | None = None


@dataclass
class Model:
    """Everything, by tag."""

    orgs: dict[str, Org] = field(default_factory=dict)
    agreements: list[Agreement] = field(default_factory=list)
    cases: dict[str, Own] = field(default_factory=dict)
    validations: dict[str, Own] = field(default_factory=dict)
    books: set[tuple[str, str]] = field(default_factory=set)
    """Hub and customer, where a line was noted."""
    called: set[tuple[str, str]] = field(default_factory=set)
    posts: dict[str, str] = field(default_factory=dict)
    """Who wrote a post, by the organisation it was written for."""
    site: dict[str, set[str]] = field(default_factory=dict)
    suspended: set[str] = field(default_factory=set)

    def role(self, who: str, org: str) -> str:
        """The role of a person in an organisation; empty where there is none."""
        return self.orgs[org].members.get(who, "")

    def running(self, hub: str, customer: str) -> set[str] | None:
        """What a customer lets a hub see now."""
        found = [
            one for one in self.agreements if (one.hub, one.customer) == (hub, customer) and one.scopes is not None
        ]
        return found[-1].scopes if found else None

    def advised(self, who: str, org: str) -> list[set[str]]:
        """What each hub for which a person advises may see of an organisation."""
        hubs = [hub for hub in self.orgs if self.role(who, hub) in ADVISES]
        return [scopes for hub in hubs if (scopes := self.running(hub, org)) is not None]

    def readers(self, thing: Own, scope: str | None) -> set[str]:
        """Who reads what one person shows to an organisation of which they are a member."""
        found, there = {thing.owner}, thing.shown_to
        if there is not None and self.role(thing.owner, there):
            found |= set(self.orgs[there].members)
            found |= {who for who in self.people if any(scope in scopes for scopes in self.advised(who, there))}
        return found

    @property
    def people(self) -> set[str]:
        """Everybody."""
        return set(self.site)

    def who_reads(self) -> dict[tuple[str, str], tuple[set[str], set[str]]]:
        """For each text, by tag and kind: who has to come across it, and who may."""
        found: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
        for who in self.people:
            together = {other for org in self.orgs.values() if who in org.members for other in org.members}
            found[who, "person"] = ({who} | together, {who} | together)
        for org in self.orgs.values():
            self._of_organisation(org, found)
        for case in self.cases.values():
            readers = self.readers(case, "cases")
            found[case.tag, "case"] = found[case.tag, "who"] = (readers, readers)
            found[case.tag, "note"] = ({case.owner}, {case.owner})
        for one in self.validations.values():
            readers = self.readers(one, None)
            found[one.tag, "validation"] = (readers, readers)
        speak = {
            who for org in self.orgs.values() if org.seated for who, role in org.members.items() if role in DISCUSSES
        }
        after = {who for who, roles in self.site.items() if roles & LOOKS_AFTER}
        for tag, author in self.posts.items():  # what was written stays, also for who wrote it
            found[tag, "post"] = (speak | after | {author}, speak | after | {author})
        for hub, customer in self.called:
            self._of_books(hub, customer, found)
        return {text: (must - self.suspended, may - self.suspended) for text, (must, may) in found.items()}

    def _of_organisation(self, org: Org, found: dict) -> None:
        inside = set(org.members)
        viewing = inside | {who for who in self.people if any(self.advised(who, org.tag))}
        found[org.tag, "region"] = (viewing, viewing)
        knows = viewing | {who for who in self.people if self.advised(who, org.tag)}
        for one in self.agreements:
            if org.tag in (one.hub, one.customer):
                other = one.customer if org.tag == one.hub else one.hub
                knows |= set(self.orgs[other].members)  # also once it has ended: who is told that it did
        owners = {who for who, role in org.members.items() if role == "owner"}
        run = {who for who, roles in self.site.items() if "policy-maker" in roles and who not in inside}
        programme = run if "project" in org.holds else set()
        after = {who for who, roles in self.site.items() if roles & LOOKS_AFTER}
        found[org.tag, "org"] = (inside, knows | programme | (after if org.seated else set()))
        if "impact" in org.holds:
            readers = inside | {
                who for who in self.people if any("maturity" in scopes for scopes in self.advised(who, org.tag))
            }
            found[org.tag, "impact"] = (readers, readers)
            found[org.tag, "evidence"] = (owners, readers)
        if "project" in org.holds:
            found[org.tag, "project"] = (owners | run, owners | run)

    def _of_books(self, hub: str, customer: str, found: dict) -> None:
        desk = {who for who, role in self.orgs[hub].members.items() if role in ADVISES}
        owners = {who for who, role in self.orgs[customer].members.items() if role == "owner"}
        found[f"{hub}{customer}", "called"] = (set(), desk | owners)
        if (hub, customer) in self.books:
            opened = desk if "services" in (self.running(hub, customer) or ()) else set()
            found[f"{hub}{customer}", "books"] = (opened | owners, opened | owners)

    def forget(self, org: str) -> None:
        """An organisation goes with all that hangs on it; what people only showed it stays theirs."""
        del self.orgs[org]
        self.agreements = [one for one in self.agreements if org not in (one.hub, one.customer)]
        self.books = {pair for pair in self.books if org not in pair}
        self.called = {pair for pair in self.called if org not in pair}
        for thing in (*self.cases.values(), *self.validations.values()):
            thing.shown_to = None if thing.shown_to == org else thing.shown_to
