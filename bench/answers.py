"""How fast questions are answered, in one process, once everything is ready."""

from __future__ import annotations

import datetime
import statistics

from bench.measure import Line, seconds

ON = datetime.date(2026, 11, 24)


def answering() -> list[Line]:
    """The questions of the tests, one after another; and how long it takes until the first can be asked."""
    from tests.library.ask.measure import questions
    from toepas.ask import ask, warm
    from toepas.kernel.words import Words, languages

    ready = seconds(warm)
    asked = [
        (item.ask, Words(item.lang if item.lang in languages() else "en"))
        for item in questions("tune") + questions("test")
    ]
    for text, words in asked[:10]:
        ask(text, None, words, ON)
    took = sorted(seconds(lambda text=text, words=words: ask(text, None, words, ON)) * 1000 for text, words in asked)
    p95 = took[int(len(took) * 0.95)]
    return [
        Line(
            f"answering a question, {len(took)} questions",
            f"median {statistics.median(took):.0f} ms, p95 {p95:.0f} ms",
            f"ready {ready:.1f} s after the start",
            "target 50 ms",
        )
    ]
