"""What a record lacks before it may call itself what it is: a profile's demands, held against one asset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from toepas.catalogue.document import is_address
from toepas.catalogue.model import Asset, File, Kind

Profile = Literal["mldcat-ap", "dcat-ap"]
PROFILES: tuple[Profile, ...] = ("mldcat-ap", "dcat-ap")
COLLECTED = "it6:collectionDate"
"""Keys of ``extra`` that MLDCAT-AP demands and that the model of the catalogue has no field for."""
CREATED = "dct:created"


def gaps(asset: Asset, profile: Profile = "mldcat-ap", among: Iterable[Asset] = ()) -> list[str]:
    """The fields that keep an asset from the class that a profile has for its kind; empty where nothing is missing.

    ``among`` are the assets exported with it: MLDCAT-AP wants the data sets that a model was trained on described beside
    it. A kind without a class of its own (a course, say) has no gaps: it is a plain resource in either profile.
    """
    return lacks(asset, profile, whole_datasets(among) if asset.kind is Kind.MODEL else {})


def lacks(asset: Asset, profile: Profile, known: Mapping[str, Asset]) -> list[str]:
    """As ``gaps``, with the data sets that are fully described already at hand."""
    missing = []
    described = any(text.strip() for texts in (asset.description, asset.summary) for text in texts.values())
    if asset.kind in (Kind.DATASET, Kind.DATA_SPACE) and not described:
        missing.append("description")
    if asset.kind is Kind.DATA_SPACE and not asset.provider:
        missing.append("provider")
    if profile == "mldcat-ap" and asset.kind is Kind.DATASET and not asset.extra.get(COLLECTED):
        missing.append(f"extra.{COLLECTED}")
    if profile == "mldcat-ap" and asset.kind is Kind.MODEL:
        missing += _of_model(asset, known)
    return missing


def _of_model(asset: Asset, known: Mapping[str, Asset]) -> list[str]:
    missing = [] if asset.version else ["version"]
    if not asset.extra.get(CREATED):
        missing.append(f"extra.{CREATED}")
    if not any(name in known for name in (asset.training.trained_on if asset.training else ())):
        missing.append("training.trained_on")
    if not any(is_whole_file(file) for file in asset.files):
        missing.append("files")
    return missing


def whole_datasets(assets: Iterable[Asset]) -> dict[str, Asset]:
    """The data sets that MLDCAT-AP would take as such, by every name under which a model may mention them."""
    found: dict[str, Asset] = {}
    for asset in assets:
        if asset.kind is Kind.DATASET and not lacks(asset, "mldcat-ap", {}):
            found |= {name: asset for name in (asset.id, asset.url, *asset.same) if name}
    return found


def is_whole_file(file: File) -> bool:
    """Whether a file says enough for MLDCAT-AP: where it is, its name and its format."""
    return bool(is_address(file.url) and file.format and file_name(file.url))


def file_name(address: str) -> str:
    """The last part of an address: the name of a file."""
    return re.split(r"[?#]", address)[0].rstrip("/").rpartition("/")[2]
