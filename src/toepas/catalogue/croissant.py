"""Croissant, the description of data sets for machine learning: versions 1.0 and 1.1 in, 1.1 out.

The standard is at http://mlcommons.org/croissant/1.1. Its context is a technical constant: a file with another one is not
valid Croissant.
"""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import msgspec

from toepas.catalogue.document import LONGEST, is_address, read_asset
from toepas.catalogue.foreign import lasting_id, licence_name, read_json
from toepas.catalogue.model import Asset, File, Kind, Source
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

CONFORMS = "http://mlcommons.org/croissant/"
VERSION = "1.1"
_OWN_WORDS = (
    "arrayShape citeAs column containedIn equivalentProperty extract field fileProperty fileObject fileSet format includes "
    "isArray isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate "
    "separator source subField transform"
)
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": CONFORMS,
    "rai": CONFORMS + "RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "sc": "https://schema.org/",
    **{word: f"cr:{word}" for word in _OWN_WORDS.split()},
}
_READ = (
    "@context @type @id name description url sameAs license version keywords datePublished dateModified inLanguage publisher "
    "creator author distribution recordSet conformsTo"
)


def croissant_gaps(asset: Asset) -> list[str]:
    """The fields that keep a data set, or some of its files, from being described in Croissant."""
    missing = [] if any(text.strip() for text in {**asset.summary, **asset.description}.values()) else ["description"]
    missing += [name for name in ("url", "licence", "issued") if not getattr(asset, name)]
    missing += [] if asset.provider else ["provider"]
    missing += [f"files.{at}" for at, file in enumerate(asset.files) if not _is_whole(file)]
    return missing


def to_croissant(asset: Asset) -> dict[str, Any]:
    """A data set as Croissant 1.1. A file without format or fingerprint is left out (``croissant_gaps`` names it): the
    standard demands both. Raises ValueError for another kind of asset."""
    if asset.kind is not Kind.DATASET:
        raise ValueError(asset.kind)
    described = asset.description if any(asset.description.values()) else asset.summary
    document: dict[str, Any] = {
        "@context": copy.deepcopy(CONTEXT),
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS + VERSION,
        "name": _tagged(asset.name),
        "description": _tagged(described),
        "url": asset.url,
        "license": asset.licence,
        "version": asset.version,
        "keywords": list(asset.keywords),
        "inLanguage": list(asset.languages),
        "sameAs": [name for name in asset.same if is_address(name)],
        "datePublished": asset.issued.isoformat() if asset.issued else "",
        "dateModified": asset.modified.isoformat() if asset.modified else "",
        "distribution": [_file(file, at) for at, file in enumerate(asset.files) if _is_whole(file)],
    }
    if asset.provider:
        party = {"@type": "sc:Organization", "name": asset.provider.name, "url": asset.provider.url}
        document["publisher"] = document["creator"] = {name: text for name, text in party.items() if text}
    return {name: value for name, value in document.items() if value not in ("", [], {})}


def _tagged(texts: dict[str, str]) -> dict[str, str]:
    return {lang: text for lang, text in texts.items() if text.strip()}


def _is_whole(file: File) -> bool:
    return bool(is_address(file.url) and file.format and re.fullmatch(r"[0-9a-fA-F]{64}", file.sha256))


def _file(file: File, at: int) -> dict[str, Any]:
    name = f"file-{at + 1}"
    entry = {
        "@type": "cr:FileObject",
        "@id": name,
        "name": file.title or name,
        "contentUrl": file.url,
        "encodingFormat": file.format,
        "sha256": file.sha256,
    }
    return entry | ({"contentSize": f"{file.bytes} B"} if file.bytes is not None else {})


def read_croissant(content: bytes, where: str, words: Words, *, source: Source) -> Asset:
    """The data set that a file describes. What has no field is kept in ``extra``; data inside the file is not kept.

    Raises Problem for what is no Croissant 1.x or cannot be used. Nothing is fetched.
    """
    document = read_json(content, where, words)
    if not isinstance(document, dict) or not isinstance(document.get("@context"), dict):
        raise _refused(where, words, words.t("a data set with its context written out"))
    document = {_bare(name): value for name, value in document.items()}
    if _bare(str(document.get("@type"))) != "Dataset":
        raise _refused(where, words, "@type: sc:Dataset")
    stated = [_name(value) for value in _list(document.get("conformsTo"))]
    if not any(name.startswith(CONFORMS + "1.") for name in stated):
        raise _refused(where, words, f"conformsTo: {CONFORMS}{VERSION}")
    return read_asset(_document(document, source), where, words)


def _refused(where: str, words: Words, expected: str) -> Problem:
    return Problem(
        words.t("This is not a description of a data set in Croissant."),
        where=where,
        expected=expected,
        todo=words.t("Ask the source for a Croissant file of version 1.0 or 1.1."),
    )


