"""What a works council reads of a case: what is planned and what is owed to workers, since when. Nothing else of it."""

from __future__ import annotations

import datetime
from typing import Any

from toepas.advise import View
from toepas.check import DutyFinding
from toepas_web.check.case_presenters import status_label, view_of
from toepas_web.check.citations import cites
from toepas_web.check.models import Case, CouncilLink, Task
from toepas_web.check.rules import secret_of

TOWARDS = ("workers", "people")
"""To whom duties are owed that a works council sees, as the law data calls them."""


def shown(case: Case, on: datetime.date) -> dict[str, Any]:
    """The page: texts of the owner, the duties owed to workers, and those owed to everybody it concerns."""
    view, _, _ = view_of(case, on)
    status = {task.duty: task.status for task in case.tasks.all()}
    return {
        "planned": {name: getattr(case, name) for name in ("title", "organisation", "system", "purpose")},
        "on": view.words.date(on),
        "duties": {towards: _owed(view, towards, status) for towards in TOWARDS},
        "open": len(view.questions),
    }


def _owed(view: View, towards: str, status: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "title": view.title(found),
            "digest": view.digest(found),
            "when": view.when(found),
            "maybe": view.status(found),
            "cites": cites(view, found.duty.cites),
            "done": status_label(status.get(found.duty.id, Task.TO_DO)),
        }
        for found in view.duties
        if _is_towards(found, towards)
    ]


def _is_towards(found: DutyFinding, towards: str) -> bool:
    return towards in found.duty.towards


def links(case: Case) -> list[dict[str, Any]]:
    """The links of a case that still open, the newest first."""
    return [{"id": link.pk, "secret": secret_of(link), "until": link.expires.date()} for link in _running(case)]


def _running(case: Case) -> list[CouncilLink]:
    return [link for link in case.council_links.all() if link.running]
