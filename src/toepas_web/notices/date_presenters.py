"""Dates as pages show them."""

from __future__ import annotations

import datetime
import itertools
import uuid
from typing import Any

from django.conf import settings
from django.urls import reverse

from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.notices.dates import Dated
from toepas_web.notices.feeds import key_of
from toepas_web.notices.models import Feed
from toepas_web.notices.wording import moment

WEEKS = (4, 13, 52, 520)


def weeks(given: str) -> int:
    """How many weeks ahead are shown; the fewest where nothing else was asked for."""
    return int(given) if given in map(str, WEEKS) else WEEKS[0]


def periods(said: Words) -> list[tuple[int, str]]:
    """How far ahead one can look."""
    names = {4: said.t("4 weeks"), 13: said.t("13 weeks"), 52: said.t("a year"), 520: said.t("ten years")}
    return [(number, names[number]) for number in WEEKS]


def when(one: Dated, said: Words) -> str:
    """The day, or the moment in its own zone and in UTC."""
    return moment(one.when, one.zone, said) if isinstance(one.when, datetime.datetime) else said.date(one.when)


def row(one: Dated, said: Words) -> dict[str, Any]:
    """A line in a list of dates."""
    return {
        "day": when(one, said),
        "text": one.text,
        "address": one.address,
        "note": one.note,
        "cancelled": one.cancelled,
    }


def by_day(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Lines that follow each other on the same day, under that day."""
    return [(day, list(found)) for day, found in itertools.groupby(rows, lambda row: str(row["day"]))]


def address(user: User, hub: uuid.UUID | None, name: str) -> str:
    """The address that this account gave its calendar program, ``name`` being that of the page; empty where there is none."""
    found = Feed.objects.filter(user=user, hub=hub).first()
    return settings.URL + reverse(name, args=[key_of(found)]) if found else ""
