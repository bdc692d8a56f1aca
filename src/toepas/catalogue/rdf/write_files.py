"""Files and interfaces: distributions in DCAT-AP; in MLDCAT-AP files of a model, and plain resources beside a data set."""

from __future__ import annotations

import re

from rdflib import Literal, URIRef

from toepas.catalogue.document import is_address
from toepas.catalogue.model import Asset, File, Kind
from toepas.catalogue.rdf.gaps import file_name, is_whole_file
from toepas.catalogue.rdf.names import (
    AUTHORITY,
    DCAT,
    DCT,
    IT6,
    MEDIA_TYPES,
    RDF,
    RDFS,
    XSD,
    iri,
    literal,
    tables,
)
from toepas.catalogue.rdf.sheet import Sheet

MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")


def files(sheet: Sheet, node: URIRef, asset: Asset) -> None:
    """Every file of an asset, as what the profile lets it be."""
    for file in asset.files:
        if not is_address(file.url):
            continue
        part = sheet.own("file", asset.id, repr(file))
        if sheet.profile == "dcat-ap":
            _distribution(sheet, node, part, file)
        else:
            _file(sheet, node, part, file, whole=asset.kind is Kind.MODEL and is_whole_file(file))


def _distribution(sheet: Sheet, node: URIRef, part: URIRef, file: File) -> None:
    sheet.add(node, DCAT["distribution"], part)
    sheet.add(part, RDF["type"], DCAT["Distribution"])
    sheet.page(part, DCAT["accessURL"], file.url, DCAT["Resource"])
    sheet.add(part, DCT["title"], literal(file.title) if file.title.strip() else None)
    _common(sheet, part, file)
    if not file.format:
        return
    address, type_, predicate = _format(sheet, file.format)
    sheet.add(part, predicate, address)
    sheet.add(address, RDF["type"], type_)


def _format(sheet: Sheet, text: str) -> tuple[URIRef, URIRef, URIRef]:
    """Where a format is named: the register of media types, the authority table, or a node of ours with its name."""
    if MEDIA_TYPE.fullmatch(text):
        return URIRef(MEDIA_TYPES + text), DCT["MediaType"], DCAT["mediaType"]
    if text in tables()["formats"]:
        return URIRef(f"{AUTHORITY}file-type/{text}"), DCT["MediaTypeOrExtent"], DCT["format"]
    node = sheet.own("format", text)
    sheet.add(node, RDFS["label"], literal(text))
    return node, DCT["MediaTypeOrExtent"], DCT["format"]


def _file(sheet: Sheet, node: URIRef, part: URIRef, file: File, *, whole: bool) -> None:
    """A distribution must state a quality measurement in MLDCAT-AP; where none is known, it is another form of the set."""
    sheet.add(node, IT6["hasFile"] if whole else DCT["hasFormat"], part)
    sheet.add(part, RDF["type"], IT6["File"] if whole else DCAT["Resource"])
    sheet.page(part, IT6["url"], file.url, DCAT["Resource"])
    name = file_name(iri(file.url))
    title = file.title if file.title.strip() else name if whole else ""
    sheet.add(part, DCT["title"], literal(title) if title else None)
    sheet.add(part, DCT["identifier"], literal(name) if whole else None)
    if file.format:
        sheet.add(part, DCT["format"], sheet.concept("file-format", f"format {file.format}", file.format))
    _common(sheet, part, file)


def _common(sheet: Sheet, part: URIRef, file: File) -> None:
    sheet.licence(part, file.licence)
    sheet.checksum(part, file.sha256)
    if file.bytes is not None and file.bytes >= 0:
        sheet.add(part, DCAT["byteSize"], Literal(file.bytes, datatype=XSD["nonNegativeInteger"]))
