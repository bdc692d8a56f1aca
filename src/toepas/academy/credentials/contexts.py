"""The vocabularies that credentials may lean on, without the network: see ``data/contexts.yaml`` and ``docs/decisions/0015``."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pyld.documentloader.frozen import BUNDLED_CONTEXTS

from toepas.academy.credentials import DATA

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
OF_THE_PACKAGE = (CREDENTIALS, "https://w3id.org/security/suites/ed25519-2020/v1")
"""The contexts of the W3C come with the package that reads linked data, under its licence."""
ALIASES = {"id": "@id", "type": "@type"}


@functools.cache
def known() -> Mapping[str, dict[str, Any]]:
    """Every context that is known, by its address: ``{"@context": {...}}``."""
    table = yaml.safe_load((DATA / "contexts.yaml").read_text(encoding="utf-8"))
    ours = {address: _context(entry, table["prefixes"]) for address, entry in table["contexts"].items()}
    theirs = {address: json.loads(Path(BUNDLED_CONTEXTS[address]).read_text("utf-8")) for address in OF_THE_PACKAGE}
    return ours | theirs


def _context(entry: dict[str, Any], prefixes: dict[str, str]) -> dict[str, Any]:
    own = prefixes[entry["of"]] if "of" in entry else ""
    words = _words(entry["words"], own, prefixes, protected=not entry.get("unprotected"))
    return {"@context": words}


def _words(listed: list[Any], own: str, prefixes: dict[str, str], *, protected: bool = True) -> dict[str, Any]:
    context: dict[str, Any] = {**({"@protected": True} if protected else {}), **ALIASES}
    for item in listed:
        written, inside = next(iter(item.items())) if isinstance(item, dict) else (item, None)
        name, meaning = _word(written, own, prefixes)
        if inside is not None:
            meaning["@context"] = _words(inside, own, prefixes)
        context[name] = meaning
    return context


def _word(written: str, own: str, prefixes: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """``tag=schema:keywords*set`` as its name and what JSON-LD needs to know of it."""
    rest, _, container = written.partition("*")
    rest, _, type_ = rest.partition("^")
    name, _, address = rest.partition("=")
    meaning = {"@id": _address(address, prefixes) if address else own + name}
    if type_:
        meaning["@type"] = "@id" if type_ == "@" else _address(type_, prefixes)
    if container:
        meaning["@container"] = f"@{container}"
    return name, meaning


def _address(written: str, prefixes: dict[str, str]) -> str:
    """``ob:Image`` in full; what stands in quotes, is a keyword or has no prefix stays as it is."""
    if written.startswith('"'):
        return written.strip('"')
    prefix, colon, local = written.partition(":")
    return prefixes[prefix] + local if colon else written
