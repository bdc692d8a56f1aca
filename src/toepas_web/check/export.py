"""What a person, and an organisation, takes along of cases."""

from __future__ import annotations

import json
from collections.abc import Iterator

from toepas.check import plain, unpack
from toepas_web.accounts.models import User
from toepas_web.check.models import Case
from toepas_web.organisations.models import Organisation
from toepas_web.ui import files


def export(user: User) -> Iterator[tuple[str, bytes]]:
    """Every case as JSON with its history and tasks, and every file."""
    for case in Case.objects.of(user).prefetch_related("revisions", "tasks__evidence"):
        answers, _ = unpack(case.answers)
        data = {
            "title": case.title,
            "organisation": case.organisation,
            "system": case.system,
            "purpose": case.purpose,
            "created": case.created.isoformat(),
            "changed": case.changed.isoformat(),
            "facts": {name: plain(value) for name, value in answers.given.items()},
            "history": [
                {"number": entry.number, "at": entry.at.isoformat(), "reason": entry.reason, "changes": entry.changes}
                for entry in case.revisions.all()
            ],
            "tasks": [
                {
                    "duty": task.duty,
                    "status": task.status,
                    "who": task.who,
                    "due": task.due.isoformat() if task.due else None,
                    "note": task.note,
                    "files": [{"name": item.name, "sha256": item.sha256} for item in task.evidence.all()],
                }
                for task in case.tasks.all()
            ],
        }
        yield f"{case.id}/case.json", json.dumps(data, ensure_ascii=False, indent=2).encode()
        for task in case.tasks.all():
            for item in task.evidence.all():
                place = files.path_of(item.place)
                if place.exists():
                    yield f"{case.id}/{task.duty}/{item.id}-{item.name}", place.read_bytes()


def export_of_organisation(organisation: Organisation) -> Iterator[tuple[str, bytes]]:
    """The cases that its members read, as they read them: without notes and files, which stay with the owner."""
    for case in Case.objects.in_organisation(organisation).prefetch_related("tasks"):
        answers, _ = unpack(case.answers)
        data = {
            "title": case.title,
            "organisation": case.organisation,
            "system": case.system,
            "purpose": case.purpose,
            "facts": {name: plain(value) for name, value in answers.given.items()},
            "tasks": [
                {
                    "duty": one.duty,
                    "status": one.status,
                    "who": one.who,
                    "due": one.due.isoformat() if one.due else None,
                }
                for one in case.tasks.all()
            ],
        }
        yield f"{case.id}.json", json.dumps(data, ensure_ascii=False, indent=2).encode()
