"""Refused access goes into the record: an account asked for something that is there and is not theirs.

Noted are the account, the name of the page and the id of the thing: no address, no text, nothing of who has no account. An account
is noted for the same thing on the same page once an hour, and for a hundred things a day, so that nobody fills the record.
"""

from __future__ import annotations

import datetime
import functools
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import AutoField, Field, Model, UUIDField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.audit.models import Event

REFUSED, MORE = "refused", "refused: more, not noted"
MOST = 100
"""So many lines of refusals may one account cause in a day."""
MOST_VALUES = 8
"""So many ids of a form are looked up."""
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


class NoteRefusals:
    """Notes what the rules of a page refused (403, or 404 for who may not know that it is there)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note a refusal. The interface for programs turns its refusals into answers by itself."""
        response = self.get_response(request)
        by_a_rule = getattr(request, "was_refused", False) or request.path.startswith("/api/")
        if by_a_rule and response.status_code in (403, 404):
            _note(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Only what a page raises counts: an address that is not there, or a form that was too old, does not."""
        request.was_refused = isinstance(exception, (Http404, PermissionDenied))  # type: ignore[attr-defined]  # what is told from here to the answer


def _note(request: HttpRequest) -> None:
    user, match = request.user, request.resolver_match
    if not isinstance(user, User) or match is None:
        return
    now, action = timezone.now(), f"{REFUSED}: {match.view_name}"[:40]
    own = Event.objects.filter(actor=user.pk, action__startswith=REFUSED, at__gt=now - DAY)
    if (count := own.count()) > MOST:
        return
    found = [thing for name, value in _given(request, match.kwargs) if (thing := _thing(name, value))]
    if not found:
        return
    thing, place = found[-1], f"{type(found[-1]).__name__.lower()}:{found[-1].pk}"
    if count == MOST:
        record(by=user.pk, action=MORE, subject=None)
    elif not own.filter(action=action, subject=place, at__gt=now - HOUR).exists():
        record(by=user.pk, action=action, subject=thing)


def _given(request: HttpRequest, kwargs: dict[str, object]) -> Iterator[tuple[str, object]]:
    """What the address names, then what the form names: of several the last thing that is there is the one that was refused."""
    yield from kwargs.items()
    if request.content_type != "application/json":
        ids = dict.fromkeys(value for value in request.POST.values() if _uuid(value))
        yield from [("", value) for value in list(ids)[:MOST_VALUES]]


def _uuid(value: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None


def _thing(name: str, value: object) -> Model | None:
    """What an id stands for, without anything read of it; None where there is nothing."""
    if isinstance(value, int):
        kinds = [model for model in _with_key(AutoField) if _is_called(model, name)]
    else:
        value = _uuid(value)
        if value is None:
            return None
        kinds = sorted(_with_key(UUIDField), key=lambda model: not _is_called(model, name))
    found = next((model for model in kinds if model.objects.filter(pk=value).exists()), None)
    return found(pk=value) if found else None


def _is_called(model: Any, name: str) -> bool:
    return f"{model.__name__.lower()}_id" == name


@functools.cache
def _with_key(kind: type[Field]) -> tuple[Any, ...]:
    """What the site keeps that has such a key, except accounts, which no address names."""
    kept = [model for model in apps.get_models() if model is not User and hasattr(model, "objects")]
    return tuple(model for model in kept if isinstance(model._meta.pk, kind))  # noqa: SLF001 (what Django documents for this)
