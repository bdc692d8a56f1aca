"""A match as plain data, for machines: ids, facts and sentences."""

from __future__ import annotations

from typing import Any

import msgspec

from toepas.catalogue import asset_line
from toepas.kernel.words import Words
from toepas.match.features import Point
from toepas.match.matching import Fit, Match
from toepas.match.wording import limit_text, panel_title, point_text


def match_data(match: Match, words: Words) -> dict[str, Any]:
    """The whole answer."""
    return {
        "need": msgspec.to_builtins(match.need),
        "on": match.on.isoformat(),
        "purposes": [{"id": name, "strength": round(strength, 3)} for name, strength in match.purposes],
        "panels": [
            {
                "id": panel.name,
                "title": panel_title(panel.name, words),
                "results": [fit_data(fit, words) for fit in panel.fits],
                "left_out": [
                    {
                        **asset_line(asset, words),
                        "limit": limit.code,
                        "field": limit.field,
                        "why": limit_text(limit, words),
                    }
                    for asset, limit in panel.left_out
                ],
            }
            for panel in match.panels
        ],
    }


def fit_data(fit: Fit, words: Words) -> dict[str, Any]:
    """One asset with what speaks for and against it."""
    asset = fit.asset
    return {
        **asset_line(asset, words),
        "licence": asset.licence,
        "hosting": list(asset.sovereignty.hosting) if asset.sovereignty else [],
        "works_in": list(asset.languages),
        "sources": [
            {"title": source.title, "url": source.url, "retrieved": source.retrieved.isoformat()}
            for source in asset.sources
        ],
        "score": fit.score,
        "reasons": [_point(point, words) for point in fit.pro if point.code != "found"],
        "against": [_point(point, words) for point in fit.con],
    }


def _point(point: Point, words: Words) -> dict[str, Any]:
    return {
        "code": point.code,
        "field": point.field,
        "value": point.value,
        "quote": point.quote,
        "text": point_text(point, words),
    }
