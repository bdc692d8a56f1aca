"""For everyone and everywhere: groups and sites below each other, their differences, and where there are too few cases."""

from __future__ import annotations

from collections.abc import Sequence

from toepas.assurance import words as say
from toepas.assurance.gaps import stands_after, stands_out
from toepas.assurance.measures import measure_of, title
from toepas.assurance.model import Estimate, Gap, Measured
from toepas.assurance.report import forest
from toepas.assurance.report.canvas import figure
from toepas.assurance.report.parts import CHIEF, View, row
from toepas.assurance.report.protection import HIDDEN
from toepas.paper.blocks import Block, Heading, Para, Table

MOST_ROWS = 24
MOST_MEASURES = 3
MOST_GAPS = 24
SAID = 8


def people(view: View) -> tuple[Block, ...]:
    """Whether the model works for everyone."""
    words = view.words
    groups = view.validation.groups
    if len(groups) < 2:
        return (
            Heading(1, words.t("Whether the model works for everyone"), "groups"),
            Para(
                words.t(
                    "No column was named that divides people, so nothing can be said about women and men, the young and the old, or other groups."
                )
            ),
        )
    found: list[Block] = [Heading(1, words.t("Whether the model works for everyone"), "groups")]
    for measure in _chief(view):
        found += _forest(view, groups, measure, words.t("{measure} of every group", measure=_title(view, measure)))
    found += _table(view, groups)
    found += _gaps(
        view,
        [gap for gap in view.validation.gaps if gap.family.startswith("everybody/")],
        words.t("Groups beside each other"),
    )
    return tuple(found)


def sites(view: View) -> tuple[Block, ...]:
    """Whether the model works everywhere."""
    words = view.words
    order = [one.key[0] for one in view.validation.sites if len(one.key) == 1]
    listed = sorted(
        view.validation.sites,
        key=lambda one: (order.index(one.key[0]) if one.key[0] in order else len(order), len(one.key)),
    )
    if not listed:
        return ()
    found: list[Block] = [Heading(1, words.t("Whether the model works at every site"), "sites")]
    alone = [one for one in listed if len(one.key) == 1]
    found += _beside(view, alone)
    for measure in _chief(view)[:1]:
        caption = words.t("{measure} at every site, and of the groups there", measure=_title(view, measure))
        found += _forest(view, listed, measure, caption)
    found += _table(view, listed)
    found += _gaps(
        view,
        [gap for gap in view.validation.gaps if not gap.family.startswith("everybody/")],
        words.t("Sites, and groups within a site, beside each other"),
    )
    return tuple(found)


def _title(view: View, measure: str) -> str:
    said = title(measure, view.words)
    return said[:1].upper() + said[1:]


def _chief(view: View) -> tuple[str, ...]:
    """The measures that groups are shown by: at the first threshold, else the first shares among the measures."""
    everybody = view.validation.everybody
    if everybody.at:
        return CHIEF
    return tuple(name for name in everybody.measures if measure_of(name).scale == "share" and "[" not in name)[:1]


def _at_first(group: Measured, measure: str) -> Estimate | None:
    """A measure of a group: at the first threshold where there is one."""
    return group.at[0].measures.get(measure) if group.at else group.measures.get(measure)


def _rows(view: View, groups: Sequence[Measured], measure: str) -> list[forest.Row]:
    """The rows of a forest; below everybody or a site its parts, each with what is still to be collected."""
    rows = []
    for group in groups[:MOST_ROWS]:
        found = _at_first(group, measure)
        if found is None:
            continue
        gate = view.gate_of(group.key, measure)
        enough = gate is None or gate.more == 0
        said = view.estimate(measure, found)
        if found.value is not None and gate is not None and not enough:
            said = view.words.t("{figure}; too few", figure=said)
        low, high = (found.low, found.high) if found.value is not None else (None, None)
        indent = len(group.key) > (1 if view.site and group.key and group.key[0][0] == view.site else 0)
        rows.append(forest.Row(view.name(group.key), found.value, low, high, said, enough, indent))
    return rows


def _forest(view: View, groups: Sequence[Measured], measure: str, caption: str) -> list[Block]:
    words = view.words
    rows = _rows(view, groups, measure)
    if not rows or all(one.value is None for one in rows):
        return []
    demand = next((one for one in view.validation.demands if one.measure == measure and one.least is not None), None)
    line = demand.least if demand else None
    line_name = words.t("demanded: {value}", value=say.share(line, words)) if line is not None else ""
    said = "; ".join(f"{one.name}: {one.said}" for one in rows[:SAID])
    more = (
        words.t("{said}; {n} more are in the table below", said=said, n=len(rows) - SAID) if len(rows) > SAID else said
    )
    at = [say.number(one.value, words) for one in view.validation.thresholds[:1]]
    alt = words.t("{caption}. {said}.", caption=caption, said=more)
    if at:
        alt = words.t("{caption} at the threshold {threshold}. {said}.", caption=caption, threshold=at[0], said=more)
    note = words.t(
        "Lines show where the true value lies most likely. A hollow mark: too few cases to know it as precisely as was asked."
    )
    return [
        figure(lambda style: forest.forest(rows, line, words, style, line_name=line_name), caption, alt, words),
        Para(note),
    ]


