"""Public Sector Tech Watch: what public bodies in Europe do with new technology. CSV or JSON, one flat row per case."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from toepas.catalogue.document import is_address
from toepas.catalogue.harvest.places import country_code
from toepas.catalogue.harvest.reading import first_line, read_bytes, read_csv, read_json, text_of
from toepas.catalogue.harvest.run import Raw
from toepas.catalogue.model import Asset, Kind, Maturity, Party, Practice, Source
from toepas.catalogue.purposes import concluded
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

AI = "artificial intelligence"
STATUS = {
    "implemented": Maturity.IN_USE, "pilot": Maturity.PILOT, "in development": Maturity.DEVELOPMENT,
    "planned": Maturity.PLANNED, "not in use": Maturity.RETIRED,
}  # fmt: skip
SECTORS = {
    "health": "healthcare", "environmental protection": "climate", "education": "education",
    "recreation, culture and religion": "culture-and-media",
}  # fmt: skip
"""Sectors beside the public one, by function of government (COFOG, level I)."""
MANY_COUNTRIES = "across countries"


class Cases:
    """Reads a file of the collection."""

    name = "pstw"

    def __init__(self, path: Path, words: Words) -> None:
        content = read_bytes(path, words)
        if content.lstrip()[:1] in (b"[", b"{"):
            found = read_json(content, str(path), words)
            if not isinstance(found, list):
                raise Problem(
                    words.t("These are not the cases of this source."),
                    where=str(path),
                    expected=words.t("a list of records"),
                )
            self._rows = [(at, row) for at, row in enumerate(found, 1)]
        else:
            self._rows = list(read_csv(content, str(path), words))
        if self._rows and isinstance(self._rows[0][1], dict) and "PSTW ID" not in self._rows[0][1]:
            raise Problem(
                words.t("These are not the cases of this source."),
                where=str(path),
                expected=words.t("a column “{name}”", name="PSTW ID"),
            )
        self._path = path

    def size(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def records(self, start: str) -> Iterator[Raw]:
        """The rows in the order of the file."""
        passed = not start
        for at, row in self._rows:
            key = text_of(row.get("PSTW ID")) if isinstance(row, dict) else ""
            if passed:
                yield Raw(key or f"row-{at}", f"{self._path}:{at}", row)
            passed = passed or key == start

    def convert(self, raw: Raw, source: Source) -> Asset | None:
        """A case of AI as a practice; None for other technology."""
        row = {name: text_of(value) for name, value in raw.content.items()}
        technologies = f"{row.get('Primary Technology', '')} {row.get('Secondary Technology', '')}".lower()
        if AI not in technologies:
            return None
        if not row.get("Name") or not re.fullmatch(r"[\w.-]{1,80}", raw.key):
            raise ValueError("a case needs a name and an identifier")
        said, country = row.get("Description", ""), country_code(row["Geographical coverage (country)"])
        updated = _day(row.get("Date updated", ""))
        purposes = concluded([row["Name"], said, row.get("AI Keywords", "")], "en")
        function = row.get("Functions of Government (COFOG level I)", "").lower()
        return Asset(
            id=f"pstw:{raw.key.lower()}",
            kind=Kind.PRACTICE,
            name={"en": row["Name"]},
            summary={"en": first_line(said)} if said else {},
            description={"en": said} if said else {},
            keywords=tuple(part.strip() for part in row.get("AI Keywords", "").split(",") if part.strip()),
            url=_address(row.get("Website", "")),
            modified=updated,
            sectors=("public-sector", *([SECTORS[function]] if function in SECTORS else [])),
            purposes=purposes,
            provider=Party(name=row["Responsible organisation"], country=country, type="public-body")
            if row.get("Responsible organisation") and "overnment" in row.get("Responsible organisation category", "")
            else Party(name=row["Responsible organisation"], country=country)
            if row.get("Responsible organisation")
            else None,
            countries=(country,) if country else (),
            maturity=STATUS.get(row.get("Status", "").lower()),
            practice=Practice(
                since=row.get("Start Year", ""),
                until=row.get("End Year", ""),
                effects=tuple(name for name, value in row.items() if value.lower() == "x"),
            ),
            sources=(source,),
            derived=("purposes",) if purposes else (),
            same=_same(row),
            extra={name: row[name] for name in _KEPT if row.get(name)},
        )


_KEPT = (
    "Geographical extent", "NUTS 2021", "Responsible organisation category", "Functions of Government (COFOG level I)",
    "Functions of Government (COFOG level II)", "Process type", "Application type", "Interaction",
    "AI Classification (I)", "AI Classification Subdomain (II) (main)", "Funding source", "Stories link",
)  # fmt: skip


_REGISTER = re.compile(r"algoritmes\.overheid\.nl/\S*?/(\d{6,})")
"""An algorithm of the Dutch register, in an address."""


def _same(row: dict[str, str]) -> tuple[str, ...]:
    """The addresses of the case, and the entry of the Dutch register where one of them leads there."""
    addresses = [address for name in ("Website", "Source") if (address := _address(row.get(name, "")))]
    entries = [f"algoritmeregister:{number}" for address in addresses for number in _REGISTER.findall(address)]
    return tuple(dict.fromkeys((*addresses, *entries)))


def _address(text: str) -> str:
    return text if is_address(text) else ""


def _day(text: str) -> datetime.date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%dT%H:%M:%S"):
        try:
            return datetime.datetime.strptime(text[:19], pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
