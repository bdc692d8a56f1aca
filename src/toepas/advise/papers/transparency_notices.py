"""Texts to put beside chats, pictures, sound, video and articles, for the transparency duties of this case."""

from __future__ import annotations

from toepas.advise.papers import parts
from toepas.advise.papers.transparency_texts import TEXTS, Texts, general
from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.law.conditions import mentioned
from toepas.paper.blocks import Block, Document, Field, Heading, Para, Text

ID = "transparency_notices"
KIND = "transparency"


def title(view: View) -> str:
    """What the paper is called."""
    return view.words.t("Transparency notices")


def needed(view: View) -> bool:
    """Whether people must or may have to be told that AI is at work."""
    return bool(_duties(view))


def paper(view: View) -> Document:
    """One set of texts for each transparency duty of the case."""
    words = view.words
    duties = _duties(view)
    uses = (
        words.t(
            "The people who run the site, the chat or the publication place the texts. Choose one "
            "text per place and keep its meaning."
        ),
        words.t(
            "Put it where people look first: clear, easy to tell apart, and readable by a screen "
            "reader, at the latest at the first contact."
        ),
        words.t("Translate it into the language of your visitors. Take a picture of each place for your file."),
    )
    sections = tuple(_section(view, found) for found in duties)
    return parts.made(
        view, ID, title(view), parts.opening(view, duties, *uses), parts.card(view), *sections, _proof(view)
    )


def _duties(view: View) -> tuple[DutyFinding, ...]:
    """Certain duties, and possible ones of which the case already shows the first sign."""
    concepts = [item.id for item in view.result.act.concepts.values() if item.kind == KIND]
    found = parts.served(view, ID, *concepts)
    return tuple(item for item in found if item.outcome == "yes" or _signs(view, item))


def _signs(view: View, found: DutyFinding) -> bool:
    facts = view.result.act.facts
    return any(name in facts and facts[name].group == KIND and view.fact(name) is True for name in _names(view, found))


def _names(view: View, found: DutyFinding) -> tuple[str, ...]:
    """The concepts a duty rests on, and the facts behind them."""
    concepts = [view.result.act.concepts[name] for name in found.duty.when if name in view.result.act.concepts]
    return (*found.duty.when, *(name for item in concepts for name in mentioned(item.when)))


def _section(view: View, found: DutyFinding) -> tuple[Block, ...]:
    words = view.words
    body = _texts_for(view, found)(view)
    return (
        Heading(1, view.title(found)),
        Para(
            (
                parts.dated(view, found),
                " ",
                Text(words.t("Source:"), bold=True),
                " ",
                *view.cites(found.duty.cites),
                ".",
            )
        ),
        *body,
    )


def _texts_for(view: View, found: DutyFinding) -> Texts:
    names = " ".join(_names(view, found))
    return next((made for signs, made in TEXTS if any(sign in names for sign in signs)), general)


def _proof(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Heading(1, words.t("For your file")),
        Field(
            words.t("Which text stands where, since when"),
            None,
            words.t("One line per place, with a picture of it."),
            4,
        ),
        Field(words.t("Who keeps the texts up to date"), None, words.t("Name and function.")),
    )
