"""Typical uses of AI per sector, as the facts of a case; what the act says of them is for ``check`` to work out."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from toepas.law.act import AI_ACT, load_act
from toepas.law.model import TRUTH
from toepas.law.sources import read_act

EVERY_SECTOR = "all"
ROLES = ("deployer", "provider")
"""Who a use is looked at for: who uses the system, and who brings it out."""


@dataclass(frozen=True, slots=True)
class Use:
    """A typical use. ``sectors`` are codes of the kernel, or ``all``; ``title`` is English source (context ``uses.<id>.title``).

    ``facts`` are what tells it from other uses.
    """

    id: str
    title: str
    sectors: tuple[str, ...]
    facts: dict[str, bool]


@functools.cache
def uses() -> tuple[Use, ...]:
    """Every typical use, in the order of the file."""
    data = _data()
    return tuple(
        Use(entry["id"], entry["title"], tuple(entry["sectors"]), {**data["routes"][entry["route"]], **entry["facts"]})
        for entry in data["entries"]
    )


def uses_of(sector: str) -> tuple[Use, ...]:
    """The uses that are typical of a sector; ``all`` gives those of every sector."""
    return tuple(use for use in uses() if sector in use.sectors)


def use_facts(use: Use, role: str) -> dict[str, Any]:
    """The facts of a case for a use in a role of ``ROLES``: a system in the Union to which nothing else applies.

    What hangs on the organisation and on the day it came to the market stays unknown. Raises KeyError for another role.
    """
    data = _data()
    closed = {
        fact.id: False for fact in load_act().facts.values() if fact.group in data["closed"] and fact.type == TRUTH
    }
    return {**closed, **data["assume"], **data["roles"][role], **use.facts}


def _data() -> dict[str, Any]:
    found: dict[str, Any] = read_act(AI_ACT).lists["uses"]
    return found
