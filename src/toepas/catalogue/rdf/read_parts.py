"""The parts of a record: organisations, licences, places, files and facts of a model."""

from __future__ import annotations

import re
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from toepas.catalogue.foreign import licence_name
from toepas.catalogue.rdf.find import PERSONS, Found, is_link, label, last, leftovers, put, types, values
from toepas.catalogue.rdf.gaps import file_name
from toepas.catalogue.rdf.names import (
    ADMS,
    AUTHORITY,
    DCAT,
    DCT,
    DQV,
    FOAF,
    IT6,
    LOCN,
    MEDIA_TYPES,
    OWN,
    RDFS,
    SKOS,
    SPDX,
    VCARD,
    country_code,
    tables,
)

DETAILED = 20
"""Files of one record of which everything is kept; of the others, what has a field."""


def licence_of(graph: Graph, node: Node) -> str:
    """The licence as SPDX writes it where its address says which; else its name, else a reference made of its address."""
    address = str(node)
    if address.startswith(AUTHORITY + "licence/"):
        codes = {code: name for name, code in tables()["licences"].items()}
        return codes.get(last(node)) or "LicenseRef-" + last(node)
    name = label(graph, node)
    if isinstance(node, URIRef) and f"/{OWN}" not in address:
        return licence_name(address)
    return name if f"/{OWN}" in address else licence_name(name)


def party_of(graph: Graph, node: Node) -> dict[str, Any] | None:
    """An organisation; None where it has no name, or is a person."""
    name = label(graph, node)
    if not name or not PERSONS.isdisjoint(types(graph, node)):
        return None
    found = Found(graph, node)
    kind = next((last(value) for value in found.all(DCT["type"])), "")
    back = {**{code: name for name, code in tables()["parties"].items()}, **tables()["parties_back"]}
    kind = back.get(kind, kind)
    country = next((_unit(graph, address) for address in found.all(LOCN["address"])), "")
    return {
        "name": name,
        "country": country,
        "url": found.address(FOAF["homepage"]),
        "type": kind if kind in ("company", "public-body", "research", "association", "consortium", "hub") else "",
    }


def _unit(graph: Graph, address: Node) -> str:
    return country_code(label(graph, next(iter(values(graph, address, LOCN["adminUnitL1"])), Literal(""))))


def places_of(found: Found) -> tuple[list[str], dict[str, Any] | None]:
    """The countries that a record covers, and the spot where it is. Read only where all of it is understood."""
    countries, place = [], None
    for node in values(found.graph, found.node, DCT["spatial"]):
        code = country_code(str(node)) or country_code(_notation(found.graph, node))
        inside = next(iter(values(found.graph, node, LOCN["address"])), None)
        if inside is not None and _unit(found.graph, inside):
            place = place or _place(found.graph, node, inside)
        elif code:
            countries.append(code)
        else:
            return countries, place
    found.used.add(DCT["spatial"])
    return countries, place


def _notation(graph: Graph, node: Node) -> str:
    return next((str(value) for value in values(graph, node, SKOS["notation"])), "")


def _place(graph: Graph, node: Node, address: Node) -> dict[str, Any]:
    place: dict[str, Any] = {"country": _unit(graph, address)}
    for name, predicate in (("region", "adminUnitL2"), ("city", "postName")):
        place[name] = next((str(value) for value in values(graph, address, LOCN[predicate])), "")
    number = r"(-?\d+(?:\.\d+)?(?:[eE]-?\d+)?)"
    for value in values(graph, node, DCAT["centroid"]):
        point = re.search(rf"POINT\s*\({number} {number}\)", str(value))
        if point:
            place |= {"lon": float(point[1]), "lat": float(point[2])}
    return place


def contact_of(found: Found) -> str:
    """A page or a general address; names of persons are not kept."""
    for node in found.all(DCAT["contactPoint"]):
        inner = Found(found.graph, node)
        if not PERSONS.isdisjoint(types(found.graph, node)):
            continue
        address = inner.address(VCARD["hasURL"])
        mail = next((str(value) for value in inner.all(VCARD["hasEmail"])), "")
        if address or mail:
            return address or _plain_address(mail.removeprefix("mailto:"))
    return ""


def _plain_address(text: str) -> str:
    """An address of e-mail without percent codes."""
    return re.sub(r"%([2-7][0-9A-Fa-f])", lambda found: chr(int(found[1], 16)), text)


