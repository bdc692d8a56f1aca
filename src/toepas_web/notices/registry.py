"""What there can be notices of: each part of the site says here what its kinds are called and how the sentence is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from toepas.kernel import Words


@dataclass(frozen=True, slots=True)
class Kind:
    """``text`` makes the sentence of a notice from its ids, or None where what it was about is gone or no longer theirs.

    ``mailed`` says that a letter goes out at once anyway: such a notice is not in the daily mail again.
    """

    id: str
    name: Callable[[Words], str]
    text: Callable[[Mapping[str, str], Words], str | None]
    mailed: bool = False


_kinds: dict[str, Kind] = {}


def offer(kind: Kind) -> None:
    """Called once for each kind, when the site starts."""
    _kinds[kind.id] = kind


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of their ids."""
    return tuple(_kinds[name] for name in sorted(_kinds))


def kind_of(name: str) -> Kind | None:
    """A kind; None for one that no part of the site offers any more."""
    return _kinds.get(name)
