"""The catalogue: what an asset is, where it was found, and how it is found again."""

from toepas.catalogue.concepts import Concept, concepts
from toepas.catalogue.document import document_of, from_json, read_asset, to_json
from toepas.catalogue.model import Asset, Kind, Maturity, Openness, Party, Place, Price, Source, Sovereignty

__all__ = [
    "Asset",
    "Concept",
    "Kind",
    "Maturity",
    "Openness",
    "Party",
    "Place",
    "Price",
    "Source",
    "Sovereignty",
    "concepts",
    "document_of",
    "from_json",
    "read_asset",
    "to_json",
]
