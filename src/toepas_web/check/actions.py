"""The only writers of saved cases. Each is one transaction with its line in the record; files follow the database."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from toepas.check import Answers, check, unpack
from toepas.law import data_version
from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.check import days
from toepas_web.check.models import Case, CouncilLink, Evidence, Revision, Task
from toepas_web.check.outcome import Outcome, differences, outcome
from toepas_web.organisations.models import Organisation
from toepas_web.ui import files
from toepas_web.ui.uploads import Upload

MOST_LINKS = 10
"""So many links of one case may run at once."""
MOST_CASES, MOST_BYTES = 500, 500_000_000
"""So many cases may one account keep, and so much in files with their duties."""


class TooManyError(Exception):
    """As many links as one case may have, or as many cases or as much in files as one account may keep."""


class StaleError(Exception):
    """Somebody (often the same person in another window) changed the case in the meantime."""


def current(case: Case, on: datetime.date) -> Outcome:
    """What the case comes out as today, under the law data of today."""
    answers, _ = unpack(case.answers)
    return outcome(check(answers.facts, on))


@transaction.atomic
def create(*, by: User, answers: Answers, texts: dict[str, str], on: datetime.date) -> Case:
    """Save a case for the first time. Raises TooManyError."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Case.objects.of(by).count() >= MOST_CASES:
        raise TooManyError
    seen = outcome(check(answers.facts, on))
    case = Case.objects.create(owner=by, answers=answers.pack(), seen=seen, law_data=data_version(), **texts)
    _revise(case, Revision.CREATED, [])
    record(by=by.pk, action="case created", subject=case)
    return case


@transaction.atomic
def change_answers(
    *, by: User, case: Case, answers: Answers, number: int, on: datetime.date
) -> list[dict[str, object]]:
    """Replace the answers; returns what that changed. Raises StaleError unless ``number`` is the newest revision."""
    case = _locked(case, number)
    seen = outcome(check(answers.facts, on))
    changes = differences(case.seen, seen)
    case.answers, case.seen, case.law_data, case.number = answers.pack(), seen, data_version(), case.number + 1
    case.save()
    _revise(case, Revision.FACTS, changes)
    record(by=by.pk, action="answers changed", subject=case)
    return changes


@transaction.atomic
def change_texts(*, by: User, case: Case, texts: dict[str, str]) -> None:
    """Rename a case or describe it otherwise."""
    for name, text in texts.items():
        setattr(case, name, text)
    case.save(update_fields=[*texts, "changed"])
    record(by=by.pk, action="case renamed", subject=case)


@transaction.atomic
def put_into(*, by: User, case: Case, organisation: Organisation | None) -> None:
    """Let the members of an organisation read a case; with None nobody but its owner."""
    case.shared_with = organisation
    case.save(update_fields=["shared_with"])
    days.keep(case)
    record(by=by.pk, action="case put into an organisation" if organisation else "case taken back", subject=case)


@transaction.atomic
def make_council_link(*, by: User, case: Case, days: int) -> CouncilLink:
    """A link for the works council that runs for so many days. Raises TooManyError."""
    running = Case.objects.select_for_update().get(pk=case.pk).council_links.filter(withdrawn=None)
    if running.filter(expires__gt=timezone.now()).count() >= MOST_LINKS:
        raise TooManyError
    made = CouncilLink.objects.create(case=case, expires=timezone.now() + datetime.timedelta(days=days))
    record(by=by.pk, action="works council link made", subject=made)
    return made


@transaction.atomic
def withdraw_council_link(*, by: User, link: CouncilLink) -> None:
    """From now on the link opens nothing."""
    if link.withdrawn is None:
        link.withdrawn = timezone.now()
        link.save(update_fields=["withdrawn"])
        record(by=by.pk, action="works council link withdrawn", subject=link)


@transaction.atomic
def acknowledge(*, by: User, case: Case, number: int, on: datetime.date) -> None:
    """The owner has seen what changed without their doing: new law data, or a date that has come."""
    case = _locked(case, number)
    now = current(case, on)
    changes = differences(case.seen, now)
    case.seen, case.law_data, case.number = now, data_version(), case.number + 1
    case.save()
    _revise(case, Revision.LAW, changes)
    record(by=by.pk, action="changes seen", subject=case)


@transaction.atomic
def note_told(*, case: Case, keys: list[str]) -> None:
    """Remember what the owner was told by mail, so that it is told once. Nobody's doing: no line in the record."""
    case.told = [*case.told, *keys][-500:]
    case.save(update_fields=["told"])


@transaction.atomic
def remove(*, by: User, case: Case) -> None:
    """Delete a case with its tasks, history and files."""
    places = list(Evidence.objects.filter(task__case=case).values_list("place", flat=True))
    record(by=by.pk, action="case deleted", subject=case)
    case.delete()
    transaction.on_commit(lambda: files.remove(places))


@transaction.atomic
def change_task(
    *, by: User, case: Case, duty: str, status: str, who: str, due: datetime.date | None, note: str
) -> Task:
    """Say how it stands with a duty."""
    values = {"status": status, "who": who, "due": due, "note": note}
    task, _ = Task.objects.update_or_create(case=case, duty=duty, defaults=values)
    days.keep(case)
    record(by=by.pk, action="task changed", subject=task)
    return task


def add_evidence(*, by: User, case: Case, duty: str, upload: Upload) -> Evidence:
    """Keep a file with a duty. It is wholly on disk before the database speaks of it. Raises TooManyError."""
    kept = Evidence.objects.filter(task__case__owner=by).aggregate(all=Sum("size"))["all"] or 0
    if kept + len(upload.content) > MOST_BYTES:
        raise TooManyError
    place, sha256 = files.write([upload.content])
    try:
        with transaction.atomic():
            task, _ = Task.objects.get_or_create(case=case, duty=duty)
            added = Evidence.objects.create(
                task=task,
                name=upload.name,
                kind=upload.kind,
                size=len(upload.content),
                sha256=sha256,
                place=place,
            )
            record(by=by.pk, action="evidence added", subject=added)
    except BaseException:
        files.remove([place])
        raise
    return added


@transaction.atomic
def remove_evidence(*, by: User, evidence: Evidence) -> None:
    """Remove a file."""
    place = evidence.place
    record(by=by.pk, action="evidence removed", subject=evidence)
    evidence.delete()
    transaction.on_commit(lambda: files.remove([place]))


def erase(user: User) -> Callable[[], None]:
    """Remove everything of an account; the files go once the database has let go of them."""
    places = list(Evidence.objects.filter(task__case__owner=user).values_list("place", flat=True))
    Case.objects.of(user).delete()
    return lambda: files.remove(places)


def _locked(case: Case, number: int) -> Case:
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if fresh.number != number:
        raise StaleError
    return fresh


def _revise(case: Case, reason: str, changes: list[dict[str, object]]) -> None:
    Revision.objects.create(
        case=case,
        number=case.number,
        reason=reason,
        answers=case.answers,
        seen=case.seen,
        law_data=case.law_data,
        changes=changes,
    )
    days.keep(case)
