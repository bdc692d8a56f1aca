"""What publiccode.yml is, from ``data/publiccode.yaml``, and the lists of others that it leans on."""

from __future__ import annotations

import functools
import json
import lzma
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

DATA = Path(__file__).resolve().parent.parent / "data"
VERSION = "0.7"
"""The version that is written; "0" and every 0.7 are its names in a file."""


class Key(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """What a key may hold; the words are explained in the data."""

    type: Literal["text", "flag", "list", "map", "languages"] = "text"
    required: bool = False
    single: bool = False
    form: str = ""
    least: int = 0
    most: int = 0
    deprecated: Literal["", "drop", "logo", "organisation-name", "organisation-uri", "upper-case"] = ""
    empty_too: bool = False
    keys: dict[str, Key] = {}


class Schema(msgspec.Struct, frozen=True):
    """The keys of a file, and the lists of words that some of them take."""

    keys: dict[str, Key]
    vocabularies: dict[str, tuple[str, ...]]


class Subtags(msgspec.Struct, frozen=True):
    """The parts of a tag of a language (BCP 47) that are registered, in small letters; of a variant and an extended
    language what has to stand before it."""

    language: frozenset[str]
    script: frozenset[str]
    region: frozenset[str]
    variant: dict[str, tuple[str, ...]]
    extlang: dict[str, tuple[str, ...]]


class Codes(msgspec.Struct, frozen=True):
    """Lists of others, each of the edition that ``editions`` says: subtags, codes of Italian administrations, patterns of
    addresses of sites for videos."""

    editions: dict[str, str]
    subtags: Subtags
    administrations: frozenset[str]
    video: tuple[str, ...]


@functools.cache
def schema() -> Schema:
    """The standard."""
    read: dict[str, Any] = yaml.safe_load((DATA / "publiccode.yaml").read_text(encoding="utf-8"))
    return msgspec.convert(read, Schema)


@functools.cache
def codes() -> Codes:
    """The lists of others."""
    return msgspec.convert(json.loads(lzma.decompress((DATA / "publiccode-codes.json.xz").read_bytes())), Codes)
