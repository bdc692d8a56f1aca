"""Files of others, before anybody trusts them: their encoding and nesting, their ids, and the names of their licences."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

MOST_BYTES = 200_000_000
DEEPEST = 60
"""Levels of a document; the richest official example has nine."""

CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)(?:/([a-z]{2}))?(?:/.*)?")
PAGES = {
    r"https?://creativecommons\.org/publicdomain/zero/1\.0(?:/.*)?": "CC0-1.0",
    r"https?://(?:www\.)?apache\.org/licenses/LICENSE-2\.0(?:\.html|\.txt)?": "Apache-2.0",
    r"https?://joinup\.ec\.europa\.eu/.*eupl.*1[._-]?2.*": "EUPL-1.2",
}
LISTS = (
    re.compile(r"https?://(?:www\.)?spdx\.org/licenses/([A-Za-z0-9][A-Za-z0-9.+-]*?)(?:\.html|\.json|\.jsonld)?/?"),
    re.compile(r"https?://(?:www\.)?choosealicense\.com/licenses/([a-z0-9.+-]+?)/?"),
    re.compile(r"https?://(?:www\.)?opensource\.org/licen[cs]es?/([A-Za-z0-9.+-]+?)(?:-license)?(?:\.php)?/?"),
)


def read_text(content: bytes, where: str, words: Words) -> str:
    """The text of a file in UTF-8. Raises Problem for one that is too large or no such text."""
    if len(content) > MOST_BYTES:
        raise Problem(
            words.t("The file is too large."),
            where=where,
            expected=words.t("at most {limit} bytes; this one has {size}", limit=MOST_BYTES, size=len(content)),
            todo=words.t("Ask the source for the file in parts."),
        )
    try:
        text = content.decode("utf-8-sig")
        wrong = words.t("text in UTF-8") if "\x00" in text else ""
    except UnicodeDecodeError as error:
        wrong = words.t("text in UTF-8; byte {position} is not", position=error.start)
    if wrong:
        raise Problem(
            words.t("This is not a text file."),
            where=where,
            expected=wrong,
            todo=words.t("Save the file as plain text (UTF-8)."),
        )
    return text


def read_json(content: bytes, where: str, words: Words) -> Any:
    """A JSON document, its encoding and nesting checked. Raises Problem."""
    text = read_text(content, where, words)
    try:
        document = json.loads(text)
    except RecursionError:
        raise too_deep(where, words) from None
    except ValueError as error:
        raise Problem(
            words.t("The JSON is broken: {reason}", reason=str(error)[:200]),
            where=where,
            todo=words.t("Check the file with the source; nothing was taken from it."),
        ) from None
    if sum(1 for _ in _by_level(document)) > DEEPEST:
        raise too_deep(where, words)
    return document


def _by_level(document: Any) -> Iterator[list[Any]]:
    level = [document]
    while level:
        yield level
        level = [
            item
            for value in level
            if isinstance(value, dict | list)
            for item in (value.values() if isinstance(value, dict) else value)
        ]


def too_deep(where: str, words: Words) -> Problem:
    """The message for a file that is nested more deeply than any honest one."""
    return Problem(
        words.t("The file is nested too deeply."),
        where=where,
        expected=words.t("at most {limit} levels", limit=DEEPEST),
        todo=words.t("Ask the source for a plainer file."),
    )


def lasting_id(address: str) -> str:
    """A lasting id from an address or another unique text: readable at its end, unique by its digest."""
    plain = re.sub(r"[^a-z0-9.]+", "-", re.sub(r"^[a-z]+:/*(?:www\.)?", "", address.lower())).strip("-.")
    return f"{plain[:90].strip('-.') or 'record'}-{hashlib.sha256(address.encode('utf-8', 'replace')).hexdigest()[:8]}"


def licence_name(text: str) -> str:
    """The licence as SPDX writes it, from its address or name; ``LicenseRef-…`` for one that SPDX does not list."""
    text = text.strip()
    found = CREATIVE_COMMONS.fullmatch(text)
    if found:
        return f"CC-{found[1].upper()}-{found[2]}{'-' + found[3].upper() if found[3] else ''}"
    for pattern, name in PAGES.items():
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return name
    for listed in LISTS:
        page = listed.fullmatch(text)
        if page and spdx(page[1]):
            return spdx(page[1])
    known = spdx(text) if "://" not in text else ""
    plain = re.sub(r"[^A-Za-z0-9.-]+", "-", re.sub(r"^https?://", "", text)).strip("-.")[:80]
    return known or (f"LicenseRef-{plain}" if plain else "")


@functools.lru_cache(maxsize=1000)
def spdx(text: str) -> str:
    """An expression in the spelling of SPDX; empty where it is none."""
    from license_expression import ExpressionError, ExpressionParseError, get_spdx_licensing  # type: ignore[import-untyped]  # comes without types of its own

    if len(text) > 200 or not re.fullmatch(r"[A-Za-z0-9.+ ()-]+", text):
        return ""
    try:
        return str(get_spdx_licensing().parse(text, validate=True))
    except (ExpressionError, ExpressionParseError):
        return text if re.fullmatch(r"LicenseRef-[A-Za-z0-9.-]+", text) else ""
