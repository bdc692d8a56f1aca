"""Should we use AI for this? Benefit, cost and risk for an organisation of this size, with criteria to stop."""

from __future__ import annotations

from toepas.advise.view import View
from toepas.check.result import APPLIES, LATER, MAY_APPLY
from toepas.paper.blocks import Block, Bullets, Check, Field, Heading, Numbered, Para, Table, Text

HOURS = {"before_market": (40, 200), "before_use": (8, 40), "once": (4, 16), "ongoing": (8, 60), "on_event": (0, 8)}
"""Working hours in the first year for one duty of each kind, low and high: our estimate, for planning only."""
PROVIDER_FACTOR = 2.0
SIZE_FACTOR = {"micro": 0.7, "small": 0.8, "medium": 1.0, "small_mid_cap": 1.1, "large": 1.3}


def hours(view: View) -> tuple[int, int]:
    """Estimated working hours in the first year for the duties that apply or will apply, low and high."""
    factor = SIZE_FACTOR.get(str(view.fact("organisation_size")), 1.0)
    low = high = 0.0
    for found in view.duties_with(APPLIES, LATER):
        least, most = HOURS[found.duty.moment]
        weight = factor * (PROVIDER_FACTOR if "provider" in found.roles else 1.0)
        low, high = low + least * weight, high + most * weight
    return round(low), round(high)


def blocks(view: View) -> tuple[Block, ...]:
    """The chapter that weighs."""
    words = view.words
    return (
        Heading(1, words.t("Should we use AI for this?"), "weighing"),
        Para(
            words.t(
                "The European strategy asks every organisation to consider AI first, and to weigh benefit, cost and risk before it decides. Fill in what only you can know."
            )
        ),
        *_benefit(view),
        *_cost(view),
        *_risk(view),
        *_alternatives(view),
        *_stop(view),
    )


def _benefit(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Heading(2, words.t("Benefit")),
        Field(
            words.t("What should get better, for whom"),
            view.text("purpose"),
            words.t("One sentence that a customer or citizen would understand."),
        ),
        Field(
            words.t("How we measure it today"),
            None,
            words.t("For example minutes per case, errors per hundred, waiting days. Measure before you start."),
        ),
        Field(
            words.t("What we expect after six months"),
            None,
            words.t("A figure, and the lowest figure that would still be worth it."),
        ),
    )


def _cost(view: View) -> tuple[Block, ...]:
    words = view.words
    low, high = hours(view)
    maybe = len(view.duties_with(MAY_APPLY))
    lines: list[str | tuple[str | Text, ...]] = [
        words.t(
            "Duties of the AI Act: about {low} to {high} working hours in the first year.",
            low=words.number(low),
            high=words.number(high),
        )
    ]
    if maybe:
        lines.append(
            words.n(
                "One more duty hangs on open questions and is not counted.",
                "{n} more duties hang on open questions and are not counted.",
                maybe,
            )
        )
    lines.append(
        words.t(
            "This is a rough estimate of ours from the number and kind of the duties, your role and your size, for planning only."
        )
    )
    return (
        Heading(2, words.t("Cost")),
        Bullets(tuple(lines)),
        Field(
            words.t("Price of the system, per year"),
            None,
            words.t("Licences, use, set-up, links to other systems, leaving again."),
        ),
        Field(words.t("Own work, per year"), None, words.t("Training, checking results, upkeep, the duties above.")),
    )


def _risk(view: View) -> tuple[Block, ...]:
    words = view.words
    rows: list[tuple[str, str]] = []
    if view.may_hold("high_risk"):
        rows.append(
            (
                words.t("A wrong outcome can weigh heavily on a person"),
                words.t("Have a qualified person decide, and check samples of accepted and refused cases."),
            )
        )
    if view.may_hold("prohibited_practice"):
        rows.append(
            (
                words.t("The use may be forbidden"),
                words.t("Settle the open questions about forbidden practices before anything else."),
            )
        )
    if view.may_hold("transparency_any"):
        rows.append(
            (words.t("People may not notice that AI is at work"), words.t("Use the notices in the documents folder."))
        )
    rows += [
        (
            words.t("Staff trust the system too much"),
            words.t("Train them with real mistakes, and let them note each time they overrule it."),
        ),
        (
            words.t("It works less well for some groups"),
            words.t("Test it on your own cases, for women and men and for age groups, before use and every half year."),
        ),
        (
            words.t("You cannot leave the supplier"),
            words.t("Agree on your data, formats and help on leaving before you sign."),
        ),
        (
            words.t("Personal data go further than needed"),
            words.t("Settle purpose, legal ground and retention with your data protection officer."),
        ),
    ]
    header = (words.t("Risk"), words.t("What to do about it"))
    return (Heading(2, words.t("Risk")), Table(header, tuple(rows), words.t("Risks to weigh"), (45, 55)))


def _alternatives(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Heading(2, words.t("Compare with doing without")),
        Numbered(
            (
                words.t("Leave it as it is: what does that cost, and whom?"),
                words.t("Mend the process first: fewer steps, clearer forms, better data."),
                words.t("Use ordinary software with fixed rules: often enough, and outside the AI Act."),
                words.t("Use AI with a narrower task: sorting or drafting instead of judging people."),
            )
        ),
    )


def _stop(view: View) -> tuple[Block, ...]:
    words = view.words
    lines = [
        words.t("The measured benefit after six months is below the lowest figure that is worth it."),
        words.t("Nobody with the skills and the time to oversee it is available."),
        words.t("Results differ between groups of people and the cause cannot be removed."),
        words.t("The supplier cannot show the documents that the law asks of it."),
        words.t("A serious incident happens, or people complain and the complaint is right."),
    ]
    return (
        Heading(2, words.t("When to stop: decide now, before you start")),
        Para(words.t("Tick the ones you agree on, add your own, and name who decides.")),
        *(Check(line) for line in lines),
        Field(words.t("Who decides to stop"), None, words.t("Name and function.")),
    )
