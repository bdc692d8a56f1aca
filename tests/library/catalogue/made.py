"""Assets made up for tests."""

import datetime

from toepas.catalogue import Asset, Kind, Source

DAY = datetime.date(2026, 11, 1)
SOURCE = Source(id="made-up", url="https://example.eu/list", retrieved=DAY)


def asset(name, said="", lang="en", kind=Kind.SOLUTION, **fields):
    """An asset by its name and one line in one language; its id is its name in small letters."""
    fields.setdefault("id", "-".join(name.lower().split()))
    fields.setdefault("sources", (SOURCE,))
    if isinstance(said, str):
        said = {lang: said} if said else {}
    return Asset(kind=kind, name={lang: name}, summary=said, **fields)
