"""The moments at which customers of a hub planned to fill in a questionnaire again, of those whose consent covers their maturity now."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from toepas_web.maturity.models import Planned
from toepas_web.organisations.models import Organisation
from toepas_web.workspace.dates import LATE, OPEN, PER_PAGE, SETTLED, Asked, consenting
from toepas_web.workspace.models import Customer
from toepas_web.workspace.rules import SEE_MATURITY


@dataclass(frozen=True, slots=True)
class Moment:
    """A planned moment with ``begun`` and ``done``; ``file`` is the id of the hub's file of the customer, None where it has none."""

    plan: Planned
    file: Any

    @property
    def day(self) -> datetime.date:
        """The day for which it is planned."""
        return self.plan.on

    @property
    def customer(self) -> str:
        """The name of the customer."""
        return self.plan.organisation.name


def _wanted(hub: Organisation, asked: Asked) -> QuerySet[Planned]:
    """The moments that are looked for, the earliest first."""
    found = Planned.objects.with_state().filter(organisation__in=consenting(hub, asked.text, SEE_MATURITY))
    if asked.state in (OPEN, SETTLED):
        found = found.filter(done=asked.state == SETTLED)
    if asked.period == LATE:
        found = found.filter(on__lt=asked.today)
    else:
        found = found.filter(on__lte=asked.today + datetime.timedelta(weeks=int(asked.period)))
    if asked.after:
        last, number = asked.after
        found = found.filter(Q(on__gt=last) | Q(on=last, id__gt=number), on__gte=last)
    return found.select_related("organisation").order_by("on", "id")


def page(hub: Organisation, asked: Asked, most: int = PER_PAGE) -> tuple[list[Moment], tuple[datetime.date, int] | None]:  # fmt: skip
    """A page of moments, and after which day and number the next one begins; None where there is none."""
    found = list(_wanted(hub, asked)[: most + 1])
    shown = found[:most]
    files = dict(
        Customer.objects.filter(hub=hub, organisation__in={one.organisation_id for one in shown})
        .order_by().values_list("organisation_id", "pk")
    )  # fmt: skip
    moments = [Moment(one, files.get(one.organisation_id)) for one in shown]
    return moments, (shown[-1].on, shown[-1].pk) if len(found) > most else None
