"""The catalogue for others: a table, JSON, one asset as schema.org, and what is new as an Atom feed."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree import ElementTree as Xml

from toepas.catalogue.document import document_of, is_address
from toepas.catalogue.model import Asset, Kind, Openness, Price

ATOM = "http://www.w3.org/2005/Atom"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
TYPES = {
    Kind.SOLUTION: "SoftwareApplication",
    Kind.MODEL: "SoftwareApplication",
    Kind.BUILDING_BLOCK: "SoftwareSourceCode",
    Kind.DATASET: "Dataset",
    Kind.DATA_SPACE: "DataCatalog",
    Kind.SERVICE: "Service",
    Kind.COMPUTE: "Service",
    Kind.FUNDING: "MonetaryGrant",
    Kind.COURSE: "Course",
    Kind.PRACTICE: "CreativeWork",
}
COLUMNS: dict[str, Callable[[Asset, str], object]] = {
    "id": lambda asset, _: asset.id,
    "kind": lambda asset, _: asset.kind.value,
    "name": lambda asset, lang: asset.text("name", lang),
    "summary": lambda asset, lang: asset.text("summary", lang),
    "description": lambda asset, lang: asset.text("description", lang),
    "provider": lambda asset, _: asset.provider.name if asset.provider else "",
    "provider_country": lambda asset, _: asset.provider.country if asset.provider else "",
    "url": lambda asset, _: asset.url,
    "code": lambda asset, _: asset.code,
    "version": lambda asset, _: asset.version,
    "licence": lambda asset, _: asset.licence,
    "openness": lambda asset, _: asset.openness.value if asset.openness else "",
    "maturity": lambda asset, _: asset.maturity.value if asset.maturity else "",
    "price": lambda asset, _: asset.price.value if asset.price else "",
    "sectors": lambda asset, _: " ".join(asset.sectors),
    "purposes": lambda asset, _: " ".join(asset.purposes),
    "languages": lambda asset, _: " ".join(asset.languages),
    "countries": lambda asset, _: " ".join(asset.countries),
    "keywords": lambda asset, _: "; ".join(asset.keywords),
    "issued": lambda asset, _: asset.issued or "",
    "modified": lambda asset, _: asset.modified or "",
    "closes": lambda asset, _: asset.funding.closes or "" if asset.funding else "",
    "contact": lambda asset, _: asset.contact,
    "source": lambda asset, _: asset.sources[0].url,
    "source_licence": lambda asset, _: asset.sources[0].licence,
    "retrieved": lambda asset, _: asset.sources[0].retrieved,
}
"""Of each asset in the table; an empty cell says "not known"."""
_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\N{FULLWIDTH EQUALS SIGN}",
    "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
)
_APART = ("\t", "\r", "\n")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_csv(assets: Iterable[Asset], lang: str = "en") -> bytes:
    """A table in UTF-8 with the mark that spreadsheets need, texts in ``lang`` where they have it.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for asset in assets:
        writer.writerow([safe_cell(column(asset, lang)) for column in COLUMNS.values()])
    return stream.getvalue().encode("utf-8-sig", "replace")


def safe_cell(value: object) -> str:
    """A value for a table: what a spreadsheet would run as a formula, also after spaces or in wide signs, begins with an apostrophe."""
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text[:1] in _APART else text


def to_list(assets: Iterable[Asset], made: datetime.datetime) -> dict[str, Any]:
    """The assets for JSON, under a header: when it was made, how many, and from which sources under which terms."""
    listed = list(assets)
    sources = {
        (source.id, source.url, source.licence): {"id": source.id, "url": source.url, "licence": source.licence}
        for asset in listed
        for source in asset.sources
    }
    header = {"made": made.isoformat(), "count": len(listed), "sources": [sources[key] for key in sorted(sources)]}
    return {"header": header, "assets": [document_of(asset) for asset in listed]}


