"""The notice to workers, and to those who represent them, before a high-risk system is used at work."""

from __future__ import annotations

from toepas.advise.papers import parts
from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.paper.blocks import Block, Bullets, Document, Field, Heading, PageBreak, Para, Text

ID = "workers_notice"
CONCEPTS = ("workplace_use",)


def title(view: View) -> str:
    """What the paper is called."""
    return view.words.t("Notice to workers and their representatives")


def needed(view: View) -> bool:
    """Whether a high-risk system is or may be used at work."""
    return bool(_duties(view))


def paper(view: View) -> Document:
    """Two letters: one to the workers concerned, one to those who represent them."""
    words = view.words
    duties = _duties(view)
    uses = (
        words.t("Personnel sends it, together with the department that uses the system, before use starts."),
        words.t(
            "Delete what is not so, fill in what stands between square brackets, and put it in the "
            "language of the people concerned."
        ),
        words.t(
            "Your country or your collective agreement may ask for more: consulting the works "
            "council, or its consent. Check that first."
        ),
        words.t("Keep a dated copy, with the list of those who got it."),
    )
    return parts.made(
        view,
        ID,
        title(view),
        parts.opening(view, duties, *uses),
        _workers(view, duties),
        _representatives(view, duties),
        _proof(view),
    )


def _duties(view: View) -> tuple[DutyFinding, ...]:
    return parts.served(view, ID, *CONCEPTS)


def _card(view: View) -> Block:
    """The system in four lines."""
    words = view.words
    return Bullets(
        (
            (Text(words.t("System:"), bold=True), " ", parts.given(view, "system")),
            (Text(words.t("What it is for:"), bold=True), " ", parts.given(view, "purpose")),
            (Text(words.t("How it works:"), bold=True), " ", parts.given(view, "description")),
            (Text(words.t("In use from:"), bold=True), " ", words.t("[fill in: the day on which use starts]")),
        )
    )


def _workers(view: View, duties: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    words = view.words
    return (
        PageBreak(),
        Heading(1, words.t("To our workers: artificial intelligence at work")),
        Para((Text(words.t("From:"), bold=True), " ", parts.given(view, "organisation"))),
        Para(words.t("Dear colleague,")),
        Para(
            words.t(
                "We are going to use a system with artificial intelligence at work, and it concerns you. "
                "The EU Artificial Intelligence Act calls this use high-risk: a wrong outcome can weigh "
                "heavily on people. That is why you hear about it before it starts."
            )
        ),
        _card(view),
        Heading(2, words.t("What this means for you")),
        Bullets(
            (
                words.t("It concerns: [fill in: which groups of workers]."),
                words.t("It uses these data about you: [fill in: which data, from where, kept how long]."),
                words.t(
                    "Its outcome is used for: [fill in: which decisions]. The decision is taken by: [fill in: "
                    "function]."
                ),
            )
        ),
        Heading(2, words.t("What you can count on")),
        Bullets(
            (
                words.t("Trained people oversee the system. They can set its outcome aside and stop it."),
                words.t("We follow the maker's instructions, watch how it works, and act when something goes wrong."),
                words.t(
                    "You can ask us what part the system had in a decision about you, and ask that a person "
                    "looks at it again."
                ),
                words.t("Your rights under data protection law and labour law stay as they are."),
            )
        ),
        Para((Text(words.t("Questions?"), bold=True), " ", parts.given(view, "contact"))),
        *parts.source(view, duties),
        Para(words.t("[fill in: place, date, name and function of the sender]")),
    )


def _representatives(view: View, duties: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    words = view.words
    return (
        PageBreak(),
        Heading(1, words.t("To the workers' representatives: artificial intelligence at work")),
        Para((Text(words.t("From:"), bold=True), " ", parts.given(view, "organisation"))),
        Para(
            (
                Text(words.t("To:"), bold=True),
                " ",
                words.t("[fill in: works council, trade union or other representatives]"),
            )
        ),
        Para(
            words.t(
                "We inform you, before use starts, that we want to use a high-risk system with artificial "
                "intelligence at the workplace."
            )
        ),
        _card(view),
        Heading(2, words.t("What we tell you about it")),
        Bullets(
            (
                words.t("Workers concerned: [fill in: groups, numbers, places of work]."),
                words.t("Why we want it, and what we considered instead: [fill in]."),
                words.t("Effects we expect on tasks, pay, working time, assessment and privacy: [fill in]."),
                words.t("Who oversees it, with what training and what powers: [fill in]."),
                words.t("How we test it for unequal outcomes between groups, and how often: [fill in]."),
            )
        ),
        Heading(2, words.t("What we send along and what we ask")),
        Bullets(
            (
                words.t(
                    "Enclosed: the letter to workers, the instructions for use as far as we may share them, "
                    "and our assessments: [fill in]."
                ),
                words.t(
                    "We would like to talk about it with you on: [fill in: date and place]. Please let us "
                    "have your questions before that day."
                ),
                words.t(
                    "Where national law or an agreement gives you a right to advice or consent, this letter "
                    "is meant as the request for it: [fill in: which rule, or delete this line]."
                ),
            )
        ),
        Para((Text(words.t("Contact:"), bold=True), " ", parts.given(view, "contact"))),
        *parts.source(view, duties),
        Para(words.t("[fill in: place, date, name and function of the sender]")),
    )


def _proof(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        PageBreak(),
        Heading(1, words.t("For your file: proof that both were informed")),
        Field(
            words.t("Workers informed on, by what means"), None, words.t("Date, mail or intranet page, list of people.")
        ),
        Field(words.t("Representatives informed on"), None, words.t("Date, name of who received it.")),
        Field(words.t("What came back, and what was done with it"), None, words.t("Questions, advice, agreement."), 3),
    )
