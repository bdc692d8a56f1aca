"""Files in the standards of the trade, checked: which standard a file is in, and what is wrong with it.

publiccode.yml is checked key by key. Of Croissant and of linked data it is said what cannot be read and what is missing; all
their rules are in the validators of those standards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from toepas.catalogue.croissant import CONFORMS, croissant_gaps, read_croissant
from toepas.catalogue.model import Asset, Kind, Source
from toepas.catalogue.publiccode import check_publiccode
from toepas.catalogue.report import Message, Report, Severity
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

FORMATS = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml"}
YAML = (".yml", ".yaml")


def validate(content: bytes, path: Path, words: Words, on: Source) -> Report:
    """What is wrong with a file that stands at ``path``. ``on`` names it as a source, with the day on which it is read."""
    standard = _standard(content, path)
    if standard == "publiccode.yml":
        return check_publiccode(content, words, folder=path.parent)
    try:
        messages = (
            _croissant(content, path, words, on) if standard == "Croissant" else _linked(content, path, words, on)
        )
        return Report.of(standard, messages, whole=False)
    except Problem as problem:
        return Report.of(standard, [_told(problem)])


def _standard(content: bytes, path: Path) -> str:
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if path.suffix.lower() in YAML:
        return "publiccode.yml"
    if start.startswith((b"{", b"[")):
        return "Croissant" if _conforms(content) else "DCAT-AP"
    linked = path.suffix.lower() in FORMATS or start.startswith((b"<", b"@prefix", b"@base", b"PREFIX", b"prefix"))
    return "DCAT-AP" if linked else "publiccode.yml"


def _conforms(content: bytes) -> bool:
    """Whether a JSON document says that it is Croissant."""
    try:
        document: Any = json.loads(content)
    except (ValueError, RecursionError):
        return CONFORMS.encode() in content
    said = document.get("conformsTo", document.get("dct:conformsTo", "")) if isinstance(document, dict) else ""
    return CONFORMS in json.dumps(said)


def _croissant(content: bytes, path: Path, words: Words, on: Source) -> Iterator[Message]:
    asset = read_croissant(content, path.name, words, source=on)
    yield from _missing(asset, croissant_gaps(asset), words)
    yield _rest("Croissant", words)


def _linked(content: bytes, path: Path, words: Words, on: Source) -> Iterator[Message]:
    from toepas.catalogue.rdf import gaps, read_rdf  # loaded when it is needed: it takes a moment

    form = FORMATS.get(path.suffix.lower(), "json-ld" if content.lstrip()[:1] in (b"{", b"[") else "turtle")
    assets: list[Asset] = []
    for found in read_rdf(content, form, path.name, words, source=on):
        if isinstance(found, Problem):
            yield _told(found)
        else:
            assets.append(found)
    for asset in assets:
        yield from _missing(asset, gaps(asset, "dcat-ap", assets), words)
        if asset.kind in (Kind.MODEL, Kind.DATASET):
            yield from _missing(asset, gaps(asset, "mldcat-ap", assets), words, "MLDCAT-AP")
    yield _rest("DCAT-AP", words)


def _missing(asset: Asset, names: Iterable[str], words: Words, standard: str = "") -> Iterator[Message]:
    """A warning for each field that a standard asks for and that is not there."""
    for name in names:
        what = words.t("“{key}” is missing.", key=f"{asset.text('name', words.lang)[:60]}: {name}")
        yield Message(Severity.WARNING, name, 0, what, standard, words.t("Add it: the standard asks for it."))


def _rest(standard: str, words: Words) -> Message:
    what = words.t("Whether every rule of {standard} is kept; its own validator says that.", standard=standard)
    return Message(Severity.UNCHECKED, "", 0, what)


def _told(problem: Problem) -> Message:
    return Message(Severity.ERROR, problem.where, 0, problem.what, problem.expected, problem.todo)
