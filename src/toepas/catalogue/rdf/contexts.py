"""Contexts of JSON-LD without the network: those we know come from our own table, any other is refused."""

from __future__ import annotations

import functools
import re
from typing import Any

import yaml

from toepas.catalogue.rdf.names import PREFIXES
from toepas.catalogue.vocabulary import DATA_DIR
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words


@functools.cache
def _table() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DATA_DIR / "contexts.yaml").read_text(encoding="utf-8"))
    return read


def _word(written: str) -> dict[str, str]:
    """``dct:publisher@`` as a definition: what it means, and that its value is an address; ``dcat:byteSize^type`` a typed one."""
    name, _, type_ = written.partition("^")
    if type_:
        return {"@id": name, "@type": type_}
    return {"@id": name.rstrip("@"), **({"@type": "@id"} if name.endswith("@") else {})}


def _words() -> dict[str, dict[str, str]]:
    table = _table()
    words = {
        re.split("[@^]", written)[0]: _word(f"{prefix}:{written}")
        for prefix, listed in table["words"].items()
        for written in listed
    }
    return words | {name: _word(written) for name, written in table["renamed"].items()}


@functools.cache
def _known(style: str) -> dict[str, Any]:
    """Our context in the style of a profile: ``dotted`` (Dataset.title), ``scoped`` (title inside a Dataset), ``schema``."""
    if style == "schema":
        return {"@vocab": PREFIXES["schema"], "schema": PREFIXES["schema"]}
    table, words = _table(), _words()
    context: dict[str, Any] = dict(PREFIXES)
    for name, class_ in table["classes"].items():
        mine = words | {word: _word(written) for word, written in table["exceptions"].get(name, {}).items()}
        if style == "dotted":
            context[name] = class_
            context |= {f"{name}.{word}": meaning for word, meaning in mine.items()}
        else:
            context[name] = {"@id": class_, "@context": mine}
    return context


def known(address: str) -> dict[str, Any] | None:
    """Our context for an official one's address; None where we know nothing about it."""
    for style, patterns in _table()["addresses"].items():
        if any(re.fullmatch(pattern, address) for pattern in patterns):
            return _known(style)
    return None


def localise(document: Any, where: str, words: Words) -> Any:
    """The document with every context by address replaced by ours. Raises Problem for one that we do not know."""
    return _localised(document, where, words)


def _localised(value: Any, where: str, words: Words) -> Any:
    if isinstance(value, list):
        return [_localised(item, where, words) for item in value]
    if not isinstance(value, dict):
        return value
    if "@import" in value:
        raise _unknown(str(value["@import"]), where, words)
    return {
        key: _context(item, where, words) if key == "@context" else _localised(item, where, words)
        for key, item in value.items()
    }


def _context(value: Any, where: str, words: Words) -> Any:
    if isinstance(value, str):
        ours = known(value)
        if ours is None:
            raise _unknown(value, where, words)
        return ours
    if isinstance(value, list):
        return [_context(item, where, words) for item in value]
    return _localised(value, where, words)


def _unknown(address: str, where: str, words: Words) -> Problem:
    return Problem(
        words.t("The record leans on a vocabulary elsewhere, which is not fetched: {address}", address=address[:200]),
        where=where,
        expected=words.t("a context written out in the file, or one of MLDCAT-AP, DCAT-AP or schema.org"),
        todo=words.t("Ask the source for the record as Turtle, or with its context written out."),
    )
