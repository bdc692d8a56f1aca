"""The roles and what each may do, as ``data/roles.yaml`` says."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

CURATOR = "curator"
"""The role for the whole site of who looks at what others share."""
FILE = Path(__file__).parent / "data" / "roles.yaml"


@dataclass(frozen=True, slots=True)
class Role:
    """``kind`` is organisation, consent or site; ``may`` are the permissions; everything else is refused."""

    kind: str
    id: str
    may: frozenset[str]


@functools.cache
def roles(kind: str) -> Mapping[str, Role]:
    """The roles of a kind by id, in the order of the file."""
    given = yaml.safe_load(FILE.read_text(encoding="utf-8"))[kind]
    return {name: Role(kind, name, frozenset(entry["may"])) for name, entry in given.items()}


def every_permission() -> frozenset[str]:
    """Everything that some role may do with an organisation."""
    return frozenset[str]().union(*(role.may for kind in ("organisation", "consent") for role in roles(kind).values()))
