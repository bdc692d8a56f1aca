"""For public bodies: what to ask for when buying."""

from __future__ import annotations

from toepas.advise.view import View
from toepas.paper.blocks import Block, Check, Heading, Para


def blocks(view: View) -> tuple[Block, ...]:
    """The chapter on buying; only for public bodies that do not build the system themselves."""
    if not view.holds("public_body"):
        return ()
    words = view.words
    lines = [
        words.t("The supplier states its role under the AI Act, the class of the system and the reasons for it."),
        words.t(
            "Where the system is high-risk: conformity assessment, declaration of conformity and registration are shown before use."
        ),
        words.t("Instructions for use, known limits and the accuracy per group of people are part of the offer."),
        words.t("We may test the system on our own cases before acceptance, and again each year."),
        words.t("Logs are ours to read, in an open format, for as long as the law asks."),
        words.t("We can explain each decision to the person concerned, with what the supplier gives us."),
        words.t("Hosting, model, data and maintenance: who supplies each, from which country, under which law."),
        words.t("On leaving, we get our data, settings and logs in an open format, with help at a fixed price."),
        words.t("Open standards, and open source where it fits."),
        words.t(
            "The supplier reports serious incidents and changes of the design at once, and helps with our impact assessment."
        ),
        words.t("Accessible for everyone, in the languages of our residents."),
        words.t("The supplier keeps to the law as it changes during the contract, at its own cost."),
    ]
    return (
        Heading(1, words.t("For buying: points for the contract"), "procurement"),
        Para(
            words.t("For public bodies. Put these into the specification; leave out what does not fit this purchase.")
        ),
        *(Check(line) for line in lines),
    )
