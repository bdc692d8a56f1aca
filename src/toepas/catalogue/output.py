"""What was found as plain data, for machines."""

from __future__ import annotations

from typing import Any

from toepas.catalogue.collection import Collection
from toepas.catalogue.model import Asset
from toepas.catalogue.search.query import Found, Query
from toepas.catalogue.search.reasons import reason_text
from toepas.kernel.words import Words


def search_data(collection: Collection, query: Query, found: Found, words: Words) -> dict[str, Any]:
    """What a search gives, for machines."""
    return {
        "query": query.text,
        "language": query.lang,
        "total": found.total,
        "more_than_counted": found.capped,
        "corrected": found.corrected,
        "purposes": [{"id": name, "strength": round(strength, 3)} for name, strength in found.purposes],
        "facets": {name: dict(values) for name, values in found.facets.items()},
        "results": [
            {
                **asset_line(collection[hit.id], words),
                "languages": sorted({*collection[hit.id].summary, *collection[hit.id].name}),
                "score": hit.score,
                "reasons": [
                    {
                        "code": reason.code, "field": reason.field, "value": reason.value, "quote": reason.quote,
                        "quote_language": reason.lang, "text": reason_text(reason, words),
                    }
                    for reason in collection.why(hit, query, found)
                ],
            }
            for hit in found.hits
        ],
    }  # fmt: skip


def asset_line(asset: Asset, words: Words) -> dict[str, Any]:
    """What identifies an asset to a reader."""
    return {
        "id": asset.id,
        "kind": str(asset.kind),
        "name": asset.text("name", words.lang),
        "summary": asset.text("summary", words.lang),
        "url": asset.url,
        "provider": asset.provider.name if asset.provider else "",
        "country": asset.provider.country if asset.provider else "",
    }
