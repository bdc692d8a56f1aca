"""Catalogues of others, in DCAT-AP 2 and 3 and MLDCAT-AP 3.1, as assets; each record stands or falls by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from toepas.catalogue.document import ID, read_asset
from toepas.catalogue.foreign import lasting_id
from toepas.catalogue.model import Asset, Kind, Maturity, Source
from toepas.catalogue.rdf.find import (
    Found,
    TooMuch,
    is_link,
    label,
    last,
    leftovers,
    put,
    types,
    values,
)
from toepas.catalogue.rdf.names import (
    ADMS,
    AUTHORITY,
    DCAT,
    DCT,
    FOAF,
    IT6,
    OWN,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    language_code,
    shorten,
    tables,
)
from toepas.catalogue.rdf.parse import parse
from toepas.catalogue.rdf.read_parts import (
    contact_of,
    evidence_of,
    files_of,
    licence_of,
    name_of,
    party_of,
    places_of,
    training_of,
)
from toepas.catalogue.rdf.write import RELATIONS
from toepas.catalogue.vocabulary import concepts
from toepas.kernel.problems import Problem
from toepas.kernel.sector import sectors
from toepas.kernel.words import Words

KINDS = {
    IT6["MachineLearningModel"]: Kind.MODEL,
    DCAT["Dataset"]: Kind.DATASET,
    DCAT["DatasetSeries"]: Kind.DATASET,
    DCAT["DataService"]: Kind.BUILDING_BLOCK,
    SCHEMA["SoftwareApplication"]: Kind.SOLUTION,
    SCHEMA["Course"]: Kind.COURSE,
}
RIGHTS = {"PUBLIC": "public", "RESTRICTED": "restricted", "NON_PUBLIC": "non-public"}


def read_rdf(
    content: bytes,
    format: str,  # noqa: A002 - the word of the trade
    where: str,
    words: Words,
    *,
    source: Source,
) -> Iterator[Asset | Problem]:
    """The records of a file in ``turtle``, ``json-ld`` or ``xml``, and a Problem for each that cannot be used.

    ``source`` says where the file came from and when; each asset keeps it, and what the file itself names as its sources.
    A file that is refused as a whole gives one Problem. Nothing is fetched.
    """
    try:
        graph = parse(content, format, where, words)
    except Problem as problem:
        yield problem
        return
    nodes = sorted(_records(graph), key=str)
    own = {str(node): name for node in nodes if (name := _own_id(graph, node))}
    apart = set(nodes)
    for node in nodes:
        place = f"{where} {node}".strip()
        try:
            yield read_asset(_document(graph, node, source, own, apart), place, words)
        except Problem as problem:
            yield problem
        except TooMuch:
            yield Problem(
                words.t("A record of the catalogue holds more than can be read."),
                where=place,
                todo=words.t("Ask the source for a plainer record."),
            )


def _records(graph: Graph) -> set[Node]:
    found = {node for type_ in KINDS for node in graph.subjects(RDF["type"], type_)}
    return found | {node for node in graph.subjects(RDF["type"], DCAT["Resource"]) if _own_id(graph, node)}


def _own_id(graph: Graph, node: Node) -> str:
    """The id of a record that was written by this program: its address ends in it, and its kind stands beside it."""
    for name in values(graph, node, DCT["identifier"]):
        base = str(node).removesuffix(str(name))
        if ID.fullmatch(str(name)) and base != str(node) and _own_kind(graph, node, base):
            return str(name)
    return ""


def _own_kind(graph: Graph, node: Node, base: str) -> str:
    start = f"{base}{OWN}kind/"
    kinds = (
        str(value).removeprefix(start) for value in values(graph, node, DCT["type"]) if str(value).startswith(start)
    )
    return next((kind for kind in kinds if kind in set(Kind)), "")


def _document(graph: Graph, node: Node, source: Source, own: dict[str, str], apart: set[Node]) -> dict[str, Any]:
    found = Found(graph, node)
    mine = own.get(str(node), "")
    base = str(node).removesuffix(mine) if mine else ""
    rest: dict[str, str] = {}
    document: dict[str, Any] = {"id": mine or _id(graph, node), "kind": _kind(graph, node, base)}
    _words(found, document, rest)
    _facts(found, document, rest)
    document["files"] = [_filled(file) for file in files_of(found, rest, apart)]
    _themes(found, document, base)
    _relations(found, document, own)
    _names(found, document, mine, rest)
    if document["kind"] == Kind.MODEL:
        document["training"] = _filled(training_of(found, own)) | ({"tasks": tasks} if (tasks := _tasks(found)) else {})
    if base:
        found.used.add(DCT["type"])
    document["sources"] = [_plain(source, node), *_sources(graph, node)]
    if not document.get("url") and not base and is_link(str(node)):
        document["url"] = str(node)
    leftovers(found, rest, apart)
    document["extra"] = rest
    return _filled(document)


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value not in (None, "", [], {})}


def _id(graph: Graph, node: Node) -> str:
    """A lasting id from the address of a record, readable at its end and unique by its digest."""
    address = str(node)
    if isinstance(node, BNode):
        address = "\x1f".join(str(value) for p in ("identifier", "title") for value in values(graph, node, DCT[p]))
    return lasting_id(address)


def _kind(graph: Graph, node: Node, base: str) -> str:
    found = types(graph, node)
    return (_own_kind(graph, node, base) if base else "") or next(
        kind for type_, kind in KINDS.items() if type_ in found
    )


def _words(found: Found, document: dict[str, Any], rest: dict[str, str]) -> None:
    document["name"] = found.texts(DCT["title"], rest)
    summary = found.texts(DCT["abstract"], rest)
    short: dict[str, str] = found.texts(IT6["shortDescription"], rest)
    document["summary"] = short | summary
    description = found.texts(DCT["description"], rest)
    document["description"] = {} if description == document["summary"] else description
    document["keywords"] = sorted({str(word).strip() for word in found.all(DCAT["keyword"]) if str(word).strip()})
    document["version"] = found.text(DCAT["version"], IT6["versionLabel"]) if _plain_version(found) else ""


def _plain_version(found: Found) -> bool:
    """``versionLabel`` is the version only where nothing else is; both are kept where they differ."""
    if values(found.graph, found.node, DCAT["version"]):
        found.used.add(DCAT["version"])
        return len(values(found.graph, found.node, IT6["versionLabel"])) == 0
    return True


def _facts(found: Found, document: dict[str, Any], rest: dict[str, str]) -> None:
    graph = found.graph
    document["url"] = found.address(DCAT["landingPage"], FOAF["homepage"])
    document["code"] = found.address(SCHEMA["codeRepository"], IT6["hasRepository"])
    document["issued"] = found.day(DCT["issued"], IT6["releaseDate"], rest=rest)
    document["modified"] = found.day(DCT["modified"], rest=rest)
    codes = {str(value): language_code(str(value)) for value in found.all(DCT["language"])}
    document["languages"] = sorted({code for code in codes.values() if code})
    for value in (value for value, code in codes.items() if not code):
        put(rest, "dct:language", value)
    parties = [party_of(graph, node) for node in found.all(DCT["publisher"], IT6["hasProvider"])]
    document["provider"] = next((_filled(party) for party in parties if party), None)
    countries, place = places_of(found)
    document["countries"], document["place"] = sorted(set(countries)), place and _filled(place)
    licences = {node: licence_of(graph, node) for node in found.all(DCT["license"])}
    document["licence"] = " AND ".join(sorted(set(licences.values()) - {""}))
    for node, name in licences.items():
        if name.startswith("LicenseRef-") and is_link(str(node)) and f"/{OWN}" not in str(node):
            put(rest, "dct:license", f"<{node}>")
    document["contact"] = contact_of(found)
    document["evidence"] = [_filled(entry) for entry in evidence_of(found)]
    maturity = next((last(node) for node in values(graph, found.node, ADMS["status"])), "")
    if maturity in set(Maturity):
        found.used.add(ADMS["status"])
        document["maturity"] = maturity
    _access(found, document)


def _access(found: Found, document: dict[str, Any]) -> None:
    rights = next((RIGHTS.get(last(node), "") for node in values(found.graph, found.node, DCT["accessRights"])), "")
    if rights:
        found.used.add(DCT["accessRights"])
    terms = [label(found.graph, node) for node in values(found.graph, found.node, DCT["rights"])]
    if all(terms):
        found.used.add(DCT["rights"])
    document["access"] = _filled({"rights": rights, "conditions": "\n".join(term for term in terms if term)})


def _themes(found: Found, document: dict[str, Any], base: str) -> None:
    """Sectors and purposes: our own where they are named, else those that a theme of the Union can only mean."""
    mine: dict[str, list[str]] = {"sector": [], "purpose": []}
    concluded = set()
    strange = False
    for node in values(found.graph, found.node, DCAT["theme"]):
        address = str(node)
        sort = address.removeprefix(base + OWN).split("/")[0] if base and address.startswith(base + OWN) else ""
        if sort in mine:
            mine[sort].append(last(node))
        elif address.startswith(AUTHORITY + "data-theme/"):
            concluded.add(tables()["back"].get(last(node), ""))
        else:
            strange = True
    if base and not strange:
        found.used.add(DCAT["theme"])
    document["purposes"] = sorted(code for code in mine["purpose"] if code in concepts())
    document["sectors"] = sorted(code for code in mine["sector"] if code in sectors())
    if not base and concluded - {""}:
        document["sectors"] = sorted(concluded - {""})
        document["derived"] = ["sectors"]


def _tasks(found: Found) -> list[str]:
    """What a model does: its types, but for our own kind."""
    return [
        label(found.graph, node) or last(node) for node in found.all(DCT["type"]) if f"/{OWN}kind/" not in str(node)
    ]


def _relations(found: Found, document: dict[str, Any], own: dict[str, str]) -> None:
    related: dict[str, list[str]] = {}
    for name, predicate in RELATIONS.items():
        for node in found.all(predicate):
            related.setdefault(name, []).append(own.get(str(node)) or name_of(found.graph, node))
    for link in values(found.graph, found.node, DCAT["qualifiedRelation"]):
        roles = values(found.graph, link, DCAT["hadRole"])
        for node in values(found.graph, link, DCT["relation"]) if roles else ():
            name = label(found.graph, roles[0]) or last(roles[0])
            related.setdefault(name, []).append(own.get(str(node)) or name_of(found.graph, node))
            found.used.add(DCAT["qualifiedRelation"])
    document["related"] = {name: sorted(set(names)) for name, names in related.items()}


def _names(found: Found, document: dict[str, Any], mine: str, rest: dict[str, str]) -> None:
    """By which names the same thing is known elsewhere. A bare number is none: every catalogue has its own 31."""
    same = {
        str(value)
        for node in found.all(ADMS["identifier"])
        for value in ([node] if isinstance(node, Literal) else values(found.graph, node, SKOS["notation"]))
    }
    if not mine and isinstance(found.node, URIRef) and is_link(str(found.node)):
        same.add(str(found.node))
    for name in found.all(DCT["identifier"]):
        if str(name) != mine:
            put(rest, shorten(str(DCT["identifier"])), str(name))
            if is_link(str(name)) or str(name).startswith(("doi:", "urn:uuid:")):
                same.add(str(name))
    document["same"] = sorted(name for name in same if name.strip())


def _plain(source: Source, node: Node) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(source)
    return document if document.get("record") or isinstance(node, BNode) else document | {"record": str(node)}


def _sources(graph: Graph, node: Node) -> Iterator[dict[str, Any]]:
    """Where the other catalogue says it has the record from."""
    for record in graph.subjects(FOAF["primaryTopic"], node):
        for entry in values(graph, record, PROV["wasDerivedFrom"]):
            found = Found(graph, entry)
            day = found.day(DCT["date"], rest={})
            document = {
                "id": found.text(SKOS["notation"]),
                "url": found.address(RDFS["seeAlso"]),
                "record": found.text(DCT["identifier"]),
                "title": found.text(DCT["title"]),
                "licence": next((licence_of(graph, value) for value in found.all(DCT["license"])), ""),
            }
            if day and document["id"] and document["url"]:
                yield {"retrieved": day, **_filled(document)}
