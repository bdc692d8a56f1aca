"""The pieces that every paper is made of: what it serves, how to use it, the case's own texts, fields, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from toepas.advise.papers.prefill import known
from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.check.result import APPLIES, MAY_APPLY
from toepas.kernel.citation import parse
from toepas.law.model import FormField
from toepas.paper.blocks import Block, Bullets, Callout, Document, Field, Heading, Inline, Para, Table, Text

QUESTIONS_SHOWN = 6


def served(view: View, document: str, *concepts: str) -> tuple[DutyFinding, ...]:
    """Duties of this case that a paper serves: those that name it, and those that rest on one of these concepts."""
    return tuple(
        found
        for found in view.duties
        if (found.duty.document == document or set(concepts).intersection(found.duty.when)) and _near(view, found)
    )


def _near(view: View, found: DutyFinding) -> bool:
    """Whether a duty is certain, or hangs on open facts while the organisation surely has the role it is for."""
    return found.outcome == "yes" or any(view.holds(role) for role in found.duty.roles)


def possible(view: View, concept: str) -> bool:
    """Whether a concept of this text version holds or may hold."""
    return concept in view.result.act.concepts and view.may_hold(concept)


def certain(view: View, concept: str) -> bool:
    """Whether a concept of this text version certainly holds."""
    return concept in view.result.act.concepts and view.holds(concept)


def made(view: View, ids: str, title: str, *parts: Iterable[Block]) -> Document:
    """The paper itself, with the case under its title and the one notice at its foot."""
    words = view.words
    about = " · ".join(text for text in (view.text("organisation"), view.text("system")) if text)
    footer = words.t("Toepas informs and is not legal advice. Only the text in the Official Journal is authentic.")
    blocks = tuple(block for part in parts for block in part)
    return Document(title, about or view.case.title, words.lang, blocks, footer, view.on, ids)


def opening(view: View, duties: tuple[DutyFinding, ...], *uses: str, lead: tuple[Block, ...] = ()) -> tuple[Block, ...]:
    """How to use the paper, whether it is certain that it is needed, and what it serves. ``lead`` comes in between."""
    words = view.words
    draft = words.t("This is a draft made from your case file. Read it, correct it, and fill in every shaded field.")
    box = Callout("note", words.t("How to use this paper"), (Bullets((draft, *uses)),))
    return (box, *_open(view, duties), *lead, *serves(view, duties))


def _open(view: View, duties: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    """A box that says so when every duty behind the paper still hangs on open questions."""
    if not duties or any(found.outcome == "yes" for found in duties):
        return ()
    return unsettled(view, {name for found in duties for name in found.depends_on})


def unsettled(view: View, open_facts: set[str]) -> tuple[Block, ...]:
    """A box with the questions that decide whether the paper is needed, most decisive first."""
    words = view.words
    asked = by_weight(view, open_facts)
    body: list[Block] = []
    if asked:
        body.append(Bullets(tuple(view.question(name) for name in asked[:QUESTIONS_SHOWN])))
    body.append(
        Para(
            words.t(
                "Answer what is open in the case file and make the dossier again. Until then, prepare "
                "this paper but do not rely on it."
            )
        )
    )
    return (Callout("open", words.t("It is not certain yet that you need this paper"), tuple(body)),)


def by_weight(view: View, open_facts: Iterable[str]) -> list[str]:
    """Open facts, the most decisive first."""
    wanted = set(open_facts)
    asked = [name for name in view.questions if name in wanted]
    return [*asked, *sorted(wanted.difference(asked), key=list(view.result.act.facts).index)]


def serves(view: View, duties: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    """What the Act asks and from when, for the duties behind the paper."""
    words = view.words
    if not duties:
        return ()
    caption = words.t("What this paper is for")
    header = (words.t("What the Act asks"), words.t("From when"), words.t("Source"))
    rows = tuple(
        (
            (Text(view.title(found), bold=True), ". ", view.digest(found)),
            dated(view, found),
            view.cites(found.duty.cites),
        )
        for found in duties
    )
    return (Heading(1, caption), Table(header, rows, words.t("Duties served"), (60, 22, 18)))


def dated(view: View, found: DutyFinding) -> str:
    """From when a duty counts, as a sentence."""
    words, first = view.words, view.words.date(found.earliest)
    if found.status == APPLIES:
        return words.t("It has applied since {date}.", date=first)
    if found.status == MAY_APPLY:
        return words.t("It may apply, from {date} at the earliest.", date=first)
    if found.earliest == found.latest:
        return words.t("It applies from {date}.", date=first)
    if found.latest is None:
        return words.t("It applies from {date}, unless open questions about dates show that it never does.", date=first)
    return words.t("It applies later: {dates}.", dates=view.when(found))


def given(view: View, key: str) -> str:
    """A text of the case for use in a notice, or a plain mark of what must be filled in there."""
    words = view.words
    missing = {
        "organisation": words.t("[fill in: your organisation]"),
        "system": words.t("[fill in: the name of the system]"),
        "purpose": words.t("[fill in: what the system is for, in one sentence]"),
        "description": words.t("[fill in: what goes in, what comes out, who looks at it]"),
        "contact": words.t("[fill in: name, telephone and e-mail of a person who can answer]"),
    }
    return view.text(key) or missing[key]


def card(view: View) -> tuple[Block, ...]:
    """Organisation and system in brief, for papers that are about something else."""
    words = view.words
    return (
        Heading(1, words.t("Organisation and system")),
        Field(words.t("Organisation"), view.text("organisation"), words.t("The legal name, as in the trade register.")),
        Field(words.t("System"), view.text("system"), words.t("The trade name, and what you call it yourselves.")),
        Field(words.t("Purpose"), view.text("purpose"), words.t("What it is used for, in one sentence.")),
    )


def about(view: View) -> tuple[Block, ...]:
    """Organisation and system, pre-filled from the case."""
    words = view.words
    roles = ", ".join(view.role_names())
    return (
        Heading(1, words.t("Organisation and system")),
        Field(words.t("Organisation"), view.text("organisation"), words.t("The legal name, as in the trade register.")),
        Field(
            words.t("Your role under the Act"),
            roles or None,
            words.t("Not known yet: answer the questions about your role in the case file.") if not roles else "",
        ),
        Field(
            words.t("Contact"),
            view.text("contact"),
            words.t("Who answers questions about this paper: name, function, e-mail."),
        ),
        Field(words.t("System"), view.text("system"), words.t("The trade name, and what you call it yourselves.")),
        Field(
            words.t("Version"),
            view.text("version"),
            words.t("The version number or the day of release. If you did not make the system, ask the supplier."),
        ),
        Field(words.t("Purpose"), view.text("purpose"), words.t("What it is used for, in one sentence."), 2),
        Field(
            words.t("How it works and who looks at the outcome"),
            view.text("description"),
            words.t("What goes in, what comes out, what a person does with it."),
            4,
        ),
    )


def form(
    view: View,
    provision: str,
    fields: Iterable[FormField],
    *,
    values: Mapping[str, str] = MappingProxyType({}),
    lines: int = 2,
) -> tuple[Block, ...]:
    """Fields of an official list, in our words, each with its source, filled in with what the case knows.

    ``values`` are fillings by field id that a paper has worked out itself.
    """
    words = view.words
    return tuple(
        Field(
            words.entry(f"{provision}.{item.id}.label", item.label),
            values.get(item.id) or known(view, item.id),
            words.t("Source: {source}.", source=view.cite_names(item.cites)),
            lines,
        )
        for item in fields
    )


def fields_of(view: View, provision: str) -> tuple[FormField, ...]:
    """The fields that the act lists in an article or annex; none where it has none in this text version."""
    article = view.result.act.articles.get(provision)
    return article.fields if article else ()


def section_of(item: FormField) -> str:
    """The part of an annex that a field stands in: the first point of its source."""
    points = parse(item.cites[0]).points
    return points[0] if points else ""


def source(view: View, duties: Iterable[DutyFinding]) -> tuple[Block, ...]:
    """A line with the sources of these duties."""
    cites = tuple(dict.fromkeys(cite for found in duties for cite in found.duty.cites))
    if not cites:
        return ()
    runs: Inline = (Text(view.words.t("Source:"), bold=True), " ", *view.cites(cites), ".")
    return (Para(runs),)


def signature(view: View, *roles: str) -> tuple[Block, ...]:
    """Room for names, dates and signatures."""
    words = view.words
    hint = words.t("Name, function, date and signature. Keep the signed copy with the dossier.")
    return (Heading(1, words.t("Agreed and signed")), *(Field(role, None, hint, 2) for role in roles))


def first_day(view: View, duties: Iterable[DutyFinding]) -> str:
    """The earliest day on which one of these duties counts, in words."""
    days = [found.earliest for found in duties if found.earliest]
    return view.words.date(min(days)) if days else view.words.t("not known yet")