def _beside(view: View, alone: Sequence[Measured]) -> list[Block]:
    """What was predicted on average at each site beside what happened there."""
    words = view.words
    rows, table = [], []
    for group in (view.validation.everybody, *alone):
        happened, predicted = group.measures.get("prevalence"), group.measures.get("mean-score")
        if happened is None or predicted is None:
            continue
        name = view.name(group.key)
        table.append(
            row(
                name, view.count(group.n), view.estimate("mean-score", predicted), view.estimate("prevalence", happened)
            )
        )
        if happened.value is not None and predicted.value is not None:
            said = words.t(
                "predicted {predicted}, happened {happened}",
                predicted=say.share(predicted.value, words),
                happened=say.share(happened.value, words),
            )
            rows.append((forest.Row(name, happened.value, None, None, said, indent=bool(group.key)), predicted.value))
    if not rows:
        return []
    caption = words.t("What was predicted on average (circle) and what happened (square) at every site")
    alt = words.t("{caption}. {said}.", caption=caption, said="; ".join(f"{one.name}: {one.said}" for one, _ in rows))
    head = (words.t("Group"), words.t("Cases"), words.t("Predicted on average"), words.t("Happened"))
    return [
        figure(lambda style: forest.beside(rows, words, style), caption, alt, words),
        Table(head, tuple(table), words.t("The same in numbers")),
    ]


def _table(view: View, groups: Sequence[Measured]) -> list[Block]:
    """The chief figures of every group, with how many cases are still to be collected for each."""
    words = view.words
    if not groups or not groups[0].at or not view.two_outcomes:
        return _other_table(view, groups)
    head = (
        words.t("Group"), words.t("Cases"), words.t("With “{label}”", label=view.label), *(title(name, words) for name in CHIEF), title("auroc", words),
        words.t("Lacking with “{label}”", label=view.label), words.t("Lacking without"),
    )  # fmt: skip
    rows = [
        row(
            view.name(group.key), view.count(group.n), view.count(group.positives), *(view.estimate(name, _at_first(group, name)) for name in CHIEF),
            view.estimate("auroc", group.measures.get("auroc")), *(_lacking(view, group, name) for name in CHIEF),
        )
        for group in groups
    ]  # fmt: skip
    note = words.t(
        "Lacking: so many more cases are needed to know sensitivity (with) and specificity (without) as precisely as was asked. Where cases are lacking, nothing is passed."
    )
    return [Table(head, tuple(rows), words.t("Every group in numbers"), (20, 8, 11, 15, 15, 15, 9, 9)), Para(note)]


def _other_table(view: View, groups: Sequence[Measured]) -> list[Block]:
    """Every group by the first measures of its kind of prediction, where there is no threshold."""
    words = view.words
    names = [name for name in view.validation.everybody.measures if "[" not in name][:MOST_MEASURES]
    if not groups or not names:
        return []
    head = (words.t("Group"), words.t("Cases"), *(title(name, words) for name in names), words.t("Lacking"))
    rows = []
    for group in groups:
        lacking = [gate for gate in view.validation.gates if gate.key == group.key and gate.more]
        most = max((gate.more or 0 for gate in lacking), default=0)
        hidden = any(gate.have == HIDDEN for gate in lacking)
        cells = (view.estimate(name, group.measures.get(name)) for name in names)
        rows.append(
            row(view.name(group.key), view.count(group.n), *cells, words.t("some") if hidden else words.number(most))
        )
    note = words.t(
        "Lacking: so many more cases are needed, for the measure that needs most, to know it as precisely as was asked."
    )
    return [Table(head, tuple(rows), words.t("Every group in numbers")), Para(note)]


def _lacking(view: View, group: Measured, measure: str) -> str:
    gate = view.gate_of(group.key, measure)
    if gate is None:
        return "–"
    if gate.have == HIDDEN or gate.more is None:
        return view.words.t("some") if gate.need is not None else "–"
    return view.words.number(gate.more)


def _gaps(view: View, gaps: Sequence[Gap], caption: str) -> list[Block]:
    """Differences that stand out first; how many were looked at, and how many stand out by chance alone."""
    words = view.words
    tested = [gap for gap in gaps if gap.p is not None]
    if not tested:
        return []
    order = sorted(tested, key=lambda gap: (not stands_after(gap), not stands_out(gap), gap.p or 0.0))
    rows = [
        row(
            view.name(gap.key), view.name(gap.beside), title(gap.measure, words), view.moved(gap.measure, gap.difference),
            say.p_value(gap.p, words), say.p_value(gap.corrected, words),
            words.t("stands out") if stands_after(gap) else words.t("signal") if stands_out(gap) else words.t("no"),
        )
        for gap in order[:MOST_GAPS]
    ]  # fmt: skip
    head = (
        words.t("Group"),
        words.t("Beside"),
        words.t("Measure"),
        words.t("Difference"),
        "p",
        words.t("p, corrected"),
        words.t("Stands out?"),
    )
    said = words.t(
        "{n} differences were looked at; {alone} stand out by themselves and {after} also after Holm's correction within their family. By chance alone about {chance} would stand out by themselves.",
        n=len(tested), alone=sum(map(stands_out, tested)), after=sum(map(stands_after, tested)), chance=round((1 - view.validation.level) * len(tested)),
    )  # fmt: skip
    if len(tested) > MOST_GAPS:
        said += " " + words.t("The table has the {n} that stand out most; report.json has all.", n=MOST_GAPS)
    return [Table(head, tuple(rows), caption, (16, 14, 16, 22, 9, 10, 13)), Para(said)]
