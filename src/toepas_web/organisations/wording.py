"""What kinds of organisations, roles and scopes of consent are called."""

from __future__ import annotations

from toepas.kernel import Words
from toepas_web.organisations.roles import roles


def kind_name(kind: str, said: Words) -> str:
    """What a kind of organisation is called."""
    return {
        "firm": said.t("Firm"),
        "public-body": said.t("Public body"),
        "hospital": said.t("Hospital or other care provider"),
        "hub": said.t("European Digital Innovation Hub"),
        "provider": said.t("Provider of AI"),
        "research": said.t("University or research organisation"),
        "association": said.t("Association, union or civil society"),
        "other": said.t("Something else"),
    }[kind]


def role_name(kind: str, name: str, said: Words) -> str:
    """What a role, or a scope of consent, is called; the id itself where it is no longer in the file."""
    names = {
        "organisation": {
            "owner": said.t("Owner"),
            "member": said.t("Member"),
            "adviser": said.t("Adviser"),
        },
        "consent": {
            "cases": said.t("See the cases and their duties"),
            "maturity": said.t("See the digital maturity, and fill in assessments together"),
            "learning": said.t("See which courses are followed, without names of people"),
            "services": said.t("Keep which services were given, and count them in the report of the hub"),
        },
        "site": {
            "curator": said.t("Curator"),
            "analyst": said.t("Analyst"),
            "policy-maker": said.t("Policy maker"),
            "administrator": said.t("Administrator"),
        },
    }
    return names[kind].get(name, name)


def choices(kind: str, said: Words) -> list[tuple[str, str]]:
    """Id and name of the roles or scopes of a kind."""
    return [(name, role_name(kind, name, said)) for name in roles(kind)]
