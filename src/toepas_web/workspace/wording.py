"""What kinds of services, sources of money, states and partners are called."""

from __future__ import annotations

from toepas.catalogue import Asset, country_name, sector_name
from toepas.kernel import Words


def service_name(kind: str, said: Words) -> str:
    """A kind of service, as hubs report them."""
    return {
        "test-before-invest": said.t("Test before invest"),
        "skills": said.t("Skills and training"),
        "investment": said.t("Support to find investment"),
        "networking": said.t("Networking"),
    }[kind]


def source_name(source: str, said: Words) -> str:
    """Whose money an investment is."""
    return {
        "own": said.t("The customer's own money"),
        "loan": said.t("A loan"),
        "equity": said.t("Money of investors"),
        "grant-eu": said.t("European funding"),
        "grant-national": said.t("National or regional funding"),
        "other": said.t("Another source"),
    }[source]


def state_name(state: str, said: Words) -> str:
    """How a referral stands."""
    return {
        "proposed": said.t("proposed"),
        "asked": said.t("asked for by the customer"),
        "granted": said.t("got it"),
        "refused": said.t("was refused"),
        "dropped": said.t("given up"),
    }[state]


def partner_name(kind: str, said: Words) -> str:
    """What kind of partner somebody is."""
    return {
        "hub": said.t("Another hub"),
        "network": said.t("A network or cluster"),
        "research": said.t("A university or research organisation"),
        "business": said.t("A firm"),
        "public": said.t("A public body"),
        "other": said.t("Somebody else"),
    }[kind]


def size_text(size: str, said: Words) -> str:
    """A size, or that it is not known."""
    return said.t("{size} people", size=size) if size else said.t("not known")


def sector_text(sector: str, said: Words) -> str:
    """A sector, or that it is not known."""
    return sector_name(sector, said) if sector else said.t("not known")


def country_text(country: str, said: Words) -> str:
    """A country, or that it is not known."""
    return country_name(country, said) if country else said.t("not known")


def scope_word(scope: str, said: Words) -> str:
    """What a customer agreed to, in a word; the id itself where it has none."""
    return {
        "cases": said.t("cases and duties"),
        "maturity": said.t("digital maturity"),
        "learning": said.t("courses"),
        "services": said.t("services and report"),
    }.get(scope, scope)


def refused(why: str, said: Words) -> str:
    """Why something is not possible, and what to do."""
    return {
        "too-many": said.t("That is as many as the workspace keeps. Remove some first."),
        "already": said.t("This customer was referred to it before. Change how that stands in the list below."),
        "agreed": said.t("This customer has agreed already."),
    }[why]


def asset_name(asset: Asset, said: Words) -> str:
    """What an asset is called: in the reader's language, else in English, else in its own."""
    return asset.name.get(said.lang) or asset.name.get("en") or next(iter(asset.name.values()))
