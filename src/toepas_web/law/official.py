"""Official texts as pages show them: what is here, in which languages and versions, and what differs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from toepas.kernel import Words
from toepas.law import Provision, changed_provisions, compare_passages, load_text, stored_texts


@dataclass(frozen=True, slots=True)
class Kept:
    """The texts of one version that are on this machine."""

    version: str
    languages: tuple[str, ...]


def kept() -> tuple[Kept, ...]:
    """Every version that is here, the newest first, with its languages."""
    found: dict[str, list[str]] = {}
    for text in stored_texts():
        found.setdefault(text.version, []).append(text.lang)
    return tuple(Kept(version, tuple(sorted(languages))) for version, languages in found.items())


def choose(wanted: str, lang: str, here: tuple[Kept, ...]) -> tuple[str, str] | None:
    """The version and language to show: as asked for, else the newest in the reader's language, else in English, else any."""
    for item in here:
        if item.version == wanted or not wanted:
            for code in (lang, "en", *item.languages):
                if code in item.languages:
                    return item.version, code
    return None


def provision(name: str, version: str, lang: str) -> Provision | None:
    """A provision of a text that is here."""
    text = load_text(version, lang)
    return text.provisions.get(name) if text else None


def fetched(version: str, lang: str, said: Words) -> str:
    """When a text was fetched, in words."""
    for text in stored_texts():
        if (text.version, text.lang) == (version, lang):
            return said.date(datetime.date.fromisoformat(text.fetched[:10]))
    return ""


def recitals(here: tuple[Kept, ...], lang: str) -> tuple[str, ...]:
    """The recitals that are here, in order."""
    chosen = choose("", lang, here)
    text = load_text(*chosen) if chosen else None
    return tuple(name for name in text.provisions if name.startswith("rct_")) if text else ()


def other_versions(version: str, lang: str, here: tuple[Kept, ...]) -> tuple[str, ...]:
    """Versions that can be compared with this one: those here in the same language."""
    return tuple(item.version for item in here if item.version != version and lang in item.languages)


def differences(name: str, old: str, new: str, lang: str) -> tuple[Any, ...]:
    """What differs in a provision between two versions in one language; nothing where it reads the same."""
    found = compare_passages(provision(name, old, lang), provision(name, new, lang))
    return found if any(change.kind != "same" for change in found) else ()


def changes(old: str, new: str, lang: str) -> dict[str, str]:
    """Every provision that differs between two versions: inserted, deleted or changed."""
    before, after = load_text(old, lang), load_text(new, lang)
    if before is None or after is None:
        return {}
    return {name: kind for name, kind in changed_provisions(before, after).items() if not name.startswith("rct_")}
