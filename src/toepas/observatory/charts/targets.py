"""Goals that were set, as lines in a chart. What a goal is about is said below it: seldom exactly what is measured."""

from __future__ import annotations

from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cells
from toepas.observatory.model import Target
from toepas.observatory.texts import text
from toepas.paper.drawing.marks import Spec, lines, texts
from toepas.paper.drawing.numbers import figure
from toepas.paper.drawing.paint import Style

FAR = 1.3
"""A goal more than so many times the highest figure is told below the chart: drawn, it would leave the figures no room."""


def drawn(grid: Cells) -> tuple[Target, ...]:
    """The goals that fit in a chart of these figures."""
    highest = max((cell.value for cell in grid.every if cell.value is not None), default=0.0)
    return tuple(goal for goal in grid.found.indicator.targets if goal.value <= FAR * highest)


def goal_notes(grid: Cells, words: Words) -> tuple[str, ...]:
    """Every goal in words, for below a chart."""
    said = []
    for goal in grid.found.indicator.targets:
        parts = [f"{goal_words(goal, words)}. {text('title', goal.title, words)}."]
        if goal.note:
            parts.append(text("note", goal.note, words))
        said.append(" ".join(parts))
    return tuple(said)


def goal_words(goal: Target, words: Words) -> str:
    """A goal in a few words: "Goal for 2030: 75"."""
    return words.t(
        "Goal for {time}: {value}", time=goal.time, value=figure(goal.value, 0 if goal.value % 1 == 0 else 1, words)
    )


def goal_lines(ends: list[tuple[Target, Spec]], words: Words, style: Style, **mark: object) -> list[Spec]:
    """A line for each goal, from px, py to qx, qy, with its words where it ends."""
    if not ends:
        return []
    said = [
        {"px": end["qx"] + end.get("dx", 0), "py": end["qy"] - 9, "text": goal_words(goal, words)} for goal, end in ends
    ]
    ink = style.colours.warning
    return [
        lines([end for _, end in ends], color=ink, strokeWidth=2, strokeDash=[8, 4]),
        texts(said, style, color=ink, fontWeight="bold", fontSize=style.measures.small, **mark),
    ]
