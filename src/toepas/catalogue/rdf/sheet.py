"""A graph that is being written: nodes with lasting addresses, and the things that several records share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from toepas.catalogue.document import is_address
from toepas.catalogue.model import Asset, Party, Place
from toepas.catalogue.rdf.gaps import Profile
from toepas.catalogue.rdf.names import (
    DCAT,
    DCT,
    FOAF,
    GEO,
    LOCN,
    OWN,
    PARTY_TYPES,
    RDF,
    RDFS,
    SKOS,
    SPDX,
    SPDX_LICENCES,
    VCARD,
    XSD,
    clean,
    country,
    digest,
    iri,
    language,
    literal,
    tables,
)

AUTHORITY_LICENCE = "http://publications.europa.eu/resource/authority/licence/"


@dataclass
class Sheet:
    """The graph, the address before every id, the profile, and which assets are in it."""

    graph: Graph
    base: str
    profile: Profile
    assets: Mapping[str, Asset]
    datasets: Mapping[str, Asset]
    """Fully described data sets, by every name of theirs."""
    known: set[str] = field(default_factory=set)

    def add(self, subject: Node, predicate: URIRef, *values: Node | None) -> None:
        """State something; None is left out."""
        for value in values:
            if value is not None:
                self.graph.add((subject, predicate, value))

    def texts(self, subject: Node, predicate: URIRef, texts: Mapping[str, str]) -> None:
        """The same text in its languages."""
        self.add(subject, predicate, *(literal(text, lang) for lang, text in texts.items() if text.strip()))

    def own(self, sort: str, *parts: str) -> URIRef:
        """The address of something that is not an asset and has no address elsewhere."""
        return URIRef(f"{self.base}{OWN}{sort}/{digest(*parts)}")

    def asset(self, name: str) -> URIRef:
        """The address of an asset by its id."""
        return URIRef(self.base + name)

    def page(self, subject: Node, predicate: URIRef, address: str, type_: URIRef = FOAF["Document"]) -> None:
        """A link to something on the web, with what it is."""
        if is_address(address):
            self.add(subject, predicate, iri(address))
            self.add(iri(address), RDF["type"], type_)

    def concept(self, scheme: str, code: str, label: str = "") -> URIRef:
        """A concept of one of our own lists. Codes stand in the address as they are; free texts by their digest."""
        plain = re.fullmatch(r"[a-z0-9-]+", code)
        node = URIRef(f"{self.base}{OWN}{scheme}/{code}") if plain else self.own(scheme, code)
        self.add(node, RDF["type"], SKOS["Concept"])
        self.add(node, SKOS["prefLabel"], literal(label or code, "en" if label else ""))
        return node

    def reference(self, name: str) -> URIRef:
        """What a record refers to: an asset by its id, an address, or something of which only a name is known."""
        if is_address(name):
            return iri(name)
        if name in self.assets:
            return self.asset(name)
        node = self.own("named", name)
        self.add(node, RDF["type"], DCAT["Resource"])
        self.add(node, DCT["title"], literal(name))
        return node

    def languages(self, subject: Node, codes: Iterable[str]) -> None:
        """The languages, by their addresses in the authority table."""
        for code in codes:
            self.add(subject, DCT["language"], language(code))
            self.add(language(code), RDF["type"], DCT["LinguisticSystem"])

    def countries(self, subject: Node, codes: Iterable[str]) -> None:
        """The countries, by their addresses in the authority table."""
        for code in codes:
            address = country(code) or self.own("country", code)
            self.add(subject, DCT["spatial"], address)
            self.add(address, RDF["type"], DCT["Location"])
            if not country(code):
                self.add(address, SKOS["notation"], Literal(code))

    def place(self, subject: Node, place: Place) -> None:
        """A spot: its country, region and town, and its coordinates."""
        node = self.own("place", repr(place))
        address = URIRef(f"{node}-address")
        self.add(subject, DCT["spatial"], node)
        self.add(node, RDF["type"], DCT["Location"])
        self.add(node, LOCN["address"], address)
        self.add(address, RDF["type"], LOCN["Address"])
        self.add(address, LOCN["adminUnitL1"], Literal(place.country))
        for predicate, text in (("adminUnitL2", place.region), ("postName", place.city)):
            self.add(address, LOCN[predicate], literal(text) if text else None)
        if place.lat is not None and place.lon is not None:
            point = Literal(f"POINT({place.lon!r} {place.lat!r})", datatype=GEO["wktLiteral"])
            self.add(node, DCAT["centroid"], point)

    def party(self, party: Party) -> URIRef:
        """An organisation. Two that differ in anything are two: nothing that was said of one is said of the other."""
        node = self.own("party", party.name, party.country, party.url, party.type)
        self.add(node, RDF["type"], FOAF["Agent"])
        self.add(node, FOAF["name"], literal(party.name))
        self.page(node, FOAF["homepage"], party.url)
        if party.country:
            address = URIRef(f"{node}-address")
            self.add(node, LOCN["address"], address)
            self.add(address, RDF["type"], LOCN["Address"])
            self.add(address, LOCN["adminUnitL1"], Literal(party.country))
        if party.type:
            self.add(node, DCT["type"], self._party_type(party.type))
        return node

    def _party_type(self, code: str) -> URIRef:
        known = tables()["parties"].get(code)
        if not known:
            return self.concept("party-type", code)
        node = URIRef(PARTY_TYPES + known)
        self.add(node, RDF["type"], SKOS["Concept"])
        self.add(node, SKOS["prefLabel"], literal(code.capitalize(), "en"))
        return node

    def licence(self, subject: Node, licence: str) -> None:
        """Under which terms: the authority table's address, SPDX's, or a node that holds the expression."""
        if not licence.strip():
            return
        known = tables()["licences"].get(licence)
        if known:
            node = URIRef(AUTHORITY_LICENCE + known)
        elif re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.+-]*", licence) and not licence.startswith("LicenseRef"):
            node = URIRef(SPDX_LICENCES + licence)
        else:
            node = self.own("licence", licence)
            self.add(node, RDFS["label"], literal(licence))
        self.add(subject, DCT["license"], node)
        self.add(node, RDF["type"], DCT["LicenseDocument"])

    def contact(self, subject: Node, contact: str) -> None:
        """Where one asks."""
        if not contact:
            return
        node = self.own("contact", contact)
        self.add(subject, DCAT["contactPoint"], node)
        self.add(node, RDF["type"], VCARD["Kind"], VCARD["Organization"])
        if is_address(contact):
            self.add(node, VCARD["hasURL"], iri(contact))
        else:
            self.add(node, VCARD["hasEmail"], iri("mailto:" + contact))

    def checksum(self, subject: Node, sha256: str) -> None:
        """The fingerprint of a file; one that is no fingerprint is left out."""
        if not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
            return
        node = self.own("checksum", sha256)
        algorithm = SPDX["checksumAlgorithm_sha256"]
        self.add(subject, SPDX["checksum"], node)
        self.add(node, RDF["type"], SPDX["Checksum"])
        self.add(node, SPDX["algorithm"], algorithm)
        self.add(algorithm, RDF["type"], SPDX["ChecksumAlgorithm"])
        self.add(node, SPDX["checksumValue"], Literal(clean(sha256), datatype=XSD["hexBinary"]))
