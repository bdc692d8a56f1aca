"""The first page: what was tested, on whom, what may be said, what to do, and what this report does not say."""

from __future__ import annotations

from toepas.assurance import words as say
from toepas.assurance.advice import advice, verdict_name, verdict_text
from toepas.assurance.findings import Finding, findings
from toepas.assurance.report.parts import View
from toepas.paper.blocks import Block, Bullets, Callout, Numbered, Para

FINDINGS = 3


def blocks(view: View) -> tuple[Block, ...]:
    """The page in the order in which it is read."""
    words, validation = view.words, view.validation
    verdict = Callout("verdict", verdict_name(validation, words), (Para(verdict_text(validation, words)),))
    tested = Callout("note", words.t("What was tested, and on whom"), tuple(Para(line) for line in _tested(view)))
    found = [view.finding(one) for one in most_important(findings(validation))]
    todo = advice(validation, words)
    return (
        verdict,
        tested,
        *((Callout("warning", words.t("The most important findings"), (Numbered(tuple(found)),)),) if found else ()),
        *((Callout("open", words.t("What to do now"), (Numbered(todo),)),) if todo else ()),
        Callout("note", words.t("What this report does not say"), (Bullets(_not_said(view)),)),
    )


def most_important(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The first of each kind, then the next ones, so that one kind does not crowd out the others."""
    first = {one.kind: one for one in reversed(found)}
    leading = [one for one in found if first[one.kind] is one]
    return tuple([*leading, *(one for one in found if one not in leading)][:FINDINGS])


def _tested(view: View) -> list[str]:
    words, validation = view.words, view.validation
    source = validation.source
    lines = [
        words.t(
            "{used} of {rows} cases of {name}: what the model predicted (“{score}”) beside what happened (“{label}”).",
            used=words.number(source.used), rows=words.number(source.rows), name=source.name,
            score=validation.columns.get("score", ""), label=view.label,
        )
    ]  # fmt: skip
    if view.two_outcomes:
        lines.append(
            words.t(
                "“{label}” was there in {n} of them.", label=view.label, n=view.count(validation.everybody.positives)
            )
        )
    if by := say.columns(validation, words):
        lines.append(words.t("Looked at apart: {columns}.", columns=by))
    if validation.thresholds:
        at = "; ".join(view.threshold(one) for one in validation.thresholds)
        lines.append(words.t("A case counts as pointed out from this score up: {thresholds}.", thresholds=at))
    if not validation.demands:
        lines.append(words.t("Nothing was demanded beforehand."))
    return lines


def _not_said(view: View) -> tuple[str, ...]:
    words = view.words
    return (
        words.t("Whether the model may be used on people: that is for people to decide, with more than these figures."),
        words.t("What the model does elsewhere, later or for people who are not among these cases."),
        words.t("What people do with its predictions, and whether anybody is better off."),
        words.t("Whether what is recorded as the outcome is what really happened: it was taken as true."),
        words.t("Why groups differ: a difference shows where to look, not what causes it."),
    )
