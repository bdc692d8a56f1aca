"""Marks: every text of a world holds one that says whose it is and what it is, so that a page that shows it gives itself away."""

from __future__ import annotations

import io
import re
import zipfile

_MARK = re.compile(rb"mk([a-z0-9]+)zz([a-z]+)zz", re.IGNORECASE)


def mark(tag: str, kind: str) -> str:
    """The mark of a kind of text in the world ``tag``; small letters only, so that it is the same in an address."""
    return f"mk{tag}zz{kind}zz"


def marks_in(content: bytes) -> set[tuple[str, str]]:
    """Every mark in some bytes, also inside an archive."""
    found = {(one.decode().lower(), other.decode().lower()) for one, other in _MARK.findall(content)}
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                found |= marks_in(name.encode()) | marks_in(archive.read(name))
    return found


def marks_of(response) -> set[tuple[str, str]]:
    """Every mark in an answer: its body, its headers and what it keeps in the browser."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kept = "\n".join([*map(str, response.items()), *(one.OutputString() for one in response.cookies.values())])
    return marks_in(body) | marks_in(kept.encode())
