"""What a check of a credential has at hand: files beside it, and, where that was asked for, what websites say."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from toepas.academy import Known, read_credential, web_address
from toepas.kernel.words import Words

SECONDS = 10.0
LARGEST = 2_000_000


@contextlib.contextmanager
def known(files: list[Path], fetch: bool, words: Words) -> Iterator[Known]:
    """Documents by their own ``id``; with ``fetch`` also from the web. Raises Problem for a file that is none."""
    beside = {
        str(found.get("id")): found
        for path in files
        for found in [read_credential(path.read_bytes(), str(path), words)]
    }
    if not fetch:
        yield Known(beside.get)
        return
    with httpx.Client(timeout=SECONDS, follow_redirects=False) as client:
        yield Known(lambda name: beside.get(name) or _fetched(name, client))


def _fetched(name: str, client: httpx.Client) -> dict[str, Any] | None:
    """The document of a did:web, or the one at an address; None where it cannot be had: then it is not known."""
    address = web_address(name) if name.startswith("did:web:") else name
    if not address or not address.startswith("https://"):
        return None
    try:
        with client.stream("GET", address.partition("#")[0], headers={"Accept": "application/json"}) as answer:
            if answer.status_code != httpx.codes.OK:
                return None
            content = b""
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > LARGEST:
                    return None
        found = json.loads(content)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
