"""What is there for this case: alternatives, examples, helpers, computing power, money and courses."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml

from toepas.advise.offers import HUB_SIZES, builds
from toepas.advise.view import View
from toepas.paper.blocks import Block, Bullets, Callout, Check, Heading, Inline, Para, Text

ELSEWHERE = Path(__file__).resolve().parent.parent / "elsewhere.yaml"
ID = "offers"


def blocks(view: View) -> tuple[Block, ...]:
    """The chapter on what the catalogue offers."""
    words = view.words
    head = (Heading(1, words.t("What is there: alternatives, help and money"), ID),)
    if not view.offers.match:
        return (*head, Para(why_not(view)))
    from toepas.advise.chapters import offer_rows

    return (
        *head,
        Para(
            words.t(
                "Found in the catalogue of Toepas by what your case says. European offers come first where two fit equally well."
            )
        ),
        *offer_rows.reading(view),
        *_by_words(view),
        *(block for panel in view.offers.match.panels for block in offer_rows.panel(view, panel)),
        *_not_for_buyers(view),
        *offer_rows.left_out(view),
        *_to_do(view),
        _mind(view),
    )


def pointer(view: View) -> tuple[Block, ...]:
    """One line for the first page; none where there is nothing to point at."""
    words, offers = view.words, view.offers
    if not offers.match:
        return ()
    counts = [
        words.n("one alternative", "{n} alternatives", offers.count("solutions")),
        words.n("one helper", "{n} helpers", offers.count("helpers")),
        words.n("one way to money", "{n} ways to money", offers.count("funding")),
        words.n("one course", "{n} courses", offers.count("courses")),
    ]
    names = ("solutions", "helpers", "funding", "courses")
    there = ", ".join(text for text, name in zip(counts, names, strict=True) if offers.count(name))
    link = Text(words.t("What is there: alternatives, help and money"), href=f"#{ID}")
    if not there:
        return (Para((words.t("Nothing in our catalogue fits closely. Where else to look:") + " ", link, ".")),)
    return (Para((words.t("In our catalogue, this fits: {what}. See the chapter", what=there) + " ", link, ".")),)


def compares(view: View) -> bool:
    """Whether looking at alternatives makes sense: something fits, and the organisation did not build it all itself."""
    return bool(view.offers.count("solutions")) and view.fact("develops_system") is not True


def calls(view: View) -> bool:
    """Whether calling a hub makes sense: one is there, and the organisation is of a kind that hubs are for."""
    need = view.offers.need
    return bool(view.offers.count("helpers")) and need is not None and need.size in HUB_SIZES


def elsewhere(name: str) -> tuple[tuple[str, str], ...]:
    """Where else to look for one sort of offer: (title, address)."""
    return tuple((str(entry["title"]), str(entry["url"])) for entry in _listed().get(name, ()))


@functools.cache
def _listed() -> dict[str, list[dict[str, str]]]:
    read: dict[str, list[dict[str, str]]] = yaml.safe_load(ELSEWHERE.read_text(encoding="utf-8"))
    return read


def why_not(view: View) -> str:
    """Why nothing was looked for, and what to do about it."""
    words, offers = view.words, view.offers
    if offers.missing:
        return words.t(
            "Not looked for: search is not installed here ('{package}' is missing). Install the part 'ask' of Toepas, or use ./toepas, and make the dossier again.",
            package=offers.missing,
        )
    if offers.problem:
        return words.t("The catalogue on this machine could not be opened: {problem}", problem=offers.problem)
    return words.t(
        "Not looked for: the case does not say what the system is for. Write it as 'purpose', or write as 'need' what you look for, and make the dossier again."
    )


def _by_words(view: View) -> tuple[Block, ...]:
    if not view.offers.by_words:
        return ()
    return (
        Para(
            view.words.t(
                "Searched by words only: the model that compares meanings is not installed here. With the part 'ask' of Toepas more is found."
            )
        ),
    )


def _not_for_buyers(view: View) -> tuple[Block, ...]:
    if builds(view):
        return ()
    words = view.words
    return (
        Heading(2, words.t("Computing power")),
        Para(
            words.t(
                "You do not build this system yourselves, so computing power and data for building were not looked for. If you do want to build, write so as 'need' in the case and make the dossier again."
            )
        ),
    )


def _to_do(view: View) -> tuple[Block, ...]:
    words = view.words
    lines: list[Inline] = []
    if compares(view):
        lines.append(
            words.t(
                "Look at the alternatives: ask each provider what is not known here, and compare on your own cases."
            )
        )
    if calls(view):
        lines.append(words.t("Call or write to the first helper of the list, with this dossier at hand."))
    if not lines:
        return ()
    return (Heading(2, words.t("What to do with this")), *(Check(line) for line in lines))


def _mind(view: View) -> Block:
    words = view.words
    lines = (
        words.t("The catalogue is not complete: what is missing here may exist."),
        words.t("An entry is no recommendation, and no proof that anything is lawful, safe or good enough."),
        words.t("Facts were read on the date beside each source. Check prices, terms and dates at the provider."),
    )
    return Callout("note", words.t("How far you can trust this"), (Bullets(lines),))
