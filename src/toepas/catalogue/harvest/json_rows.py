"""The records of a JSON list, cut out one by one while the file streams by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from toepas.catalogue.harvest.rows import CHUNK, LONGEST_ROW, Row
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

DEEPEST = 40
LONGEST_NAME = 1000
_SIGN = re.compile(rb'["\[\]{}]')
_IN_TEXT = re.compile(rb'["\\]')
_BETWEEN = b" \t\r\n,\xef\xbb\xbf"


def rows(stream: BinaryIO, where: str, lists: tuple[str, ...], words: Words) -> Iterator[Row]:
    """The records of the list that the file is, or of the first list in it that has one of the names.

    Raises Problem where there is no such list, and where the file ends before the list does.
    """
    cutter = _Cutter(lists)
    number = 0
    while chunk := stream.read(CHUNK):
        for piece, wrong in cutter.feed(chunk):
            number += 1
            yield _row(number, f"{where} [{number}]", piece, wrong, words)
        if cutter.done:
            return
    if cutter.list_depth is None:
        raise Problem(
            words.t("There is no list of records in this file."),
            where=where,
            expected=words.t("one of: {options}", options=", ".join(("[ … ]", *lists))),
            todo=words.t("Check that this is the right file."),
        )
    raise Problem(
        words.t("This is not JSON, or it is cut off."),
        where=f"{where} [{number + 1}]",
        expected=words.t("the end of the list after {count} records", count=number),
        todo=words.t("Fetch the file again; what was whole has been kept."),
    )


def _row(number: int, where: str, piece: bytes, wrong: str, words: Words) -> Row:
    if wrong == "long":
        return Row(number, where, None, words.t("The record is too long: more than {limit} bytes.", limit=LONGEST_ROW))
    if wrong == "deep":
        return Row(number, where, None, words.t("The record is nested too deeply."))
    try:
        content = json.loads(piece.decode("utf-8"))
    except UnicodeDecodeError:
        return Row(number, where, None, words.t("The record is not in UTF-8."))
    except (ValueError, RecursionError) as error:
        return Row(number, where, None, words.t("The record is not JSON: {reason}", reason=str(error)[:200]))
    if not isinstance(content, dict):
        return Row(number, where, None, words.t("The record is not an object with named fields."))
    return Row(number, where, content)


class _Cutter:
    """Finds where records begin and end by counting brackets outside texts; keeps no more than one record."""

    def __init__(self, lists: tuple[str, ...]) -> None:
        self.list_depth: int | None = None
        self.done = False
        self._names = {json.dumps(name).encode() for name in lists}
        self._depth = 0
        self._in_text = self._escaped = False
        self._piece: bytearray | None = None
        self._wrong = ""
        self._name = bytearray()

    def feed(self, chunk: bytes) -> Iterator[tuple[bytes, str]]:
        """The records that end in a chunk: (bytes, why it cannot be read)."""
        at = 0
        while at < len(chunk) and not self.done:
            if self._escaped:
                self._keep(chunk[at : at + 1])
                self._escaped, at = False, at + 1
                continue
            found = (_IN_TEXT if self._in_text else _SIGN).search(chunk, at)
            end = found.start() if found else len(chunk)
            outside = None if self._in_text else self._loose(chunk[at:end])
            self._keep(chunk[at:end])
            if outside is not None:
                yield outside
            if found is None:
                return
            at = end + 1
            ended = self._sign(found.group())
            if ended is not None:
                yield ended

    def _loose(self, between: bytes) -> tuple[bytes, str] | None:
        """A value in the list that is no record; None where there is nothing but commas and spaces."""
        if self._depth != self.list_depth or self._piece is not None:
            return None
        loose = between.strip(_BETWEEN)
        return (loose[:200], "") if loose else None

    def _keep(self, part: bytes) -> None:
        if self._piece is not None and not self._wrong:
            self._piece += part
            if len(self._piece) > LONGEST_ROW:
                self._wrong, self._piece = "long", bytearray()
        elif self._in_text and self._depth == 1 and self.list_depth is None and len(self._name) < LONGEST_NAME:
            self._name += part

    def _sign(self, sign: bytes) -> tuple[bytes, str] | None:
        if self._in_text:
            return self._sign_in_text(sign)
        if sign == b'"':
            self._in_text = True
            if self._piece is None and self._depth == self.list_depth:
                self._piece = bytearray()  # a text where a record should be
            self._name = bytearray(sign)
            self._keep_sign(sign)
            return None
        if sign in b"[{":
            self._opens(sign)
            return None
        return self._closes(sign)

    def _keep_sign(self, sign: bytes) -> None:
        if self._piece is not None:
            self._keep(sign)

    def _sign_in_text(self, sign: bytes) -> tuple[bytes, str] | None:
        self._keep(sign)
        if sign == b"\\":
            self._escaped = True
            return None
        self._in_text = False
        return self._end() if self._piece is not None and self._depth == self.list_depth else None

    def _opens(self, sign: bytes) -> None:
        if (
            self.list_depth is None
            and sign == b"["
            and (self._depth == 0 or (self._depth == 1 and bytes(self._name) in self._names))
        ):
            self._depth += 1
            self.list_depth = self._depth
            return
        if self._piece is None and self._depth == self.list_depth:
            self._piece = bytearray()
        self._depth += 1
        if self.list_depth is not None and self._depth - self.list_depth > DEEPEST and not self._wrong:
            self._wrong, self._piece = "deep", bytearray()
        self._keep(sign)

    def _closes(self, sign: bytes) -> tuple[bytes, str] | None:
        if self._depth == self.list_depth:
            self.done = True
            return None
        self._depth -= 1
        self._keep_sign(sign)
        return self._end() if self._piece is not None and self._depth == self.list_depth else None

    def _end(self) -> tuple[bytes, str]:
        piece, wrong = bytes(self._piece or b""), self._wrong
        self._piece, self._wrong = None, ""
        return piece, wrong
