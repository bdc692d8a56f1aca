"""Assets as a catalogue in MLDCAT-AP 3.1 or DCAT-AP 3.0.1. Nothing is made up to please a profile: see ``gaps``."""

from __future__ import annotations

import json
from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from toepas.catalogue.document import is_address
from toepas.catalogue.model import Asset, Kind, Party, Source
from toepas.catalogue.rdf.gaps import PROFILES, Profile, lacks, whole_datasets
from toepas.catalogue.rdf.names import (
    ADMS,
    AUTHORITY,
    DCAT,
    DCT,
    DQV,
    FOAF,
    IT6,
    OWL,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    XSD,
    digest,
    expand,
    iri,
    literal,
    tables,
)
from toepas.catalogue.rdf.sheet import Sheet
from toepas.catalogue.rdf.write_files import files
from toepas.catalogue.rdf.write_model import training
from toepas.kernel.sector import sectors

TITLE = {"en": "Catalogue of AI solutions", "nl": "Catalogus van AI-oplossingen"}
DESCRIPTION = {
    "en": "Solutions, models, data sets, services and knowledge for using AI in Europe, with where each fact comes from.",
    "nl": "Oplossingen, modellen, datasets, diensten en kennis om AI in Europa te gebruiken, met de bron van elk gegeven.",
}
RIGHTS = {"public": "PUBLIC", "restricted": "RESTRICTED", "non-public": "NON_PUBLIC"}
RELATIONS = {"uses": DCT["requires"], "part-of": DCT["isPartOf"], "same-as": OWL["sameAs"], "replaces": DCT["replaces"]}
CLASSES = {
    Kind.SOLUTION: SCHEMA["SoftwareApplication"],
    Kind.BUILDING_BLOCK: SCHEMA["SoftwareApplication"],
    Kind.SERVICE: SCHEMA["Service"],
    Kind.COMPUTE: SCHEMA["Service"],
    Kind.FUNDING: SCHEMA["MonetaryGrant"],
    Kind.COURSE: SCHEMA["Course"],
    Kind.PRACTICE: SCHEMA["CreativeWork"],
}
"""Beside dcat:Resource, for kinds that no profile has a class for."""
LINKS = {DCAT["Dataset"]: DCAT["dataset"], DCAT["Catalog"]: DCAT["catalog"]}
RETURNED = {
    "mldcat-ap": ("bias", "biasMethod", "collectionDate", "collectionMethod", "curationMethod", "dataProvenance",
        "designSpecifications", "evaluationResults", "evaluationStrategies", "howToUse", "intendedUse", "limitations",
        "methodOfDistribution", "placedOnMarketDate", "testingDescription", "trainingMethodologies", "trainingProcess",
        "unsuitabilityMethod", "versionLabel"),
    "dcat-ap": (),
}  # fmt: skip
"""Words of a profile that the catalogue keeps in ``extra`` and gives back as they came."""


def to_graph(assets: Iterable[Asset], profile: Profile, publisher: Party, base: str, *, licence: str = "") -> Graph:
    """The assets as one catalogue of ``publisher``; ``base`` is the address before every id and ends in a slash.

    ``licence`` is an SPDX identifier for the catalogue as a collection. Raises ValueError for an unknown profile or a base
    that is no web address.
    """
    if profile not in PROFILES or not is_address(base) or not base.endswith("/"):
        raise ValueError(profile if profile not in PROFILES else base)
    listed = list(assets)
    sheet = Sheet(_graph(), base, profile, {asset.id: asset for asset in listed}, whole_datasets(listed))
    root = _catalogue(sheet, publisher, licence, listed)
    for asset in listed:
        node = _asset(sheet, asset)
        types = set(sheet.graph.objects(node, RDF["type"]))
        link = next((link for type_, link in LINKS.items() if type_ in types), DCAT["resource"])
        sheet.add(root, link, node)
        _record(sheet, root, asset, node, formal=profile == "mldcat-ap" or link != DCAT["resource"])
    return sheet.graph


def serialise(graph: Graph, format: str) -> bytes:  # noqa: A002 - the word that everybody uses for it
    """The graph as ``turtle``, ``json-ld`` or ``xml``, in UTF-8; the same graph gives the same bytes."""
    if format == "json-ld":
        read = json.loads(graph.serialize(format="json-ld", context=PREFIXES, auto_compact=False))
        nodes = read.get("@graph") or []
        read["@graph"] = sorted((_ordered(node) for node in nodes), key=lambda node: str(node.get("@id")))
        return json.dumps(read, ensure_ascii=False, indent=1).encode("utf-8")
    if format not in ("turtle", "xml"):
        raise ValueError(format)
    in_order = _graph()
    for triple in sorted(graph, key=lambda triple: [part.n3() for part in triple]):
        in_order.add(triple)
    return bytes(in_order.serialize(format=format, encoding="utf-8"))


