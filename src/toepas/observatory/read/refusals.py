"""What an office sends in place of figures: an error, a ticket for an answer that comes later, a page for people.

Errors come as JSON (``{"error": [{"status", "id", "label"}]}``, also under ``warning``) or as a SOAP fault; big questions are
put in a queue and answered with a ticket (``<queued><id>``), whose state is asked for until the answer is there.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

import msgspec
from lxml import etree

NO_RESULTS, TOO_BIG = "100", "413"
_SAYS_NOTHING = ("NO_RESULTS", "NO_RECORDS_FOUND", "no results")
_SAYS_TOO_BIG = ("EXTRACTION_TOO_BIG", "too big")
_SAYS_LATER = ("ASYNCHRONOUS_RESPONSE", "DATA_NOT_YET_AVAILABLE")


class Kind(enum.StrEnum):
    """What the refusal is about."""

    ERROR = "error"
    NOTHING = "nothing"
    TOO_BIG = "too-big"
    LATER = "later"
    QUEUED = "queued"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was sent in place of figures. ``ticket`` and ``state`` only with QUEUED; ``label`` is what the office says."""

    kind: Kind
    label: str = ""
    code: str = ""
    ticket: str = ""
    state: str = ""


def refusal(content: bytes) -> Refusal | None:
    """What stands in an answer in place of figures; None where it may be figures."""
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start[:1] == b"<":
        return _of_xml(content, start)
    if start[:1] == b"{":
        return _of_json(content)
    return None


def _of_json(content: bytes) -> Refusal | None:
    if len(content) > 100_000:  # errors are short
        return None
    try:
        read: Any = msgspec.json.decode(content)
    except (msgspec.MsgspecError, RecursionError):
        return None
    if not isinstance(read, dict) or "value" in read:
        return None
    told: Any = read.get("error") or read.get("warning")
    first: Any = told[0] if isinstance(told, list) and told else told
    if not isinstance(first, dict):
        return None
    return _named(str(first.get("id", "")), str(first.get("status", "")), str(first.get("label", "")))


def _of_xml(content: bytes, start: bytes) -> Refusal:
    head = start[:300].lower()
    if b"<html" in head or b"<!doctype html" in head:
        return Refusal(Kind.PAGE)
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return Refusal(Kind.PAGE)
    words = {
        etree.QName(node).localname.lower(): " ".join((node.text or "").split())
        for node in root.iter(etree.Element)
        if (node.text or "").strip()
    }
    if "faultstring" in words:
        return _named(words.get("faultcode", ""), "", words["faultstring"])
    if "id" in words or "status" in words:
        return Refusal(Kind.QUEUED, ticket=words.get("id", ""), state=words.get("status", "").upper())
    return Refusal(Kind.PAGE)


def _named(code: str, status: str, label: str) -> Refusal:
    said = label.lower()
    kind = Kind.ERROR
    if any(word.lower() in said for word in _SAYS_LATER):
        kind = Kind.LATER
    elif any(word.lower() in said for word in _SAYS_TOO_BIG) or TOO_BIG in (code, status):
        kind = Kind.TOO_BIG
    elif any(word.lower() in said for word in _SAYS_NOTHING) or code == NO_RESULTS:
        kind = Kind.NOTHING
    return Refusal(kind, label[:300], code or status)
