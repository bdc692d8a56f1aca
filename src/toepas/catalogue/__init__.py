"""The catalogue: what an asset is, where it was found, and how it is found again."""

from toepas.catalogue.collection import Collection
from toepas.catalogue.concepts import Concept, concepts
from toepas.catalogue.document import document_of, from_json, read_asset, to_json
from toepas.catalogue.model import Asset, Kind, Maturity, Openness, Party, Place, Price, Source, Sovereignty
from toepas.catalogue.search.query import Found, Hit, Query, SearchIndex
from toepas.catalogue.search.reasons import Reason, reason_text

__all__ = [
    "Asset",
    "Collection",
    "Concept",
    "Found",
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
    "read_asset",
    "reason_text",
    "to_json",
]