def files_of(found: Found, rest: dict[str, str], apart: set[Node]) -> list[dict[str, Any]]:
    """The files and interfaces, those of every profile. What the first of them say besides goes to ``rest``."""
    files = []
    nodes = found.all(DCAT["distribution"], IT6["hasFile"], DCT["hasFormat"], ADMS["sample"])
    for at, node in enumerate(dict.fromkeys(nodes)):
        part = Found(found.graph, node)
        file = _file(part)
        if at < DETAILED:
            page = part.address(DCAT["accessURL"])
            if page and page != file["url"]:
                put(rest, "file/dcat:accessURL", f"<{page}>")
            leftovers(part, rest, apart, "file/")
        if file["url"]:
            files.append(file)
    return files


def _file(part: Found) -> dict[str, Any]:
    graph, node = part.graph, part.node
    part.used.add(DCT["identifier"])
    url = part.address(DCAT["downloadURL"], DCAT["accessURL"], IT6["url"]) or (str(node) if is_link(str(node)) else "")
    title = part.text(DCT["title"])
    if title == file_name(url) and IT6["File"] in types(graph, node):
        title = ""
    size = next((str(value) for value in part.all(DCAT["byteSize"]) if str(value).isdecimal()), "")
    return {
        "url": url,
        "title": title,
        "format": _format(part),
        "licence": next((licence_of(graph, value) for value in part.all(DCT["license"])), ""),
        "bytes": int(size) if 0 < len(size) < 19 else None,
        "sha256": _fingerprint(part),
    }


def _format(part: Found) -> str:
    for value in part.all(DCAT["mediaType"], DCT["format"]):
        address = str(value)
        if isinstance(value, Literal) or label(part.graph, value):
            return label(part.graph, value)
        return address.removeprefix(MEDIA_TYPES) if address.startswith(MEDIA_TYPES) else last(value)
    return ""


def _fingerprint(part: Found) -> str:
    for node in part.all(SPDX["checksum"]):
        inner = Found(part.graph, node)
        if any("sha256" in str(value).lower() for value in inner.all(SPDX["algorithm"])):
            return next((str(value).lower() for value in inner.all(SPDX["checksumValue"])), "")
    return ""


def evidence_of(found: Found) -> list[dict[str, Any]]:
    """What shows how well it works."""
    shown = []
    for node in found.all(DQV["hasQualityAnnotation"]):
        inner = Found(found.graph, node)
        kind = next((last(value) for value in inner.all(DCT["type"])), "")
        known = ("validation", "evaluation", "audit", "paper", "benchmark", "energy", "impact")
        entry: dict[str, Any] = {"title": label(found.graph, node), "kind": kind if kind in known else "other"}
        entry["url"] = inner.address(RDFS["seeAlso"])
        entry["date"] = inner.day(DCT["date"], rest={})
        shown.append(entry)
    return [entry for entry in shown if entry["title"]]


def training_of(found: Found, own: dict[str, str]) -> dict[str, Any]:
    """The facts of a model. ``own`` leads addresses of our own catalogue back to ids."""
    graph = found.graph
    facts: dict[str, Any] = {"architecture": found.text(IT6["modelArchitecture"])}
    sets = found.all(DCT["source"])
    trained = found.all(IT6["trainedOn"])
    facts["trained_on"] = [own.get(str(node)) or name_of(graph, node) for node in sets or trained]
    based = found.all(PROV_DERIVED, IT6["fineTunedFrom"])
    facts["based_on"] = next((own.get(str(node)) or name_of(graph, node) for node in based), "")
    counts = [str(value) for value in found.all(IT6["totalNumberOfParameters"]) if str(value).isdecimal()]
    facts["parameters"] = int(counts[0]) if counts and len(counts[0]) < 19 else None
    for name, predicate in (("input", "hasInputModality"), ("output", "hasOutputModality")):
        kinds = (values(graph, node, IT6["classification"]) for node in found.all(IT6[predicate]))
        facts[name] = [label(graph, kind) or last(kind) for inner in kinds for kind in inner]
    facts["measures"] = _measures(found)
    return facts


PROV_DERIVED = URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")


def _measures(found: Found) -> dict[str, float]:
    measures = {}
    for node in found.all(DQV["hasQualityMeasurement"]):
        kinds = values(found.graph, node, DCT["type"])
        for value in values(found.graph, node, DQV["value"]):
            try:
                measures[label(found.graph, kinds[0]) or last(kinds[0])] = float(str(value))
            except (ValueError, IndexError):
                continue
    return measures


def name_of(graph: Graph, node: Node) -> str:
    """What a record calls another thing: its address, else its name."""
    address = str(node)
    named = f"/{OWN}" in address or not is_link(address)
    return (label(graph, node) if named else "") or address
