"""The catalogue of European Digital Innovation Hubs: who helps, with what, how strong. No people, no street addresses."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from toepas.catalogue.harvest.connector import FileConnector, Raw
from toepas.catalogue.harvest.places import country_code, place_of
from toepas.catalogue.harvest.reading import address, first_line, slug, text_of, without_mail
from toepas.catalogue.harvest.rows import Table
from toepas.catalogue.model import Asset, Kind, Party, Source
from toepas.catalogue.model import Service as ServiceFacts
from toepas.kernel.words import Words

TERMS = Path(__file__).resolve().parent.parent / "data" / "hub-terms.yaml"
Network = Literal["edih", "seal-of-excellence", "dih"]
NETWORKS: dict[str, Network] = {"edih": "edih", "seal of excellence": "seal-of-excellence", "dih": "dih"}
_TERM = re.compile(r"(\S.*?)\s*-\s*([0-5])(?=,|\s*$)")


class Hubs(FileConnector):
    """Reads an export of the catalogue (JSON, CSV, workbook or page)."""

    name = "hubs"
    lists = ("hubs", "data")

    def __init__(self, table: Table, words: Words) -> None:
        super().__init__(table, words)
        self._met: dict[str, int] = {}

    def records(self, start: str) -> Iterator[Raw]:
        """The hubs in the order of the export; hubs of one name and country get a number."""
        self._met = {}
        return super().records(start)

    def key_of(self, content: dict[str, Any]) -> str:
        """Name and country; the catalogue gives its hubs no number."""
        name = text_of(content.get("EDIH Name"))
        key = slug(f"{name} {country_code(text_of(content.get('Country')))}") if name else ""
        self._met[key] = self._met.get(key, 0) + 1
        return f"{key}-{self._met[key]}" if key and self._met[key] > 1 else key

    def check(self, content: dict[str, Any]) -> None:
        """Every hub has a name."""
        self.expect(content, ("EDIH Name",))

    def convert(self, raw: Raw, source: Source) -> Asset:
        """A hub as a service: what it says of itself, without people and streets."""
        bare = facts_of(raw, source, self.words)
        said = without_mail(text_of(raw.content.get("Description (indexed field)")))
        if not said:
            return bare
        return msgspec.structs.replace(bare, summary={"en": first_line(said)}, description={"en": said})


def facts_of(raw: Raw, source: Source, words: Words) -> Asset:
    """The public facts of a hub, without its own texts. Raises ValueError where name or country is missing."""
    row = raw.content
    name, country = text_of(row.get("EDIH Name")), country_code(text_of(row.get("Country")))
    if not name or not country:
        raise ValueError(words.t("A hub needs a name and a country."))
    title, website = text_of(row.get("EDIH Title")), address(row.get("Website"))
    sectors, services = terms(row.get("Formatted sectors")), terms(row.get("Formatted services"))
    technologies, known = terms(row.get("Formatted technologies")), _terms()
    ours = tuple(dict.fromkeys(known["sectors"][term] for term in sectors if term in known["sectors"]))
    offers = tuple(dict.fromkeys(known["offers"][term] for term in services if term in known["offers"]))
    raw_terms = {"sectors": sectors, "services": services}
    return Asset(
        id=f"hubs:{raw.key}",
        kind=Kind.SERVICE,
        name={"en": name},
        keywords=(title,) if title and title != name else (),
        url=website,
        sectors=ours,
        provider=Party(name=name, country=country, url=website, type="hub"),
        countries=(country,),
        place=place_of(text_of(row.get("Contact Location")), country),
        service=ServiceFacts(
            network=NETWORKS.get(text_of(row.get("EDIH/SoE")).lower(), ""),
            offers=offers,
            technologies={slug(term): strength for term, strength in technologies.items()},
        ),
        sources=(source,),
        derived=tuple(name for name, found in (("sectors", ours), ("service", offers)) if found),
        extra={
            what: ", ".join(f"{term} {strength}" for term, strength in found.items())
            for what, found in raw_terms.items()
            if found
        },
    )


def terms(text: Any) -> dict[str, int]:
    """Terms with their strength out of "SME support - 4, Finance - 2"; a comma can be part of a term."""
    return {" ".join(term.strip(", ").split()): int(strength) for term, strength in _TERM.findall(text_of(text))}


@functools.cache
def _terms() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(TERMS.read_text(encoding="utf-8"))
    return read
