"""Who must not judge which application, and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toepas.alliance.matrix import Bools
from toepas.alliance.people import Application, Conflict, Reviewer


def conflict(application: Application, reviewer: Reviewer) -> Conflict | None:
    """Why this person must not judge this application; None where nothing is known that speaks against it."""
    own = {application.id.casefold(), *application.organisations}
    if application.organisations & reviewer.organisations:
        return "same-organisation"
    if reviewer.id.casefold() in application.people:
        return "co-applicant"
    return "declared" if own & reviewer.declared else None


def allowed(applications: Sequence[Application], reviewers: Sequence[Reviewer]) -> Bools:
    """Which pairs are free of conflicts, applications x reviewers; looked up by name, so that many pairs cost nothing."""
    found = np.ones((len(applications), len(reviewers)), dtype=np.bool_)
    named: dict[str, list[int]] = {}
    ids = {reviewer.id.casefold(): at for at, reviewer in enumerate(reviewers)}
    for at, reviewer in enumerate(reviewers):
        for name in reviewer.organisations | reviewer.declared:
            named.setdefault(name, []).append(at)
    for row, application in enumerate(applications):
        for name in (application.id.casefold(), *application.organisations):
            for at in named.get(name, ()):
                if conflict(application, reviewers[at]):
                    found[row, at] = False
        for name in application.people & ids.keys():
            found[row, ids[name]] = False
    return found
