"""Assets as documents (JSON, YAML): read with every mistake named, written so that reading gives the same again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

from toepas.catalogue.model import LAYERS, OFFERS, Asset
from toepas.catalogue.vocabulary import concepts
from toepas.kernel.problems import Problem
from toepas.kernel.sector import sectors
from toepas.kernel.words import Words

ID = re.compile(r"[a-z0-9](?:[a-z0-9._:-]{0,118}[a-z0-9])?")
LANGUAGE = re.compile(r"[a-z]{2,3}")
COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST = 20_000
"""Characters of one text; nobody reads more, and no honest record has more."""
WEB = ("http", "https")
TRL = range(1, 10)


def read_asset(document: Any, where: str, words: Words) -> Asset:
    """An asset from a document (dicts, lists, texts, numbers). ``where`` names it in messages.

    Raises Problem with the path of the field for a wrong type, an unknown field, code or address.
    """
    try:
        asset: Asset = msgspec.convert(document, Asset, strict=False)
    except (msgspec.ValidationError, RecursionError) as error:
        what, _, place = str(error).partition(" - at ")
        raise Problem(
            words.t("A record of the catalogue is not as it should be."),
            where=f"{where} {place.strip('`')}".strip(),
            expected=what,
            todo=words.t("Mend the field, or leave it out."),
        ) from None
    first = next(mistakes(asset, words), None)
    if first:
        place, expected = first
        raise Problem(
            words.t("A record of the catalogue is not as it should be."),
            where=f"{where} {place}",
            expected=expected,
            todo=words.t("Mend the field, or leave it out."),
        )
    return asset


def document_of(asset: Asset) -> dict[str, Any]:
    """The asset as dicts, lists and texts, empty fields left out; ``read_asset`` gives the same asset again."""
    document: dict[str, Any] = msgspec.to_builtins(asset, builtin_types=(), str_keys=True)
    return document


def to_json(asset: Asset) -> bytes:
    """The asset as JSON in one line, keys in the order of the model."""
    return msgspec.json.encode(asset)


def from_json(line: bytes) -> Asset:
    """The asset of a line that ``to_json`` wrote. Raises msgspec.DecodeError where it is damaged."""
    return _DECODER.decode(line)


_DECODER = msgspec.json.Decoder(Asset)


def mistakes(asset: Asset, words: Words) -> Iterator[tuple[str, str]]:
    """What the types cannot say: (place, what was expected) of each wrong value."""
    if not ID.fullmatch(asset.id):
        yield "id", words.t("small letters, digits and - . _ : (at most 120 characters)")
    if not any(text.strip() for text in asset.name.values()):
        yield "name", words.t("a name in at least one language")
    if not asset.sources:
        yield "sources", words.t("at least one source")
    yield from _texts(asset, words)
    yield from _codes(asset, words)
    yield from _addresses(asset, words)
    yield from _numbers(asset, words)
    known = {source.id for source in asset.sources}
    for name, source in asset.origin.items():
        if name not in asset.__struct_fields__ or source not in known:
            yield f"origin.{name}", words.t("a field of the record and the id of one of its sources")


def _texts(asset: Asset, words: Words) -> Iterator[tuple[str, str]]:
    for name in ("name", "summary", "description"):
        texts: Mapping[str, str] = getattr(asset, name)
        for lang, text in texts.items():
            if not LANGUAGE.fullmatch(lang):
                yield f"{name}.{lang}", words.t("a language code such as nl")
            if len(text) > LONGEST:
                yield f"{name}.{lang}", words.t("at most {limit} characters", limit=LONGEST)


def _codes(asset: Asset, words: Words) -> Iterator[tuple[str, str]]:
    for code in asset.sectors:
        if code not in sectors():
            yield "sectors", words.t("one of: {options}", options=", ".join(sectors()))
    for code in asset.purposes:
        if code not in concepts():
            yield "purposes", words.t("a purpose of the list; “{code}” is not", code=code)
    for code in asset.languages:
        if not LANGUAGE.fullmatch(code):
            yield "languages", words.t("a language code such as nl")
    stack = asset.sovereignty
    layers = [getattr(stack, name) for name in LAYERS] if stack else []
    for code in (
        *asset.countries,
        *([asset.provider.country] if asset.provider and asset.provider.country else []),
        *([asset.place.country] if asset.place else []),
        *(layer.country for layer in layers if layer and layer.country),
        *(code for code in (stack.hosting if stack else ()) if code != "own"),
    ):
        if not COUNTRY.fullmatch(code):
            yield "country", words.t("a country code such as NL (Greece is EL)")
    for code in asset.service.offers if asset.service else ():
        if code not in OFFERS:
            yield "service.offers", words.t("one of: {options}", options=", ".join(OFFERS))


def _addresses(asset: Asset, words: Words) -> Iterator[tuple[str, str]]:
    single = {"url": asset.url, "code": asset.code}
    if asset.provider:
        single["provider.url"] = asset.provider.url
    if asset.access:
        single["access.url"] = asset.access.url
    for at, source in enumerate(asset.sources):
        single[f"sources.{at}.url"] = source.url
    for at, file in enumerate(asset.files):
        single[f"files.{at}.url"] = file.url
    for at, shown in enumerate(asset.evidence):
        single[f"evidence.{at}.url"] = shown.url
    for at, figure in enumerate(asset.energy):
        single[f"energy.{at}.url"] = figure.url
    if asset.contact and "@" not in asset.contact:
        single["contact"] = asset.contact
    for place, address in single.items():
        if address and not is_address(address):
            yield place, words.t("a web address that begins with https:// or http://")


def is_address(text: str) -> bool:
    """Whether a text is a web address that may be shown as a link."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in WEB and bool(parts.hostname) and not re.search(r"[\s<>\"]", text)


def split_address(text: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    if re.search(r"[\s<>\"\x00-\x1f\x7f]|%(?![0-9A-Fa-f]{2})", text):
        return None
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return None
    return parts


def _numbers(asset: Asset, words: Words) -> Iterator[tuple[str, str]]:
    grades = {"trl": asset.trl}
    if asset.funding:
        grades |= {"funding.trl_from": asset.funding.trl_from, "funding.trl_to": asset.funding.trl_to}
        if asset.funding.rate is not None and not 0 <= asset.funding.rate <= 1:
            yield "funding.rate", words.t("a share from 0 to 1")
    for place, grade in grades.items():
        if grade is not None and grade not in TRL:
            yield place, words.t("a technology readiness level from 1 to 9")
    if asset.place:
        for place, number, most in (("lat", asset.place.lat, 90), ("lon", asset.place.lon, 180)):
            if number is not None and not -most <= number <= most:
                yield f"place.{place}", words.t("degrees from {least} to {most}", least=-most, most=most)
