"""Public Sector Tech Watch: what public bodies in Europe do with new technology. CSV, JSON or workbook, one row per case."""

from __future__ import annotations

import re
from typing import Any, Literal

from toepas.catalogue.harvest.codes import meaning
from toepas.catalogue.harvest.connector import FileConnector, Raw, Skipped
from toepas.catalogue.harvest.places import country_code
from toepas.catalogue.harvest.reading import address, addresses, day, first_line, folded, parts, slug, text_of
from toepas.catalogue.model import Asset, Kind, Maturity, Party, Practice, Source
from toepas.catalogue.purposes import concluded

AI = "artificial intelligence"
STATUS = {
    "implemented": Maturity.IN_USE, "pilot": Maturity.PILOT, "in development": Maturity.DEVELOPMENT,
    "planned": Maturity.PLANNED, "not in use": Maturity.RETIRED,
}  # fmt: skip
BODIES: dict[str, Literal["company", "public-body", "research", "association", "consortium"]] = {
    "central government": "public-body", "local government": "public-body", "regional government": "public-body",
    "european institution/agency": "public-body", "academic research": "research", "consortium": "consortium",
    "private sector": "company", "state-owned entreprise": "company", "non-governmental": "association",
    "community led": "association",
}  # fmt: skip
_REGISTER = re.compile(r"https?://algoritmes\.overheid\.nl/(\S*?)/(\d{8})\b")
_OF_BODY = re.compile(r"(?:province|municipality|city)-of-([a-z-]+)")
_KEPT = (
    "Geographical extent", "NUTS 2021", "Responsible organisation category", "Functions of Government (COFOG level I)",
    "Functions of Government (COFOG level II)", "Process type", "Application type", "Interaction", "Cross Border",
    "Cross Sector", "Primary Technology", "Secondary Technology", "AI Classification (I)",
    "AI Classification Subdomain (II) (main)", "AI Classification Subdomain (II) (Other I)",
    "AI Classification Subdomain (II) (Other II)", "AI Classification Subdomain (II) (Other III)", "Collaboration type",
    "Procurement (EU Model Contractual AI)", "Funding source", "GovTech", "Company name or GovTech ID",
    "GovTech Initiative + ID", "Open components in input", "Open components in output", "Stories link", "Source",
)  # fmt: skip


class Cases(FileConnector):
    """Reads a file of the collection."""

    name = "pstw"
    lists = ("cases", "data", "results")

    def key_of(self, content: dict[str, Any]) -> str:
        """The number of the case."""
        return text_of(content.get("PSTW ID"))

    def check(self, content: dict[str, Any]) -> None:
        """The collection has numbers of its own."""
        self.expect(content, ("PSTW ID",))

    def convert(self, raw: Raw, source: Source) -> Asset:
        """A case of AI as a practice; other technology is passed over."""
        row = {name: text_of(value) for name, value in raw.content.items()}
        technologies = (row.get("Primary Technology", "").lower(), row.get("Secondary Technology", "").lower())
        if AI not in technologies:
            raise Skipped(self.words.t("not about AI"))
        name, said = row.get("Name", ""), row.get("Description", "")
        if not name or not re.fullmatch(r"[\w.-]{1,80}", raw.key):
            raise ValueError(self.words.t("A case needs a name and an identifier."))
        country = country_code(row.get("Geographical coverage (country)", ""))
        body = _body(row, country)
        sectors, purposes = _sectors(row, body), _purposes(row)
        return Asset(
            id=f"pstw:{slug(raw.key).removeprefix('pstw-')}",
            kind=Kind.PRACTICE,
            name={"en": name},
            summary={"en": first_line(said)} if said else {},
            description={"en": said} if said else {},
            keywords=parts(raw.content.get("AI Keywords")),
            url=next(iter(addresses(row.get("Website"))), "") or address(row.get("Website")),
            code=next((url for url in addresses(row.get("Open components in output")) if "github.com" in url), ""),
            modified=day(row.get("Date updated")),
            sectors=sectors,
            purposes=purposes,
            provider=body,
            countries=(country,) if country else (),
            maturity=STATUS.get(row.get("Status", "").lower()),
            practice=Practice(
                user=body,
                since=row.get("Start Year", ""),
                until=row.get("End Year", ""),
                effects=tuple(column for column, value in row.items() if value.lower() == "x"),
            ),
            sources=(source,),
            derived=tuple(name for name, found in (("sectors", sectors), ("purposes", purposes)) if found),
            same=_register_entries(row),
            extra={column: row[column] for column in _KEPT if row.get(column)},
        )


def _body(row: dict[str, str], country: str) -> Party | None:
    name = row.get("Responsible organisation", "")
    sort = row.get("Responsible organisation category", "").lower().replace("-government", " government")
    return (
        Party(name=name, country=country, type=BODIES.get(sort.replace("academic-", "academic "), "")) if name else None
    )


def _register_entries(row: dict[str, str]) -> tuple[str, ...]:
    """The entries of the Dutch register that are this case: not those of another country or body, which only illustrate."""
    if country_code(row.get("Geographical coverage (country)", "")) != "NL":
        return ()
    body = folded(row.get("Responsible organisation", ""))
    found = _REGISTER.findall(f"{row.get('Website', '')} {row.get('Source', '')}")
    own = (number for path, number in found if all(folded(name) in body for name in _OF_BODY.findall(path)))
    return tuple(dict.fromkeys(f"algoritmeregister:{number}" for number in own))


def _sectors(row: dict[str, str], body: Party | None) -> tuple[str, ...]:
    public = ("public-sector",) if body is None or body.type in ("", "public-body") else ()
    first = meaning("cofog-1", [row.get("Functions of Government (COFOG level I)", "")])
    second = meaning("cofog-2", [row.get("Functions of Government (COFOG level II)", "")])
    return tuple(dict.fromkeys((*public, *first, *second)))


def _purposes(row: dict[str, str]) -> tuple[str, ...]:
    keywords = parts(row.get("AI Keywords"))
    coded = (*meaning("applications", [row.get("Application type", "")]), *meaning("keywords", keywords))
    if any("chatbot" in word.lower() for word in keywords):
        coded += meaning("chatbots", [row.get("Interaction", "")])
    told = concluded([row.get("Name", ""), row.get("Description", "")], "en")
    return tuple(dict.fromkeys((*coded, *told)))
