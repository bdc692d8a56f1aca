"""From a specification to SVG and PNG, without browser or network, and kept by what it was made of.

The renderer starts its own JavaScript engine the first time (about a second and a half); it stays in the process, so that later charts take
tens of milliseconds. ``warm`` starts it beforehand.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import os
import re
import tempfile
import threading
import zlib
from pathlib import Path
from xml.sax.saxutils import escape

from toepas.kernel.places import cache_dir
from toepas.paper.drawing.marks import Spec

VEGA_LITE = "6.4"
KINDS = ("svg", "png")
SCALE = 2
"""Pixels of a PNG for each pixel of the chart, for sharp letters on every screen."""
KEPT = "charts"
MOST = 256 * 1024 * 1024
"""So many bytes at most are kept; the longest unused go first."""
_one = threading.Lock()
_ROLES = re.compile(r' (?:role="graphics-[a-z]+"|aria-[a-z]+="[^"]*"|pointer-events="none")')


def svg(spec: Spec, title: str, said: str, lang: str) -> bytes:
    """The picture as SVG, which a screen reader announces as one image with ``title`` and reads as ``said``."""
    return _kept(spec, title, said, lang, "svg")


def png(spec: Spec, title: str, said: str, lang: str) -> bytes:
    """The picture as PNG, at twice its measures."""
    return _kept(spec, title, said, lang, "png")


def warm() -> None:
    """Start the renderer, so that the first reader does not wait. Call it after a process has forked, not before."""
    _draw({"data": {"values": [{}]}, "mark": "point"})


def version() -> str:
    """What the look of a chart depends on besides its specification."""
    return f"{importlib.metadata.version('vl-convert-python')}/{VEGA_LITE}/{_own()}"


@functools.cache
def _own() -> str:
    """A fingerprint of this module: how the picture is completed is a part of what it is."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]


def _kept(spec: Spec, title: str, said: str, lang: str, kind: str) -> bytes:
    of = json.dumps([version(), spec, title, said, lang, kind], ensure_ascii=False, sort_keys=True)
    name = hashlib.sha256(of.encode()).hexdigest()
    path = cache_dir() / KEPT / f"{name}.{kind}"
    try:
        found = path.read_bytes()
        os.utime(path)
        return found
    except OSError:
        pass
    if kind == "svg":
        made = _complete(_draw(spec), title, said, lang, name[:12])
    else:
        import vl_convert

        made = smaller(vl_convert.svg_to_png(svg(spec, title, said, lang).decode(), scale=SCALE))
    _keep(path, made)
    return made


def smaller(picture: bytes) -> bytes:
    """The same PNG, packed better than the renderer does (about a third of the size): its parts are length, name, data, check."""
    head, parts, data, place = picture[:8], [], b"", 8
    while place < len(picture):
        length = int.from_bytes(picture[place : place + 4], "big")
        name, content = picture[place + 4 : place + 8], picture[place + 8 : place + 8 + length]
        if name == b"IDAT":
            data += content
        else:
            parts.append((name, content))
        place += 12 + length
    parts.insert(-1, (b"IDAT", zlib.compress(zlib.decompress(data), 6)))
    chunks = (
        len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")
        for name, content in parts
    )
    return head + b"".join(chunks)


def _draw(spec: Spec) -> str:
    # Loaded by who draws, not by who only reads figures.
    import vl_convert

    with _one:
        return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[]))


def _complete(drawn: str, title: str, said: str, lang: str, name: str) -> bytes:
    """Say what the picture is and shows; the roles of its parts would only be in the way of that."""
    head, rest = drawn.split(">", 1)
    names = f'role="img" aria-labelledby="t-{name} d-{name}" xml:lang="{lang}"'
    told = f'<title id="t-{name}">{escape(title)}</title><desc id="d-{name}">{escape(said)}</desc>'
    return f"{head} {names}>{told}{_ROLES.sub('', rest)}".encode()


def _keep(path: Path, made: bytes) -> None:
    """Keep a picture, whole or not at all; where nothing can be kept, it is drawn anew each time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(made)
        Path(aside).replace(path)
        if path.name.startswith(("0", "8")):
            tidy(path.parent, MOST)
    except OSError:
        return


def tidy(folder: Path, most: int) -> None:
    """Remove the longest unused pictures until a fifth of the room is free, where there is more than ``most`` bytes."""
    there = []
    for entry in os.scandir(folder):
        about = entry.stat()
        there.append((about.st_mtime, about.st_size, entry.path))
    total = sum(size for _, size, _ in there)
    if total <= most:
        return
    for _, size, path in sorted(there):
        Path(path).unlink(missing_ok=True)
        total -= size
        if total <= most * 0.8:
            return
