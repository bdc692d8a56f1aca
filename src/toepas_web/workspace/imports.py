"""Customers from a table: read, shown, and only kept when somebody says so. In between they travel in the form, signed."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from toepas.kernel import Problem, Words
from toepas.match import Listed, read_customers
from toepas_web.organisations.models import Organisation
from toepas_web.workspace.models import Customer

MOST_BYTES = 2_000_000
RUNS = 3600
"""Seconds between looking and confirming."""
FIELDS = ("name", "size", "sector", "country")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be made, what would not and why, and the first of them sealed for the next step."""

    made: tuple[Listed, ...]
    refused: tuple[Listed, ...]
    sealed: str


def preview(given: UploadedFile, hub: Organisation, words: Words) -> Preview:
    """Look at a file. Raises Problem for one that cannot be read."""
    name = Path(given.name or "").name[:80] or "?"
    if (given.size or 0) > MOST_BYTES:
        raise Problem(
            words.t("The file is too large."), where=name, expected=words.t("at most {limit} bytes", limit=MOST_BYTES)
        )
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "list"
        place.write_bytes(given.read())
        rows = read_customers(place, words, name)
    there = {name.casefold() for name in Customer.objects.filter(hub=hub).values_list("name", flat=True)}
    made = tuple(row for row in rows if not row.wrong and row.name.casefold() not in there)
    known = words.t("A customer of this name is there already; it stays as it is.")
    refused = tuple(row if row.wrong else Listed(row.where, row.name, wrong=known) for row in rows if row not in made)
    sealed = signing.dumps([[getattr(row, key) for key in FIELDS] for row in made], salt=_salt(hub), compress=True)
    return Preview(made, refused, sealed)


def sealed_rows(sealed: str, hub: Organisation) -> list[dict[str, str]] | None:
    """The rows that were shown; None where they were changed, are of another hub, or were shown too long ago."""
    try:
        rows = signing.loads(sealed, salt=_salt(hub), max_age=RUNS)
    except signing.BadSignature:
        return None
    return [dict(zip(FIELDS, row, strict=True)) for row in rows]


def _salt(hub: Organisation) -> str:
    return f"customers-of-{hub.pk}"
