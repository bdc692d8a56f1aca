"""A picture that carries the credential itself (Open Badges 3.0, section 5.3: baking), written and read.

In an SVG the credential is the text of an element of its own, in a PNG it is a chunk of international text. Whoever has the picture has the
credential. Nothing in a picture is run, followed or looked up when it is read.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
ELEMENT, KEYWORD = f"{{{NAMESPACE}}}credential", b"openbadgecredential"
PNG = b"\x89PNG\r\n\x1a\n"
LARGEST = 2_000_000
"""A packed credential in a picture is not unpacked beyond so many bytes."""


def baked_svg(picture: str, credential: dict[str, Any]) -> bytes:
    """The drawing with the credential in it. ``picture``: an SVG whose last word is its end tag."""
    body, end = picture.rstrip().removesuffix("</svg>"), "</svg>"
    text = escape(json.dumps(credential, ensure_ascii=False))
    element = f'<openbadges:credential xmlns:openbadges="{NAMESPACE}">{text}</openbadges:credential>'
    return f"{body}{element}{end}\n".encode()


def baked_png(picture: bytes, credential: dict[str, Any]) -> bytes:
    """The picture (a PNG) with the credential in it, just before its end."""
    text = json.dumps(credential, ensure_ascii=False).encode()
    parts = [*_parts(picture)]
    parts.insert(len(parts) - 1, (b"iTXt", KEYWORD + b"\0" * 5 + text))
    return PNG + b"".join(
        len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")
        for name, content in parts
    )


def unbaked(content: bytes) -> bytes | None:
    """The credential in a picture, as text; None for what is no picture, or one without a credential."""
    if content.startswith(PNG):
        return _in_png(content)
    return _in_svg(content) if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" else None


def _in_png(content: bytes) -> bytes | None:
    for name, data in _parts(content):
        keyword, _, rest = data.partition(b"\0")
        if name != b"iTXt" or keyword != KEYWORD or len(rest) < 2:
            continue
        packed, text = rest[0], rest[2:].split(b"\0", 2)[-1]
        return _unpacked(text) if packed else text
    return None


def _unpacked(text: bytes) -> bytes | None:
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(text, LARGEST)
    except zlib.error:
        return None
    return found if unpacker.eof else None


def _parts(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG: length, name, data, check. A part that is cut off is the last."""
    place = len(PNG)
    while place + 8 <= len(picture):
        length = int.from_bytes(picture[place : place + 4], "big")
        yield picture[place + 4 : place + 8], picture[place + 8 : place + 8 + length]
        place += 12 + length


def _in_svg(content: bytes) -> bytes | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        found = etree.fromstring(content, parser).find(f".//{ELEMENT}")
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if found is None or not found.text else found.text.strip().encode()
