"""The catalogue of this site, opened once in each process, for every part that looks something up in it.

The catalogue itself says here how it is opened, so that the parts need not know each other.
"""

from __future__ import annotations

from collections.abc import Callable

from toepas.catalogue import Collection

_opened: dict[str, Callable[[], Collection]] = {}


def offer(opened: Callable[[], Collection]) -> None:
    """Called once by the catalogue, when the site starts."""
    _opened["catalogue"] = opened


def collection() -> Collection:
    """Everything that is known here. Raises KeyError where the site has no catalogue."""
    return _opened["catalogue"]()
