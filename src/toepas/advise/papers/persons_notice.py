"""The short notice to people about whom a high-risk system helps to decide, with their right to an explanation."""

from __future__ import annotations

from toepas.advise.papers import parts
from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.paper.blocks import Block, Bullets, Document, Field, Heading, PageBreak, Para, Text

ID = "persons_notice"
CONCEPTS = ("people_concerned", "explanation_due")
ON_REQUEST = "on_event"


def title(view: View) -> str:
    """What the paper is called."""
    return view.words.t("Notice to the people concerned")


def needed(view: View) -> bool:
    """Whether people must or may have to be told that the system helps to decide about them."""
    return bool(_duties(view))


def paper(view: View) -> Document:
    """A notice to send or to put on a form, and the answer to a request for an explanation."""
    words = view.words
    duties, explain = _duties(view), _explain(view)
    uses = (
        words.t(
            "The department that decides puts the notice in its letters, forms and on its site, at "
            "the latest when a person first has to do with the system."
        ),
        words.t("Fill in what stands between square brackets, delete what is not so, and keep it short and plain."),
        words.t("Keep the text, the date and the places where it stood."),
    )
    answer = _answer(view, explain) if explain else ()
    return parts.made(
        view, ID, title(view), parts.opening(view, duties, *uses), _notice(view, duties, explain), answer, _proof(view)
    )


def _duties(view: View) -> tuple[DutyFinding, ...]:
    return parts.served(view, ID, *CONCEPTS)


def _explain(view: View) -> tuple[DutyFinding, ...]:
    """The explanation is what people get on request; all else they are told beforehand."""
    return tuple(found for found in _duties(view) if found.duty.moment == ON_REQUEST)


def _notice(view: View, duties: tuple[DutyFinding, ...], explain: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    words = view.words
    rights = [
        words.t("You can ask for a person to look at it, and tell us if you think something is wrong."),
        words.t(
            "Your rights under data protection law stay as they are: to see your data, to correct them, to object."
        ),
    ]
    if explain:
        rights.insert(
            0,
            words.t(
                "If the decision weighs on you, you can ask us to explain, clearly, what part the system "
                "had in it and on which main points the decision rests."
            ),
        )
    return (
        PageBreak(),
        Heading(1, words.t("Artificial intelligence helps with our decision about you")),
        Para((Text(words.t("From:"), bold=True), " ", parts.given(view, "organisation"))),
        Para(
            words.t(
                "In our decision about you we use a system with artificial intelligence. You have a right to know that."
            )
        ),
        Bullets(
            (
                (Text(words.t("System:"), bold=True), " ", parts.given(view, "system")),
                (Text(words.t("What it is for:"), bold=True), " ", parts.given(view, "purpose")),
                (Text(words.t("How it works:"), bold=True), " ", parts.given(view, "description")),
                (
                    Text(words.t("The decision:"), bold=True),
                    " ",
                    words.t("[fill in: what is decided, and the function of the person who decides]"),
                ),
            )
        ),
        Heading(2, words.t("What you can do")),
        Bullets(tuple(rights)),
        Para((Text(words.t("Contact:"), bold=True), " ", parts.given(view, "contact"))),
        *parts.source(view, duties),
    )


def _answer(view: View, explain: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    words = view.words
    return (
        PageBreak(),
        Heading(1, words.t("Form: answer to a request for an explanation")),
        Para(
            words.t(
                "The person who took the decision fills this in. Write so that the person concerned "
                "understands it without help."
            )
        ),
        *parts.source(view, explain),
        Field(words.t("Name of the person who asks, and date of the request"), None, words.t("As on the request.")),
        Field(words.t("The decision"), None, words.t("What was decided, when, by whom.")),
        Field(
            words.t("What part the system had"),
            None,
            words.t("What it produced about this person, and what was done with it."),
            3,
        ),
        Field(
            words.t("The main points on which the decision rests"),
            None,
            words.t("Which data and circumstances weighed most, and which did not count."),
            4,
        ),
        Field(
            words.t("What the person can still do"),
            None,
            words.t("Object, appeal, send new information: where and until when."),
            2,
        ),
        Field(words.t("Sent on, by"), None, words.t("Date, name and function.")),
    )


def _proof(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Heading(1, words.t("For your file")),
        Field(
            words.t("Where the notice stands, since when"),
            None,
            words.t("Letters, forms, pages, counters. Keep a copy of each."),
        ),
    )
