"""``toepas monitor report`` and ``incident``: what is given to others, as documents."""

from __future__ import annotations

from typing import Any

from toepas.kernel.words import Words


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
