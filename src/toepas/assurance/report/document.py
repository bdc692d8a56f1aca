"""The report as one document, chapter by chapter."""

from __future__ import annotations

import datetime as dt

from toepas.assurance.advice import verdict_name
from toepas.assurance.model import Validation
from toepas.assurance.report import asked_chapter, closing, data_chapter, figures, first_page, groups_chapter
from toepas.assurance.report.parts import View
from toepas.assurance.report.protection import protected
from toepas.kernel.words import Words
from toepas.paper.blocks import Block, Document

NAME = "report"
KINDS = ("html", "pdf", "docx", "json", "chai", "fhir")
"""What can be written: three looks of the document, the data, and two exports for other programs."""


def report_document(
    validation: Validation, words: Words, day: dt.date, fingerprint: str = "", folder: str = "DIR"
) -> Document:
    """The whole report. ``fingerprint`` is that of the key that signs it; ``folder`` is where it will lie, for the command that checks it.

    Small counts are hidden here, so that nothing of them reaches a renderer.
    """
    view = View(protected(validation), words)
    footer = words.t("Toepas computes and explains. It does not decide whether a model may be used on people.")
    title = words.t("Does this model work here, and for everyone?")
    subtitle = words.t("{name}: {verdict}", name=validation.source.name, verdict=verdict_name(validation, words))
    return Document(
        title,
        subtitle,
        words.lang,
        (*first_page.blocks(view), *_chapters(view), *_closing(view, fingerprint, folder)),
        footer,
        day,
        NAME,
    )


def _chapters(view: View) -> tuple[Block, ...]:
    found = data_chapter.blocks(view)
    if view.validation.verdict.outcome == "refused":
        return found
    return (
        *found,
        *figures.apart(view),
        *figures.probabilities(view),
        *figures.benefit(view),
        *groups_chapter.people(view),
        *groups_chapter.sites(view),
        *asked_chapter.thresholds(view),
        *asked_chapter.demands(view),
        *asked_chapter.stated(view),
        *asked_chapter.recalibration(view),
    )


def _closing(view: View, fingerprint: str, folder: str) -> tuple[Block, ...]:
    return (
        *closing.limits(view),
        *closing.sources(view),
        *closing.check(view, fingerprint, folder),
        *closing.reporting(view),
    )
