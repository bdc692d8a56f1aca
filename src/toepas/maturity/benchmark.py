"""One organisation beside the published share of enterprises of its country and size that use AI. The caller brings the figure."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.maturity.advice import shows
from toepas.maturity.model import Score

SIZE_CODES = {"10-49": "10-49", "50-249": "50-249", "250+": "GE250"}
"""The sizes that the statistical office asks, by ours. Smaller enterprises are not asked."""
USES_AI = "ai-use"
"""The indicator, and what the answers show."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A published figure: ``share`` in percent of enterprises; ``flags`` of the office."""

    share: float
    geo: str
    size: str
    year: str
    source: str
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """``uses``: what the answers say (None: not known). ``cell`` None with ``missing``: country, size, small, public, or figure."""

    uses: bool | None
    cell: Cell | None
    missing: str = ""


def wanted(score: Score) -> tuple[str, str] | str:
    """Country and code of the size of the figure to bring, or why there is none."""
    about = score.assessment.organisation
    if score.assessment.questionnaire.id == "public":
        return "public"
    if not about.country:
        return "country"
    if not about.size:
        return "size"
    return (about.country, SIZE_CODES[about.size]) if about.size in SIZE_CODES else "small"


def benchmark(score: Score, cell: Cell | None) -> Benchmark:
    """What the answers say beside the figure that was brought."""
    asked = wanted(score)
    if isinstance(asked, str):
        return Benchmark(shows(score, USES_AI), None, asked)
    return Benchmark(shows(score, USES_AI), cell, "" if cell else "figure")
