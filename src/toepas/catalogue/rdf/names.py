"""The names of linked data: vocabularies, the Union's authority tables, and texts and addresses made safe to write."""

from __future__ import annotations

import functools
import hashlib
import re
from typing import Any

import yaml
from babel.core import get_global
from rdflib import Literal, Namespace, URIRef

from toepas.catalogue.vocabulary import DATA_DIR

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
DQV = Namespace("http://www.w3.org/ns/dqv#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
IT6 = Namespace("http://data.europa.eu/it6/")
LOCN = Namespace("http://www.w3.org/ns/locn#")
LPWCC = Namespace("https://linkedpaperswithcode.com/class/")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("http://schema.org/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: dict[str, str] = {
    "adms": str(ADMS), "biro": "http://purl.org/spar/biro/", "dcat": str(DCAT),
    "dcatap": "http://data.europa.eu/r5r/", "dct": str(DCT), "dpv": "https://w3id.org/dpv#", "dqv": str(DQV),
    "foaf": str(FOAF), "frapo": "http://purl.org/cerif/frapo/", "geo": str(GEO), "it6": str(IT6), "locn": str(LOCN),
    "lpwcc": str(LPWCC), "lpwcp": "https://linkedpaperswithcode.com/property/", "m8g": "http://data.europa.eu/m8g/",
    "mls": "http://www.w3.org/ns/mls#", "mlso": "http://w3id.org/mlso/", "odrl": "http://www.w3.org/ns/odrl/2/",
    "owl": str(OWL), "prov": str(PROV), "qb": "http://purl.org/linked-data/cube#", "rdf": str(RDF), "rdfs": str(RDFS),
    "schema": str(SCHEMA), "skos": str(SKOS), "spdx": str(SPDX), "time": "http://www.w3.org/2006/time#",
    "vcard": str(VCARD), "xsd": str(XSD),
}  # fmt: skip
AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
SPDX_LICENCES = "https://spdx.org/licenses/"
PARTY_TYPES = "http://purl.org/adms/publishertype/"
LOC_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"
OWN = "-/"
"""What comes after the base in addresses of what is not an asset: no id of an asset has a slash."""
UNDETERMINED = "und"
"""The language of a text that does not say its language."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_IRI = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\ud800-\udfff\ufffe\uffff]")


@functools.cache
def tables() -> dict[str, Any]:
    """The codes of the authority tables, from ``data/authority.yaml``."""
    read: dict[str, Any] = yaml.safe_load((DATA_DIR / "authority.yaml").read_text(encoding="utf-8"))
    return read


def iri(address: str) -> URIRef:
    """An address as linked data writes it: characters that may not stand there become percent codes."""
    return URIRef(_NOT_IN_IRI.sub(_percent, address.strip()))


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def clean(text: str) -> str:
    """A text without the characters that XML cannot hold; ends of lines as XML writes them."""
    return _NOT_IN_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def literal(text: str, lang: str = "") -> Literal:
    """A text in a language; without one where the language is not known."""
    return Literal(clean(text), lang=lang if lang and lang != UNDETERMINED else None)


def digest(*parts: str) -> str:
    """A short lasting name for something that has none."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


@functools.cache
def _codes(table: str) -> dict[str, str]:
    """Two-letter code -> code of the authority table, for ``languages`` or ``countries``."""
    aliases = get_global("language_aliases" if table == "languages" else "territory_aliases")
    found: dict[str, str] = {}
    for alias, codes in aliases.items():
        code = codes if isinstance(codes, str) else codes[0] if len(codes) == 1 else ""
        if len(alias) == 3 and alias.isalpha() and len(code) == 2:
            found.setdefault(code, alias.upper())
    return {**found, **tables()[table]}


@functools.cache
def _back(table: str) -> dict[str, str]:
    aliases = get_global("language_aliases" if table == "languages" else "territory_aliases")
    found = {
        alias.upper(): codes if isinstance(codes, str) else codes[0]
        for alias, codes in aliases.items()
        if len(alias) == 3 and len(codes if isinstance(codes, str) else codes[0]) == 2
    }
    known = {code: name for name, code in tables()[table].items() if name not in ("GR", "UK")}
    return {**found, **known, **({"GBR": "GB"} if table == "countries" else {})}


def language(code: str) -> URIRef:
    """The address of a language by its two- or three-letter code."""
    known = _codes("languages").get(code) or (code.upper() if len(code) == 3 else "")
    return URIRef(AUTHORITY + "language/" + known) if known else URIRef(LOC_LANGUAGES + code)


def language_code(address: str) -> str:
    """The code of a language by its address or by a tag such as ``en-GB``; empty where it is neither."""
    last = re.split(r"[/#]", address.rstrip("/"))[-1]
    if last.isupper() and len(last) == 3:
        return _back("languages").get(last, last.lower())
    short = re.split(r"[-_]", last)[0].lower()
    if len(short) == 3:
        short = _back("languages").get(short.upper(), short)
    return short if re.fullmatch(r"[a-z]{2,3}", short) else ""


def country(code: str) -> URIRef | None:
    """The address of a country by its two-letter code; None where the table has none."""
    known = _codes("countries").get(code)
    return URIRef(AUTHORITY + "country/" + known) if known else None


def country_code(address: str) -> str:
    """The two-letter code of a country by its address or its own code; empty where it is not a country."""
    last = re.split(r"[/#]", address.rstrip("/"))[-1].upper()
    if "/" in address and AUTHORITY not in address and "geonames" in address:
        return ""
    if len(last) == 3:
        return _back("countries").get(last, "")
    if re.fullmatch(r"[A-Z]{2}", last):
        return {"GR": "EL", "UK": "GB"}.get(last, last)
    return ""


def shorten(address: str) -> str:
    """``dct:title`` for an address in a known vocabulary; the address itself otherwise."""
    for prefix, start in PREFIXES.items():
        if address.startswith(start) and re.fullmatch(r"[\w-]+", address[len(start) :]):
            return f"{prefix}:{address[len(start) :]}"
    return address


def expand(name: str) -> URIRef | None:
    """The address for ``dct:title``; None for anything else."""
    prefix, _, local = name.partition(":")
    if prefix in PREFIXES and re.fullmatch(r"[\w-]+", local):
        return URIRef(PREFIXES[prefix] + local)
    return None
