"""The catalogue: what an asset is, where it was found, and how it is found again."""

from toepas.catalogue.collection import Collection
from toepas.catalogue.concepts import Concept, concepts, sector_labels
from toepas.catalogue.document import document_of, from_json, read_asset, to_json
from toepas.catalogue.model import (
    EU,
    LAYERS,
    Asset,
    Funding,
    Kind,
    Maturity,
    Openness,
    Party,
    Place,
    Price,
    Source,
    Sovereignty,
)
from toepas.catalogue.search.facets import FACETS, open_licence
from toepas.catalogue.search.query import Found, Hit, Query, SearchIndex
from toepas.catalogue.search.reasons import Reason, reason_text

__all__ = [
    "EU",
    "FACETS",
    "LAYERS",
    "Asset",
    "Collection",
    "Concept",
    "Found",
    "Funding",
    "Hit",
    "Kind",
    "Maturity",
    "Openness",
    "Party",
    "Place",
    "Price",
    "Query",
    "Reason",
    "SearchIndex",
    "Source",
    "Sovereignty",
    "concepts",
    "document_of",
    "from_json",
    "open_licence",
    "read_asset",
    "reason_text",
    "sector_labels",
    "to_json",
]
