"""The catalogue: what an asset is, where it was found, and how it is found again."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from toepas.catalogue.collection import Collection
from toepas.catalogue.croissant import croissant_gaps, read_croissant, to_croissant
from toepas.catalogue.document import document_of, from_json, read_asset, to_json
from toepas.catalogue.export import safe_cell, to_atom, to_csv, to_list, to_schema_org
from toepas.catalogue.harvest.places import place_of
from toepas.catalogue.merge import Merged, candidates, merge
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
    is_european,
)
from toepas.catalogue.naming import (
    country_name,
    energy_text,
    facet_name,
    facts,
    field_name,
    kind_name,
    language_name,
    layer_names,
    layer_text,
    network_name,
    offer_name,
    party_text,
    purpose_name,
    sector_name,
    source_name,
    source_text,
    value_name,
)
from toepas.catalogue.opening import assets_here, open_collection, prepare, revision
from toepas.catalogue.output import asset_line, search_data
from toepas.catalogue.publiccode import SOFTWARE, check_publiccode, publiccode_gaps, read_publiccode, to_publiccode
from toepas.catalogue.report import Message, Report, Severity, Verdict
from toepas.catalogue.search.facets import FACETS, open_licence
from toepas.catalogue.search.query import Found, Hit, Query, SearchIndex
from toepas.catalogue.search.reasons import Reason, reason_text
from toepas.catalogue.shipped import shipped
from toepas.catalogue.store import Store, default_path
from toepas.catalogue.validate import validate
from toepas.catalogue.vocabulary import Concept, concepts, sector_labels

if TYPE_CHECKING:
    from toepas.catalogue.rdf import Profile, gaps, read_rdf, serialise, to_graph

__all__ = [
    "EU",
    "FACETS",
    "LAYERS",
    "SOFTWARE",
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
    "Message",
    "Openness",
    "Party",
    "Place",
    "Price",
    "Profile",
    "Query",
    "Reason",
    "Report",
    "SearchIndex",
    "Severity",
    "Source",
    "Sovereignty",
    "Store",
    "Verdict",
    "asset_line",
    "assets_here",
    "candidates",
    "check_publiccode",
    "concepts",
    "country_name",
    "croissant_gaps",
    "default_path",
    "document_of",
    "energy_text",
    "facet_name",
    "facts",
    "field_name",
    "from_json",
    "gaps",
    "is_european",
    "kind_name",
    "language_name",
    "layer_names",
    "layer_text",
    "merge",
    "network_name",
    "offer_name",
    "open_collection",
    "open_licence",
    "party_text",
    "place_of",
    "prepare",
    "publiccode_gaps",
    "purpose_name",
    "read_asset",
    "read_croissant",
    "read_publiccode",
    "read_rdf",
    "reason_text",
    "revision",
    "safe_cell",
    "search_data",
    "sector_labels",
    "sector_name",
    "serialise",
    "shipped",
    "source_name",
    "source_text",
    "to_atom",
    "to_croissant",
    "to_csv",
    "to_graph",
    "to_json",
    "to_list",
    "to_publiccode",
    "to_schema_org",
    "validate",
    "value_name",
]

_LINKED = ("Profile", "gaps", "read_rdf", "serialise", "to_graph")
"""Loaded when first asked for: the library of linked data takes a moment, and an installation may do without it."""


def __getattr__(name: str) -> Any:
    if name in _LINKED:
        return getattr(importlib.import_module("toepas.catalogue.rdf"), name)
    raise AttributeError(name)
