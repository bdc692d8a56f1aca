"""Notices about planned moments: soon, or passed without being done. Each is told once for one day, to the owners of the organisation and to
advisers of a hub that may see its maturity; it says nothing any more once who was told left, or the consent ended."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.utils import timezone

from toepas.kernel import Words
from toepas_web.maturity.models import Planned
from toepas_web.maturity.rules import CONSENT, SEE
from toepas_web.maturity.wording import moment_text
from toepas_web.notices.actions import notify
from toepas_web.notices.limits import limits
from toepas_web.notices.registry import Kind
from toepas_web.organisations.rules import ADVISE, consenting, seats_with

OWN, CUSTOMERS = "maturity-moment", "maturity-customer-moment"
SOON, LATE = "soon", "late"


def remind(now: datetime.datetime) -> None:
    """Tell of what is planned within so many days, or was planned for as many days before. What is older was told, or is no news."""
    today, days = timezone.localdate(now), datetime.timedelta(days=limits()["soon-days"])
    waiting = Planned.objects.waiting().select_related("organisation").order_by("on", "id")
    for told, first, last in ((LATE, today - days, today - datetime.timedelta(days=1)), (SOON, today, today + days)):
        for one in waiting.filter(on__gte=first, on__lte=last).iterator(1000):
            _remind(one, told)


def _remind(one: Planned, told: str) -> None:
    address = ("maturity-organisation", str(one.organisation_id))
    about = {"plan": one.pk, "due": one.on, "told": told}
    for seat in seats_with(CONSENT, one.organisation):
        notify(seat.user, OWN, address, once=True, **about, member=seat.pk)
    for agreed in consenting(SEE).filter(customer=one.organisation).select_related("hub"):
        for seat in seats_with(ADVISE, agreed.hub):
            notify(seat.user, CUSTOMERS, address, once=True, **about, member=seat.pk, engagement=agreed.pk)


def _planned(values: Mapping[str, str]) -> Planned | None:
    """The moment, as long as it is planned for the day that was told, and not done."""
    day = datetime.date.fromisoformat(values["due"])
    return Planned.objects.waiting().filter(pk=values["plan"], on=day).select_related("organisation").first()


def _own(values: Mapping[str, str], said: Words) -> str | None:
    one = _planned(values)
    if one is None or not seats_with(CONSENT, one.organisation).filter(pk=values["member"]).exists():
        return None
    return _text(one, values["told"], said)


def _of_customer(values: Mapping[str, str], said: Words) -> str | None:
    one = _planned(values)
    agreed = consenting(SEE).filter(pk=values["engagement"]).select_related("hub").first()
    if one is None or agreed is None or agreed.customer_id != one.organisation_id:
        return None
    return _text(one, values["told"], said) if seats_with(ADVISE, agreed.hub).filter(pk=values["member"]).exists() else None  # fmt: skip


def _text(one: Planned, told: str, said: Words) -> str:
    parts = {
        "moment": moment_text(one.questionnaire, one.stage, said),
        "name": one.organisation.name,
        "day": said.date(one.on),
    }
    if told == LATE:
        return said.t("Planned for {day}, and not filled in: {moment} ({name})", **parts)
    return said.t("Planned for {day}: {moment} ({name})", **parts)


KINDS = (
    Kind(OWN, lambda said: said.t("A moment at which your organisation planned to look at its maturity"), _own),
    Kind(CUSTOMERS, lambda said: said.t("A moment at which a customer planned to look at its maturity"), _of_customer),
)
