"""A checklist for the organisation that uses a high-risk system: every duty with owner, date and evidence."""

from __future__ import annotations

from toepas.advise.papers import parts
from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.check.result import MAY_APPLY
from toepas.paper.blocks import Block, Check, Document, Field, Heading, Inline, Para, Text

ID = "deployer_checklist"
ROLE = "deployer"
CLASS = "high_risk_regime"
BAN = "practice"
QUESTIONS = 2
MOMENTS = ("before_use", "before_market", "once", "ongoing", "on_event")


def title(view: View) -> str:
    """What the paper is called."""
    return view.words.t("Checklist for using the system")


def needed(view: View) -> bool:
    """Whether the organisation uses a system that is or may be high-risk, or a duty asks for the list."""
    using = parts.certain(view, ROLE) and parts.possible(view, CLASS)
    return bool(parts.served(view, ID)) or (using and bool(_duties(view)))


def paper(view: View) -> Document:
    """The checklist of this case."""
    words = view.words
    duties = _duties(view)
    uses = (
        words.t("One person keeps this list: the one who answers for the system in daily work."),
        words.t("Give every line an owner. Tick it only when the evidence exists, and write down where it is kept."),
        words.t("Go through the list before use, and again at every change and at least once a year."),
    )
    return parts.made(
        view,
        ID,
        title(view),
        parts.opening(view, (), *uses, lead=_doubt(view)),
        parts.card(view),
        _lists(view, duties),
        parts.signature(view, words.t("Checked by")),
    )


def _duties(view: View) -> tuple[DutyFinding, ...]:
    """The duties of a user; what is forbidden is no item on a list of things to do."""
    return tuple(found for found in view.duties if ROLE in found.roles and not _forbids(view, found))


def _forbids(view: View, found: DutyFinding) -> bool:
    concepts = view.result.act.concepts
    return any(concepts[name].kind == BAN for name in found.duty.when if name in concepts)


def _doubt(view: View) -> tuple[Block, ...]:
    open_facts = set(view.result.finding(CLASS).depends_on) if CLASS in view.result.act.concepts else set()
    return parts.unsettled(view, open_facts) if open_facts else ()


def _lists(view: View, duties: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    words = view.words
    titles = {
        "before_use": words.t("Before use"),
        "before_market": words.t("Before the system goes on the market"),
        "once": words.t("Once"),
        "ongoing": words.t("All the time"),
        "on_event": words.t("When something happens"),
    }
    blocks: list[Block] = []
    for moment in MOMENTS:
        chosen = [found for found in duties if found.duty.moment == moment and found.status != MAY_APPLY]
        if chosen:
            blocks.append(Heading(1, titles[moment]))
        for found in chosen:
            blocks += _line(view, found)
    open_ones = [found for found in duties if found.status == MAY_APPLY]
    if open_ones:
        blocks.append(Heading(1, words.t("Only if it turns out so")))
        blocks.append(
            Para(words.t("Settle the question under each line first. Strike the line if it is not about you."))
        )
    for found in open_ones:
        blocks += _line(view, found)
    return tuple(blocks)


def _line(view: View, found: DutyFinding) -> tuple[Block, ...]:
    words = view.words
    when = parts.dated(view, found)
    lead: Inline = (
        Text(view.title(found), bold=True),
        ". ",
        view.digest(found),
        " ",
        when,
        " ",
        *view.cites(found.duty.cites),
        ".",
    )
    evidence = view.evidence(found)
    hint = (
        words.t("What shows it: {evidence}", evidence=evidence)
        if evidence
        else words.t("What shows it: a note of what was done, by whom and when.")
    )
    blocks: list[Block] = [Check(lead)]
    if found.status == MAY_APPLY and found.depends_on:
        asked = parts.by_weight(view, found.depends_on)[:QUESTIONS]
        lead = (Text(words.t("Hangs on:"), bold=True), " ", " ".join(view.question(name) for name in asked))
        blocks.append(Para(lead))
    blocks.append(Field(words.t("Owner, date done, where the evidence is kept"), None, hint))
    return tuple(blocks)
