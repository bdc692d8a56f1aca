"""The assessment of what the use of a high-risk system does to people's fundamental rights."""

from __future__ import annotations

from toepas.advise.papers import parts
from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.paper.blocks import Block, Check, Document, Field, Heading, Para, Table

ID = "fundamental_rights_assessment"
CONCEPTS = ("must_assess_rights",)


def title(view: View) -> str:
    """What the paper is called."""
    return view.words.t("Assessment of the effect on fundamental rights")


def needed(view: View) -> bool:
    """Whether the assessment is or may be due before first use."""
    return bool(_duties(view))


def paper(view: View) -> Document:
    """The assessment, with the elements that the Act lists."""
    words = view.words
    duties = _duties(view)
    uses = (
        words.t(
            "The department that will use the system writes it, before first use, with the data "
            "protection officer and someone who knows the people concerned."
        ),
        words.t("Ask the supplier for the instructions for use: the risks and the limits of the system stand there."),
        words.t("If you made a data protection impact assessment, refer to it and do not write it again."),
        words.t(
            "Send the outcome to the market surveillance authority, on the official form where that "
            "is out, unless an exception frees you."
        ),
    )
    return parts.made(
        view,
        ID,
        title(view),
        parts.opening(view, duties, *uses),
        parts.about(view),
        _elements(view, duties),
        _rights(view),
        _conclusion(view),
        parts.signature(view, words.t("Written by"), words.t("Decided by (management)")),
    )


def _duties(view: View) -> tuple[DutyFinding, ...]:
    return parts.served(view, ID, *CONCEPTS)


def _elements(view: View, duties: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    words = view.words
    blocks: list[Block] = []
    named = (duty.provision for duty in view.result.act.duties.values() if duty.document == ID)
    for provision in dict.fromkeys((*(found.duty.provision for found in duties), *named)):
        fields = parts.fields_of(view, provision)
        blocks += parts.form(view, provision, fields, lines=5)
    if not blocks:
        return ()
    return (Heading(1, words.t("What the assessment must say")), *blocks)


def _rights(view: View) -> tuple[Block, ...]:
    words = view.words
    rights = (
        (
            words.t("Not to be discriminated against"),
            words.t("Does it work as well for women and men, for every age, origin and for people with a disability?"),
        ),
        (
            words.t("Private life and personal data"),
            words.t("Which data go in, are they all needed, who sees them, when are they deleted?"),
        ),
        (
            words.t("A fair procedure and good administration"),
            words.t("Does a person get reasons, a hearing and a way to object?"),
        ),
        (
            words.t("Work, education, social protection"),
            words.t("What does a wrong outcome take away, and can it be given back?"),
        ),
        (
            words.t("Freedom of expression and assembly"),
            words.t("Could people hold back from speaking or meeting because of it?"),
        ),
        (words.t("Children and people in a weak position"), words.t("Who cannot speak up, and who speaks for them?")),
    )
    open_cell = words.t("To be filled in: chance, gravity, what you do about it.")
    rows = tuple((name, question, open_cell) for name, question in rights)
    header = (words.t("Right"), words.t("Ask"), words.t("Finding"))
    return (
        Heading(1, words.t("Right by right")),
        Para(
            words.t("This table is our working aid, not a list from the Act. Add the rights that count in your case.")
        ),
        Table(header, rows, words.t("Effect on each right"), (26, 40, 34)),
    )


def _conclusion(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Heading(1, words.t("Conclusion")),
        Check(words.t("The use can start as described.")),
        Check(words.t("The use can start after the measures named above are in place.")),
        Check(words.t("The use does not start.")),
        Field(words.t("Reasons"), None, words.t("Weigh what the use brings against what it does to people."), 4),
        Field(
            words.t("Sent to the market surveillance authority on"),
            None,
            words.t("Date and reference, or the exception that frees you."),
        ),
        Field(
            words.t("When it is looked at again"),
            None,
            words.t("At every change of use, of the system or of the people concerned. Name a date too."),
        ),
    )
