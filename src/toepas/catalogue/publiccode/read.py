"""publiccode.yml in: a solution or a building block. People are not kept, and nothing is fetched.

What is well said is read, also from a file that the checker refuses; the files in the world are seldom without a fault.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from toepas.catalogue.document import LONGEST, read_asset
from toepas.catalogue.foreign import lasting_id, licence_name
from toepas.catalogue.harvest.codes import meaning
from toepas.catalogue.model import Asset, Source
from toepas.catalogue.publiccode import terms
from toepas.catalogue.publiccode.check import problem_of
from toepas.catalogue.publiccode.forms import ITALIAN, is_administration, is_country, is_day, is_language, is_page
from toepas.catalogue.publiccode.nodes import Broken, Node, read_tree
from toepas.catalogue.publiccode.schema import schema
from toepas.catalogue.purposes import concluded
from toepas.catalogue.search.facets import open_licence
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

MOST_ENTRIES = 200
"""Entries of one list; no honest file has more."""


def read_publiccode(content: bytes, where: str, words: Words, *, source: Source) -> Asset:
    """The software that a file describes. What has no field is kept in ``extra``, its place in the file as the key.

    Raises Problem for what is no publiccode.yml of a known version, or names neither the software nor where it is.
    """
    try:
        tree = read_tree(content)
    except Broken as broken:
        raise problem_of(broken, where, words) from None
    if tree is None or tree.kind != "map" or "publiccodeYmlVersion" not in tree.entries:
        raise _refused(where, words, "publiccodeYmlVersion")
    version = _text(tree, "publiccodeYmlVersion")
    if version not in schema().vocabularies["versions"]:
        raise _refused(f"{where}:{tree.entries['publiccodeYmlVersion'].line}", words, "publiccodeYmlVersion: 0.7")
    name, code = _text(tree, "name"), _text(tree, "url")
    page = next((one for one in (_text(tree, "landingURL"), code) if is_page(one)), "")
    if not name or not page:
        raise _refused(where, words, "name, url")
    document = _document(tree, name, code if is_page(code) else "", page, source)
    return read_asset({key: value for key, value in document.items() if value not in (None, "", [], {})}, where, words)


def _refused(where: str, words: Words, expected: str) -> Problem:
    return Problem(
        words.t("This is not a usable publiccode.yml."),
        where=where,
        expected=expected,
        todo=words.t("“toepas catalogue validate FILE” says what is wrong with it."),
    )


def _document(tree: Node, name: str, code: str, page: str, source: Source) -> dict[str, Any]:
    software_type, status, licence = _text(tree, "softwareType"), _text(tree, "developmentStatus"), _licence(tree)
    told = _told(tree)
    categories, scopes = _texts(tree, "categories"), _texts(tree, "intendedAudience.scope")
    sectors = meaning("publiccode-scopes", scopes)
    purposes = _purposes(name, told, categories)
    opened = open_licence(licence)
    stated = [name for name, found in (("sectors", sectors), ("purposes", purposes), ("openness", opened)) if found]
    extra = {place: text for place, text in _extra(tree) if text}
    if not _text(tree, "softwareVersion") and (day := _day(_text(tree, "releaseDate"))):
        extra[f"{terms.KEPT}releaseDate"] = day  # of which version is not said
    if not code:
        extra[f"{terms.KEPT}url"] = _text(tree, "url")[:LONGEST]
    return {
        "id": lasting_id(code or page),
        "kind": terms.kind_of(software_type),
        "name": {lang: _one(section, "localisedName") or name for lang, section in told.items()} or {"und": name},
        "sources": [msgspec.to_builtins(source) | ({} if source.url else {"url": code or page})],
        "summary": _of_each(told, "shortDescription"),
        "description": _of_each(told, "longDescription"),
        "keywords": categories,
        "url": page,
        "code": code,
        "version": _text(tree, "softwareVersion"),
        "issued": _day(_text(tree, "releaseDate")),
        "sectors": sectors,
        "purposes": purposes,
        "languages": list(dict.fromkeys(_primary(tag) for tag in _texts(tree, "localisation.availableLanguages") if is_language(tag))),
        "provider": _provider(tree),
        "countries": [terms.COUNTRIES.get(code.upper(), code.upper()) for code in _texts(tree, "intendedAudience.countries") if is_country(code)],
        "licence": licence,
        "openness": "open-source" if opened else None,
        "maturity": terms.STATUS.get(status),
        "related": {terms.BASED_ON: found} if (found := _texts(tree, "isBasedOn")) else {},
        "derived": stated,
        "extra": extra,
    }  # fmt: skip


def _licence(tree: Node) -> str:
    return licence_name(_text(tree, "legal.license"))


def _told(tree: Node) -> dict[str, Node]:
    """The sections of the description by language; of several of one language the first."""
    node = tree.entries.get("description")
    found: dict[str, Node] = {}
    for tag, section in node.entries.items() if node else ():
        if is_language(tag) and section.kind == "map" and len(_primary(tag)) > 1:
            found.setdefault(_primary(tag), section)
    return found


def _primary(tag: str) -> str:
    return tag.split("-")[0].lower()


def _purposes(name: str, told: dict[str, Node], categories: list[str]) -> list[str]:
    found = list(meaning("publiccode-categories", categories))
    for lang, section in told.items():
        texts = [name, _one(section, "shortDescription"), *_list(section.entries.get("features"))]
        found += concluded(texts, lang)
    return list(dict.fromkeys(found))


def _provider(tree: Node) -> dict[str, str] | None:
    """The organisation that publishes it; who owns the copyright may be a person, and is not read."""
    uri = _text(tree, "organisation.uri")
    name = _text(tree, "organisation.name") or _text(tree, "legal.repoOwner")
    if not name:
        return None
    italian = uri.lower().startswith(ITALIAN) and is_administration(uri[len(ITALIAN) :])
    return (
        {"name": name}
        | ({"url": uri} if is_page(uri) else {})
        | ({"country": "IT", "type": "public-body"} if italian else {})
    )


def _extra(tree: Node) -> Iterator[tuple[str, str]]:
    """What has no field: texts as they are, lists one entry a line, what hangs on others as JSON."""
    for place in terms.TEXTS:
        yield terms.KEPT + place, _text(tree, place)[:LONGEST]
    for place in terms.LISTS:
        yield terms.KEPT + place, "\n".join(_texts(tree, place))[:LONGEST]
    for lang, section in _told(tree).items():
        for name in terms.TOLD:
            yield f"{terms.KEPT}description.{lang}.{name}", _one(section, name)[:LONGEST]
        for name in terms.TOLD_LISTS:
            yield f"{terms.KEPT}description.{lang}.{name}", "\n".join(_list(section.entries.get(name)))[:LONGEST]
    yield f"{terms.KEPT}supports", "\n".join(filter(None, (_one(one, "id") for one in _maps(tree, "supports"))))
    yield f"{terms.KEPT}fundedBy", "\n".join(filter(None, (_one(one, "uri") for one in _maps(tree, "fundedBy"))))
    for name in terms.DEPENDENCIES:
        needed = [
            {part: text for part in ("name", "versionMin", "versionMax", "version", "optional") if (text := _one(one, part))}
            for one in _maps(tree, f"dependsOn.{name}")
        ]  # fmt: skip
        text = json.dumps(needed, ensure_ascii=False) if needed else ""
        yield f"{terms.KEPT}dependsOn.{name}", text if len(text) <= LONGEST else f"({len(needed)})"


# -- what stands at a place


def _at(tree: Node, place: str) -> Node | None:
    node: Node | None = tree
    for name in place.split("."):
        node = node.entries.get(name) if node is not None else None
    return node


def _said(node: Node | None) -> str:
    return node.text.strip() if node is not None and node.kind == "text" and not node.empty else ""


def _text(tree: Node, place: str) -> str:
    return _said(_at(tree, place))


def _one(section: Node, name: str) -> str:
    return _said(section.entries.get(name))


def _list(node: Node | None) -> list[str]:
    """The texts of a list, each on one line; of a single text that one."""
    if node is None:
        return []
    items = node.items if node.kind == "list" else [node]
    return list(dict.fromkeys(" ".join(text.split()) for item in items[:MOST_ENTRIES] if (text := _said(item))))


def _texts(tree: Node, place: str) -> list[str]:
    return _list(_at(tree, place))


def _maps(tree: Node, place: str) -> list[Node]:
    node = _at(tree, place)
    return [item for item in node.items[:MOST_ENTRIES] if item.kind == "map"] if node is not None else []


def _of_each(told: dict[str, Node], name: str) -> dict[str, str]:
    return {lang: text for lang, section in told.items() if (text := _one(section, name))}


def _day(text: str) -> str | None:
    return text if is_day(text) else None
