"""The only writers of validations, monitors and energy reports; each is one transaction with its line in the record."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from toepas_web.accounts.models import User
from toepas_web.assurance import work
from toepas_web.assurance.models import EnergyReport, Monitor, Validation
from toepas_web.audit.actions import record
from toepas_web.organisations.models import Organisation
from toepas_web.ui import files

MOST = {Validation: 100, Monitor: 20, EnergyReport: 200}
"""So many may one account keep."""
MOST_RUNNING = 2
"""So many validations and monitors are worked out at the same time; a report takes a processor for a minute."""


class RefusedError(Exception):
    """Not possible; the argument says why, by id: too-many, busy, running, gone, published."""


def _room(by: User, model: type[Validation | Monitor | EnergyReport]) -> None:
    if model.objects.filter(owner=by).count() >= MOST[model]:
        raise RefusedError("too-many")


def upload(
    *, by: User, title: str, name: str, pieces: Iterable[bytes], size: int, delete_on: datetime.date,
    look: Callable[[str], list[dict[str, Any]]],
) -> Validation:  # fmt: skip
    """Keep a table until its day. ``look`` gives its columns, or raises for what is no table; then nothing stays."""
    _room(by, Validation)
    place, _ = files.write(pieces)
    try:
        columns = look(place)
        with transaction.atomic():
            made = Validation.objects.create(
                owner=by, title=title, name=name, size=size, data=place, delete_on=delete_on, columns=columns
            )
            record(by=by.pk, action="data uploaded", subject=made)
    except BaseException:
        files.remove([place])
        raise
    return made


@transaction.atomic
def start(*, by: User, validation: Validation, asked: Mapping[str, Any]) -> None:
    """Ask for a report. Raises RefusedError where the data are gone, it runs already, others run, or it is published as it is."""
    locked = Validation.objects.select_for_update().get(pk=validation.pk)
    if not locked.data:
        raise RefusedError("gone")
    if locked.published:
        raise RefusedError("published")
    if locked.state == Validation.RUNNING and work.still(locked):
        raise RefusedError("running")
    if work.running() >= MOST_RUNNING:
        raise RefusedError("busy")
    locked.state, locked.asked, locked.problem, locked.started = Validation.RUNNING, dict(asked), {}, timezone.now()
    locked.save(update_fields=["state", "asked", "problem", "started"])
    record(by=by.pk, action="validation asked for", subject=locked)
    transaction.on_commit(lambda: work.begin("validation", locked.pk))


@transaction.atomic
def keep_report(*, validation_id: object, place: str, outcome: str, made: datetime.date) -> None:
    """Take up a report that was made; that of before goes. Where the validation was deleted meanwhile, the report goes too."""
    locked = Validation.objects.select_for_update().filter(pk=validation_id).first()
    if locked is None:
        transaction.on_commit(lambda: files.remove([place]))
        return
    before = locked.report
    locked.state, locked.report, locked.outcome, locked.made = Validation.DONE, place, outcome, made
    locked.save(update_fields=["state", "report", "outcome", "made"])
    record(by=locked.owner_id, action="validation made", subject=locked)
    transaction.on_commit(lambda: files.remove([before]))


def fail(*, model: type[Validation | Monitor], pk: object, problem: Mapping[str, str]) -> None:
    """Say why nothing came of it."""
    model.objects.filter(pk=pk).update(state=model.FAILED, problem=dict(problem))


@transaction.atomic
def settle(
    *, by: User, validation: Validation, title: str, delete_on: datetime.date, organisation: Organisation | None
) -> None:
    """Change what it is called, when its data go, and which organisation sees it."""
    validation.title, validation.delete_on, validation.organisation = title, delete_on, organisation
    validation.save(update_fields=["title", "delete_on", "organisation"])
    record(by=by.pk, action="validation changed", subject=validation)


@transaction.atomic
def forget(*, by: User | None, validation: Validation) -> None:
    """Delete the uploaded rows, and what a message quoted of them; ``by`` is None where their day has come. The report stays."""
    locked = Validation.objects.select_for_update().get(pk=validation.pk)
    place, locked.data, locked.problem = locked.data, "", {}
    locked.save(update_fields=["data", "problem"])
    record(by=by.pk if by else None, action="data deleted", subject=locked)
    transaction.on_commit(lambda: files.remove([place]))


def forget_due(day: datetime.date) -> int:
    """Delete the rows whose day has come; gives back of how many validations."""
    due = list(Validation.objects.due(day))
    for one in due:
        forget(by=None, validation=one)
    return len(due)


@transaction.atomic
def remove(*, by: User, thing: Validation | Monitor | EnergyReport) -> None:
    """Delete one of them with everything in it, also where it was published."""
    places = places_of(thing)
    record(by=by.pk, action=f"{type(thing).__name__.lower()} deleted", subject=thing)
    thing.delete()
    transaction.on_commit(lambda: files.remove(places))


def places_of(thing: Validation | Monitor | EnergyReport) -> list[str]:
    """The files that belong to it."""
    if isinstance(thing, Validation):
        return [thing.data, thing.report]
    return [thing.folder] if isinstance(thing, Monitor) else []


@transaction.atomic
def publish(*, by: User, thing: Validation | EnergyReport, asset: str) -> None:
    """Show it to everybody with an entry of the catalogue; with an empty ``asset`` no longer."""
    thing.asset, thing.published = asset, timezone.now() if asset else None
    thing.save(update_fields=["asset", "published"])
    record(by=by.pk, action="evidence published" if asset else "evidence withdrawn", subject=thing)


@transaction.atomic
def make_monitor(*, by: User, validation: Validation, title: str, asked: Mapping[str, Any]) -> Monitor:
    """Ask for a monitor that compares with the data of a validation."""
    _room(by, Monitor)
    if not validation.data:
        raise RefusedError("gone")
    if work.running() >= MOST_RUNNING:
        raise RefusedError("busy")
    made = Monitor.objects.create(
        owner=by, validation=validation, title=title, asked=dict(asked), folder=files.new_place("monitor"), started=timezone.now(),
    )  # fmt: skip
    record(by=by.pk, action="monitor asked for", subject=made)
    transaction.on_commit(lambda: work.begin("monitor", made.pk))
    return made


def monitor_made(*, monitor_id: object, folder: str) -> None:
    """Take up the folder of a monitor; it goes where the monitor was deleted meanwhile."""
    if not Monitor.objects.filter(pk=monitor_id).update(state=Monitor.READY):
        files.remove([folder])


def fed(*, by: User, monitor: Monitor, action: str) -> None:
    """Note that something was added to a monitor, whose own log says what."""
    record(by=by.pk, action=action, subject=monitor)


@transaction.atomic
def keep_energy(*, by: User, title: str, report: Mapping[str, Any]) -> EnergyReport:
    """Keep an energy report."""
    _room(by, EnergyReport)
    made = EnergyReport.objects.create(owner=by, title=title, report=dict(report))
    record(by=by.pk, action="energy report kept", subject=made)
    return made


def erase(user: User) -> Callable[[], None]:
    """Remove everything of an account; the files go once the database has let go of them."""
    things = [*Validation.objects.of(user), *Monitor.objects.filter(owner=user)]
    places = [place for thing in things for place in places_of(thing)]
    for model in (Monitor, Validation, EnergyReport):
        model.objects.filter(owner=user).delete()
    return lambda: files.remove(places)
