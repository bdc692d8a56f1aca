"""Who may look at the queue: a role for the whole site that moderates. Nobody rules on what they sent themselves."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest

from toepas_web.accounts.models import User
from toepas_web.moderation.models import Ticket
from toepas_web.organisations.rules import site_may


def moderator(request: HttpRequest) -> User:
    """The moderator that asks. Raises Http404 for everybody else: they do not learn that the page exists."""
    user = request.user
    if not (isinstance(user, User) and site_may(user, "moderate")):
        raise Http404
    return user


def ticket_for(user: User, ticket_id: uuid.UUID) -> Ticket:
    """An open ticket of somebody else. Raises Http404 otherwise."""
    found = Ticket.objects.filter(pk=ticket_id, open=True).exclude(by=user).first()
    if found is None:
        raise Http404
    return found
