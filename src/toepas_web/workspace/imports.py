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
PACKED, OLDER, SEPARATORS = b"PK", "cp1252", (b",", b";", b"\t", b"|")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be made, what would not and why, and the first of them sealed for the next step. ``unused``: columns of which
    nothing is read; ``older``: the text was not in UTF-8 and was read as the alphabet of Western Windows."""

    made: tuple[Listed, ...]
    refused: tuple[Listed, ...]
    sealed: str
    unused: tuple[str, ...]
    older: bool


def preview(given: UploadedFile, hub: Organisation, words: Words) -> Preview:
    """Look at a file. Raises Problem for one that cannot be read."""
    name = Path(given.name or "").name[:80] or "?"
    if (given.size or 0) > MOST_BYTES:
        raise Problem(
            words.t("The file is too large."), where=name, expected=words.t("at most {limit} bytes", limit=MOST_BYTES)
        )
    content, older = readable(given.read())
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "list"
        place.write_bytes(content)
        found = read_customers(place, words, name)
    rows = found.rows
    there = {name.casefold() for name in Customer.objects.filter(hub=hub).values_list("name", flat=True)}
    made = tuple(row for row in rows if not row.wrong and row.name.casefold() not in there)
    known = words.t("A customer of this name is there already; it stays as it is.")
    refused = tuple(row if row.wrong else Listed(row.where, row.name, wrong=known) for row in rows if row not in made)
    sealed = signing.dumps([[getattr(row, key) for key in FIELDS] for row in made], salt=_salt(hub), compress=True)
    return Preview(made, refused, sealed, found.unused, older)


def readable(content: bytes) -> tuple[bytes, bool]:
    """A text as the reader of tables wants it: in UTF-8, also where a spreadsheet saved it in the older alphabet of Windows (which
    is then told), and with a second column where there are names alone. Anything else stays as it is."""
    if content.startswith(PACKED) or b"\0" in content:
        return content, False
    text, older = content, False
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text, older = content.decode(OLDER).encode(), True
        except UnicodeDecodeError:
            return content, False
    if not any(sign in text.partition(b"\n")[0] for sign in SEPARATORS):
        text = b"\n".join(line.rstrip(b"\r") + b";" if line.strip() else line for line in text.split(b"\n"))
    return text, older


def sealed_rows(sealed: str, hub: Organisation) -> list[dict[str, str]] | None:
    """The rows that were shown; None where they were changed, are of another hub, or were shown too long ago."""
    try:
        rows = signing.loads(sealed, salt=_salt(hub), max_age=RUNS)
    except signing.BadSignature:
        return None
    return [dict(zip(FIELDS, row, strict=True)) for row in rows]


def _salt(hub: Organisation) -> str:
    return f"customers-of-{hub.pk}"
