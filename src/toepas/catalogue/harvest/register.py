"""The Dutch government's algorithm register: what public bodies in the Netherlands use. JSON, in Dutch."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toepas.catalogue.harvest.reading import first_line, read_bytes, read_json, text_of
from toepas.catalogue.harvest.run import Raw
from toepas.catalogue.model import Asset, Kind, Maturity, Party, Practice, Source
from toepas.catalogue.purposes import concluded
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

STATUS = {
    "in_gebruik": Maturity.IN_USE, "in gebruik": Maturity.IN_USE, "ontwikkeling": Maturity.DEVELOPMENT,
    "in ontwikkeling": Maturity.DEVELOPMENT, "buiten_gebruik": Maturity.RETIRED, "buiten gebruik": Maturity.RETIRED,
}  # fmt: skip
NAMES = {
    "id": ("id", "lars", "algoritme_id"), "title": ("title", "name"), "doel": ("doel", "goal", "description_short"),
    "organisatie": ("organisatie", "organization"), "status": ("status",), "juridische_basis": ("juridische_basis", "lawful_basis"),
    "impactassessment": ("impactassessment", "impacttoetsen"), "url": ("url", "website"), "day": ("toegevoegd", "create_dt", "geregistreerd"),
}  # fmt: skip
"""What a field is called, in the short list and in the full download."""


class Algorithms:
    """Reads a list of the register: the short one, or the full download."""

    name = "algoritmeregister"

    def __init__(self, path: Path, words: Words) -> None:
        found = read_json(read_bytes(path, words), str(path), words)
        rows = found.get("algoritmes", found.get("results")) if isinstance(found, dict) else found
        if not isinstance(rows, list):
            raise Problem(
                words.t("This is not a list of the algorithm register."),
                where=str(path),
                expected=words.t("a list “{name}”", name="algoritmes"),
            )
        self._rows, self._path = rows, path

    def size(self) -> int:
        """How many algorithms there are."""
        return len(self._rows)

    def records(self, start: str) -> Iterator[Raw]:
        """The algorithms in the order of the list."""
        passed = not start
        for at, row in enumerate(self._rows, 1):
            key = _read(row, "id") if isinstance(row, dict) else ""
            if passed:
                yield Raw(key or f"row-{at}", f"{self._path}[{at}]", row)
            passed = passed or key == start

    def convert(self, raw: Raw, source: Source) -> Asset | None:
        """An algorithm as a practice of a public body."""
        row: dict[str, Any] = raw.content
        title, said, body = _read(row, "title"), _read(row, "doel"), _read(row, "organisatie")
        if not title or not _read(row, "id").isalnum():
            raise ValueError("an algorithm needs a title and an identifier")
        purposes = concluded([title, said], "nl")
        day = _read(row, "day")[:10]
        return Asset(
            id=f"algoritmeregister:{_read(row, 'id').lower()}",
            kind=Kind.PRACTICE,
            name={"nl": title},
            summary={"nl": first_line(said)} if said else {},
            description={"nl": said} if said else {},
            url=_read(row, "url"),
            modified=datetime.date.fromisoformat(day) if day else None,
            sectors=("public-sector",),
            purposes=purposes,
            provider=Party(name=body, country="NL", type="public-body") if body else None,
            countries=("NL",),
            maturity=STATUS.get(_read(row, "status").lower()),
            practice=Practice(legal_basis=_read(row, "juridische_basis")),
            sources=(source,),
            derived=("purposes",) if purposes else (),
            same=(address,) if (address := _read(row, "url")) else (),
            extra={"impactassessment": check} if (check := _read(row, "impactassessment")) else {},
        )


def _read(row: dict[str, Any], name: str) -> str:
    return next((text for key in NAMES[name] if (text := text_of(row.get(key)))), "")
