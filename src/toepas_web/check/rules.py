"""Who may see and change a saved case. What is not said here is not allowed.

Its owner sees and changes it, and nobody else changes it: the answers of a case are what one person stands for, and a change
by another would move its duties without that person's knowing. Who is a member of the organisation it was put into, in a
role that may ``see-cases``, reads it; so does an adviser of a hub, while that organisation's consent covers ``cases``. Files,
notes and the works council's links stay with the owner. It is readable only while its owner is a member there.
"""

from __future__ import annotations

import uuid

from django.core import signing
from django.db.models import QuerySet
from django.http import Http404

from toepas_web.accounts.models import User
from toepas_web.check.models import Case, CouncilLink, Evidence
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.rules import may, with_permission

SEE = "see-cases"
_signer = signing.Signer(salt="works-council")


def case_of(user: User, case_id: uuid.UUID) -> Case:
    """A case that belongs to this account. Raises Http404 otherwise: who may not see it learns not that it exists."""
    case = Case.objects.of(user).filter(pk=case_id).first()
    if case is None:
        raise Http404
    return case


def case_read_by(user: User, case_id: uuid.UUID) -> Case:
    """A case that this account may read. Raises Http404 otherwise."""
    case = Case.objects.filter(pk=case_id).select_related("shared_with").first()
    if case is None or not (case.owner_id == user.pk or _through_its_organisation(user, case)):
        raise Http404
    return case


def _through_its_organisation(user: User, case: Case) -> bool:
    there = case.shared_with
    if there is None or not may(user, SEE, there):
        return False
    return Case.objects.in_organisation(there).filter(pk=case.pk).exists()


def organisation_read_by(user: User, organisation_id: uuid.UUID) -> Organisation:
    """An organisation whose cases this account may read. Raises Http404 otherwise."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None or not may(user, SEE, found):
        raise Http404
    return found


def cases_of_organisation(user: User, organisation: Organisation) -> QuerySet[Case]:
    """The cases of an organisation, for who may see them; for others none."""
    return Case.objects.in_organisation(organisation) if may(user, SEE, organisation) else Case.objects.none()


def cases_of_others(user: User, organisation: Organisation) -> QuerySet[Case]:
    """The same without one's own."""
    return cases_of_organisation(user, organisation).exclude(owner=user)


def may_be_put_into(user: User) -> QuerySet[Organisation]:
    """The organisations into which an account can put its cases: those of which it is a member and sees cases."""
    return with_permission(user, SEE)


def evidence_of(user: User, evidence_id: uuid.UUID) -> Evidence:
    """A file in a case that belongs to this account. Raises Http404 otherwise."""
    found = Evidence.objects.filter(pk=evidence_id, task__case__owner=user).select_related("task__case").first()
    if found is None:
        raise Http404
    return found


def council_link_of(user: User, link_id: uuid.UUID) -> CouncilLink:
    """A link to a case that belongs to this account. Raises Http404 otherwise."""
    found = CouncilLink.objects.filter(pk=link_id, case__owner=user).select_related("case").first()
    if found is None:
        raise Http404
    return found


def secret_of(link: CouncilLink) -> str:
    """What stands in the address of a link; nobody can make it up without the key of the site."""
    return _signer.sign(link.pk.hex).replace(":", ".")


def council_link_with(secret: str) -> CouncilLink:
    """The link that has this secret, while it runs and its owner's account is not suspended. Raises Http404 otherwise: withdrawn, over
    and made up look the same."""
    try:
        link_id = uuid.UUID(_signer.unsign(secret.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    found = CouncilLink.objects.filter(pk=link_id).select_related("case__owner").first()
    if found is None or not found.running or not found.case.owner.is_active:
        raise Http404
    return found
