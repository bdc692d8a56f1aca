"""A form that makes something carries a key of its own, so that sending it twice makes it once."""

from __future__ import annotations

import uuid


def key_of(given: str) -> uuid.UUID:
    """The key that a form brought, or a new one for a form that is shown for the first time."""
    try:
        return uuid.UUID(given)
    except ValueError:
        return uuid.uuid4()
