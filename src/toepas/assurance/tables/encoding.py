"""Bytes of a text file as UTF-8 with LF line ends, piece by piece, whatever the encoding and the line ends were."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 2**24
"""Bytes that are read at a time."""
START = 2**20
"""Bytes by which the encoding and the line ends are recognised."""
WINDOWS = "windows-1252"
UTF8 = "utf-8"


class NotText(Exception):
    """The bytes are no text in any encoding that is read; ``position`` is the first byte that shows it."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position


def recognise(start: bytes) -> str:
    """The encoding of a text by how it begins. Raises NotText for what is no text."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in start:
        odd, even = start[1::2].count(0), start[::2].count(0)
        if max(odd, even) * 4 < len(start) or min(odd, even) * 10 > max(odd, even):
            raise NotText(start.index(0))
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        codecs.getincrementaldecoder(UTF8)().decode(start)
    except UnicodeDecodeError:
        return WINDOWS
    return UTF8


class Text:
    """The content of a stream as UTF-8 with LF line ends. ``encoding`` may turn from UTF-8 to Windows-1252 while everything before was ASCII."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        start = stream.read(START)
        self.encoding = recognise(start)
        self._start = start
        plain = start.decode(self.encoding, "ignore")
        # A CR alone ends a line only in a file without any LF.
        self._cr_ends = "\n" not in plain and "\r" in plain
        self._ascii = True

    def pieces(self) -> Iterator[bytes]:
        """The text in pieces of some megabytes. Raises NotText."""
        taken, position, held = self._start, 0, b""
        self._decoder = codecs.getincrementaldecoder(self.encoding)()
        while True:
            last = not taken
            self._digest.update(taken)
            piece = held + self._decoded(taken, position)
            held = b""
            if piece.endswith(b"\r") and not last:
                piece, held = piece[:-1], b"\r"  # its LF may come with the next piece
            if b"\r" in piece:
                piece = piece.replace(b"\r\n", b"\n")
                piece = piece.replace(b"\r", b"\n") if self._cr_ends else piece
            piece = piece if position else piece.removeprefix(codecs.BOM_UTF8)
            if piece:
                yield piece
            if last:
                return
            position += len(taken)
            taken = self._stream.read(CHUNK)

    def _decoded(self, taken: bytes, position: int) -> bytes:
        if self.encoding == UTF8 and self._ascii and taken.isascii():
            return taken
        try:
            piece = self._decoder.decode(taken, not taken).encode()
        except UnicodeDecodeError as error:
            if self.encoding != UTF8 or not self._ascii:
                raise NotText(position + error.start) from None
            self.encoding = WINDOWS
            self._decoder = codecs.getincrementaldecoder(WINDOWS)()
            return self._decoded(taken, position)
        self._ascii = False
        return piece

    def sha256(self) -> str:
        """The SHA-256 of the bytes that were read."""
        return self._digest.hexdigest()
