"""What a person can take along and have removed. Every part of the site that keeps something says so here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from toepas_web.accounts.models import User


@dataclass(frozen=True, slots=True)
class Keeper:
    """``export`` yields (name in the archive, content); ``erase`` removes it all and returns what to do after commit."""

    name: str
    export: Callable[[User], Iterator[tuple[str, bytes]]]
    erase: Callable[[User], Callable[[], None]]


_keepers: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    """Called once by each part, when the site starts."""
    _keepers[keeper.name] = keeper


def keepers() -> tuple[Keeper, ...]:
    """Everything that keeps something of a person."""
    return tuple(_keepers.values())


def account_data(user: User) -> dict[str, Any]:
    """What the account itself holds."""
    return {"email": user.email, "language": user.language, "joined": user.joined.isoformat()}
