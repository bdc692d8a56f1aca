"""For the people who will work with it: what is planned, which duties there are towards them, and a consultation file."""

from __future__ import annotations

from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.paper.blocks import Block, Bullets, Field, Heading, Numbered, Para, Table, Text

PEOPLE_DOCUMENTS = ("workers_notice", "literacy_plan", "persons_notice", "deployer_checklist", "transparency_notices")


def blocks(view: View) -> tuple[Block, ...]:
    """The chapter for the people concerned."""
    words = view.words
    return (
        Heading(1, words.t("For the people who work with it"), "people"),
        Para(words.t("This chapter is written for staff and their representatives. It may be handed out on its own.")),
        *_planned(view),
        *_duties(view),
        *_consultation(view),
    )


def _planned(view: View) -> tuple[Block, ...]:
    words = view.words
    unknown = words.t("Not written down yet.")
    items = (
        (Text(words.t("What is planned:") + " ", bold=True), view.text("system") or unknown),
        (Text(words.t("What for:") + " ", bold=True), view.text("purpose") or unknown),
        (Text(words.t("How it works in practice:") + " ", bold=True), view.text("description") or unknown),
    )
    return (Heading(2, words.t("What is planned")), Bullets(items))


def _concerns_people(found: DutyFinding) -> bool:
    return found.duty.document in PEOPLE_DOCUMENTS


def _duties(view: View) -> tuple[Block, ...]:
    words = view.words
    found = [item for item in view.duties if _concerns_people(item)]
    if not found:
        return (
            Heading(2, words.t("What is owed to you")),
            Para(
                words.t(
                    "The AI Act names no duty towards you in this case, as far as the facts are known. National law on consultation, working conditions and data protection may."
                )
            ),
        )
    rows = tuple(
        (
            (Text(view.title(item), bold=True), ". ", view.digest(item)),
            view.when(item),
            view.status(item),
            view.cites(item.duty.cites),
        )
        for item in found
    )
    caption = words.t("Duties that concern you")
    header = (words.t("Duty"), words.t("From when"), words.t("Status"), words.t("Source"))
    return (
        Heading(2, words.t("What is owed to you")),
        Table(header, rows, caption, (56, 16, 14, 14)),
        Para(words.t("Law and collective agreements that protect workers better stay in force beside the AI Act.")),
    )


def _consultation(view: View) -> tuple[Block, ...]:
    words = view.words
    questions = (
        words.t("Which tasks change, and for whom? Which ones stay with people?"),
        words.t("Does the system watch, score or rank staff, even as a side effect?"),
        words.t("Who may overrule it, and is there time to do so?"),
        words.t("What is stored about staff, for how long, and who sees it?"),
        words.t("Who is trained, when, in working hours?"),
        words.t("How can staff report mistakes without harm to themselves?"),
        words.t("When is it evaluated together, and what makes us stop?"),
    )
    return (
        Heading(2, words.t("Consultation file for the works council")),
        Para(
            words.t(
                "In many member states the works council must be heard, or agree, before such a system comes in. Check your national law; this file helps to prepare the talk."
            )
        ),
        Numbered(questions),
        Field(
            words.t("Date of the talk and who took part"),
            None,
            words.t("Representatives, management, the supplier where useful."),
        ),
        Field(words.t("Advice or agreement of the representatives"), None, words.t("In their own words."), lines=4),
        Field(words.t("What was changed because of it"), None, words.t("And by when."), lines=3),
    )
