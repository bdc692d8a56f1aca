"""Messages about saved cases: what came out differently since the owner looked, and duties that begin soon.

Each thing is told once: what was told is kept with the case, as ids.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from toepas.advise import View
from toepas_web.accounts.models import User
from toepas_web.check.actions import note_told
from toepas_web.check.case_presenters import changes, tasks, view_of
from toepas_web.check.models import Case, Task
from toepas_web.check.outcome import differences, outcome
from toepas_web.ui.letters import Sent, to_each
from toepas_web.ui.words import words

SOON = datetime.timedelta(days=30)


def send_all(on: datetime.date) -> Sent:
    """Write to every owner who has something to hear."""
    owners = User.objects.filter(is_active=True, cases__isnull=False).distinct().order_by("joined")
    return to_each(owners, lambda user: _send(user, on))


def _send(user: User, on: datetime.date) -> int:
    said, parts, told = words(), [], []
    for case in Case.objects.of(user):
        view, _, _ = view_of(case, on)
        lines, keys = _news(view, case, on)
        if lines:
            address = settings.URL + reverse("case", args=[case.pk])
            parts.append("\n".join([case.title, *(f"- {line}" for line in lines), address]))
            told.append((case, keys))
    if not parts:
        return 0
    subject = said.t("Toepas: something changed in your cases")
    closing = said.t("You get this message because you saved these cases. Delete a case and it stops.")
    send_mail(subject, "\n\n".join([*parts, closing]), settings.DEFAULT_FROM_EMAIL, [user.email])
    for case, keys in told:
        note_told(case=case, keys=keys)
    return 1


def _news(view: View, case: Case, on: datetime.date) -> tuple[list[str], list[str]]:
    """What the owner has not been told yet, as sentences and as keys."""
    said = view.words
    changed: list[dict[str, Any]] = [
        item for item in differences(case.seen, outcome(view.result)) if _key(item) not in case.told
    ]
    lines = changes(view, changed) if changed else []
    keys = [_key(item) for item in changed]
    for row in tasks(view, case):
        found = view.duty(row.duty)
        begins = found.earliest if found else None
        key = f"soon:{row.duty}:{begins}"
        if begins and on <= begins <= on + SOON and row.status in (Task.TO_DO, Task.DOING) and key not in case.told:
            lines.append(said.t("{duty} counts from {date} and is not done.", duty=row.title, date=said.date(begins)))
            keys.append(key)
    return lines, keys


def _key(item: dict[str, Any]) -> str:
    return f"{item['what']}:{item['id']}:{item['after']}"
