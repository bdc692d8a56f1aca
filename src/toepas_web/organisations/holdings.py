"""What hangs on an organisation: every part of the site that keeps something of one says so here, for export and deletion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toepas_web.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Holding:
    """``export`` yields (name in the archive, content). Rows go with the organisation by themselves; ``erase`` removes what
    does not (files) and returns what to do after commit."""

    name: str
    export: Callable[[Organisation], Iterator[tuple[str, bytes]]]
    erase: Callable[[Organisation], Callable[[], None]] = lambda _: lambda: None


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Called once by each part, when the site starts."""
    _holdings[holding.name] = holding


def holdings() -> tuple[Holding, ...]:
    """Everything that keeps something of an organisation."""
    return tuple(_holdings.values())
