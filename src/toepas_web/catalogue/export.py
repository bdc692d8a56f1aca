"""What a person can take along and have removed of the catalogue: entries, kept searches, wishes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from toepas_web.accounts.models import User
from toepas_web.accounts.personal_data import Keeper
from toepas_web.catalogue.engine import forget
from toepas_web.catalogue.models import Entry, Watch, Wish


def _export(user: User) -> Iterator[tuple[str, bytes]]:
    kept = {
        "entries": [
            {"state": entry.state, "draft": entry.draft, "shown": entry.shown} for entry in Entry.objects.of(user)
        ],
        "searches": list(Watch.objects.filter(owner=user).values("name", "query", "rhythm")),
        "wishes": [wish.need for wish in Wish.objects.filter(owner=user)],
    }
    if any(kept.values()):
        yield "catalogue.json", json.dumps(kept, ensure_ascii=False, indent=1).encode()


def _erase(user: User) -> Callable[[], None]:
    """Everything goes with the account; the search forgets it after."""
    Entry.objects.of(user).delete()
    Watch.objects.filter(owner=user).delete()
    Wish.objects.filter(owner=user).delete()
    return forget


KEEPER = Keeper("catalogue", _export, _erase)