def to_schema_org(asset: Asset, lang: str, url: str) -> dict[str, Any]:
    """One asset as schema.org for its page at ``url``, texts in ``lang`` where it has them. Unknown stays out."""
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES[asset.kind],
        "@id": url,
        "identifier": asset.id,
        "name": asset.text("name", lang),
        "description": asset.text("description", lang) or asset.text("summary", lang),
        "url": url,
        "sameAs": [name for name in dict.fromkeys((asset.url, *asset.same)) if is_address(name)],
        "keywords": list(asset.keywords),
        "inLanguage": [code for code in asset.languages if code != "mul"],
        "version": asset.version,
        "license": _licence(asset.licence),
        "datePublished": asset.issued.isoformat() if asset.issued else "",
        "dateModified": asset.modified.isoformat() if asset.modified else "",
        "provider": _party(asset),
        "areaServed": ["GR" if code == "EL" else code for code in asset.countries],
    }
    page |= _of_kind(asset)
    if asset.openness in (Openness.OPEN_SOURCE, Openness.OPEN_DATA) or asset.price is Price.FREE:
        page["isAccessibleForFree"] = True
    return {name: value for name, value in page.items() if value not in ("", [], {}, None)}


def _licence(licence: str) -> str:
    """The address of a licence that SPDX lists; the expression for any other."""
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", licence) and not licence.startswith("LicenseRef")
    return f"https://spdx.org/licenses/{licence}" if plain else licence


def _party(asset: Asset) -> dict[str, str]:
    if not asset.provider:
        return {}
    return {
        "@type": "Organization",
        "name": asset.provider.name,
        **({"url": asset.provider.url} if asset.provider.url else {}),
    }


def _of_kind(asset: Asset) -> dict[str, Any]:
    files = [
        {
            "@type": "DataDownload",
            "contentUrl": file.url,
            **({"name": file.title} if file.title else {}),
            **({"encodingFormat": file.format} if file.format else {}),
        }
        for file in asset.files
    ]
    if asset.kind is Kind.DATASET:
        return {"distribution": files}
    if asset.kind is Kind.COURSE and asset.lesson:
        hours = asset.lesson.hours
        return {
            "educationalLevel": asset.lesson.level,
            "timeRequired": f"PT{hours:g}H" if hours else "",
            "courseMode": asset.lesson.form,
        }
    if asset.kind is Kind.FUNDING and asset.funding:
        return {"funder": {"@type": "Organization", "name": asset.funding.programme}}
    return {"codeRepository": asset.code} if asset.kind is Kind.BUILDING_BLOCK else {}


def to_atom(
    assets: Iterable[Asset],
    title: str,
    url: str,
    now: datetime.datetime,
    *,
    page: Callable[[Asset], str],
    lang: str = "en",
) -> bytes:
    """The newest assets as an Atom feed at ``url``; ``page`` gives the address of each. ``now`` has a time zone.

    Each entry carries its own day: when it was changed, was issued, or was last read at its source.
    """
    if now.tzinfo is None:
        raise ValueError("now")
    Xml.register_namespace("", ATOM)
    feed = Xml.Element(f"{{{ATOM}}}feed", {f"{{{XML_NAMESPACE}}}lang": lang})
    _put(feed, "id", url)
    _put(feed, "title", title)
    _put(feed, "updated", now.isoformat(timespec="seconds"))
    _put(feed, "link", rel="self", href=url)
    _put(_put(feed, "author"), "name", title)
    for asset in sorted(assets, key=lambda asset: (_day(asset), asset.id), reverse=True):
        _entry(feed, asset, page(asset), lang)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True))


def _day(asset: Asset) -> datetime.date:
    return asset.modified or asset.issued or max(source.retrieved for source in asset.sources)


def _entry(feed: Xml.Element, asset: Asset, page: str, lang: str) -> None:
    entry = _put(feed, "entry")
    _put(entry, "id", f"urn:sha256:{hashlib.sha256(asset.id.encode()).hexdigest()}")
    _put(entry, "title", asset.text("name", lang))
    _put(entry, "updated", f"{_day(asset).isoformat()}T00:00:00+00:00")
    _put(entry, "link", rel="alternate", href=page)
    _put(entry, "summary", asset.text("summary", lang) or asset.text("description", lang))
    for code in (asset.kind.value, *asset.sectors):
        _put(entry, "category", term=code)


def _put(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    made = Xml.SubElement(
        parent, f"{{{ATOM}}}{name}", {key: _NOT_IN_XML.sub("", value) for key, value in attributes.items()}
    )
    made.text = _NOT_IN_XML.sub("", text) or None
    return made
