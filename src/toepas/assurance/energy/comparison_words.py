"""Comparisons in words."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from toepas.assurance.energy.comparing import Comparison, Difference, Measure, Rank
from toepas.assurance.energy.model import Report, What
from toepas.assurance.energy.wording import amount, grade_text, unit_text, what_name
from toepas.kernel.words import Words


def difference_text(difference: Difference, names: Sequence[str], words: Words) -> str:
    """In what reports differ, and what each of them says."""
    what = {
        "unit-of": words.t("what figures are per"),
        "tokens": words.t("size of an answer in tokens"),
        "task": words.t("task"),
        "detail": words.t("detail of the functional unit"),
        "persona": words.t("whose side is counted"),
        "stages": words.t("stages that are counted"),
        "left-out": words.t("what is not counted"),
        "method": words.t("method"),
    }[difference.what]
    said = "; ".join(
        f"{name}: {value or words.t('not said')}" for name, value in zip(names, difference.values, strict=True)
    )
    return f"{what} ({said})"


def measure_text(measure: Measure, words: Words) -> str:
    """What may be said of a measure."""
    return {
        "ranked": words.t("the ranges do not overlap; lowest first"),
        "by-value": words.t("lowest first, but not every figure has a range: how sure this order is, is not known"),
        "overlap": words.t("ranges overlap: there is no winner"),
        "refused": words.t("not compared: it was not counted in the same way"),
        "not-known": words.t("not known for at least two of them"),
    }[measure.answer]


def rank_text(rank: Rank, what: What, reports: Sequence[Report], words: Words) -> str:
    """One report in a comparison: its range per one of the functional unit, and how it came about."""
    report = reports[rank.report]
    if rank.span is None:
        why = grade_text(rank.grade, words) if rank.grade else words.t("not known")
        return f"{report.subject.name}: {why}"
    grade = grade_text(rank.grade, words) if rank.grade else ""
    return f"{report.subject.name}: {amount(rank.span, what, words)} ({grade})"


def reversed_text(pair: tuple[int, int], reports: Sequence[Report], words: Words) -> str:
    """That a report has less energy and yet more carbon."""
    less, more = (reports[at].subject.name for at in pair)
    return words.t(
        "By these figures {less} uses less energy than {more}, and yet emits more carbon: a kWh in its place has more carbon.",
        less=less,
        more=more,
    )


def basis_text(report: Report, words: Words) -> str:
    """Per what the ranges of a comparison are: one of the functional unit."""
    assert report.unit is not None
    return words.t("per {thing}", thing=unit_text(msgspec.structs.replace(report.unit, quantity=1), words))


def compared_text(found: Comparison, words: Words) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A comparison as heads with lines below them; where reports cannot be compared, why."""
    names = [f"{one.subject.name} ({one.id})" for one in found.reports]
    if found.differences:
        lines = tuple(difference_text(one, names, words) for one in found.differences)
        return ((words.t("These reports cannot be compared. They differ in:"), lines),)
    said: list[tuple[str, tuple[str, ...]]] = [(basis_text(found.reports[0], words), ())]
    for measure in found.measures:
        told = measure.answer != "not-known" or any(one.grade for one in measure.ranks)
        lines = (
            *(difference_text(one, names, words) for one in measure.differences),
            *(rank_text(one, measure.what, found.reports, words) for one in measure.ranks if told),
        )
        said.append((f"{what_name(measure.what, words)}: {measure_text(measure, words)}", lines))
    if found.reversed:
        lines = tuple(reversed_text(pair, found.reports, words) for pair in found.reversed)
        said.append((words.t("Less energy, more carbon"), lines))
    return tuple(said)
