"""What is typed in the workspace, read: values to keep, or what is wrong with them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict

from toepas.kernel import Words
from toepas_web.catalogue.engine import collection
from toepas_web.organisations.forms import OrganisationForm
from toepas_web.ui.names import one_line
from toepas_web.workspace.models import MOST_EUROS, Collaboration, Investment, Referral, Service
from toepas_web.workspace.wording import asset_name

MOST_HOURS = 10_000
FIRST_YEAR = 2000


@dataclass(slots=True)
class Reading:
    """``values`` to keep and ``problems`` as (field, sentence); the names of fields are those of the form."""

    given: QueryDict
    said: Words
    today: datetime.date
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def text(self, name: str, most: int, needed: str = "") -> None:
        """A text of at most so many characters; ``needed`` is what to say where it is missing."""
        typed = self.given.get(name, "").strip()
        if needed and not typed:
            self.problems.append((name, needed))
        elif len(typed) > most:
            self.problems.append((name, self.said.t("At most {n} characters.", n=most)))
        self.values[name] = typed

    def choice(self, name: str, known: tuple[str, ...]) -> None:
        """One of a list."""
        typed = self.given.get(name, "")
        if typed not in known:
            self.problems.append((name, self.said.t("Choose one of the list.")))
        self.values[name] = typed

    def day(self, name: str) -> None:
        """A day that has come; today where nothing is typed."""
        typed = self.given.get(name, "").strip()
        try:
            found = datetime.date.fromisoformat(typed) if typed else self.today
        except ValueError:
            self.problems.append((name, not_a_date(typed, self.said)))
            return
        if not datetime.date(FIRST_YEAR, 1, 1) <= found <= self.today:
            self.problems.append(
                (name, self.said.t("Only a day from {year} up to today can be noted.", year=FIRST_YEAR))
            )
        self.values[name] = found

    def number(self, name: str, most: int) -> None:
        """A number from nought to ``most`` with at most two decimals, or None: not known."""
        typed = self.given.get(name, "").strip()
        self.values[name] = None
        if not typed:
            return
        try:
            found = decimal(typed)
        except InvalidOperation:
            self.problems.append(
                (name, self.said.t("'{value}' is not a number. Write it like 1234,50.", value=typed[:30]))
            )
            return
        if not 0 <= found <= most or found != round(found, 2):
            self.problems.append((name, self.said.t("Between 0 and {most}, with at most two decimals.", most=most)))
        self.values[name] = found


def not_a_date(typed: str, said: Words) -> str:
    """That it is none, and how one is written."""
    return said.t("'{value}' is not a date. Write year-month-day, such as {day}.", value=typed[:30], day="2026-03-31")


def decimal(typed: str) -> Decimal:
    """A number as people write it: a comma or a point before at most two decimals; spaces between thousands. What can be read
    in two ways (1.234) is refused. Raises InvalidOperation."""
    plain = typed.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", ".")
    whole, _, part = plain.partition(".")
    if not whole.isdecimal() or not whole.isascii() or (part and not (part.isdecimal() and part.isascii())):
        raise InvalidOperation
    if "." in plain and not 1 <= len(part) <= 2:
        raise InvalidOperation
    return Decimal(plain)


def service(read: Reading) -> None:
    """A service given."""
    read.choice("kind", Service.KINDS)
    read.day("on")
    read.number("hours", MOST_HOURS)
    read.number("value", MOST_EUROS)
    read.text("note", 2000)


def investment(read: Reading) -> None:
    """An investment that followed."""
    read.choice("source", Investment.SOURCES)
    read.day("on")
    read.number("amount", MOST_EUROS)
    read.text("evidence", 300)
    read.text("note", 2000)


def referral(read: Reading) -> None:
    """Something of the catalogue that the customer was pointed to."""
    read.text("asset", 120)
    read.day("on")
    read.choice("state", Referral.STATES)
    read.text("note", 2000)
    found = collection().get(read.values["asset"])
    if found is None:
        read.problems.append(("asset", read.said.t("The catalogue has nothing by this id. Choose from the search.")))
    else:
        read.values["name"] = asset_name(found, read.said)[:300]


def collaboration(read: Reading) -> None:
    """Work with others."""
    read.choice("kind", Collaboration.KINDS)
    read.text("partner", 120, read.said.t("Say with whom."))
    read.day("on")
    read.text("note", 2000)


READERS: dict[str, Callable[[Reading], None]] = {"service": service, "investment": investment, "referral": referral}


def period(
    given: QueryDict, today: datetime.date, said: Words
) -> tuple[datetime.date, datetime.date, list[tuple[str, str]]]:
    """The first and last day of a report: as typed, else this year so far; and what is wrong with them."""
    first, last, problems = datetime.date(today.year, 1, 1), today, []
    for name in ("from", "to"):
        typed = given.get(name, "").strip()
        if not typed:
            continue
        try:
            found = datetime.date.fromisoformat(typed)
        except ValueError:
            problems.append((name, not_a_date(typed, said)))
            continue
        first, last = (found, last) if name == "from" else (first, found)
    if not problems and first > last:
        problems.append(
            ("from", said.t("The first day must not come after the last. Turn them around, or correct one."))
        )
    return (first, last, problems) if not problems else (datetime.date(today.year, 1, 1), today, problems)


class CustomerForm:
    """What a hub knows of one customer: the name, and codes that may stay empty."""

    FIELDS = ("name", "size", "sector", "country")

    def __init__(self, given: QueryDict | None, said: Words) -> None:
        self.said = said
        self.values = {name: one_line(given.get(name, "")) if given is not None else "" for name in self.FIELDS}
        self.problems: list[tuple[str, str]] = []

    def read(self) -> dict[str, str] | None:
        """The row to keep, or None with ``problems`` filled."""
        options = OrganisationForm(self.said, None).options
        if not self.values["name"]:
            self.problems.append(("name", self.said.t("Fill in the name.")))
        elif len(self.values["name"]) > 120:
            self.problems.append(("name", self.said.t("At most {n} characters.", n=120)))
        for name in ("size", "sector", "country"):
            if self.values[name] and self.values[name] not in dict(options[name]):
                self.problems.append((name, self.said.t("Choose one of the list, or leave it empty.")))
        return None if self.problems else dict(self.values)
