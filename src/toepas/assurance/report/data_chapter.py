"""The data and what the checks found in them."""

from __future__ import annotations

from toepas.assurance.model import Remark
from toepas.assurance.remarks import remark_said
from toepas.assurance.report.parts import View, row
from toepas.assurance.report.protection import HIDDEN
from toepas.kernel.words import Words
from toepas.paper.blocks import Block, Bullets, Callout, Heading, Inline, Para, Table, Text

ORDER = ("refuse", "warn", "note")


def blocks(view: View) -> tuple[Block, ...]:
    """Where the data are from, who is in them, and what was noticed."""
    words, validation = view.words, view.validation
    source = validation.source
    about: list[tuple[Inline, ...]] = [
        row(words.t("File"), source.name),
        row(words.t("Fingerprint (SHA-256)"), source.sha256),
        row(words.t("Rows read"), words.number(source.rows)),
        row(words.t("Rows used"), words.number(source.used)),
        row(words.t("What happened"), view.label),
        row(words.t("What the model predicted"), str(validation.columns.get("score", ""))),
    ]
    about += [row(words.t("Site"), view.site)] if view.site else []
    if validation.smallest_cell > 1:
        about.append(row(words.t("Smallest count that is printed"), words.number(validation.smallest_cell)))
    return (
        Heading(1, words.t("The data and their checks"), "data"),
        Table((words.t("What"), words.t("Value")), tuple(about), words.t("The data"), (30, 70)),
        *_people(view),
        Heading(2, words.t("What the checks found"), "checks"),
        *_remarks(view),
    )


def _people(view: View) -> tuple[Block, ...]:
    words, validation = view.words, view.validation
    if not view.every:
        return ()
    head = [words.t("Group"), words.t("Cases")] + (
        [words.t("With “{label}”", label=view.label)] if view.two_outcomes else []
    )
    rows = [
        row(view.name(one.key), view.count(one.n), *([view.count(one.positives)] if view.two_outcomes else []))
        for one in view.every
        if len(one.key) <= 1
    ]
    gone = ""
    if validation.hidden:
        gone = words.n(
            "One group or site is too small to be shown at all.",
            "{n} groups or sites are too small to be shown at all.",
            len(validation.hidden),
        )
    table = Table(tuple(head), tuple(rows), words.t("Who is among the cases"))
    return (table, Para(gone)) if gone else (table,)


def _remarks(view: View) -> tuple[Block, ...]:
    words = view.words
    listed = sorted(view.validation.remarks, key=lambda remark: ORDER.index(remark.severity))
    if not listed:
        return (
            Para(words.t("Nothing was noticed. That the checks find nothing does not mean that the data are right.")),
        )
    kinds: dict[str, list[Remark]] = {}
    for remark in listed:
        kinds.setdefault(remark.id, []).append(remark)
    return tuple(_kind(view, same) for same in kinds.values())


def _kind(view: View, same: list[Remark]) -> Callout:
    """All remarks of one kind: what was found each time, then why it matters and what to do."""
    said = [remark_said(remark, view.words) for remark in same]
    found = tuple(_says(remark, one.says, view) for remark, one in zip(same, said, strict=True))
    todo = " ".join(dict.fromkeys(one.todo for one in said))
    blocks: tuple[Block, ...] = (
        Para(found[0]) if len(found) == 1 else Bullets(found),
        Para(" ".join(dict.fromkeys(one.means for one in said))),
        Para((Text(view.words.t("What to do:"), bold=True), " ", todo)),
    )
    return Callout("note" if same[0].severity == "note" else "warning", said[0].title, blocks)


def _says(remark: Remark, said: str, view: View) -> str:
    """What was found; where small counts are hidden, only in which column and how many, so that nothing gives them away."""
    words: Words = view.words
    if view.validation.smallest_cell <= 1:
        return said
    if not remark.count:
        return (
            words.t("In column “{column}”.", column=remark.column)
            if remark.column
            else words.t("In the file as a whole.")
        )
    many = view.count(HIDDEN if remark.count == HIDDEN else remark.count)
    return (
        words.t("Column “{column}”: {n}.", column=remark.column, n=many)
        if remark.column
        else words.t("Rows: {n}.", n=many)
    )
