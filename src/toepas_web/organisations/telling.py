"""Notices about consent: who is told when a customer lets a hub see its data, changes that or ends it, and how that reads."""

from __future__ import annotations

from collections.abc import Mapping

from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.notices.actions import notify_all
from toepas_web.notices.registry import Kind
from toepas_web.organisations.models import Engagement, Organisation
from toepas_web.organisations.rules import ADVISE, CONSENT, people_with

GIVEN, CHANGED, ENDED = "consent-given", "consent-changed", "consent-ended"


def of_consent(engagement: Engagement, kind: str, by: User) -> None:
    """The advisers of the hub; that it ended, also those who decide for the customer. Not who did it."""
    _tell(engagement, kind, engagement.hub, ADVISE, by)
    if kind == ENDED:
        _tell(engagement, kind, engagement.customer, CONSENT, by)


def _tell(engagement: Engagement, kind: str, organisation: Organisation, permission: str, by: User) -> None:
    people = people_with(permission, organisation).exclude(pk=by.pk)
    notify_all(people, kind, ("organisation", str(organisation.pk)), engagement=engagement.pk)


def _names(values: Mapping[str, str], state: str) -> dict[str, str] | None:
    found = Engagement.objects.filter(pk=values["engagement"], state=state).select_related("hub", "customer").first()
    return {"hub": found.hub.name, "customer": found.customer.name} if found else None


def _given(values: Mapping[str, str], said: Words) -> str | None:
    names = _names(values, Engagement.AGREED)
    return said.t("{customer} lets {hub} work for it.", **names) if names else None


def _changed(values: Mapping[str, str], said: Words) -> str | None:
    names = _names(values, Engagement.AGREED)
    return said.t("{customer} changed what {hub} may see.", **names) if names else None


def _ended(values: Mapping[str, str], said: Words) -> str | None:
    names = _names(values, Engagement.ENDED)
    return said.t("{hub} no longer works for {customer}, and sees nothing of it any more.", **names) if names else None


KINDS = (
    Kind(GIVEN, lambda said: said.t("A customer that lets your hub work for it"), _given),
    Kind(CHANGED, lambda said: said.t("A customer that changed what your hub may see"), _changed),
    Kind(ENDED, lambda said: said.t("An agreement between a hub and a customer that ended"), _ended),
)
