"""The catalogue of European Digital Innovation Hubs: who helps, with what, how strong. No people, no street addresses."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import yaml

from toepas.catalogue.document import is_address
from toepas.catalogue.harvest.places import country_code
from toepas.catalogue.harvest.reading import read_bytes, read_csv, read_json, text_of
from toepas.catalogue.harvest.run import Raw
from toepas.catalogue.model import Asset, Kind, Party, Place, Source
from toepas.catalogue.model import Service as ServiceFacts
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

TERMS = Path(__file__).resolve().parent.parent / "data" / "hub-terms.yaml"
Network = Literal["edih", "seal-of-excellence", "dih"]
NETWORKS: dict[str, Network] = {"edih": "edih", "seal of excellence": "seal-of-excellence", "dih": "dih"}
_TERM = re.compile(r"(.+?)\s*-\s*([0-5])(?:,|$)")


class Hubs:
    """Reads an export of the catalogue (JSON or CSV)."""

    name = "hubs"

    def __init__(self, path: Path, words: Words) -> None:
        content = read_bytes(path, words)
        if content.lstrip()[:1] == b"[":
            self._rows: list[Any] = read_json(content, str(path), words)
        else:
            self._rows = [row for _, row in read_csv(content, str(path), words)]
        if not self._rows or "EDIH Name" not in self._rows[0]:
            raise Problem(
                words.t("This is no export of the catalogue of hubs."),
                where=str(path),
                expected=words.t("a column “{name}”", name="EDIH Name"),
            )
        self._path = path

    def size(self) -> int:
        """How many hubs there are."""
        return len(self._rows)

    def records(self, start: str) -> Iterator[Raw]:
        """The hubs in the order of the export; hubs of one name and country get a number."""
        passed, met = not start, dict[str, int]()
        for at, row in enumerate(self._rows, 1):
            name = text_of(row.get("EDIH Name")) if isinstance(row, dict) else ""
            key = slug(f"{name} {country_code(text_of(row.get('Country')))}") if name else f"row-{at}"
            met[key] = met.get(key, 0) + 1
            if met[key] > 1:
                key = f"{key}-{met[key]}"
            if passed:
                yield Raw(key, f"{self._path}[{at}]", row)
            passed = passed or key == start

    def convert(self, raw: Raw, source: Source) -> Asset | None:
        """A hub as a service."""
        row = raw.content
        name, country = text_of(row["EDIH Name"]), country_code(text_of(row["Country"]))
        if not name or not country:
            raise ValueError("a hub needs a name and a country")
        title = text_of(row.get("EDIH Title"))
        website = text_of(row.get("Website"))
        network = NETWORKS.get(text_of(row.get("EDIH/SoE")).lower(), "dih")
        sectors, services = terms(row.get("Formatted sectors")), terms(row.get("Formatted services"))
        technologies = terms(row.get("Formatted technologies"))
        known = _terms()
        return Asset(
            id=f"hubs:{raw.key}",
            kind=Kind.SERVICE,
            name={"en": name},
            keywords=(title,) if title and title != name else (),
            url=website if is_address(website) else "",
            sectors=tuple(dict.fromkeys(known["sectors"][term] for term in sectors if term in known["sectors"])),
            provider=Party(name=name, country=country, type="hub"),
            countries=(country,),
            place=place_of(text_of(row.get("Contact Location")), country),
            service=ServiceFacts(
                network=network,
                offers=tuple(dict.fromkeys(known["offers"][term] for term in services if term in known["offers"])),
                technologies={slug(term): strength for term, strength in technologies.items()},
            ),
            sources=(source,),
            same=(website.rstrip("/"),) if is_address(website) else (),
            extra={"services": ", ".join(f"{term} {strength}" for term, strength in services.items())}
            if services
            else {},
        )


def terms(text: Any) -> dict[str, int]:
    """Terms with their strength out of "SME support - 4, Finance - 2"; a comma can be part of a term."""
    return {" ".join(term.strip(", ").split()): int(strength) for term, strength in _TERM.findall(text_of(text))}


def slug(text: str) -> str:
    """A text as an identifier: small letters without accents, digits, dashes."""
    bare = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    plain = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:90].strip("-") or "hub"


@functools.cache
def _terms() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(TERMS.read_text(encoding="utf-8"))
    return read


@functools.cache
def cities() -> dict[tuple[str, str], tuple[str, float, float]]:
    """The name and place of cities, by country and folded name."""
    listed = yaml.safe_load((TERMS.parent / "cities.yaml").read_text(encoding="utf-8"))
    return {
        (country, slug(name)): (name, at[0], at[1]) for country, found in listed.items() for name, at in found.items()
    }


def place_of(address: str, country: str) -> Place:
    """The city of an address, with its coordinates where we know them; the street is left out.

    A city is looked for from the end of the address, for streets bear names of cities too.
    """
    pieces = [re.sub(r"\b[A-Z]{0,2}-?\d[\d\s-]*\b", " ", part) for part in address.split(",")]
    for piece in reversed(pieces):
        words = slug(piece).split("-")
        for length in range(min(4, len(words)), 0, -1):
            for start in range(len(words) - length, -1, -1):
                at = cities().get((country, "-".join(words[start : start + length])))
                if at:
                    return Place(country=country, city=at[0], lat=at[1], lon=at[2])
    return Place(country=country)
