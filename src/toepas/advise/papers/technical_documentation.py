"""The outline of the technical documentation of a high-risk system."""

from __future__ import annotations

from toepas.advise.papers import parts
from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.kernel.citation import parse
from toepas.paper.blocks import Block, Bullets, Callout, Document, Field, Heading, Inline, Para, Text

ID = "technical_documentation"
LIST = "anx_IV"
ROLE, CLASS = "provider", "high_risk_regime"


def title(view: View) -> str:
    """What the paper is called."""
    return view.words.t("Technical documentation: outline")


def needed(view: View) -> bool:
    """Whether the organisation provides a system that is or may be high-risk."""
    return bool(parts.served(view, ID)) or (parts.certain(view, ROLE) and parts.possible(view, CLASS))


def paper(view: View) -> Document:
    """The outline, with every element that the list asks for."""
    words = view.words
    duties = parts.served(view, ID)
    core = tuple(found for found in duties if _about_the_list(found)) or duties
    uses = (
        words.t(
            "The developers write it while they build, the product owner keeps it complete. It must "
            "stand before the system goes on the market or into use."
        ),
        words.t("Keep it current: a new version of the system means a new version of this paper."),
        words.t("You may point to other documents. Give their title, version and place."),
        words.t(
            "If the system is part of a product that other European law covers, keep one set of documents for both."
        ),
    )
    open_facts = set(view.result.finding(CLASS).depends_on) if CLASS in view.result.act.concepts else set()
    doubt = parts.unsettled(view, open_facts) if open_facts and not duties else ()
    return parts.made(
        view,
        ID,
        title(view),
        parts.opening(view, core, *uses, lead=(*doubt, *_reliefs(view, duties))),
        parts.about(view),
        _requirements(view, duties, core),
        _elements(view),
        _history(view),
        parts.signature(view, words.t("Complete and correct, according to")),
    )


def _reliefs(view: View, duties: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    """Permissions that stand beside the duty, such as the short form for smaller enterprises."""
    words = view.words
    provisions = {found.duty.provision for found in duties}
    items: tuple[Inline, ...] = tuple(
        (Text(view.title(found), bold=True), ". ", view.digest(found), " ", *view.cites(found.duty.cites), ".")
        for found in view.permissions
        if found.duty.document == ID or found.duty.provision in provisions
    )
    return (Callout("note", words.t("An easier way that you may use"), (Bullets(items),)),) if items else ()


def _about_the_list(found: DutyFinding) -> bool:
    return any(parse(cite).provision == LIST for cite in found.duty.cites)


def _requirements(view: View, duties: tuple[DutyFinding, ...], core: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    """The other duties whose fulfilment the documentation has to show."""
    words = view.words
    settled = any(found.outcome == "yes" for found in core)
    items: tuple[Inline, ...] = tuple(
        (view.title(found), " (", *view.cites(found.duty.cites), ")")
        for found in duties
        if found not in core and (found.outcome == "yes" or not settled)
    )
    if not items:
        return ()
    return (
        Heading(1, words.t("What the documentation must show")),
        Para(words.t("Whoever reads it must be able to see how the system meets each of these:")),
        Bullets(items),
    )


def _elements(view: View) -> tuple[Block, ...]:
    words = view.words
    fields = parts.fields_of(view, LIST)
    if not fields:
        return ()
    return (
        Heading(1, words.t("What the documentation must hold")),
        *parts.form(view, LIST, fields, lines=4),
    )


def _history(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Heading(1, words.t("Versions of this documentation")),
        Field(
            words.t("Version, date, what changed, by whom"),
            None,
            words.t("One line per version. Keep the earlier ones."),
            4,
        ),
    )
