"""One asset out of the records that several sources have of the same thing.

Two records are the same thing when one names the other, when they have the same address and alike names, or when name,
organisation and country are the same. They never are when they are of different kinds or in different countries: to show
two entries for one thing is a blemish, to show one entry for two things is an error.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import msgspec

from toepas.catalogue.harvest.connector import ranks
from toepas.catalogue.harvest.reading import folded
from toepas.catalogue.model import Asset, Source

STARTER = "starter"
LAST = 99
"""The rank of a source that nobody ranked."""
ALIKE = 0.6
"""Share of words that two names must have in common to be alike."""
COMMON = 25
"""A word or address in more records than this says nothing about which of them are the same."""
SHORTEST = 4
_GENERIC = frozenset(
    ("the", "of", "and", "for", "de", "het", "van", "voor", "en", "stad", "gemeente", "municipality", "city", "town",
     "comune", "ville", "stadt", "ministry", "ministerie", "ministerium", "ministero", "ministere", "department",
     "agency", "region", "regione", "provincie", "province")
)  # fmt: skip
"""What an organisation is, rather than which one."""
UNITED = ("keywords", "sectors", "purposes", "languages", "countries", "evidence", "energy", "files", "same")
TEXTS = ("name", "summary", "description")
OWN = ("id", "kind", "sources", "origin", "derived")


@dataclass(frozen=True, slots=True)
class Member:
    """A record of a source. ``gone`` tells that its source no longer has it; its id then still holds."""

    asset: Asset
    gone: bool = False

    @property
    def source(self) -> str:
        """The id of the catalogue that it is a record of."""
        return _from(self.asset)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two assets that may be the same thing. ``why`` is "name" or "address"; ``score`` from 0 to 1."""

    first: str
    second: str
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class Merged:
    """The assets, the records behind each of them, and under which other ids they are known."""

    assets: tuple[Asset, ...]
    groups: tuple[tuple[Member, ...], ...]
    known_as: Mapping[str, int] = field(default_factory=dict)

    @property
    def joined(self) -> int:
        """How many records went into others."""
        return sum(len(group) - 1 for group in self.groups)

    def get(self, asset_id: str) -> Asset | None:
        """An asset by its id or that of one of its records."""
        at = self.known_as.get(asset_id)
        return None if at is None else self.assets[at]


def merge(records: Iterable[Asset]) -> Merged:
    """Merge records, the first seen first."""
    return merge_members([Member(asset) for asset in records])


def merge_members(members: Sequence[Member]) -> Merged:
    """Merge records, the first seen first. The id of an asset is that of the record seen first, also when its source no
    longer has it: an address that somebody kept goes on leading to the same thing."""
    ranked = ranks()
    assets: list[Asset] = []
    kept: list[tuple[Member, ...]] = []
    known_as: dict[str, int] = {}
    for group in _groups(members):
        there = [member for member in group if not member.gone]
        if not there:
            continue
        for member in group:
            known_as.setdefault(member.asset.id, len(assets))
        assets.append(_one(group[0].asset.id, there, ranked))
        kept.append(tuple(there))
    return Merged(tuple(assets), tuple(kept), known_as)


# -- which are the same


def _from(asset: Asset) -> str:
    """The catalogue that a record is of; the first part of its id. Those of our own have none."""
    source, colon, _ = asset.id.partition(":")
    return source if colon else STARTER


