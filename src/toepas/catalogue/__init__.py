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
    Layer,
    Maturity,
    Openness,
    Party,
    Place,
    Price,
    Source,
    Sovereignty,
)
from toepas.catalogue.opening import assets_here, open_collection, prepare, revision
from toepas.catalogue.search.facets import FACETS, open_licence
from toepas.catalogue.search.query import Found, Hit, Query, SearchIndex
from toepas.catalogue.search.reasons import Reason, reason_text
from toepas.catalogue.shipped import shipped
from toepas.catalogue.store import Store, default_path

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
    "Layer",
    "Maturity",
    "Merged",
    "Openness",
    "Party",
    "Place",
    "Price",
    "Query",
    "Reason",
    "SearchIndex",
    "Source",
    "Sovereignty",
    "Store",
    "assets_here",
    "candidates",
    "concepts",
    "default_path",
    "document_of",
    "from_json",
    "merge",
    "open_collection",
    "open_licence",
    "prepare",
    "read_asset",
    "reason_text",
    "revision",
    "sector_labels",
    "shipped",
    "to_json",
]
