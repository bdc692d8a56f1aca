"""What a case came out as, small enough to keep, and what differs between two such outcomes."""

from __future__ import annotations

import datetime
from typing import Any

from toepas.check import Result

Outcome = dict[str, Any]


def outcome(result: Result) -> Outcome:
    """Class, roles and duties with their dates; ids only."""
    return {
        "on": result.on.isoformat(),
        "text": result.text_version,
        "class": result.class_.name,
        "roles": result.roles,
        "duties": {
            found.duty.id: [
                found.status,
                found.earliest.isoformat() if found.earliest else None,
                found.latest.isoformat() if found.latest else None,
            ]
            for found in result.duties
            if not found.duty.voluntary
        },
    }


def starts(seen: Outcome) -> dict[str, datetime.date]:
    """From which day each duty counts at the earliest, by its id; those that never begin are left out."""
    days = {duty: earliest for duty, (_, earliest, _) in seen.get("duties", {}).items()}
    return {duty: datetime.date.fromisoformat(day) for duty, day in days.items() if day}


def differences(before: Outcome, after: Outcome) -> list[dict[str, Any]]:
    """What changed, as {what, id, before, after}: the class, roles gained or lost, duties new, gone, or moved in time."""
    if not before:
        return []
    found: list[dict[str, Any]] = []
    if before["class"] != after["class"]:
        found.append({"what": "class", "id": "", "before": before["class"], "after": after["class"]})
    old_roles, new_roles = set(before["roles"]), set(after["roles"])
    found += [{"what": "role", "id": name, "before": "no", "after": "yes"} for name in sorted(new_roles - old_roles)]
    found += [{"what": "role", "id": name, "before": "yes", "after": "no"} for name in sorted(old_roles - new_roles)]
    old, new = before["duties"], after["duties"]
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            found.append({"what": "duty", "id": name, "before": old.get(name), "after": new.get(name)})
    return found