def _groups(members: Sequence[Member]) -> list[list[Member]]:
    """Records of the same thing together, the first seen first."""
    parent = list(range(len(members)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for first, second in _pairs(members):
        low, high = sorted((root(first), root(second)))
        parent[high] = low
    found: dict[int, list[Member]] = defaultdict(list)
    for at, member in enumerate(members):
        found[root(at)].append(member)
    return list(found.values())


def _pairs(members: Sequence[Member]) -> Iterator[tuple[int, int]]:
    assets = [member.asset for member in members]
    for places, certain in (
        (_by(assets, _names_itself), _fits),
        (_by(assets, lambda asset: [_address(asset.url)]), _alike),
        (_by(assets, _identity), _says_the_same),
    ):
        for at in places.values():
            if len(at) > COMMON:
                continue
            for left, first in enumerate(at):
                for second in at[left + 1 :]:
                    if certain(assets[first], assets[second]):
                        yield first, second


def _by(assets: Sequence[Asset], keys: Callable[[Asset], list[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, asset in enumerate(assets):
        for key in dict.fromkeys(keys(asset)):
            if key:
                found[key].append(at)
    return {key: at for key, at in found.items() if len(at) > 1}


def _names_itself(asset: Asset) -> list[str]:
    return [asset.id, *(_address(name) or name.lower() for name in (*asset.same, *asset.related.get("same-as", ())))]


def _identity(asset: Asset) -> list[str]:
    """Name, organisation and country; without all three nothing is concluded."""
    body, country = _body(asset), _country(asset)
    if not body or not country:
        return []
    return [f"{asset.kind}|{folded(name)}|{body}|{country}" for name in asset.name.values() if len(name) >= SHORTEST]


def _fits(first: Asset, second: Asset) -> bool:
    """Whether nothing speaks against two records being the same thing."""
    countries = _country(first), _country(second)
    return first.kind == second.kind and (countries[0] == countries[1] or not all(countries))


def _alike(first: Asset, second: Asset) -> bool:
    """Of one source, only the same name: it lists one report for many cases, and towns that bought the same thing."""
    enough = 1.0 if _from(first) == _from(second) else ALIKE
    return _fits(first, second) and _likeness(first, second) >= enough


def _says_the_same(first: Asset, second: Asset) -> bool:
    """One source that lists the same name twice means two things, unless it also says the same of both."""
    if not _fits(first, second):
        return False
    if _from(first) != _from(second):
        return True
    said, other = (_words(asset.text("description", "en") or asset.text("summary", "en")) for asset in (first, second))
    if not said and not other:
        return _address(first.url) == _address(second.url)
    return _share(said, other) >= ALIKE


def _likeness(first: Asset, second: Asset) -> float:
    return max(
        (_share(_words(one), _words(other)) for one in first.name.values() for other in second.name.values()),
        default=0.0,
    )


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    either = len(first | second)
    return len(first & second) / either if either else 0.0


@functools.lru_cache(maxsize=100_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(folded(text).split())


def _body(asset: Asset) -> str:
    """The organisation, without the words that only say what sort it is."""
    party = asset.provider or (asset.practice.user if asset.practice else None)
    if party is None:
        return ""
    words = folded(party.name).split()
    return " ".join(sorted(word for word in words if word not in _GENERIC)) or " ".join(words)


def _country(asset: Asset) -> str:
    if asset.place:
        return asset.place.country
    if asset.provider and asset.provider.country:
        return asset.provider.country
    return asset.countries[0] if len(asset.countries) == 1 else ""


@functools.lru_cache(maxsize=100_000)
def _address(url: str) -> str:
    """An address in one way of writing; empty for a home page, which many things share."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    path = re.sub(r"/+$", "", parts.path)
    if parts.scheme not in ("http", "https") or not host or (path.count("/") < 1 and not parts.query):
        return ""
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not part.startswith("utm_")))
    return f"{host.removeprefix('www.')}{f':{port}' if port else ''}{path}{f'?{query}' if query else ''}"


# -- what is believed


def _one(asset_id: str, members: Sequence[Member], ranked: Mapping[str, int]) -> Asset:
    """One asset: field by field from the source that is believed first, then from the newer record."""
    if len(members) == 1:
        asset = members[0].asset
        return asset if asset.id == asset_id else msgspec.structs.replace(asset, id=asset_id)
    ordered = sorted(members, key=lambda member: (ranked.get(member.source, LAST), *_newest(member.asset)))
    sources, renamed = _sources([member.asset for member in ordered])
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    derived: dict[str, None] = {}
    for name in Asset.__struct_fields__:
        if name in OWN:
            continue
        value, at = _value(name, [member.asset for member in ordered])
        values[name] = value
        if at is None:
            continue
        chosen = ordered[at].asset
        source = renamed[at][chosen.source_of(name).id]
        if source != sources[0].id:
            origin[name] = source
        concluded = [member.asset for member in ordered] if name in UNITED else [chosen]
        if any(name in asset.derived for asset in concluded):
            derived[name] = None
    same = tuple(dict.fromkeys((*values.pop("same"), *(m.asset.id for m in ordered if m.asset.id != asset_id))))
    return Asset(
        id=asset_id, kind=ordered[0].asset.kind, sources=sources, origin=origin, derived=tuple(derived), same=same, **values
    )  # fmt: skip


def _newest(asset: Asset) -> tuple[int, int]:
    """For sorting: what was changed last comes first, then what was looked at last."""
    return -(asset.modified.toordinal() if asset.modified else 0), -asset.sources[0].retrieved.toordinal()


def _sources(assets: Sequence[Asset]) -> tuple[tuple[Source, ...], list[dict[str, str]]]:
    """All sources with ids of their own, and under which id each record's source is now."""
    taken: dict[str, Source] = {}
    renamed: list[dict[str, str]] = []
    for asset in assets:
        names = {}
        for source in asset.sources:
            name, number = source.id, 2
            while name in taken and (taken[name].record, taken[name].url) != (source.record, source.url):
                name, number = f"{source.id}-{number}", number + 1
            taken.setdefault(name, msgspec.structs.replace(source, id=name))
            names[source.id] = name
        renamed.append(names)
    return tuple(taken.values()), renamed


def _value(name: str, assets: Sequence[Asset]) -> tuple[Any, int | None]:
    """The value of a field, and which record gave it (the first of them for what is put together); None where nobody did."""
    said = [(at, value) for at, asset in enumerate(assets) if (value := getattr(asset, name)) not in (None, "", (), {})]
    if not said:
        return getattr(assets[0], name), None
    if name in UNITED:
        return tuple(dict.fromkeys(part for _, value in said for part in value)), said[0][0]
    if name == "related":
        relations = dict.fromkeys(key for _, value in said for key in value)
        return {
            key: tuple(dict.fromkeys(part for _, value in said for part in value.get(key, ()))) for key in relations
        }, said[0][0]
    if isinstance(said[0][1], dict):
        return {key: part for _, value in reversed(said) for key, part in value.items()}, said[0][0]
    return said[0][1], said[0][0]


# -- what a person should look at


def candidates(assets: Sequence[Asset], most: int = 500) -> tuple[Candidate, ...]:
    """Pairs of assets that are alike and were not merged, the likeliest first."""
    found: dict[tuple[str, str], Candidate] = {}
    frequent = Counter(word for asset in assets for word in _all_words(asset))
    by_word = _by(assets, lambda asset: [word for word in _all_words(asset) if frequent[word] <= COMMON])
    by_address = _by(assets, lambda asset: [_address(asset.url)])
    for why, places in (("address", by_address), ("name", by_word)):
        for at in places.values():
            if len(at) > COMMON:
                continue
            for left, one in enumerate(at):
                for other in at[left + 1 :]:
                    first, second = assets[one], assets[other]
                    if (first.id, second.id) in found or not _may_be_one(first, second):
                        continue
                    score = _likeness(first, second)
                    if score >= (ALIKE if why == "name" else ALIKE / 2):
                        found[first.id, second.id] = Candidate(first.id, second.id, why, round(score, 2))
    return tuple(sorted(found.values(), key=lambda pair: (-pair.score, pair.first, pair.second))[:most])


def _may_be_one(first: Asset, second: Asset) -> bool:
    """What two organisations of one source call by the same name is not one thing."""
    bodies = _body(first), _body(second)
    same_body = bodies[0] == bodies[1] or not all(bodies)
    return _fits(first, second) and (same_body or _from(first) != _from(second))


def _all_words(asset: Asset) -> frozenset[str]:
    return frozenset(word for name in asset.name.values() for word in _words(name) if len(word) >= SHORTEST)
