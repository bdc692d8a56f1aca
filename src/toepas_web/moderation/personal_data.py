"""What a person takes along of moderation, and what is left when the account goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from toepas_web.accounts.models import User
from toepas_web.accounts.personal_data import Keeper
from toepas_web.moderation.models import Ruling


def _export(user: User) -> Iterator[tuple[str, bytes]]:
    """The rulings on what a person sent in, with their reasons; not who made them."""
    rulings = Ruling.objects.filter(ticket__by=user).order_by("at")
    rows = list(rulings.values("ticket__kind", "verdict", "ground", "reasons", "at"))
    if rows:
        yield "rulings.json", json.dumps(rows, ensure_ascii=False, indent=2, default=str).encode()


def _erase(user: User) -> Callable[[], None]:
    """What was sent in goes with the account. A ruling that the person made stays for its sender, without who made it."""
    Ruling.objects.filter(by=user.pk).update(by=None)
    return lambda: None


KEEPER = Keeper("moderation", _export, _erase)
