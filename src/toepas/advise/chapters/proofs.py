"""Why: each finding with the facts and passages behind it, the facts given, and what is open."""

from __future__ import annotations

from toepas.advise.view import View
from toepas.check import Finding, naming
from toepas.paper.blocks import Block, Heading, Para, Table, Text

SHOWN_KINDS = ("role", "practice", "annex-iii-point", "annex-i", "transparency", "scope", "class", "gpai", "relief")
FACTS_SHOWN = 6


def blocks(view: View) -> tuple[Block, ...]:
    """The chapters on reasons, open questions and facts."""
    return (*_findings(view), *_questions(view), *_facts(view))


def _findings(view: View) -> tuple[Block, ...]:
    words = view.words
    shown = [
        finding
        for finding in view.result.findings
        if view.result.act.concepts[finding.id].kind in SHOWN_KINDS
        and (finding.outcome != "no" or view.result.act.concepts[finding.id].kind in ("class",))
    ]
    names = {"yes": words.t("yes"), "no": words.t("no"), "unknown": words.t("unknown")}
    rows = tuple(
        (
            Text(view.concept(finding.id), bold=True).value,
            names[finding.outcome],
            _reasons(view, finding),
            view.cites(finding.cites),
        )
        for finding in shown
    )
    caption = words.t("Findings and their reasons")
    header = (
        words.t("Finding"),
        words.t("Outcome"),
        words.t("Because of these facts, or hanging on them"),
        words.t("Source"),
    )
    return (Heading(1, words.t("Why"), "why"), Table(header, rows, caption, (28, 10, 46, 16)))


def _reasons(view: View, finding: Finding) -> str:
    words = view.words
    basis = finding.because or finding.depends_on
    parts = [f"{view.question(name)} {view.fact_text(name)}." for name in basis[:FACTS_SHOWN]]
    more = len(basis) - FACTS_SHOWN
    if more > 0:
        parts.append(words.n("And one more fact.", "And {n} more facts.", more))
    return " ".join(parts) or words.t("This follows from the Act itself.")


def _questions(view: View) -> tuple[Block, ...]:
    words = view.words
    if not view.questions:
        return ()
    rows = tuple(
        (
            view.question(name),
            words.entry(f"{name}.meaning", view.result.act.facts[name].meaning),
            naming.who_knows(view.result.act.facts[name].who, words),
            view.cites(view.result.act.facts[name].cites),
        )
        for name in view.questions
    )
    caption = words.t("Open questions, most decisive first")
    header = (words.t("Question"), words.t("What counts"), words.t("Who would know"), words.t("Source"))
    return (
        Heading(1, words.t("What is still open"), "open"),
        Para(words.t("An unknown is never counted as a no. Answer these in the case file and make the dossier again.")),
        Table(header, rows, caption, (34, 40, 12, 14)),
    )


def _facts(view: View) -> tuple[Block, ...]:
    words = view.words
    known = [name for name in view.result.act.facts if view.fact(name) is not None]
    rows = tuple(
        (view.question(name), view.fact_text(name), view.cites(view.result.act.facts[name].cites)) for name in known
    )
    caption = words.t("The facts this dossier rests on")
    return (
        Heading(1, words.t("Facts given"), "facts"),
        Table((words.t("Question"), words.t("Answer"), words.t("Source")), rows, caption, (60, 22, 18)),
    )
