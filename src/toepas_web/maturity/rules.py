"""Who may see and answer: as the roles in the organisation and the consent of a customer say. Others get Http404."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import Http404

from toepas_web.accounts.models import User
from toepas_web.maturity.models import Assessment, Impact
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.rules import open_to, organisation_for, site_may

SEE, ANSWER, REMOVE, CONSENT = "see-maturity", "answer-maturity", "delete", "consent"
AGGREGATES, PUBLISH = "see-aggregates", "publish-aggregates"


def assessment_for(user: User, assessment_id: uuid.UUID, permission: str) -> Assessment:
    """An assessment, for doing this with it. Raises Http404 or PermissionDenied as ``organisation_for`` does."""
    found = Assessment.objects.filter(pk=assessment_id).select_related("organisation", "score").first()
    if found is None:
        raise Http404
    organisation_for(user, found.organisation_id, permission)
    return found


def impact_for(user: User, impact_id: uuid.UUID, permission: str) -> Impact:
    """What is measured of an effect, for doing this with it. Raises as ``assessment_for``."""
    found = Impact.objects.filter(pk=impact_id).select_related("organisation").first()
    if found is None:
        raise Http404
    organisation_for(user, found.organisation_id, permission)
    return found


def seen_by(user: User) -> QuerySet[Organisation]:
    """The organisations whose maturity an account may see: its own, and customers that let its hub."""
    return Organisation.objects.filter(pk__in=open_to(user, SEE)).order_by("name", "id")


def must_see_aggregates(user: User) -> None:
    """Raises Http404 for who may not see figures over all organisations."""
    if not site_may(user, AGGREGATES):
        raise Http404


def must_publish(user: User) -> None:
    """Raises Http404 for who may not publish figures."""
    if not site_may(user, PUBLISH):
        raise Http404
