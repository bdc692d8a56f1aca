"""A validation on the terminal: first a page in plain language, then the tables."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from toepas.assurance import words as say
from toepas.assurance.advice import advice, verdict_name, verdict_text
from toepas.assurance.findings import Finding, claim_text, finding_text, findings
from toepas.assurance.gaps import stands_after, stands_out
from toepas.assurance.measures import title
from toepas.assurance.model import Measured, Pair, Validation
from toepas.kernel.words import Words

FIRST = {"gap": 6, "too-few": 10}
"""So many findings of a kind are told on the first page; of others 5."""
STYLES = {
    "passed": "bold green",
    "failed": "bold red",
    "signal": "bold yellow",
    "insufficient": "bold yellow",
    "refused": "bold red",
}
OVERALL = ("auroc", "prevalence", "mean-score", "calibration-in-the-large", "calibration-slope", "brier")
AT = ("sensitivity", "specificity", "ppv", "npv", "net-benefit")


def report(out: Console, validation: Validation, folder: Path | None, words: Words, everything: bool = False) -> None:
    """Everything a person needs to see first, then the figures."""
    _looked_at(out, validation, words)
    _verdict(out, validation, words)
    _remarks(out, validation, words)
    _findings(out, validation, words, everything)
    _advice(out, validation, words)
    if validation.verdict.outcome != "refused":
        _tables(out, validation, words, everything)
    if folder:
        out.print(escape(words.t("The report is in {folder}.", folder=folder)))
    out.print(
        words.t("Toepas computes and explains. It does not decide whether a model may be used on people."), style="dim"
    )


def _looked_at(out: Console, validation: Validation, words: Words) -> None:
    """Which cases, which columns, which threshold."""
    source, label = validation.source, str(validation.columns.get("label", ""))
    out.print(words.t("What was looked at"), style="bold")
    lines = [
        words.t(
            "{used} of {rows} cases of {name}: what the model predicted (“{score}”) beside what happened (“{label}”).",
            used=words.number(source.used), rows=words.number(source.rows), name=source.name, score=validation.columns.get("score", ""), label=label,
        )
    ]  # fmt: skip
    if validation.task in ("binary", "detection"):
        positives = validation.everybody.positives
        part = say.share(positives / max(1, validation.everybody.n), words)
        lines.append(
            words.t("“{label}” was there in {n} of them ({share}).", label=label, n=words.number(positives), share=part)
        )
    if by := say.columns(validation, words):
        lines.append(words.t("Looked at apart: {columns}.", columns=by))
    if validation.thresholds:
        said = "; ".join(say.threshold(at, words, validation.fixed) for at in validation.thresholds)
        lines.append(words.t("A case counts as pointed out from this score up: {thresholds}.", thresholds=said))
    _lines(out, lines)


def _lines(out: Console, lines: list[str], mark: str = "") -> None:
    for line in lines:
        out.print(Padding(escape(f"{mark}{line}"), (0, 0, 0, 2)))


def _verdict(out: Console, validation: Validation, words: Words) -> None:
    name = verdict_name(validation, words)
    out.print()
    out.print(words.t("Verdict: {verdict}", verdict=name.upper()), style=STYLES.get(validation.verdict.outcome, "bold"))
    _lines(out, [verdict_text(validation, words)])


def _remarks(out: Console, validation: Validation, words: Words) -> None:
    """What is wrong with the data, the worst first."""
    from toepas.assurance.remarks import remark_text

    order = ("refuse", "warn", "note")
    listed = sorted(validation.remarks, key=lambda remark: order.index(remark.severity))
    if listed:
        out.print()
        out.print(words.t("About the data"), style="bold")
        _lines(out, [remark_text(remark, words) for remark in listed], "- ")


def _findings(out: Console, validation: Validation, words: Words, everything: bool) -> None:
    """The findings by kind, the first few of each; the rest is counted."""
    listed = findings(validation)
    heads = {
        "not-met": words.t("What does not meet the demands"),
        "calibration": words.t("Where the scores are no probabilities"),
        "gap": words.t("For whom, or where, the model works differently"),
        "claim": words.t("Beside what the developer states"),
        "too-few": words.t("Where there are too few cases to say anything"),
        "undecided": words.t("What cannot be told yet"),
        "met": words.t("What meets the demands"),
    }
    for kind, head in heads.items():
        some = [one for one in listed if one.kind == kind]
        if not some:
            continue
        out.print()
        out.print(head, style="bold")
        if kind == "too-few":
            _lines(out, [_why_so_many(validation, words)])
        shown = some if everything else _first(kind, some)
        _lines(out, [finding_text(one, validation, words) for one in shown], "- ")
        if len(some) > len(shown):
            more = words.n("and one more (--all shows it)", "and {n} more (--all shows them)", len(some) - len(shown))
            _lines(out, [more])


def _why_so_many(validation: Validation, words: Words) -> str:
    """What the numbers to collect are worked out for."""
    gate = next(iter(validation.gates))
    if validation.task == "regression":
        return words.t("So many cases are needed to know whether predictions are on average too high or too low.")
    return words.t(
        "To know a share to within {points} points each way, enough cases are needed to count it on. Until then nothing is said to be good.",
        points=round(100 * gate.precision),
    )


def _first(kind: str, some: list[Finding]) -> list[Finding]:
    """The first few; of gaps first those between people and then some between sites, so that neither crowds out the other."""
    if kind != "gap":
        return some[: FIRST.get(kind, 5)]
    people = [one for one in some if one.gap and not one.gap.family.startswith("between/")]
    sites = [one for one in some if one not in people]
    return [*people[: FIRST["gap"]], *sites[: FIRST["gap"] // 2]]


def _advice(out: Console, validation: Validation, words: Words) -> None:
    listed = advice(validation, words)
    if listed:
        out.print()
        out.print(words.t("What to do"), style="bold")
        _lines(out, [f"{number}. {line}" for number, line in enumerate(listed, start=1)])


def _tables(out: Console, validation: Validation, words: Words, everything: bool) -> None:
    out.print()
    _group_table(out, validation, words, everything)
    for place, at in enumerate(validation.thresholds):
        head = words.t("At the score {threshold}", threshold=say.threshold(at, words, validation.fixed))
        _group_table(out, validation, words, everything, place, head)
    _pairs(out, validation.pairs, validation, words)
    in_line = [claim for claim in validation.claims if claim.answer == "in-line"]
    _lines(out, [claim_text(claim, words) for claim in in_line])
    _correction(out, validation, words)
    if not everything:
        _lines(
            out,
            [
                words.t(
                    "Crossings of groups and groups within sites: --all shows them, and report.json has every figure."
                )
            ],
        )


def _group_table(
    out: Console, validation: Validation, words: Words, everything: bool, place: int | None = None, head: str = ""
) -> None:
    """One row per group: its cases and measures with intervals; without crossings unless everything is asked for."""
    groups = [
        one for one in (*validation.groups, *validation.sites) if everything or not _crossing(one.key, validation)
    ]
    first = groups[0].measures if place is None else groups[0].at[place].measures
    wanted = [name for name in (*(OVERALL if place is None else AT), *first) if name in first]
    names = list(dict.fromkeys(wanted))[: len(OVERALL) if place is None else len(AT)]
    site = str(validation.columns.get("site", ""))
    level = words.t(
        "below each figure: where the true value lies most likely ({level} interval)",
        level=say.share(validation.level, words),
    )
    table = Table(title=f"{head} – {level}" if head else level, title_justify="left")
    table.add_column(words.t("Group"), overflow="fold")
    table.add_column(words.t("Cases"), justify="right")
    if validation.task in ("binary", "detection"):
        table.add_column(words.t("With “{label}”", label=validation.columns.get("label", "")), justify="right")
    for name in names:
        table.add_column(title(name, words), justify="right", overflow="fold")
    for group in groups:
        row = [say.group(group.key, site, words, begin=True), words.number(group.n)]
        row += [words.number(group.positives)] if validation.task in ("binary", "detection") else []
        table.add_row(*map(escape, [*row, *_cells(group, names, place, words)]))
    out.print(table)


def _cells(group: Measured, names: list[str], place: int | None, words: Words) -> list[str]:
    found = group.measures if place is None else group.at[place].measures
    said = []
    for name in names:
        one = found[name]
        if one.value is None:
            said.append("–")
        elif one.low is None or one.high is None:
            said.append(say.figure(name, one.value, words))
        else:
            value, low, high = (say.figure(name, part, words) for part in (one.value, one.low, one.high))
            said.append(f"{value}\n{low.removesuffix(' %')}\u2009–\u2009{high}")
    return said


def _pairs(out: Console, pairs: tuple[Pair, ...], validation: Validation, words: Words) -> None:
    """Both models beside each other."""
    if not pairs:
        return
    site = str(validation.columns.get("site", ""))
    head = words.t("The model beside “{second}” on the same cases", second=validation.columns.get("second", ""))
    table = Table(title=head, title_justify="left")
    for column in (
        words.t("Group"),
        words.t("Measure"),
        words.t("This model"),
        words.t("The other"),
        words.t("Difference"),
        "p",
    ):
        table.add_column(column)
    for pair in pairs:
        said = (say.estimate(pair.measure, one, words) for one in (pair.first, pair.second))
        name = title(pair.measure, words) + (f" ({say.number(pair.threshold.value, words)})" if pair.threshold else "")
        difference = say.estimate(pair.measure, pair.difference, words, signed=True)
        table.add_row(
            *map(
                escape,
                [say.group(pair.key, site, words, begin=True), name, *said, difference, say.p_value(pair.p, words)],
            )
        )
    out.print(table)


def _correction(out: Console, validation: Validation, words: Words) -> None:
    """How many comparisons were made, how many stand out, and how many would by chance."""
    tested = [gap for gap in validation.gaps if gap.p is not None]
    if not tested:
        return
    before, after = sum(map(stands_out, tested)), sum(map(stands_after, tested))
    _lines(
        out,
        [
            words.t(
                "{n} differences between groups and sites were tested, in {families} families (a family: one measure between the groups of one column). {before} stand out by themselves and {after} after Holm's correction within the family; by chance alone about {chance} would stand out by themselves.",
                n=len(tested), families=len({gap.family for gap in tested}), before=before, after=after,
                chance=round((1 - validation.level) * len(tested)),
            )
        ],
    )  # fmt: skip
