"""What remains of an asset after it was written in a standard and read again."""

from typing import Any

from toepas.catalogue import Asset, Kind, document_of
from toepas.catalogue.rdf.names import iri

EITHER = (
    "id", "kind", "name", "summary", "description", "keywords", "url", "code", "version", "issued", "modified", "sectors",
    "purposes", "languages", "provider", "countries", "place", "licence", "maturity", "evidence", "contact", "access",
    "files", "related", "same",
)  # fmt: skip
"""The fields that both profiles carry; of ``access`` the rights and the conditions."""
RETURNED = ("it6:collectionDate", "dct:created", "it6:limitations@en")


def same_again(asset: Asset, profile: str) -> dict[str, Any]:
    """What a profile carries of an asset, in a form that can be compared: sets have no order in linked data."""
    document = document_of(asset)
    kept = {name: document[name] for name in EITHER if name in document}
    kept["access"] = {name: text for name, text in kept.get("access", {}).items() if name in ("rights", "conditions")}
    if kept.get("description") == kept.get("summary"):
        kept.pop("description", None)  # where there is no description, the summary stands in for it
    if asset.kind is Kind.MODEL and profile == "mldcat-ap":
        kept["training"] = {name: value for name, value in document.get("training", {}).items() if name != "flops"}
    if profile == "mldcat-ap":
        kept["extra"] = {name: document.get("extra", {}).get(name, "") for name in RETURNED}
    place = kept.get("place", {})
    if "lat" not in place or "lon" not in place:
        kept["place"] = {name: value for name, value in place.items() if name not in ("lat", "lon")}
    return {name: value for name, value in plain(kept).items() if value not in ({}, [], "")}


def plain(value: Any) -> Any:
    """Lists sorted, addresses as linked data writes them."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if item not in ({}, [], ())}
    if isinstance(value, list | tuple):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, str) and value.startswith("https://"):
        return str(iri(value))
    return value
