"""Compares reports about the same task: only what may be compared, with the uncertainty shown, and no winner where ranges overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from toepas.assurance.energy.model import Figure, Report, What
from toepas.assurance.energy.units import base_span
from toepas.catalogue.model import Grade

Answer: TypeAlias = Literal["ranked", "by-value", "overlap", "refused", "not-known"]
MEASURES: tuple[What, ...] = ("energy", "carbon-location", "carbon-market", "water-site", "water-total")
ONE_METHOD: tuple[What, ...] = ("carbon-location", "carbon-market", "water-site", "water-total")
"""Measures that depend so much on how they are counted that only one method can be compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something in which reports differ so that they cannot be compared: what, and what each of them says."""

    what: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """One report in a comparison: least and most per one of the functional unit, in base units, and how the figure came about.

    ``beats``: the reports (by number, from 0) whose least is more than its most. ``ranged``: whether the figure says how sure it is, by a
    range or by a meter.
    """

    report: int
    span: tuple[float, float] | None
    grade: Grade | None
    beats: tuple[int, ...] = ()
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure over all reports, the lowest first.

    ``ranked`` where every two are told apart by their ranges; ``by-value`` where that rests on figures without a range, so that nobody knows
    how sure it is; ``overlap`` where ranges overlap: no winner.
    """

    what: What
    answer: Answer
    ranks: tuple[Rank, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reports beside each other. Where ``differences`` is not empty, nothing was compared.

    ``reversed``: pairs of reports, the first with less energy and yet more carbon.
    """

    reports: tuple[Report, ...]
    measures: tuple[Measure, ...] = ()
    differences: tuple[Difference, ...] = ()
    reversed: tuple[tuple[int, int], ...] = ()


def compare_reports(reports: Sequence[Report]) -> Comparison:
    """Compare two or more reports per functional unit. Raises ValueError for fewer than two."""
    if len(reports) < 2:
        raise ValueError("two reports are needed")
    differences = tuple(_whole(reports))
    if differences:
        return Comparison(tuple(reports), (), differences)
    measures = tuple(_measure(what, reports) for what in MEASURES)
    return Comparison(tuple(reports), measures, (), _reversed(measures))


def _whole(reports: Sequence[Report]) -> list[Difference]:
    """In what reports differ as a whole: functional unit, side and stages."""
    seen: dict[str, list[str]] = {
        "unit-of": [report.unit.of if report.unit else "" for report in reports],
        "tokens": [_plain(report.unit.tokens) if report.unit else "" for report in reports],
        "task": [report.unit.task if report.unit else "" for report in reports],
        "detail": [report.unit.detail if report.unit else "" for report in reports],
        "persona": [report.boundary.persona for report in reports],
        "stages": [", ".join(sorted(report.boundary.stages)) for report in reports],
        "left-out": [", ".join(sorted(one.what for one in report.boundary.left_out)) for report in reports],
    }
    found = [Difference(what, tuple(values)) for what, values in seen.items() if len(set(values)) > 1]
    if any(report.unit is None for report in reports) and not any(one.what == "unit-of" for one in found):
        found.append(Difference("unit-of", tuple(seen["unit-of"])))
    return found


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _measure(what: What, reports: Sequence[Report]) -> Measure:
    figures = [_figure(report, what) for report in reports]
    known = [figure for figure in figures if figure is not None]
    if len(known) < 2:
        return Measure(
            what, "not-known", tuple(Rank(at, None, _grade(report, what)) for at, report in enumerate(reports))
        )
    if what in ONE_METHOD:
        used = tuple(_method(figure) for figure in figures)
        if len({one for one in used if one}) > 1:
            return Measure(what, "refused", (), (Difference("method", used),))
    ranks = [_rank(at, what, report, figure) for at, (report, figure) in enumerate(zip(reports, figures, strict=True))]
    placed = [_placed(rank, ranks) for rank in ranks]
    order = sorted(placed, key=lambda rank: rank.span or (float("inf"), 0))
    there = [rank for rank in order if rank.span]
    apart = all(len(rank.beats) == len(there) - 1 - at for at, rank in enumerate(there))
    answer: Answer = "overlap" if not apart else "ranked" if all(rank.ranged for rank in there) else "by-value"
    return Measure(what, answer, tuple(order))


def _figure(report: Report, what: What) -> Figure | None:
    """The figure per functional unit over the whole boundary; of one stage where the boundary has only one."""
    stages = {"all", *(report.boundary.stages if len(report.boundary.stages) == 1 else ())}
    for figure in report.figures:
        if figure.what == what and figure.per == "unit" and not figure.part and figure.stage in stages and figure.span:
            return figure
    return None


def _grade(report: Report, what: What) -> Grade | None:
    """The grade of a figure that says nothing, so that "withheld" can be told from "not known"."""
    return next((figure.grade for figure in report.figures if figure.what == what and figure.span is None), None)


def _method(figure: Figure | None) -> str:
    return " ".join(part for part in (figure.method, figure.method_version) if part) if figure else ""


def _rank(at: int, what: What, report: Report, figure: Figure | None) -> Rank:
    span = base_span(figure) if figure else None
    if figure is None or span is None or report.unit is None:
        return Rank(at, None, _grade(report, what))
    ranged = span[0] < span[1] or figure.grade is Grade.METERED
    return Rank(at, (span[0] / report.unit.quantity, span[1] / report.unit.quantity), figure.grade, ranged=ranged)


def _placed(rank: Rank, ranks: list[Rank]) -> Rank:
    mine = rank.span
    beaten = tuple(one.report for one in ranks if mine and one.span and one.span[0] > mine[1])
    return replace(rank, beats=beaten)


def _reversed(measures: tuple[Measure, ...]) -> tuple[tuple[int, int], ...]:
    """Pairs whose order by energy is the opposite of that by location-based carbon."""
    by = {measure.what: {rank.report: set(rank.beats) for rank in measure.ranks} for measure in measures}
    energy: dict[int, set[int]] = by.get("energy", {})
    carbon: dict[int, set[int]] = by.get("carbon-location", {})
    return tuple(
        (less, more) for less, beaten in energy.items() for more in sorted(beaten) if less in carbon.get(more, ())
    )


def comparison_data(found: Comparison) -> dict[str, Any]:
    """A comparison for machines."""
    return {
        "reports": [
            {"id": report.id, "version": report.version, "name": report.subject.name} for report in found.reports
        ],
        "comparable": not found.differences,
        "differences": [{"what": one.what, "values": list(one.values)} for one in found.differences],
        "measures": [
            {
                "what": measure.what,
                "answer": measure.answer,
                "differences": [{"what": one.what, "values": list(one.values)} for one in measure.differences],
                "ranks": [
                    {
                        "report": rank.report,
                        "low": rank.span[0] if rank.span else None,
                        "high": rank.span[1] if rank.span else None,
                        "grade": rank.grade,
                        "ranged": rank.ranged,
                        "below": list(rank.beats),
                    }
                    for rank in measure.ranks
                ],
            }
            for measure in found.measures
        ],
        "energy_and_carbon_reversed": [list(pair) for pair in found.reversed],
    }
