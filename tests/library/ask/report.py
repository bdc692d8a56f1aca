"""How good the answers are: `python -m tests.library.ask.report` prints the table of docs/ask.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence

from tests.library.ask.measure import ON, Figures, Outcome, figures, outcomes
from tests.library.ask.oracle import EXAMPLES, found_share
from toepas.kernel.words import languages

HEAD = """| questions | asked | found in 5 | first | MRR | recall@5 | without an answer | silence right (precision) | silence found (recall) | strong answers with a right passage |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
"""


def row(name: str, found: Sequence[Outcome]) -> str:
    """One line of the table."""
    seen: Figures = figures(found)
    strong = f"{seen.strong_right} of {seen.strong}"
    return (
        f"| {name} | {seen.asked} | {seen.found:.2f} | {seen.first:.2f} | {seen.mrr:.2f} | {seen.recall:.2f} "
        f"| {seen.unanswerable} | {seen.silence_precision:.2f} | {seen.silence_recall:.2f} | {strong} |\n"
    )


def table() -> str:
    """All of it: both sets, and the languages of the test set."""
    test, tune = outcomes("test"), outcomes("tune")
    groups: list[tuple[str, Callable[[Outcome], bool]]] = [
        ("test, English", lambda item: item.question.lang == "en"),
        ("test, Dutch", lambda item: item.question.lang == "nl"),
        ("test, other languages", lambda item: item.question.lang not in languages()),
    ]
    lines = [row("**test**", test), *(row(name, [item for item in test if held(item)]) for name, held in groups)]
    return HEAD + "".join([*lines, row("tune", tune)])


def main() -> None:
    """The table, the independent examples where they are at hand, and what the test questions missed."""
    print(f"Asked on {ON}.\n\n{table()}")
    if EXAMPLES.exists():
        share, number = found_share()
        print(f"Examples of the Commission, found in 5: {share:.2f} of {number}.")
    if "--misses" in sys.argv:
        for item in outcomes("test"):
            if (item.rank is None) == bool(item.question.right):
                seen = [hit.passage.provision for hit in item.answer.passages]
                print(
                    json.dumps([item.question.id, item.question.ask, item.question.right, item.answer.confidence, seen])
                )


if __name__ == "__main__":
    main()
