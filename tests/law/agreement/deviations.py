"""Reviewed differences: each is explained by one entry of a list; what no entry explains fails, and so does an idle entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SHARED = ROOT.parent / "shared"
ABSENT = "the oracles lie beside the project (../shared/oracles) and are not here"


@dataclass(frozen=True, slots=True)
class Difference:
    """One outcome that differs: the case, which part, what they say and what we say."""

    case: str
    part: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """A reviewed kind of difference: which cases and outcomes, whose matter it is, the articles and the reason."""

    id: str
    part: str
    theirs: str
    ours: str
    cases: str
    kind: str
    articles: str
    reason: str

    def explains(self, found: Difference) -> bool:
        """Whether this entry is about that difference."""
        same = (self.part, self.theirs, self.ours) == (found.part, found.theirs, found.ours)
        return same and re.fullmatch(self.cases, found.case) is not None


def load(name: str) -> list[Deviation]:
    """The reviewed list of one oracle."""
    entries = yaml.safe_load((HERE / f"{name}_deviations.yaml").read_text(encoding="utf-8")) or []
    return [Deviation(**{key: str(value) for key, value in entry.items()}) for entry in entries]


def sort_out(found: Iterable[Difference], known: list[Deviation]) -> tuple[Counter[str], list[Difference]]:
    """How many differences each entry explains, and those that none explains."""
    explained: Counter[str] = Counter()
    unlisted: list[Difference] = []
    for difference in found:
        entry = next((item for item in known if item.explains(difference)), None)
        if entry is None:
            unlisted.append(difference)
        else:
            explained[entry.id] += 1
    return explained, unlisted


def verify(found: list[Difference], name: str) -> Counter[str]:
    """Fail on a difference that is not listed, and on an entry that explains nothing."""
    known = load(name)
    explained, unlisted = sort_out(found, known)
    assert not unlisted, f"{len(unlisted)} not listed, such as {unlisted[:5]}"
    idle = [entry.id for entry in known if not explained[entry.id]]
    assert not idle, f"explain nothing: {idle}"
    return explained


def words(items: Iterable[Any]) -> str:
    """A set of outcomes as one text, in a fixed order; "none" when empty."""
    return " ".join(sorted(map(str, items))) or "none"
