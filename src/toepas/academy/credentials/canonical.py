"""Linked data in its one canonical order (RDF Dataset Canonicalization, URDNA2015), and nothing left out on the way.

A signature covers what a vocabulary knows. Words that it does not know would be left out of what is signed, and could be
added or changed by anybody: a document that has some is refused, not shortened.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError

from toepas.academy.credentials.contexts import known

KEYWORDS = {"@context", "@value", "@language"}
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
RELATIVE = "relative:"
"""What names without a scheme begin with once they are resolved: a document has no address of its own to resolve them against."""
CREDENTIAL = "VerifiableCredential"
DEEPEST = 60
LARGEST_GROUP = 6
MOST_STEPS = 2_000


class Unreadable(Exception):
    """The document cannot be brought in canonical form. ``reason`` is one of the codes below, ``detail`` what it is about."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


UNKNOWN_CONTEXT, OWN_CONTEXT, UNKNOWN_WORD, NOT_LINKED_DATA, TOO_TANGLED, TWICE = (
    "unknown-context",
    "own-context",
    "unknown-word",
    "not-linked-data",
    "too-tangled",
    "twice",
)


def canonical(document: dict[str, Any], contexts: Mapping[str, dict[str, Any]] | None = None) -> str:
    """The document as sorted N-Quads.

    ``contexts``: further ones that the caller trusts, by address. Raises Unreadable.
    """
    at_hand = {**known(), **(contexts or {})}
    for problem in [*_problems(document, at_hand), *_said_elsewhere(document)]:
        raise problem
    options = _options(at_hand, {} if contexts else _kept())
    dropped: list[str] = []
    try:
        expanded = jsonld.expand(document, options, on_property_dropped=lambda word: dropped.append(str(word)))
        unknown = [*dropped, *_relative(expanded)]
        if unknown:
            raise Unreadable(UNKNOWN_WORD, unknown[0])
        dataset = jsonld.to_rdf(expanded, options)
    except (JsonLdError, RecursionError) as error:
        raise Unreadable(NOT_LINKED_DATA, _innermost(error)) from error
    return str(_Bounded().main(dataset, {"format": "application/n-quads"}))


def _options(at_hand: Mapping[str, dict[str, Any]], kept: dict[str, Any]) -> dict[str, Any]:
    """What the processor works with. It keeps resolved contexts by address in ``kept``, not where other callers of the package do."""

    def load(address: str, _options: Any) -> dict[str, Any]:
        return _load(address, at_hand)

    return {
        "documentLoader": load,
        "contextResolver": ContextResolver(kept, load),
        "base": f"{RELATIVE}//nowhere.invalid/",
    }


@functools.cache
def _kept() -> dict[str, Any]:
    return {}


def _load(address: str, at_hand: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": at_hand[address],
    }


def _problems(value: Any, at_hand: Mapping[str, dict[str, Any]], deep: int = 0) -> Iterator[Unreadable]:
    """What stands in the way, before the document meets any processor."""
    if deep > DEEPEST:
        yield Unreadable(TOO_TANGLED)
        return
    if isinstance(value, list):
        for item in value:
            yield from _problems(item, at_hand, deep + 1)
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        if key == "@context":
            yield from _context_problems(item, at_hand)
        elif _not_a_word(key, item):
            yield Unreadable(UNKNOWN_WORD, key)
        elif item is None:
            yield Unreadable(UNKNOWN_WORD, f"{key}: null")
        else:
            yield from _problems(item, at_hand, deep + 1)


def _not_a_word(key: str, item: Any) -> bool:
    """Other spellings of what words say, and names without meaning outside the document: what is read must be what is signed."""
    if key == "@language":
        return not (isinstance(item, str) and LANGUAGE.fullmatch(item))
    return (key.startswith("@") and key not in KEYWORDS) or ":" in key or (key == "id" and str(item).startswith("_:"))


def _said_elsewhere(document: dict[str, Any]) -> Iterator[Unreadable]:
    """Parts that are the document itself once more: a credential of the same name inside it.

    For the signature it is the same where in the document something is said of it; for readers it is not: an end date could be put where
    nobody looks for it.
    """
    name, waiting = document.get("id"), list(document.values())
    while name and waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            if value.get("id") == name and CREDENTIAL in str(value.get("type")):
                yield Unreadable(TWICE, str(name))
            waiting.extend(value.values())


def _context_problems(named: Any, at_hand: Mapping[str, dict[str, Any]]) -> Iterator[Unreadable]:
    for one in named if isinstance(named, list) else [named]:
        if not isinstance(one, str):
            yield Unreadable(OWN_CONTEXT)
        elif one not in at_hand:
            yield Unreadable(UNKNOWN_CONTEXT, one)


def _relative(value: Any) -> Iterator[str]:
    """Names and classes that no vocabulary turned into an address: they would be left out of what is signed."""
    if isinstance(value, list):
        for item in value:
            yield from _relative(item)
    elif isinstance(value, dict):
        types = value.get("@type", [])
        for name in [value.get("@id", "urn:"), *(types if isinstance(types, list) else [types])]:
            if name != "@json" and (str(name).startswith(RELATIVE) or not ADDRESS.fullmatch(str(name))):
                yield str(name).removeprefix(f"{RELATIVE}//nowhere.invalid/")
        for key, item in value.items():
            if key != "@value":
                yield from _relative(item)


def _innermost(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return str(getattr(error, "code", None) or getattr(error, "type", "") or "")


# The package has no types of its own.
class _Bounded(URDNA2015):  # type: ignore[misc]
    """Canonicalization that gives up on documents made to take for ever: many nameless parts that cannot be told apart."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0

    def create_hash_to_related(self, id_: str, issuer: Any) -> dict[str, list[str]]:
        """The parts around a nameless part, grouped by what they look like; every group costs its factorial."""
        self.steps += 1
        groups: dict[str, list[str]] = super().create_hash_to_related(id_, issuer)
        if self.steps > MOST_STEPS or any(len(group) > LARGEST_GROUP for group in groups.values()):
            raise Unreadable(TOO_TANGLED)
        return groups
