"""A validation on the terminal: first a page in plain language, then the tables."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from toepas.assurance import words as say
from toepas.assurance.advice import advice, verdict_name, verdict_text
from toepas.assurance.findings import Finding, claim_text, finding_text, findings, gap_line
from toepas.assurance.gaps import stands_after, stands_out
from toepas.assurance.measures import title
from toepas.assurance.model import Measured, Pair, Remark, Validation
from toepas.assurance.remarks import remark_said
from toepas.assurance.values import shown
from toepas.kernel.words import Words

FIRST = {"not-met": 4, "calibration": 1, "gap": 4, "claim": 2}
"""So many findings of a kind stand on the first page."""
FIRST_REMARKS = 3
REST = 10
"""So many more of each kind are told below it."""
STYLES = {
    "passed": "bold green",
    "failed": "bold red",
    "signal": "bold yellow",
    "insufficient": "bold yellow",
    "refused": "bold red",
}
OVERALL = ("auroc", "prevalence", "mean-score", "calibration-slope", "brier")
AT = ("sensitivity", "specificity", "ppv", "npv", "net-benefit")


def report(out: Console, validation: Validation, folder: Path | None, words: Words, everything: bool = False) -> None:
    """What a person needs to see first on one page, then the rest of it, then the figures."""
    remarks = sorted(validation.remarks, key=lambda remark: ("refuse", "warn", "note").index(remark.severity))
    listed = findings(validation)
    first = _first(listed)
    heavy = [remark for remark in remarks if remark.severity != "note"][:FIRST_REMARKS]
    _looked_at(out, validation, words)
    _verdict(out, validation, words)
    lines = [*map(partial(_remark, words=words), heavy), *(finding_text(one, validation, words) for one in first)]
    _section(out, words.t("The most important"), [*lines, *_lacking(listed, validation, words)])
    _section(out, words.t("What to do"), list(advice(validation, words)), numbered=True)
    out.print(escape(words.t("How to say these things: {command}", command="toepas validate --help")), style="dim")
    if validation.verdict.outcome != "refused":
        _rest(out, [one for one in listed if one not in first], validation, words, everything)
    _section(out, words.t("More about the data"), _together([one for one in remarks if one not in heavy], words))
    if validation.verdict.outcome != "refused":
        _tables(out, validation, words, everything)
    if folder:
        out.print(escape(words.t("The report is in {folder}.", folder=folder)))
    out.print(
        words.t("Toepas computes and explains. It does not decide whether a model may be used on people."), style="dim"
    )


def _first(listed: tuple[Finding, ...]) -> list[Finding]:
    """The findings of the first page: the weightiest of each kind."""
    found: list[Finding] = []
    for kind, most in FIRST.items():
        found += [one for one in listed if one.kind == kind][:most]
    return found


def _lacking(listed: tuple[Finding, ...], validation: Validation, words: Words) -> list[str]:
    """The groups with too few cases, in one sentence with the first of them."""
    some = [one for one in listed if one.kind == "too-few"]
    if not some:
        return []
    examples = " ".join(finding_text(one, validation, words) for one in _apart(some))
    said = words.n(
        "For one group there are too few cases to say anything.",
        "For {n} groups there are too few cases to say anything.",
        len(some),
    )
    return [f"{said} {examples}"]


def _apart(some: list[Finding]) -> list[Finding]:
    """The first group with too few cases, and the first of each narrower kind, so that an example of each is seen."""
    kinds: dict[tuple[str, ...], Finding] = {}
    for one in some:
        kinds.setdefault(tuple(column for column, _ in one.key), one)
    return list(kinds.values())[:3]


def _remark(remark: Remark, words: Words) -> str:
    said = remark_said(remark, words)
    return f"{said.says} {said.todo}"


def _together(remarks: list[Remark], words: Words) -> list[str]:
    """Remarks with what to do; those that ask for the same to be done stand together, and it is said once."""
    asked: dict[str, list[str]] = {}
    for one in remarks:
        said = remark_said(one, words)
        asked.setdefault(said.todo, []).append(said.says)
    return [" ".join([*says, todo]) for todo, says in asked.items()]


def _section(out: Console, head: str, lines: list[str], numbered: bool = False) -> None:
    """A head with lines below it; nothing where there are none."""
    if not lines:
        return
    out.print()
    out.print(head, style="bold")
    for number, line in enumerate(lines, start=1):
        out.print(Padding(escape(f"{number}. {line}" if numbered else f"- {line}"), (0, 0, 0, 2)))


def _looked_at(out: Console, validation: Validation, words: Words) -> None:
    """Which cases, which columns, which threshold."""
    source, label = validation.source, shown(validation.columns.get("label", ""))
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


def _rest(out: Console, rest: list[Finding], validation: Validation, words: Words, everything: bool) -> None:
    """What stands behind the first page, by kind; only the first few of each unless everything is asked for."""
    heads = {
        "not-met": words.t("More that does not meet the demands"),
        "calibration": words.t("More groups where the predictions are off"),
        "gap": words.t("More differences between groups and sites"),
        "claim": words.t("Beside what the developer states"),
        "too-few": words.t("Where there are too few cases to say anything"),
        "undecided": words.t("What cannot be told yet"),
        "met": words.t("What meets the demands"),
    }
    for kind, head in heads.items():
        some = [one for one in rest if one.kind == kind]
        shown = some if everything else some[:REST]
        tell = gap_line if kind == "gap" else finding_text
        lines = [tell(one, validation, words) for one in shown]
        if kind == "gap" and some:
            lines.insert(
                0,
                words.t(
                    "p: how often chance alone would bring a difference as large, corrected for the number of comparisons."
                ),
            )
        if kind == "too-few" and some:
            lines.insert(0, _why_so_many(validation, words))
        if len(some) > len(shown):
            lines.append(
                words.n("And one more (--all shows it).", "And {n} more (--all shows them).", len(some) - len(shown))
            )
        _section(out, head, lines)


def _why_so_many(validation: Validation, words: Words) -> str:
    """What the numbers to collect are worked out for."""
    gate = next(iter(validation.gates))
    if validation.task == "regression":
        return words.t("So many cases are needed to know whether predictions are on average too high or too low.")
    return words.t(
        "So many cases are needed to know a share to within {points} points each way. Until they are there, nothing is said to be good.",
        points=round(100 * gate.precision),
    )


def _tables(out: Console, validation: Validation, words: Words, everything: bool) -> None:
    out.print()
    _group_table(out, validation, words, everything)
    for place, at in enumerate(validation.thresholds):
        head = words.t("At the score {threshold}", threshold=say.threshold(at, words, validation.fixed))
        _group_table(out, validation, words, everything, place, head)
    _pairs(out, validation.pairs, validation, words)
    in_line = [claim for claim in validation.claims if claim.answer == "in-line"]
    _lines(out, [claim_text(claim, words, len(validation.thresholds) > 1) for claim in in_line])
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
    """One row per group: its cases and measures with intervals; narrower groups only with ``everything``."""
    groups = [one for one in (*validation.groups, *validation.sites) if everything or len(one.key) <= 1]
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
        table.add_column(
            escape(words.t("With “{label}”", label=shown(validation.columns.get("label", "")))), justify="right"
        )
    for name in names:
        table.add_column(escape(title(name, words)), justify="right", overflow="fold")
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
    table = Table(title=escape(head), title_justify="left")
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
        difference = say.moved(pair.measure, pair.difference, words)
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
