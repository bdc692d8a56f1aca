"""Keeps the translation catalogues: what is to be translated, what is missing, and the compiled form.

``python -m toepas.cli.catalogues extract|update|check|compile``. Catalogues hold two kinds of text: sentences in the
code and the templates (``words.t("...")``, ``words.n("...", "...")``) and texts of the data (law, academy, maturity,
strategy, observatory), whose context is the id of their entry. The library has a catalogue per language, and so has the site beside it.
"""

from __future__ import annotations

import ast
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
SITE = PACKAGE.parent / "toepas_web"
LAW_DATA = PACKAGE / "law" / "data"
ENTRY_FIELDS = {
    "facts": ("question", "meaning", "why"),
    "concepts": ("title", "digest"),
    "duties": ("title", "digest", "evidence"),
    "readings": ("title", "taken", "other"),
    "fines": ("title", "digest"),
}


def code_messages(root: Path = PACKAGE) -> Iterator[tuple[str | tuple[str, str], str]]:
    """Every sentence in the code, with the file it stands in."""
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        where = str(path.relative_to(root))
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if name in ("t", "N_") and len(node.args) >= 1 and len(texts) >= 1:
                yield texts[0], where
            elif name == "n" and len(texts) == 2:
                yield (texts[0], texts[1]), where


def template_messages(root: Path = PACKAGE) -> Iterator[tuple[str | tuple[str, str], str]]:
    """Every sentence in the Jinja templates."""
    from jinja2 import Environment, nodes

    environment = Environment(autoescape=True, extensions=["jinja2.ext.do"])
    for path in sorted([*root.rglob("templates/*.html.j2"), *root.rglob("jinja2/**/*.html")]):
        tree = environment.parse(path.read_text(encoding="utf-8"))
        where = str(path.relative_to(root))
        for call in tree.find_all(nodes.Call):
            name = getattr(call.node, "attr", getattr(call.node, "name", ""))
            texts = [arg.value for arg in call.args if isinstance(arg, nodes.Const) and isinstance(arg.value, str)]
            if name == "t" and texts:
                yield texts[0], where
            elif name == "n" and len(texts) == 2:
                yield (texts[0], texts[1]), where


def law_messages() -> Iterator[tuple[str, str, str]]:
    """Every text of the law data: context, English text, file."""
    from toepas.law.sources import read_folder

    for folder in sorted(path for path in LAW_DATA.iterdir() if path.is_dir()):
        raw = read_folder(folder)
        for group, title in raw.act["groups"].items():
            yield f"group.{group}", title, f"{folder.name}/act.yaml"
        yield "act.title", raw.act["title"], f"{folder.name}/act.yaml"
        for version, entry in raw.act["text_versions"].items():
            yield f"text.{version}", entry["title"], f"{folder.name}/act.yaml"
        for data in raw.provisions.values():
            for context, text in _article(data):
                yield context, " ".join(str(text).split()), f"{folder.name}/{data['id']}"
        for name, data in raw.lists.items():
            for context, text in _list(name, data):
                yield context, " ".join(str(text).split()), f"{folder.name}/{name}.yaml"


def data_messages() -> Iterator[tuple[str, str, str]]:
    """Every text of all data: context, English text, file."""
    from toepas import academy, alliance, assurance, maturity, observatory, strategy

    yield from law_messages()
    yield from assurance.remark_messages()
    yield from assurance.measure_messages()
    yield from assurance.people_messages()
    yield from assurance.method_messages()
    yield from assurance.checklist_messages()
    yield from assurance.energy_messages()
    yield from academy.credential_messages()
    yield from maturity.messages()
    yield from alliance.messages()
    yield from academy.learning_messages()
    yield from observatory.messages()
    yield from strategy.messages()


def _list(name: str, data: Any) -> Iterator[tuple[str, str]]:
    entries = [*data.get("entries", []), *({"id": key, **part} for key, part in data.get("functions", {}).items())]
    for entry in entries:
        for key in ("title", "note"):
            if entry.get(key):
                yield f"{name}.{entry['id']}.{key}", entry[key]
    for found in data.get("countries", {}).values():
        for entry in found:
            for key in ("name", "for_whom"):
                if entry.get(key):
                    yield f"{name}.{key}", entry[key]
    for source in data.get("sources", {}).values():
        yield f"{name}.source", source["text"]


