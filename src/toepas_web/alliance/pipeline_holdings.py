"""What an organisation takes along of its projects."""

from __future__ import annotations

import json
from collections.abc import Iterator

from toepas_web.alliance.pipeline_models import Project, Shown
from toepas_web.organisations.models import Organisation


def export_organisation(organisation: Organisation) -> Iterator[tuple[str, bytes]]:
    """Each project with its gates, and every file that was shown."""
    rows = [
        {
            "title": project.title,
            "state": project.state,
            "gates": [
                {
                    "level": step.level, "set_on": step.set_on.isoformat(), "due": step.due.isoformat() if step.due else None,
                    "moves": step.moves, "outcome": step.outcome, "needs": step.needs,
                    "confirmed": step.confirmed, "shown": list(step.shown.values_list("found", flat=True)),
                }
                for step in project.steps.all()
            ],
        }
        for project in Project.objects.filter(organisation=organisation)
    ]  # fmt: skip
    if rows:
        yield "projects.json", json.dumps(rows, ensure_ascii=False, indent=2).encode()
    for one in Shown.objects.filter(step__project__organisation=organisation):
        yield f"files/{one.pk}-{one.name}", bytes(one.content)
