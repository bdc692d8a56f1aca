"""Gathers the passages of one provision while a parser walks through it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toepas.law.text.model import Passage, number

NOTE_MARK = "\ue000"
"""Stands where a footnote was called, until the text is tidied."""


@dataclass(slots=True)
class Collector:
    """``here`` is the path at which text is being added; ``label`` waits for the first text under a number."""

    passages: list[Passage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    here: list[str] = field(default_factory=list)
    label: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, change: str = "") -> None:
        """Add a piece of text where the walk stands; nothing for an empty one."""
        text = tidy(text)
        if not text:
            return
        path = "".join(part if part[0] == "#" or not index else f".{part}" for index, part in enumerate(self.here))
        seen = self.counts[path] = self.counts.get(path, 0) + 1
        label, self.label = self.label, ""
        self.passages.append(Passage(path if seen == 1 else f"{path}+{seen}", label, len(self.here), text, change))

    def enter(self, label: str, part: str | None = None) -> None:
        """Go below a printed number (or, without one, an item of a list)."""
        if part is None:
            part = number(label)
        if not part or part in ("-", "–", "—", "•"):
            key = ".".join(self.here) + "#"
            self.counts[key] = self.counts.get(key, 0) + 1
            part = f"#{self.counts[key]}"
        self.here.append(part)
        self.label = re.sub(r"\s+", " ", label).strip()

    def leave(self, change: str = "") -> None:
        """Come back from below a number; one that had no text of its own keeps its label."""
        if self.label:
            self.add("\u200b", change)
        self.here.pop()


def tidy(text: str) -> str:
    """Text without calls of footnotes and with single spaces."""
    text = re.sub(rf"\s*\(\s*(?:{NOTE_MARK}\s*)+\)|\s*{NOTE_MARK}", "", text)
    return re.sub(r"[ \t\r\n\u00a0\u2009\u202f]+", " ", text).strip().removeprefix("\u200b")