def _document(document: dict[str, Any], source: Source) -> dict[str, Any]:
    url = next((name for name in _names(document.get("url")) if is_address(name)), "")
    names = _texts(document.get("name"), document["@context"])
    same = sorted({name for name in _names(document.get("sameAs")) if is_address(name)})
    found = {
        "id": lasting_id(url or f"{source.url} {json.dumps(names, sort_keys=True)}"),
        "kind": "dataset",
        "name": names,
        "sources": [msgspec.to_builtins(source)],
        "description": _texts(document.get("description"), document["@context"]),
        "url": url,
        "same": same,
        "licence": " AND ".join(sorted({licence_name(name) for name in _names(document.get("license"))} - {""})),
        "version": next(iter(_names(document.get("version"))), ""),
        "keywords": sorted(set(_names(document.get("keywords")))),
        "languages": _languages(document.get("inLanguage")),
        "issued": _day(document.get("datePublished")),
        "modified": _day(document.get("dateModified")),
        "provider": _party(document),
        "files": _files(document),
        "extra": _rest(document),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _languages(value: Any) -> list[str]:
    codes = {name.split("-")[0].lower() for name in _names(value)}
    return sorted(code for code in codes if re.fullmatch(r"[a-z]{2,3}", code))


def _bare(name: str) -> str:
    """A word of schema.org or Croissant without what stands before it."""
    return re.sub(
        r"^(?:sc:|schema:|https?://schema\.org/|cr:|http://mlcommons\.org/croissant/|dct:(?=conformsTo))", "", name
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in ("@value", "@id", "url", "name") if key in value), "")
    return "" if isinstance(value, dict | list) or value is None else str(value).strip()


def _names(value: Any) -> list[str]:
    return [name for name in map(_name, _list(value)) if name]


def _texts(value: Any, context: dict[str, Any]) -> dict[str, str]:
    """A text, texts with their languages, or a table by language. The context says the language of a bare text."""
    usual = str(context.get("@language", "und"))
    texts: dict[str, str] = {}
    for entry in _list(value):
        if isinstance(entry, dict) and "@value" not in entry:
            pairs = [(lang, _name(text)) for lang, text in entry.items()]
        else:
            pairs = [(entry.get("@language", usual) if isinstance(entry, dict) else usual, _name(entry))]
        for lang, text in pairs:
            if text:
                texts.setdefault(str(lang).split("-")[0].lower().replace("@none", "und"), text)
    return texts


def _day(value: Any) -> str | None:
    found = re.match(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)", _name(value))
    return found[0] if found else None


def _party(document: dict[str, Any]) -> dict[str, str] | None:
    """The publisher, or an organisation that made it; persons are not kept."""
    for entry in [*_list(document.get("publisher")), *_list(document.get("creator"))]:
        if isinstance(entry, dict) and _bare(str(entry.get("@type"))) == "Organization" and _name(entry.get("name")):
            url = _name(entry.get("url"))
            return {"name": _name(entry["name"]), **({"url": url} if is_address(url) else {})}
    return None


def _files(document: dict[str, Any]) -> list[dict[str, Any]]:
    files = []
    for at, entry in enumerate(_list(document.get("distribution"))):
        entry = {_bare(name): value for name, value in entry.items()} if isinstance(entry, dict) else {}
        url, title = _name(entry.get("contentUrl")), _name(entry.get("name"))
        size = re.fullmatch(r"(\d{1,18})(?: ?B)?", _name(entry.get("contentSize")))
        fingerprint = _name(entry.get("sha256"))
        file = {
            "url": url,
            "title": "" if title == f"file-{at + 1}" else title,
            "format": next(iter(_names(entry.get("encodingFormat"))), ""),
            "bytes": int(size[1]) if size else None,
            "sha256": fingerprint if re.fullmatch(r"[0-9a-fA-F]{64}", fingerprint) else "",
        }
        if is_address(url):
            files.append({name: value for name, value in file.items() if value not in (None, "")})
    return files


def _rest(document: dict[str, Any]) -> dict[str, str]:
    rest = {}
    for name, value in document.items():
        if name not in _READ.split():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
            rest[name] = text if len(text) <= LONGEST else f"({len(text)})"
    sets = [_record_set(entry) for entry in _list(document.get("recordSet")) if isinstance(entry, dict)]
    local = [_name(entry.get("contentUrl")) for entry in _list(document.get("distribution")) if isinstance(entry, dict)]
    for name, lines in (("recordSet", sets), ("distribution", [url for url in local if url and not is_address(url)])):
        if lines:
            rest[name] = "\n".join(lines)[:LONGEST]
    return rest


def _record_set(entry: dict[str, Any]) -> str:
    """The columns of a table, by name."""
    fields = [
        _name(field.get("name") or field.get("@id")) for field in _list(entry.get("field")) if isinstance(field, dict)
    ]
    return f"{_name(entry.get('name') or entry.get('@id'))}: {', '.join(fields)}"
