"""What the provider of a general-purpose model writes down: for authorities, for builders, on copyright and content."""

from __future__ import annotations

from toepas.advise.papers import parts
from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.paper.blocks import Block, Bullets, Callout, Document, Field, Heading, Inline, Para, Text

ID = "gpai_documentation"
ROLE, SYSTEMIC, RELIEF = "gpai_provider", "gpai_systemic", "gpai_open_source_relief"
SYSTEMIC_FIELD = "systemic"
FOR_AUTHORITIES, FOR_BUILDERS = "anx_XI", "anx_XII"


def title(view: View) -> str:
    """What the paper is called."""
    return view.words.t("Documentation of a general-purpose AI model")


def needed(view: View) -> bool:
    """Whether the organisation provides a general-purpose model."""
    return parts.certain(view, ROLE) or bool(_duties(view))


def paper(view: View) -> Document:
    """The four parts, each with what the case knows."""
    words = view.words
    duties = _duties(view)
    uses = (
        words.t(
            "The developers write the technical parts, the legal adviser the copyright policy; one "
            "person keeps all of it current."
        ),
        words.t(
            "The part for authorities is not published. The part for builders goes to those who build "
            "on the model. The summary of training content is public."
        ),
        words.t("Protect trade secrets, but leave out nothing that builders need to meet their own duties."),
    )
    return parts.made(
        view,
        ID,
        title(view),
        parts.opening(view, duties, *uses, lead=_relief(view)),
        parts.about(view),
        *_lists(view),
        _copyright(view),
        _summary(view),
        parts.signature(view, words.t("Complete and correct, according to")),
    )


def _duties(view: View) -> tuple[DutyFinding, ...]:
    return parts.served(view, ID)


def _relief(view: View) -> tuple[Block, ...]:
    words = view.words
    if not parts.certain(view, RELIEF):
        return ()
    cites = view.result.act.concepts[RELIEF].cites
    text = words.t(
        "The model is free and open-source, so the two technical parts are not asked of you. They "
        "are left out here; the copyright policy and the summary stay."
    )
    return (
        Callout(
            "note",
            view.concept(RELIEF),
            (Para(text), Para((Text(words.t("Source:"), bold=True), " ", *view.cites(cites), "."))),
        ),
    )


def _lists(view: View) -> tuple[tuple[Block, ...], ...]:
    words = view.words
    if parts.certain(view, RELIEF):
        return ()
    return (
        _list(view, FOR_AUTHORITIES, words.t("For authorities: technical documentation of the model")),
        _list(view, FOR_BUILDERS, words.t("For builders: information to build on the model")),
    )


def _list(view: View, provision: str, heading: str) -> tuple[Block, ...]:
    """The fields of one list; some are for models with systemic risk only."""
    systemic = parts.possible(view, SYSTEMIC)
    fields = tuple(item for item in parts.fields_of(view, provision) if systemic or SYSTEMIC_FIELD not in item.id)
    if not fields:
        return ()
    return (Heading(1, heading), *parts.form(view, provision, fields, lines=3))


def _copyright(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Heading(1, words.t("Copyright policy")),
        Para(
            words.t(
                "How you respect European copyright, wherever the model was trained. Put it in one "
                "document that staff follow and that you can show."
            )
        ),
        Field(words.t("Who is responsible"), None, words.t("Name and function.")),
        Field(
            words.t("How you find and follow reservations of rights holders"),
            None,
            words.t(
                "Robots files, metadata, terms of sites, registers of opt-outs: which, how often, with which tools."
            ),
            4,
        ),
        Field(
            words.t("Which sources you leave out"),
            None,
            words.t("For example sites known for pirated works, and content behind a paywall."),
            3,
        ),
        Field(
            words.t("How you keep the model from repeating protected works"),
            None,
            words.t("Filters, tests, terms of use."),
            3,
        ),
        Field(
            words.t("Where rights holders can complain, and who answers"),
            view.text("contact"),
            words.t("An electronic address, and the time within which you answer."),
            2,
        ),
    )


def _summary(view: View) -> tuple[Block, ...]:
    words = view.words
    items: tuple[Inline, ...] = (
        words.t("Use the template of the AI Office: it is on the site of the European Commission."),
        words.t(
            "Name the large public and licensed data sets, the sites you crawled most, data of users "
            "and synthetic data, each in plain words."
        ),
        words.t(
            "Publish it with the model, at the latest when the model goes on the market, and renew it "
            "when the training content changes."
        ),
    )
    return (
        Heading(1, words.t("Public summary of the training content")),
        Bullets(items),
        Field(words.t("Where the summary is published, since when"), None, words.t("Address and date.")),
    )
