"""Files and answers of others, read with care: limits, one clear message, and text without markup."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from toepas.kernel.places import cache_dir
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

LARGEST = 200 * 2**20
"""Bytes of a file that is read."""
LONGEST_FIELD = 2**20
TRIES = 3
TIMEOUT = httpx.Timeout(120.0, connect=20.0)
AGENT = "Toepas catalogue harvester"
_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def text_of(value: Any, longest: int = 10_000) -> str:
    """A value as plain text in one paragraph: no markup, no control signs, one space between words; None is empty."""
    if value is None:
        return ""
    plain = html.unescape(_TAG.sub(" ", _SCRIPT.sub(" ", str(value)[:LONGEST_FIELD])))
    plain = " ".join(_CONTROL.sub(" ", _TAG.sub(" ", plain)).split())
    return plain if len(plain) <= longest else plain[: longest - 1].rsplit(" ", 1)[0] + "…"


def first_line(text: str, longest: int = 240) -> str:
    """The first sentence of a text, cut at a space where it is long."""
    sentence = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return sentence if len(sentence) <= longest else sentence[:longest].rsplit(" ", 1)[0] + " …"


def read_bytes(path: Path, words: Words) -> bytes:
    """The content of a file. Raises Problem where it is not there, too large or not to be read."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Problem(
                words.t("The file is too large."),
                where=str(path),
                expected=words.t("at most {limit} bytes; this one has {size}", limit=LARGEST, size=size),
            )
        return path.read_bytes()
    except OSError as error:
        raise Problem(
            words.t("The file cannot be read."), where=str(path), expected=str(error.strerror or error)
        ) from None


def decode(content: bytes, where: str, words: Words) -> str:
    """Text from bytes; UTF-8 only, for anything else would be guessing."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(
            words.t("The file is not in UTF-8."),
            where=f"{where} ({words.t('byte {number}', number=error.start)})",
            todo=words.t("Save it as UTF-8 and try again."),
        ) from None


def read_json(content: bytes, where: str, words: Words) -> Any:
    """JSON. Raises Problem with the line where it is broken, or too deep."""
    text = decode(content, where, words)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Problem(
            words.t("This is not JSON, or it is cut off."), where=f"{where}:{error.lineno}", expected=error.msg
        ) from None
    except RecursionError:
        raise Problem(words.t("The file is nested too deeply."), where=where) from None


def read_csv(content: bytes, where: str, words: Words) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with headers, with their line. Raises Problem for a table that is none."""
    text = decode(content, where, words)
    csv.field_size_limit(LONGEST_FIELD)
    head = text[:4096]
    separator = max(",;\t", key=head.split("\n", 1)[0].count)
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=separator)
    try:
        for row in reader:
            yield (
                reader.line_num,
                {str(name): value or "" for name, value in row.items() if isinstance(value, str | None)},
            )
    except csv.Error as error:
        raise Problem(
            words.t("The table cannot be read."), where=f"{where}:{reader.line_num}", expected=str(error)
        ) from None


def download(url: str, client: httpx.Client, words: Words) -> Path:
    """The newest file at an address, kept in the cache; what has not changed there is not fetched again.

    Raises Problem after three tries, or for an answer that is too large.
    """
    import hashlib

    folder = cache_dir() / "harvest"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / hashlib.sha256(url.encode()).hexdigest()[:24]
    mark = kept.with_suffix(".etag")
    headers = {"User-Agent": AGENT}
    if kept.exists() and mark.exists():
        headers["If-None-Match"] = mark.read_text(encoding="utf-8")
    problem = ""
    for _ in range(TRIES):
        try:
            with client.stream("GET", url, headers=headers, timeout=TIMEOUT, follow_redirects=True) as answer:
                if answer.status_code == httpx.codes.NOT_MODIFIED and kept.exists():
                    return kept
                answer.raise_for_status()
                part = kept.with_suffix(".part")
                size = 0
                with part.open("wb") as file:
                    for chunk in answer.iter_bytes():
                        size += len(chunk)
                        if size > LARGEST:
                            raise Problem(
                                words.t("The answer is too large."),
                                where=url,
                                expected=words.t("at most {limit} bytes", limit=LARGEST),
                            )
                        file.write(chunk)
                part.replace(kept)
                if "etag" in answer.headers:
                    mark.write_text(answer.headers["etag"], encoding="utf-8")
                else:
                    mark.unlink(missing_ok=True)
                return kept
        except httpx.HTTPError as error:
            problem = str(error)
    raise Problem(
        words.t("The source cannot be reached."), where=url, expected=problem[:300],
        todo=words.t("Try again later, or give a file that you downloaded."),
    )  # fmt: skip