def _ordered(node: dict[str, object]) -> dict[str, object]:
    return {
        key: sorted(value, key=lambda item: json.dumps(item, sort_keys=True)) if isinstance(value, list) else value
        for key, value in sorted(node.items())
    }


def _graph() -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, start in PREFIXES.items():
        graph.bind(prefix, start)
    return graph


def _catalogue(sheet: Sheet, publisher: Party, licence: str, listed: list[Asset]) -> URIRef:
    root = URIRef(sheet.base)
    sheet.add(root, RDF["type"], DCAT["Catalog"])
    sheet.texts(root, DCT["title"], TITLE)
    sheet.texts(root, DCT["description"], DESCRIPTION)
    sheet.add(root, DCT["publisher"], sheet.party(publisher))
    sheet.page(root, FOAF["homepage"], sheet.base)
    sheet.languages(root, TITLE)
    sheet.countries(root, ("EU",))
    sheet.licence(root, licence)
    if listed:
        days = [source.retrieved for asset in listed for source in asset.sources]
        sheet.add(root, DCT["modified"], Literal(max(days)))
    themes = URIRef(AUTHORITY + "data-theme")
    sheet.add(root, DCAT["themeTaxonomy"], themes)
    sheet.add(themes, RDF["type"], SKOS["ConceptScheme"])
    sheet.add(themes, DCT["title"], literal("Data theme", "en"))
    return root


def _record(sheet: Sheet, root: URIRef, asset: Asset, node: URIRef, *, formal: bool) -> None:
    """What the catalogue says about its own entry: when it was last read, and from where.

    DCAT-AP has records of data sets, services and catalogues only; ``formal`` says whether this is one of those.
    """
    record = sheet.own("record", asset.id)
    if formal:
        sheet.add(root, DCAT["record"], record)
        sheet.add(record, RDF["type"], DCAT["CatalogRecord"])
    sheet.add(record, FOAF["primaryTopic"], node)
    sheet.add(record, DCT["modified"], Literal(max(source.retrieved for source in asset.sources)))
    for source in asset.sources:
        sheet.add(record, PROV["wasDerivedFrom"], _source(sheet, source))


def _source(sheet: Sheet, source: Source) -> URIRef:
    node = sheet.own("source", repr(source))
    sheet.add(node, RDF["type"], PROV["Entity"])
    sheet.add(node, SKOS["notation"], literal(source.id))
    sheet.add(node, RDFS["seeAlso"], iri(source.url) if is_address(source.url) else None)
    sheet.add(node, DCT["date"], Literal(source.retrieved))
    sheet.add(node, DCT["identifier"], literal(source.record) if source.record else None)
    sheet.add(node, DCT["title"], literal(source.title) if source.title else None)
    sheet.licence(node, source.licence)
    return node


def _asset(sheet: Sheet, asset: Asset) -> URIRef:
    node = sheet.asset(asset.id)
    whole = not lacks(asset, sheet.profile, sheet.datasets)
    sheet.add(node, RDF["type"], DCAT["Resource"], class_of(asset, sheet.profile, whole))
    sheet.add(node, DCT["identifier"], literal(asset.id))
    sheet.add(node, DCT["type"], sheet.concept("kind", asset.kind.value))
    _words(sheet, node, asset)
    _facts(sheet, node, asset)
    _relations(sheet, node, asset)
    files(sheet, node, asset)
    if sheet.profile == "mldcat-ap" and asset.kind is Kind.MODEL:
        training(sheet, node, asset, whole)
    for name, text in asset.extra.items():
        _extra(sheet, node, name, text)
    return node


def class_of(asset: Asset, profile: Profile, whole: bool) -> URIRef | None:
    """The class that says most of what an asset is; None where it is no more than a resource."""
    if asset.kind is Kind.MODEL:
        return IT6["MachineLearningModel"] if whole and profile == "mldcat-ap" else None
    if asset.kind in (Kind.DATASET, Kind.DATA_SPACE):
        name = "Dataset" if asset.kind is Kind.DATASET else "Catalog"
        return DCAT[name] if whole else None
    return CLASSES[asset.kind]


def _words(sheet: Sheet, node: URIRef, asset: Asset) -> None:
    sheet.texts(node, DCT["title"], asset.name)
    described = any(text.strip() for text in asset.description.values())
    sheet.texts(node, DCT["description"], asset.description if described else asset.summary)
    sheet.texts(node, DCT["abstract"], asset.summary)
    sheet.add(node, DCAT["keyword"], *(literal(word) for word in asset.keywords if word.strip()))
    for code in asset.sectors:
        sheet.add(node, DCAT["theme"], sheet.concept("sector", code, sectors()[code].title), _theme(sheet, code))
    sheet.add(node, DCAT["theme"], *(sheet.concept("purpose", code) for code in asset.purposes))


