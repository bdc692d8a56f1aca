"""Who may see and change entries, kept searches and wishes: their owner, nobody else. Who may not learns not that it exists."""

from __future__ import annotations

import uuid

from django.http import Http404

from toepas_web.accounts.models import User
from toepas_web.catalogue.models import Entry, Greeting, Watch, Wish


def entry_of(user: User, entry_id: uuid.UUID) -> Entry:
    """An entry of this account. Raises Http404 otherwise."""
    found = Entry.objects.of(user).filter(pk=entry_id).first()
    if found is None:
        raise Http404
    return found


def watch_of(user: User, watch_id: uuid.UUID) -> Watch:
    """A kept search of this account. Raises Http404 otherwise."""
    found = Watch.objects.filter(owner=user, pk=watch_id).first()
    if found is None:
        raise Http404
    return found


def wish_of(user: User, wish_id: uuid.UUID) -> Wish:
    """A wish of this account. Raises Http404 otherwise."""
    found = Wish.objects.filter(owner=user, pk=wish_id).first()
    if found is None:
        raise Http404
    return found


def greeting_to(user: User, greeting_id: uuid.UUID) -> Greeting:
    """A greeting to a wish of this account that was not answered. Raises Http404 otherwise."""
    found = Greeting.objects.filter(theirs__owner=user, pk=greeting_id, state=Greeting.ASKED).first()
    if found is None:
        raise Http404
    return found
