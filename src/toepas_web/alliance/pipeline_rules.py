"""Who may do what in a pipeline: the organisation shows evidence, the programme sets gates and confirms documents. Nobody does both."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from toepas_web.accounts.models import User
from toepas_web.alliance.call_rules import APPLY, OPEN_CALLS, SEE_APPLICATIONS
from toepas_web.alliance.pipeline_models import Project, Shown, Step
from toepas_web.organisations import rules as organisations


def may_run(user: User, project: Project) -> bool:
    """Whether this account may set gates and confirm documents: by its role for the site, and never for its own organisation."""
    return organisations.site_may(user, OPEN_CALLS) and not organisations.role_in(user, project.organisation)


def project_for(user: User, project_id: uuid.UUID) -> Project:
    """A project to see. Raises Http404 for everybody but its organisation and the programme."""
    found = Project.objects.select_related("organisation").filter(pk=project_id).first()
    if found is None or not (may_run(user, found) or organisations.may(user, SEE_APPLICATIONS, found.organisation)):
        raise Http404
    return found


def project_to_run(user: User, project_id: uuid.UUID) -> Project:
    """A project to set gates for. Raises as ``project_for``, and PermissionDenied for who may see it only."""
    found = project_for(user, project_id)
    if not may_run(user, found):
        raise PermissionDenied
    return found


def step_for(user: User, step_id: uuid.UUID, *, run: bool) -> Step:
    """A gate, to confirm documents (``run``) or to show evidence. Raises Http404 or PermissionDenied."""
    found = Step.objects.select_related("project__organisation").filter(pk=step_id).first()
    if found is None:
        raise Http404
    project_for(user, found.project_id)
    able = may_run(user, found.project) if run else organisations.may(user, APPLY, found.project.organisation)
    if not able:
        raise PermissionDenied
    return found


def shown_for(user: User, shown_id: uuid.UUID) -> Shown:
    """A file that was shown. Raises Http404 for everybody but its organisation and the programme."""
    found = Shown.objects.select_related("step").filter(pk=shown_id).first()
    if found is None:
        raise Http404
    project_for(user, found.step.project_id)
    return found
