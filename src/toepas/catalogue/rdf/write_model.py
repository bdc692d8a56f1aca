"""What MLDCAT-AP says about a model: what it was trained on, how it is built, what goes in and out, how good it is."""

from __future__ import annotations

from rdflib import Literal, URIRef

from toepas.catalogue.document import is_address
from toepas.catalogue.model import Asset, Training
from toepas.catalogue.rdf.names import DCT, DQV, IT6, LPWCC, PROV, RDF, XSD, iri, literal
from toepas.catalogue.rdf.sheet import Sheet


def training(sheet: Sheet, node: URIRef, asset: Asset, whole: bool) -> None:
    """The facts of a model. ``whole``: it is a MachineLearningModel, so what it points at must be of the right class."""
    if asset.issued:
        sheet.add(node, IT6["releaseDate"], Literal(asset.issued))
    if asset.provider:
        sheet.add(node, IT6["hasProvider"], sheet.party(asset.provider))
    if is_address(asset.code):
        sheet.add(node, IT6["hasRepository"], iri(asset.code))
        sheet.add(iri(asset.code), RDF["type"], LPWCC["repository"])
        sheet.add(iri(asset.code), DCT["title"], literal(asset.code))
    _short(sheet, node, asset)
    if asset.training:
        _facts(sheet, node, asset.training, whole)


def _facts(sheet: Sheet, node: URIRef, facts: Training, whole: bool) -> None:
    sheet.add(node, IT6["modelArchitecture"], literal(facts.architecture) if facts.architecture.strip() else None)
    if facts.parameters is not None and facts.parameters >= 0:
        count = Literal(facts.parameters, datatype=XSD["nonNegativeInteger"])
        sheet.add(node, IT6["totalNumberOfParameters"], count)
    for name in facts.trained_on:
        sheet.add(node, DCT["source"], sheet.reference(name))
        if whole and name in sheet.datasets:
            sheet.add(node, IT6["trainedOn"], sheet.asset(sheet.datasets[name].id))
    if facts.based_on:
        sheet.add(node, PROV["wasDerivedFrom"], sheet.reference(facts.based_on))
    for task in facts.tasks:
        sheet.add(node, DCT["type"], sheet.concept("task", f"task {task}", task))
    for predicate, kinds in (("hasInputModality", facts.input), ("hasOutputModality", facts.output)):
        for kind in kinds:
            sheet.add(node, IT6[predicate], _modality(sheet, kind))
    for name, value in facts.measures.items():
        _measure(sheet, node, name, value)


def _short(sheet: Sheet, node: URIRef, asset: Asset) -> None:
    """One short description at most: the English one, or the first there is."""
    lang = "en" if asset.summary.get("en", "").strip() else next(iter(asset.summary), "")
    text = asset.summary.get(lang, "")
    sheet.add(node, IT6["shortDescription"], literal(text, lang) if text.strip() else None)


def _modality(sheet: Sheet, kind: str) -> URIRef:
    node = sheet.own("modality", kind)
    sheet.add(node, RDF["type"], IT6["Modality"])
    sheet.add(node, IT6["classification"], sheet.concept("modality-kind", f"modality {kind}", kind))
    return node


def _measure(sheet: Sheet, node: URIRef, name: str, value: float) -> None:
    measured = sheet.own("measurement", str(node), name)
    quality = sheet.own("quality", name)
    sheet.add(node, DQV["hasQualityMeasurement"], measured)
    sheet.add(measured, RDF["type"], DQV["QualityMeasurement"])
    sheet.add(measured, DQV["value"], literal(repr(value)))
    sheet.add(measured, DCT["type"], quality)
    sheet.add(quality, RDF["type"], IT6["DataQuality"])
    sheet.add(quality, DCT["identifier"], literal(name))
    sheet.add(quality, DCT["title"], literal(name))
