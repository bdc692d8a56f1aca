"""Records of several sources that are about the same thing become one asset; nothing that any of them says is lost."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec

from toepas.catalogue.harvest.run import source_facts, source_names
from toepas.catalogue.model import Asset, Kind
from toepas.catalogue.search.texts import fold

SHARED = 3
"""An address that so many records give is a page about many things, and says nothing about which thing it is."""
NAMED = ("name", "summary", "description")
LISTS = ("keywords", "sectors", "purposes", "languages", "countries", "energy", "evidence", "files", "same")
OWN = ("id", "kind", "sources", "origin", "derived", "related", "extra", "ai_act", *NAMED, *LISTS)
REPORTS = (Kind.PRACTICE,)
"""Kinds of which two records with one name but without an organisation are not taken for the same."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The assets, and how many records went into others."""

    assets: tuple[Asset, ...]
    joined: int


def merge(records: Iterable[Asset]) -> Merged:
    """The assets behind records. The result does not hang on the order in which records come.

    Two records of one kind are the same thing when they name the same identifier or address of their own, or have the same
    name, organisation and country. The record of the source with the best rank leads (then the one that was changed
    last); its id and order stay, and every field that it does not have is taken from the next.
    """
    every = sorted(records, key=_rank)
    groups = _groups(every)
    assets = tuple(_join([every[at] for at in group]) for group in groups)
    return Merged(assets, len(every) - len(assets))


def _rank(asset: Asset) -> tuple[int, str, str]:
    """Best source first, then the newest, then by id."""
    changed = asset.modified.isoformat() if asset.modified else ""
    return source_rank(asset.sources[0].id), "".join(chr(0x10FFFF - ord(sign)) for sign in changed), asset.id


@functools.cache
def source_rank(name: str) -> int:
    """How much a source is believed, 1 first; unlisted ones last."""
    return int(source_facts(name)["rank"]) if name in source_names() else 9


def address(url: str) -> str:
    """An address without what does not tell pages apart; empty for a home page, which many things share."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    path = re.sub(r"/(index\.\w+)?$", "", parts.path)
    return f"{host}{path}{'?' + parts.query if parts.query else ''}".lower() if path or parts.query else ""


def keys(asset: Asset) -> list[str]:
    """By what the same thing is recognised in another record."""
    found = [f"{asset.kind}|at|{place}" for url in (*asset.same, asset.url, asset.code) if (place := address(url))]
    found += [f"{asset.kind}|id|{name}" for name in (asset.id, *asset.same) if name and "://" not in name]
    owner = asset.provider.name if asset.provider else ""
    country = asset.provider.country if asset.provider else ""
    if owner or asset.kind not in REPORTS:
        for name in asset.name.values():
            found.append(f"{asset.kind}|name|{' '.join(fold(name))}|{' '.join(fold(owner))}|{country}")
    return list(dict.fromkeys(found))


def _groups(every: Sequence[Asset]) -> list[list[int]]:
    """Positions of records that are the same thing, each group in the order of ``every``."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, asset in enumerate(every):
        for key in keys(asset):
            holders[key].append(at)
    parent = list(range(len(every)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for key, group in holders.items():
        if "|at|" in key and len(group) >= SHARED:
            continue
        for other in group[1:]:
            one, two = sorted((root(group[0]), root(other)))
            if _may_join(every[group[0]], every[other], key):
                parent[two] = one
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(every)):
        groups[root(at)].append(at)
    return list(groups.values())


def _may_join(one: Asset, other: Asset, key: str) -> bool:
    """Whether a shared address is enough: not where both come from one source and bear other names, for then one page
    tells of several things."""
    if "|at|" not in key:
        return True
    names = [{" ".join(fold(name)) for name in asset.name.values()} for asset in (one, other)]
    return one.sources[0].id != other.sources[0].id or bool(names[0] & names[1])


def _join(group: list[Asset]) -> Asset:
    """One asset from records of the same thing, the leading one first."""
    first = group[0]
    if len(group) == 1:
        return first
    sources, renamed = _sources(group)
    fields: dict[str, Any] = {}
    origin = {name: renamed[0].get(source, source) for name, source in first.origin.items()}
    derived = list(first.derived)
    for at, other in enumerate(group[1:], 1):
        for name in first.__struct_fields__:
            mine, theirs = fields.get(name, getattr(first, name)), getattr(other, name)
            if name in ("id", "kind", "sources", "origin", "derived"):
                continue
            if name in LISTS:
                fields[name] = tuple(dict.fromkeys((*mine, *theirs))) if _hashable(mine, theirs) else mine or theirs
            elif isinstance(mine, dict):
                fields[name] = {**theirs, **mine}
            elif mine in ("", None):
                fields[name] = theirs
            if not getattr(first, name) and theirs and name not in origin:
                origin[name] = renamed[at][other.source_of(name).id]
                if name in other.derived:
                    derived.append(name)
    fields["same"] = tuple(dict.fromkeys((*fields.get("same", first.same), *(other.id for other in group[1:]))))
    return msgspec.structs.replace(
        first, **fields, sources=sources, origin=origin, derived=tuple(dict.fromkeys(derived))
    )


def _hashable(*lists: tuple[Any, ...]) -> bool:
    return all(isinstance(item, str) for items in lists for item in items)


def _sources(group: list[Asset]) -> tuple[tuple[Any, ...], list[dict[str, str]]]:
    """The sources of all records, with ids that are told apart, and what the ids of each record became."""
    found: dict[str, Any] = {}
    renamed: list[dict[str, str]] = []
    for asset in group:
        names = {}
        for source in asset.sources:
            name, number = source.id, 2
            while name in found and found[name].record != source.record:
                name, number = f"{source.id}-{number}", number + 1
            found.setdefault(name, msgspec.structs.replace(source, id=name))
            names[source.id] = name
        renamed.append(names)
    return tuple(found.values()), renamed


def candidates(assets: Sequence[Asset], least: float = 0.85) -> list[tuple[str, str, float]]:
    """Pairs of assets of one kind and country, from different sources, whose names are nearly alike, for somebody to look
    at: (id, id, 0 to 1)."""
    import difflib

    buckets: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for asset in assets:
        country = asset.provider.country if asset.provider else ""
        name = " ".join(fold(next(iter(asset.name.values()))))
        for word in {part for part in name.split() if len(part) > 4}:
            buckets[str(asset.kind), country, word].append((asset.id, name, asset.sources[0].id))
    found: dict[tuple[str, str], float] = {}
    for bucket in buckets.values():
        if len(bucket) > 40:  # a word that says too little
            continue
        for at, (one, name, mine) in enumerate(bucket):
            for other, theirs, source in bucket[at + 1 :]:
                pair = (min(one, other), max(one, other))
                if mine != source and pair not in found:
                    likeness = difflib.SequenceMatcher(None, name, theirs).ratio()
                    if likeness >= least:
                        found[pair] = round(likeness, 3)
    return sorted(((one, other, score) for (one, other), score in found.items()), key=lambda item: -item[2])
