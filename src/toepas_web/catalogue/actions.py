"""The only writers of entries, kept searches and wishes. Each is one transaction with its line in the record."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.catalogue import together
from toepas_web.catalogue.engine import forget
from toepas_web.catalogue.models import Entry, Greeting, Watch, Wish
from toepas_web.catalogue.moderated import KIND
from toepas_web.moderation import actions as moderation

MOST_ENTRIES = 100
MOST_WATCHES = 30
MOST_WISHES = 10


class TooManyError(Exception):
    """This account keeps as many as one may."""


class StaleError(Exception):
    """It was changed in the meantime, often by the same person in another window."""


@transaction.atomic
def create_entry(*, by: User, draft: dict[str, Any], call: str = "") -> Entry:
    """Begin an entry. Raises TooManyError."""
    if Entry.objects.of(by).count() >= MOST_ENTRIES:
        raise TooManyError
    entry = Entry(owner=by, call=call)
    entry.draft = {**draft, "id": entry.asset_id}
    entry.save(force_insert=True)
    record(by=by.pk, action="entry begun", subject=entry)
    return entry


@transaction.atomic
def change_entry(*, by: User, entry: Entry, draft: dict[str, Any], number: int) -> None:
    """Change the draft; what is shown stays until somebody looked at it. Raises StaleError."""
    locked = Entry.objects.select_for_update().get(pk=entry.pk)
    if locked.number != number:
        raise StaleError
    moderation.drop(by=by, kind=KIND, subject=locked.pk)
    locked.draft = {**draft, "id": locked.asset_id}
    locked.state, locked.number = Entry.DRAFT, locked.number + 1
    locked.save()
    record(by=by.pk, action="entry changed", subject=locked)


@transaction.atomic
def send_entry(*, by: User, entry: Entry) -> None:
    """Send the draft in, to be looked at."""
    locked = Entry.objects.select_for_update().get(pk=entry.pk)
    locked.state = Entry.SENT
    locked.save(update_fields=["state", "changed"])
    moderation.ask(by=by, kind=KIND, subject=locked.pk)
    record(by=by.pk, action="entry sent", subject=locked)


@transaction.atomic
def withdraw_entry(*, by: User, entry: Entry) -> None:
    """Delete an entry; it is no longer shown."""
    moderation.drop(by=by, kind=KIND, subject=entry.pk)
    record(by=by.pk, action="entry withdrawn", subject=entry)
    entry.delete()
    transaction.on_commit(forget)


@transaction.atomic
def keep_watch(*, by: User, name: str, query: str, told: list[str], on: datetime.date) -> Watch:
    """Keep a search; what it finds today counts as told. Raises TooManyError."""
    there = Watch.objects.filter(owner=by, query=query).first()
    if there:
        return there
    if Watch.objects.filter(owner=by).count() >= MOST_WATCHES:
        raise TooManyError
    watch = Watch.objects.create(owner=by, name=name, query=query, told=told, last=on)
    record(by=by.pk, action="search kept", subject=watch)
    return watch


@transaction.atomic
def change_watch(*, by: User, watch: Watch, rhythm: str) -> None:
    """Change how often one hears, or delete it (an empty rhythm)."""
    record(by=by.pk, action="kept search changed", subject=watch)
    if rhythm in Watch.RHYTHMS:
        watch.rhythm = rhythm
        watch.save(update_fields=["rhythm"])
    else:
        watch.delete()


def note_told(*, watch: Watch, told: list[str], on: datetime.date) -> None:
    """Remember what was told, and when."""
    watch.told, watch.last = told, on
    watch.save(update_fields=["told", "last"])


@transaction.atomic
def agree(*, by: User, need: dict[str, Any]) -> Wish:
    """Agree to be found by others who seek the same. Raises TooManyError."""
    if Wish.objects.filter(owner=by).count() >= MOST_WISHES:
        raise TooManyError
    wish = Wish.objects.create(owner=by, need=need)
    record(by=by.pk, action="agreed to be found", subject=wish)
    return wish


@transaction.atomic
def withdraw_wish(*, by: User, wish: Wish) -> None:
    """No longer be found; greetings go with it."""
    record(by=by.pk, action="consent withdrawn", subject=wish)
    wish.delete()


@transaction.atomic
def greet(*, by: User, mine: Wish, theirs: Wish) -> None:
    """Ask the owner of another wish to get in touch; they see what one seeks, not who one is."""
    greeting, made = Greeting.objects.get_or_create(mine=mine, theirs=theirs)
    if made:
        record(by=by.pk, action="greeted", subject=greeting)
        together.asked(greeting)


@transaction.atomic
def answer(*, by: User, greeting: Greeting, accept: bool) -> None:
    """Answer a greeting; when it is accepted, both learn each other's address."""
    greeting.state = Greeting.ACCEPTED if accept else Greeting.DECLINED
    greeting.save(update_fields=["state"])
    record(by=by.pk, action=f"greeting {greeting.state}", subject=greeting)
    if accept:
        together.agreed(greeting)
