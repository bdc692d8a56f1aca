"""An independent check: worked examples of the Commission's draft guidelines, each for a point of the high-risk list."""

from __future__ import annotations

import json
from pathlib import Path

from tests.library.ask.measure import FIRST, ON
from toepas.ask import ask
from toepas.kernel.words import Words

EXAMPLES = Path(__file__).resolve().parents[4] / "shared" / "oracles" / "commission_examples.json"
ABSENT = "the Commission's examples are not beside the project"
LONGEST = 600


def found_share() -> tuple[float, int]:
    """The share of high-risk examples whose description brings up a passage on their very point among the first five,
    and how many examples there are."""
    listed = [
        item
        for item in json.loads(EXAMPLES.read_text("utf-8"))
        if item["label"] == "high-risk" and item["clean"] and item["usable_text"]
    ]
    words = Words()
    hits = [_found(item["description"][:LONGEST], item["point"], words) for item in listed]
    return sum(hits) / len(hits), len(hits)


def _found(description: str, point: str, words: Words) -> bool:
    number, _, rest = point.partition("(")
    wanted = f"annex III({number.strip()})" + (f"({rest}" if rest else "")
    answer = ask(description, "en", words, ON, limit=FIRST)
    return any(cite.startswith(wanted) for hit in answer.passages for cite in hit.passage.cites)
