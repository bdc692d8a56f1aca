"""The form that describes an organisation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.http import QueryDict

from toepas.catalogue import country_name, sector_name
from toepas.kernel import Words, sectors
from toepas_web.organisations.models import Invitation, Organisation
from toepas_web.organisations.roles import roles
from toepas_web.organisations.wording import kind_name
from toepas_web.ui.names import one_line

COUNTRIES = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT",
    "RO", "SE", "SI", "SK", "IS", "LI", "NO",
)  # fmt: skip
"""The member states and the others of the European Economic Area; Greece as the statistical office writes it."""
FIELDS = ("name", "kind", "sector", "size", "country", "region")
MOST = {"name": 120, "region": 80}
NEEDED = ("kind", "country")
validate_length = MaxLengthValidator(254)
"""Mail servers take no longer address, and the database neither."""


class OrganisationForm:
    """The fields as typed or as they are, what they can be, and what is wrong with them."""

    def __init__(self, said: Words, shown: Organisation | None, given: QueryDict | None = None) -> None:
        self.said = said
        source = (lambda name: given.get(name, "")) if given is not None else (lambda name: getattr(shown, name, ""))
        self.values = {name: one_line(str(source(name))) for name in FIELDS}
        self.problems: list[tuple[str, str]] = []

    @property
    def options(self) -> dict[str, list[tuple[str, str]]]:
        """Code and name of everything that can be chosen."""
        said = self.said
        return {
            "kind": [(kind, kind_name(kind, said)) for kind in Organisation.KINDS],
            "sector": sorted(((code, sector_name(code, said)) for code in sectors()), key=lambda pair: pair[1]),
            "size": [(size, said.t("{size} people", size=size)) for size in Organisation.SIZES],
            "country": sorted(((code, country_name(code, said)) for code in COUNTRIES), key=lambda pair: pair[1]),
        }

    def read(self) -> dict[str, str] | None:
        """The texts to keep, or None with ``problems`` filled."""
        said, given = self.said, self.values
        if not given["name"]:
            self.problems.append(("name", said.t("Fill in the name.")))
        for name, most in MOST.items():
            if len(given[name]) > most:
                self.problems.append((name, said.t("At most {n} characters.", n=most)))
        options, choose = self.options, {
            "kind": said.t("Choose what kind of organisation it is."),
            "country": said.t("Choose the country."),
            "sector": said.t("Choose a sector of the list, or leave it empty."),
            "size": said.t("Choose a size of the list, or leave it empty."),
        }  # fmt: skip
        for name, text in choose.items():
            if given[name] not in dict(options[name]) and (name in NEEDED or given[name]):
                self.problems.append((name, text))
        return None if self.problems else dict(given)


def address(given: QueryDict, field: str, said: Words) -> tuple[str, list[tuple[str, str]]]:
    """The e-mail address that was typed, and what is wrong with it."""
    typed = given.get(field, "").strip()
    try:
        validate_email(typed)
        validate_length(typed)
    except ValidationError:
        return typed, [(field, said.t("This is no e-mail address. Expected is something like name@example.eu."))]
    return typed, []


def nothing_agreed(given: QueryDict, found: Invitation, said: Words) -> list[tuple[str, str]]:
    """What is wrong where somebody agrees that a hub works for them, and ticks nothing."""
    if found.kind == Invitation.MEMBER or given.get("answer") != "yes" or given.getlist("scopes"):
        return []
    first = next(iter(roles("consent")))
    return [(f"scope-{first}", said.t("Tick at least one thing that the hub may see or do. If it may see nothing, choose Decline."))]  # fmt: skip


def refused(why: str, said: Words) -> str:
    """Why something is not possible, and what to do."""
    reasons: dict[str, Any] = {
        "too-many": said.t("That is as many as one can have. Withdraw or delete one first."),
        "last-owner": said.t("An organisation needs an owner. Make somebody else owner first."),
        "too-often": said.t("That is as many invitations as can be sent in a day. Try again tomorrow."),
        "member": said.t("Who has this address is a member already."),
        "agreed": said.t("This organisation lets the hub work for it already. Change what it sees on the page of the organisation."),
        "alone": said.t("You are the only member. Ask somebody else to join first, or delete the organisation."),
        "stale": said.t("Somebody changed it in the meantime. Open it again, so that nothing is lost."),
        "unknown-role": said.t("Choose one of the list."),
        "itself": said.t("A hub cannot be a customer of itself."),
        "ended": said.t("This has ended in the meantime."),
    }  # fmt: skip
    return str(reasons[why])
