"""Bytes of others to a graph: size, encoding, nesting and entities checked first, and nothing fetched."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.parsers import expat

from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.term import bind

from toepas.catalogue.foreign import DEEPEST, MOST_BYTES, read_json, read_text, too_deep
from toepas.catalogue.rdf.contexts import localise
from toepas.catalogue.rdf.names import RDF
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

PLACEHOLDER = "https://record.invalid/"
"""What relative addresses are resolved against, where a file does not say; never shown as a link."""
FORMATS = {
    "turtle": "turtle", "ttl": "turtle", "text/turtle": "turtle",
    "json-ld": "json-ld", "jsonld": "json-ld", "application/ld+json": "json-ld",
    "xml": "xml", "rdf": "xml", "application/rdf+xml": "xml",
}  # fmt: skip


def _keep_markup_as_text() -> None:
    """Values that are HTML or XML stay texts: building trees from foreign markup takes a minute for a few kilobytes."""
    with _quiet():
        for name in ("HTML", "XMLLiteral"):
            bind(RDF[name], str, constructor=str, datatype_specific=True)


def parse(content: bytes, format: str, where: str, words: Words) -> Graph:  # noqa: A002 - the word of the trade
    """The graph in a file. ``format``: turtle, json-ld or xml, or their media types. Raises Problem for what is refused."""
    known = FORMATS.get(format.lower().split(";")[0].strip())
    if known is None:
        raise Problem(
            words.t("This format of linked data is not known: {format}", format=format[:60]),
            where=where,
            expected="turtle, json-ld, xml",
            todo=words.t("Name one of these formats."),
        )
    if len(content) > MOST_BYTES:
        raise Problem(
            words.t("The file is too large."),
            where=where,
            expected=words.t("at most {limit} bytes; this one has {size}", limit=MOST_BYTES, size=len(content)),
            todo=words.t("Ask the source for the file in parts."),
        )
    try:
        with _quiet():
            return {"turtle": _turtle, "json-ld": _json_ld, "xml": _xml}[known](content, where, words)
    except Problem:
        raise
    except RecursionError:
        raise too_deep(where, words) from None
    except Exception as error:  # a parser of foreign bytes may fail in any way; each is the same to a reader
        raise Problem(
            words.t("The linked data in this file cannot be read."),
            where=where,
            expected=str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__,
            todo=words.t("Check the file with the source; nothing was taken from it."),
        ) from None


def _turtle(content: bytes, where: str, words: Words) -> Graph:
    return _empty().parse(data=read_text(content, where, words), format="turtle", publicID=PLACEHOLDER)


def _json_ld(content: bytes, where: str, words: Words) -> Graph:
    document = localise(read_json(content, where, words), where, words)
    graph = _empty()
    to_rdf(document, graph, base=PLACEHOLDER)
    return graph


def _xml(content: bytes, where: str, words: Words) -> Graph:
    _plain_xml(content, where, words)
    return _empty().parse(data=content, format="xml", publicID=PLACEHOLDER)


def _plain_xml(content: bytes, where: str, words: Words) -> None:
    """Raises Problem for entities, document types and deep nesting, before anything is built."""
    depth = 0

    def opened(_name: str, _attributes: Any) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise too_deep(where, words)

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: Any) -> None:
        raise Problem(
            words.t("The XML declares a document type, which can hide entities."),
            where=where,
            expected=words.t("RDF/XML without <!DOCTYPE and <!ENTITY"),
            todo=words.t("Ask the source for the file as Turtle, or without the declaration."),
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(content, True)


def _empty() -> Graph:
    return Graph(bind_namespaces="none")


@contextmanager
def _quiet() -> Iterator[None]:
    """The library logs every value that is not of its stated type; those are told as part of a record, or kept as they are."""
    logger = logging.getLogger("rdflib")
    before = logger.disabled, logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.disabled, logger.level = before


_keep_markup_as_text()
