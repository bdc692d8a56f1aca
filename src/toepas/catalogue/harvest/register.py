"""The Dutch government's algorithm register: what public bodies in the Netherlands use, in Dutch. JSON, CSV or workbook."""

from __future__ import annotations

from typing import Any

import msgspec

from toepas.catalogue.harvest.connector import FileConnector, Raw
from toepas.catalogue.harvest.reading import address, day, first_line, parts, text_of
from toepas.catalogue.model import Asset, Kind, Maturity, Party, Practice, Source
from toepas.catalogue.purposes import concluded

STATUS = {
    "in_gebruik": Maturity.IN_USE, "in gebruik": Maturity.IN_USE, "ontwikkeling": Maturity.DEVELOPMENT,
    "in ontwikkeling": Maturity.DEVELOPMENT, "in_ontwikkeling": Maturity.DEVELOPMENT,
    "buiten_gebruik": Maturity.RETIRED, "buiten gebruik": Maturity.RETIRED,
}  # fmt: skip
NAMES = {
    "id": ("id", "lars", "algoritme_id"), "title": ("title", "name"),
    "doel": ("doel", "goal", "description_short", "description"), "organisatie": ("organisatie", "organization"),
    "status": ("status",), "juridische_basis": ("juridische_basis", "lawful_basis", "legal_base"),
    "url": ("url",), "day": ("geregistreerd", "create_dt"), "tags": ("tags",),
    "begin": ("begin_date",), "end": ("end_date",),
}  # fmt: skip
"""What a field is called, in the short list and in the full download."""
KEPT = ("impactassessment", "impacttoetsen", "category", "publication_category", "provider", "proportionality",
        "human_intervention", "risk_management", "methods_and_models", "source_data", "toegevoegd")  # fmt: skip


class Algorithms(FileConnector):
    """Reads a list of the register: the short one, or the full download."""

    name = "algoritmeregister"
    lists = ("algoritmes", "results")

    def key_of(self, content: dict[str, Any]) -> str:
        """The number in the register."""
        return _read(content, "id")

    def check(self, content: dict[str, Any]) -> None:
        """Every entry has a number."""
        self.expect(content, NAMES["id"])

    def convert(self, raw: Raw, source: Source) -> Asset:
        """An algorithm as a practice of a public body."""
        row: dict[str, Any] = raw.content
        title, said, name = _read(row, "title"), _read(row, "doel"), _read(row, "organisatie")
        number = _read(row, "id")
        if not title or not number.isalnum():
            raise ValueError(self.words.t("An algorithm needs a title and an identifier."))
        body = Party(name=name, country="NL", type="public-body") if name else None
        purposes, url = concluded([title, said], "nl"), address(row.get("url"))
        return Asset(
            id=f"algoritmeregister:{number.lower()}",
            kind=Kind.PRACTICE,
            name={"nl": title},
            summary={"nl": first_line(said)} if said else {},
            description={"nl": said} if said else {},
            keywords=parts(_read(row, "tags")),
            url=url,
            modified=day(_read(row, "day")),
            sectors=("public-sector",),
            purposes=purposes,
            provider=body,
            countries=("NL",),
            maturity=STATUS.get(_read(row, "status").lower()),
            practice=Practice(
                user=body,
                since=_read(row, "begin")[:7],
                until=_read(row, "end")[:7],
                legal_basis=_read(row, "juridische_basis"),
            ),
            sources=(msgspec.structs.replace(source, url=url or source.url),),
            derived=("sectors", *(("purposes",) if purposes else ())),
            extra={column: text for column in KEPT if (text := text_of(row.get(column)))},
        )


def _read(row: dict[str, Any], name: str) -> str:
    return next((text for key in NAMES[name] if (text := text_of(row.get(key)))), "")
