"""What of an asset is searched: texts per language, and words that are the same in every language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from toepas.catalogue.model import Asset
from toepas.kernel.sector import sectors
from toepas.retrieval.stems import words_of

LONGEST = 800
"""Characters of a description that take part in the meaning; more blurs it and takes long."""


@dataclass(frozen=True, slots=True)
class Text:
    """What an asset says in one language."""

    lang: str
    name: str
    body: str

    @property
    def whole(self) -> str:
        """As it is read for its meaning."""
        return f"{self.name}. {self.body}"[:LONGEST] if self.body else self.name


def texts_of(asset: Asset) -> list[Text]:
    """One text for each language in which the asset says more than its name; else the name alone, in what it is in."""
    spoken = list(dict.fromkeys((*asset.summary, *asset.description)))
    found = []
    for lang in spoken or list(asset.name)[:1]:
        parts = [asset.summary.get(lang, ""), asset.description.get(lang, "")]
        body = " ".join(part for part in parts if part) or _known_for(asset)
        found.append(Text(lang, asset.name.get(lang) or asset.text("name", lang), body))
    return found


def _known_for(asset: Asset) -> str:
    """What a helper without a text of its own is known for, in English."""
    technologies = asset.service.technologies if asset.service else {}
    strongest = sorted(technologies, key=lambda name: -technologies[name])
    parts = [
        *asset.keywords,
        *(name.replace("-", " ") for name in strongest),
        *(sectors()[code].title for code in asset.sectors),
    ]
    return ", ".join(parts)


def plain_words(asset: Asset) -> list[str]:
    """Names, keywords and parties, folded: found as they are, in whatever language one asks."""
    parties = [party.name for party in (asset.provider, asset.practice.user if asset.practice else None) if party]
    place = [asset.place.city] if asset.place else []
    return fold(" ".join([*asset.name.values(), *asset.keywords, *parties, *place]))


def fold(text: str) -> list[str]:
    """The words of a text in small letters, without accents."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return [part for word in words_of(bare) for part in _split(word)]


def _split(word: str) -> list[str]:
    """A word as it is, and its parts where letters and digits meet: "eurollm9b" is asked for as "eurollm 9b" too."""
    parts = re.findall(r"[^\W\d_]+|\d+", word)
    return [word] if len(parts) < 2 else [word, *parts]