def _theme(sheet: Sheet, sector: str) -> URIRef | None:
    code = tables()["themes"].get(sector)
    if not code:
        return None
    theme = URIRef(f"{AUTHORITY}data-theme/{code}")
    sheet.add(theme, RDF["type"], SKOS["Concept"])
    sheet.add(theme, SKOS["prefLabel"], literal(tables()["theme_names"][code], "en"))
    sheet.add(theme, SKOS["inScheme"], URIRef(AUTHORITY + "data-theme"))
    return theme


def _facts(sheet: Sheet, node: URIRef, asset: Asset) -> None:
    sheet.page(node, DCAT["landingPage"], asset.url)
    if is_address(asset.code):
        sheet.add(node, SCHEMA["codeRepository"], iri(asset.code))
    sheet.add(node, DCAT["version"], literal(asset.version) if asset.version.strip() else None)
    for predicate, day in ((DCT["issued"], asset.issued), (DCT["modified"], asset.modified)):
        sheet.add(node, predicate, Literal(day) if day else None)
    sheet.languages(node, asset.languages)
    sheet.countries(node, asset.countries)
    sheet.licence(node, asset.licence)
    sheet.contact(node, asset.contact)
    if asset.provider:
        sheet.add(node, DCT["publisher"], sheet.party(asset.provider))
    if asset.place:
        sheet.place(node, asset.place)
    if asset.maturity:
        sheet.add(node, ADMS["status"], sheet.concept("maturity", asset.maturity.value))
    if asset.access and asset.access.rights:
        rights = URIRef(f"{AUTHORITY}access-right/{RIGHTS[asset.access.rights]}")
        sheet.add(node, DCT["accessRights"], rights)
        sheet.add(rights, RDF["type"], DCT["RightsStatement"])
    if asset.access and asset.access.conditions.strip():
        terms = sheet.own("conditions", asset.access.conditions)
        sheet.add(node, DCT["rights"], terms)
        sheet.add(terms, RDF["type"], DCT["RightsStatement"])
        sheet.add(terms, RDFS["label"], literal(asset.access.conditions))


def _relations(sheet: Sheet, node: URIRef, asset: Asset) -> None:
    for relation, names in asset.related.items():
        for name in names:
            if relation in RELATIONS:
                sheet.add(node, RELATIONS[relation], sheet.reference(name))
            else:
                _qualified(sheet, node, relation, name)
    for name in asset.same:
        identifier = sheet.own("identifier", name)
        sheet.add(node, ADMS["identifier"], identifier)
        sheet.add(identifier, RDF["type"], ADMS["Identifier"])
        sheet.add(identifier, SKOS["notation"], literal(name))
    for shown in asset.evidence:
        note = sheet.own("evidence", repr(shown))
        sheet.add(node, DQV["hasQualityAnnotation"], note)
        sheet.add(note, RDF["type"], DQV["QualityAnnotation"])
        sheet.add(note, DCT["title"], literal(shown.title))
        sheet.add(note, DCT["type"], sheet.concept("evidence", shown.kind))
        sheet.add(note, DCT["date"], Literal(shown.date) if shown.date else None)
        sheet.add(note, RDFS["seeAlso"], iri(shown.url) if is_address(shown.url) else None)


def _qualified(sheet: Sheet, node: URIRef, relation: str, name: str) -> None:
    link = sheet.own("link", str(node), relation, name)
    role = URIRef(f"{sheet.base}-/role/{digest(relation)}")
    sheet.add(node, DCAT["qualifiedRelation"], link)
    sheet.add(link, RDF["type"], DCAT["Relationship"])
    sheet.add(link, DCT["relation"], sheet.reference(name))
    sheet.add(link, DCAT["hadRole"], role)
    sheet.add(role, RDF["type"], DCAT["Role"])
    sheet.add(role, RDFS["label"], literal(relation))


def _extra(sheet: Sheet, node: Node, name: str, text: str) -> None:
    """What a profile says and we have no field for goes back as it came, in its language."""
    word, _, lang = name.partition("@")
    local = word.removeprefix("it6:")
    dated = sheet.profile == "mldcat-ap" and word == "dct:created"
    if (local != word and local in RETURNED[sheet.profile]) or dated:
        predicate = expand(word)
        if predicate is not None and (dated or local == "collectionDate"):
            sheet.add(node, predicate, Literal(text, datatype=XSD["dateTime" if "T" in text else "date"]))
        elif predicate is not None and text.strip():
            sheet.add(node, predicate, literal(text, lang))