def _article(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    here = data["id"]
    for source in (data, *(data.get("versions") or {}).values()):
        for key in ("title", "digest", "what", "public_body_note"):
            if source.get(key):
                yield f"{here}.{key}", source[key]
        for item in source.get("fields") or []:
            yield f"{here}.{item['id']}.label", item["label"]
    for override in data.get("fine_overrides") or []:
        if override.get("note"):
            yield f"{here}.override.note", override["note"]
    for kind, keys in ENTRY_FIELDS.items():
        for entry in data.get(kind) or []:
            for source in (entry, *(entry.get("at") or {}).values()):
                yield from _entry(entry["id"], source, keys)


def _entry(name: str, source: dict[str, Any], keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key in keys:
        if source.get(key):
            yield f"{name}.{key}", source[key]
    for code, label in (source.get("values") or {}).items():
        yield f"{name}.value.{code}", label


def packages() -> list[Path]:
    """The packages that have catalogues: the library, and the site where it is there."""
    return [path for path in (PACKAGE, SITE) if path.exists()]


def template(package: Path = PACKAGE) -> Catalog:
    """The catalogue of everything that is to be translated. What the library has, the site does not repeat."""
    catalogue = Catalog(project="Toepas", charset="utf-8", header_comment="# Toepas, EUPL-1.2", fuzzy=False)
    known = set() if package == PACKAGE else {key(message) for message in template() if message.id}
    for message, where in [*code_messages(package), *template_messages(package)]:
        if (None, message if isinstance(message, str) else message[0]) not in known:
            catalogue.add(message, locations=[(where, 1)])
    for context, text, where in data_messages() if package == PACKAGE else ():
        catalogue.add(text, locations=[(where, 1)], context=context)
    return catalogue


def catalogue_file(lang: str, package: Path = PACKAGE) -> Path:
    """Where the catalogue of a language is kept."""
    return package / "locale" / lang / "LC_MESSAGES" / "toepas.po"


def known_languages() -> list[str]:
    """Languages that have a catalogue."""
    return sorted(path.parent.parent.name for path in (PACKAGE / "locale").glob("*/LC_MESSAGES/toepas.po"))


def load(lang: str, package: Path = PACKAGE) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = catalogue_file(lang, package)
    if not path.exists():
        return Catalog(locale=lang, project="Toepas", charset="utf-8", fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=lang)


def key(message: Message) -> tuple[str | None, str]:
    """What identifies a message: its context and its (singular) source text."""
    identity = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, identity


def update(lang: str, translations: dict[tuple[str | None, str], Any] | None = None, package: Path = PACKAGE) -> None:
    """Bring a catalogue up to date: keep what still fits, add what is new (empty), drop what is gone."""
    old = {key(message): message.string for message in load(lang, package) if message.id}
    old |= translations or {}
    fresh = Catalog(locale=lang, project="Toepas", charset="utf-8", fuzzy=False, header_comment="# Toepas, EUPL-1.2")
    for message in template(package):
        if message.id:
            fresh.add(message.id, old.get(key(message), ""), locations=message.locations, context=message.context)
    path = catalogue_file(lang, package)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        write_po(stream, fresh, width=120, sort_output=True, omit_header=False, include_lineno=False)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value or "",)


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def missing(lang: str, package: Path = PACKAGE) -> list[str]:
    """What a catalogue lacks: texts without translation, texts that are gone, parts in braces that differ."""
    wanted = {key(message): message for message in template(package) if message.id}
    present = {key(message): message for message in load(lang, package) if message.id}
    found = [f"gone from the source: {name}" for name in present.keys() - wanted.keys()]
    for name in wanted:
        translated = _texts(present[name].string) if name in present else ("",)
        if not all(translated):
            found.append(f"not translated: {name}")
        elif name[0] is None and any(_names(text) - {"n"} != _names(name[1]) - {"n"} for text in translated):
            found.append(f"parts in braces differ: {name}")
    return sorted(found)


def compile_all() -> None:
    """Write the compiled form beside each catalogue."""
    for package in packages():
        for lang in known_languages():
            target = catalogue_file(lang, package).with_suffix(".mo")
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as stream:
                write_mo(stream, load(lang, package))


def main(arguments: list[str]) -> int:
    """Run one of extract, update, check, compile."""
    command = arguments[0] if arguments else "check"
    every = [(lang, package) for package in packages() for lang in known_languages()]
    if command == "extract":
        for package in packages():
            write_po(sys.stdout.buffer, template(package), width=120, sort_output=True)
    elif command == "update":
        for lang, package in every:
            update(lang, package=package)
    elif command == "compile":
        compile_all()
    elif command == "check":
        found = [f"{package.name}: {lang}: {text}" for lang, package in every for text in missing(lang, package)]
        print("\n".join(found) or "Every catalogue is complete.")
        return 1 if found else 0
    else:
        print("extract | update | check | compile")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
