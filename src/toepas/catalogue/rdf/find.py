"""Looking things up in a graph of others: values in a fixed order, bounded, with the texts and dates they hold."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from toepas.catalogue.document import LONGEST, is_address
from toepas.catalogue.rdf.names import (
    DCT,
    FOAF,
    IT6,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    UNDETERMINED,
    VCARD,
    language_code,
    shorten,
)
from toepas.catalogue.rdf.parse import PLACEHOLDER

MOST_VALUES = 2_000
"""Values of one property of one record; the largest honest record seen has a few hundred files."""
DEEPEST = 3
PEOPLE = frozenset(IT6[name] for name in ("hasUploader", "hasRegisteredUser")) | {
    DCT["creator"],
    DCT["contributor"],
    FOAF["maker"],
    SCHEMA["author"],
    VCARD["fn"],
}
"""Who made or uploaded something is nearly always a person, and the catalogue keeps no persons."""
PERSONS = frozenset((FOAF["Person"], VCARD["Individual"], SCHEMA["Person"]))
LABELS = (DCT["title"], SKOS["prefLabel"], FOAF["name"], RDFS["label"], SKOS["notation"], DCT["identifier"])


class TooMuch(Exception):
    """A record with more than anyone could read."""


@dataclass
class Found:
    """One record: its node, and which of its properties have been read into fields."""

    graph: Graph
    node: Node
    used: set[Node] = field(default_factory=set)

    def all(self, *predicates: URIRef) -> list[Node]:
        """Every value of some properties, in a fixed order; they count as read."""
        self.used.update(predicates)
        return [value for predicate in predicates for value in values(self.graph, self.node, predicate)]

    def texts(self, predicate: URIRef, rest: dict[str, str]) -> dict[str, str]:
        """A text by language. A second one in the same language goes to ``rest`` with its full tag: nothing is lost."""
        texts: dict[str, str] = {}
        plain = sorted(
            (value for value in self.all(predicate) if isinstance(value, Literal) and str(value).strip()),
            key=lambda value: (len(value.language or ""), value.language or "", str(value)),
        )
        for value in plain:
            lang = language_code(value.language) if value.language else UNDETERMINED
            if lang and lang not in texts:
                texts[lang] = str(value)
            else:
                put(rest, f"{shorten(str(predicate))}@{value.language or UNDETERMINED}", str(value))
        return texts

    def text(self, *predicates: URIRef) -> str:
        """The first text of some properties; that of a node is its label."""
        found = (label(self.graph, value) for value in self.all(*predicates))
        return next((text for text in found if text), "")

    def address(self, *predicates: URIRef) -> str:
        """The first value that may be shown as a link."""
        return next((str(value) for value in self.all(*predicates) if is_link(str(value))), "")

    def day(self, *predicates: URIRef, rest: dict[str, str]) -> datetime.date | None:
        """The first date, of a date or a moment; what is no date goes to ``rest``."""
        found = None
        for predicate in predicates:
            for value in self.all(predicate):
                day = day_of(value)
                found = found or day
                if day is None:
                    put(rest, shorten(str(predicate)), str(value))
        return found


def values(graph: Graph, node: Node, predicate: Node) -> list[Node]:
    """The values of a property, in a fixed order. Raises TooMuch."""
    found = list(itertools.islice(graph.objects(node, predicate), MOST_VALUES + 1))
    if len(found) > MOST_VALUES:
        raise TooMuch
    return sorted(found, key=lambda value: (isinstance(value, BNode), str(value)))


def label(graph: Graph, node: Node) -> str:
    """What a node is called: a text itself, or its label; empty where it has none."""
    if isinstance(node, Literal):
        return str(node).strip()
    for predicate in LABELS:
        texts = [value for value in values(graph, node, predicate) if isinstance(value, Literal)]
        texts.sort(key=lambda value: (value.language or "") not in ("", "en"))
        if texts:
            return str(texts[0]).strip()
    return ""


def last(node: Node) -> str:
    """The last part of an address."""
    return re.split(r"[/#]", str(node).rstrip("/#"))[-1]


def types(graph: Graph, node: Node) -> set[Node]:
    """The classes of a node."""
    return set(values(graph, node, RDF["type"]))


def is_link(address: str) -> bool:
    """Whether an address may be shown; one that was relative to nowhere may not."""
    return is_address(address) and not address.startswith(PLACEHOLDER)


def day_of(value: Node) -> datetime.date | None:
    """The day in a date or moment; None for anything else, years without a month and months without a day included."""
    found = re.match(r"(\d{4}-\d{2}-\d{2})(?![\d])", str(value).strip())
    try:
        return datetime.date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def put(rest: dict[str, str], name: str, text: str) -> None:
    """Keep something that has no field; several of one name stand below each other."""
    before = rest.get(name)
    joined = f"{before}\n{text}" if before else text
    if len(joined) > LONGEST or len(rest) > MOST_VALUES:
        raise TooMuch
    rest[name] = joined


def leftovers(found: Found, rest: dict[str, str], apart: set[Node], before: str = "") -> None:
    """Everything that no field took: texts by name and language, addresses in <>, what nodes hold below their name.

    ``apart`` are records of their own, of which the address is enough; ``before`` stands before each name.
    """
    for predicate, value in _rest(found.graph, found.node, found.used):
        _put_value(found.graph, rest, before + shorten(str(predicate)), value, apart | {found.node}, 1)


def _rest(graph: Graph, node: Node, used: set[Node]) -> Iterator[tuple[Node, Node]]:
    pairs = itertools.islice(graph.predicate_objects(node), MOST_VALUES * 4)
    skipped = used | PEOPLE | {RDF["type"]}
    yield from sorted((pair for pair in pairs if pair[0] not in skipped), key=str)


def _put_value(graph: Graph, rest: dict[str, str], name: str, value: Node, seen: set[Node], depth: int) -> None:
    if isinstance(value, Literal):
        if str(value).strip():
            put(rest, f"{name}@{value.language}" if value.language else name, str(value))
        return
    if not PERSONS.isdisjoint(types(graph, value)):
        return
    if isinstance(value, URIRef):
        put(rest, name, f"<{value}>")
    if value in seen or depth > DEEPEST:
        return
    for predicate, inner in _rest(graph, value, set()):
        _put_value(graph, rest, f"{name}/{shorten(str(predicate))}", inner, seen | {value}, depth + 1)
