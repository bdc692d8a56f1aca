"""The dossier of a case: one document in three forms, its dates, its tasks and its papers."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toepas.advise import offer_tasks, tasks
from toepas.advise.chapters import (
    dates,
    duties,
    first_page,
    local_test,
    offers,
    people,
    procurement,
    proofs,
    readings,
    weighing,
)
from toepas.advise.offers import Open
from toepas.advise.papers import paper_makers
from toepas.advise.steps import actions
from toepas.advise.view import View
from toepas.check import Case, Result
from toepas.check.compare import compare_texts
from toepas.check.output import link, result_data
from toepas.kernel.words import Words
from toepas.paper import calendar, docx, folder, html, pdf
from toepas.paper.blocks import Block, Document, Heading

CHAPTERS: tuple[Callable[[View], tuple[Block, ...]], ...] = (
    first_page.blocks,
    duties.blocks,
    dates.blocks,
    offers.blocks,
    weighing.blocks,
    local_test.blocks,
    people.blocks,
    procurement.blocks,
    proofs.blocks,
    readings.blocks,
)
ALARM_DAYS = 30
WHAT_IS_THERE = "what-is-there"
MARKER = "dossier.json"
Progress = Callable[[str], None]


def _quiet(step: str) -> None:
    """Nobody watches: say nothing."""
    _ = step


def document(view: View) -> Document:
    """The dossier itself, chapter by chapter."""
    words = view.words
    blocks = tuple(block for chapter in CHAPTERS for block in chapter(view))
    about = " · ".join(text for text in (view.text("organisation"), view.text("system")) if text)
    footer = words.t("Toepas informs and is not legal advice. Only the text in the Official Journal is authentic.")
    return Document(view.case.title, about, words.lang, blocks, footer, view.on, "dossier")


def _what_is_there(view: View) -> Document:
    """The chapter on offers on its own, to go on with in a word processor."""
    words = view.words
    title, *blocks = offers.blocks(view)
    assert isinstance(title, Heading)
    footer = words.t("Toepas informs and recommends nobody.")
    return Document(title.text, view.case.title, words.lang, tuple(blocks), footer, view.on, WHAT_IS_THERE)


def data(view: View) -> dict[str, Any]:
    """The dossier for machines: the result, the next steps, the comparison of texts, and what the catalogue offers."""
    compared = compare_texts(view.result)
    return {
        **result_data(view.result, view.case),
        "language": view.words.lang,
        "verdict": first_page.verdict(view),
        "actions": [
            {
                "duty": action.found.duty.id,
                "title": view.title(action.found),
                "start": action.start.isoformat() if action.start else None,
                "due": action.due.isoformat() if action.due else None,
            }
            for action in actions(view)
        ],
        "changed_by_amendment": [change.id for change in compared.duties],
        "match": _match(view),
    }


def _match(view: View) -> dict[str, Any]:
    """What the catalogue offers: the need that was read, panels with reasons and doubts; else why there is none."""
    if not view.offers.match:
        return {"found": False, "why": offers.why_not(view)}
    from toepas.match import match_data

    return {"found": True, "by_words_only": view.offers.by_words, **match_data(view.offers.match, view.words)}


def _calendar(view: View, stamp: datetime.datetime) -> bytes:
    words = view.words
    entries = [
        calendar.CalendarEntry(
            uid=f"{view.case.id}-{found.duty.id}@toepas",
            when=found.earliest,
            summary=words.t("AI Act: {duty}", duty=view.title(found)),
            description=words.t(
                "{digest} Status: {status}. Source: {source}.",
                digest=view.digest(found),
                status=view.status(found),
                source=view.cite_names(found.duty.cites),
            ),
            url=link(view.result, found.duty.cites[0], words.lang),
            alarm_days=ALARM_DAYS,
        )
        for found in view.duties
        if found.earliest
    ]
    return calendar.ics(
        [*entries, *offer_tasks.deadlines(view)], words, stamp, words.t("AI Act: dates of this dossier")
    )


def _tasks(view: View) -> bytes:
    rows = [
        tasks.Row(
            id=action.found.duty.id,
            task=view.title(action.found),
            why=view.digest(action.found),
            role=duties.role_names(view, action.found),
            applies_from=action.found.earliest,
            do_by=action.due,
            status=view.status(action.found),
            fine=view.fine(action.found),
            source=view.cite_names(action.found.duty.cites),
            evidence=view.evidence(action.found),
        )
        for action in actions(view)
    ]
    return tasks.csv([*rows, *offer_tasks.rows(view)], view.words)


def _paper(make: Callable[[], Document], words: Words) -> bytes:
    return docx.render(make(), words)


def makers(view: View, stamp: datetime.datetime) -> dict[str, Callable[[], bytes]]:
    """For every file of the dossier, by its name in the folder, what makes it."""
    words = view.words
    main = functools.cache(lambda: document(view))
    found: dict[str, Callable[[], bytes]] = {
        MARKER: lambda: (json.dumps(data(view), ensure_ascii=False, indent=2) + "\n").encode(),
        "dossier.html": lambda: html.render(main(), words).encode(),
        "deadlines.ics": lambda: _calendar(view, stamp),
        "tasks.csv": lambda: _tasks(view),
        "dossier.pdf": lambda: pdf.render(main(), words),
    }
    found[f"documents/{WHAT_IS_THERE}.docx"] = lambda: docx.render(_what_is_there(view), words)
    for name, make in paper_makers(view).items():
        found[f"documents/{name}.docx"] = functools.partial(_paper, make, words)
    return found


def files(view: View, stamp: datetime.datetime, progress: Progress = _quiet) -> dict[str, bytes]:
    """Every file of the dossier by its name in the folder."""
    made: dict[str, bytes] = {}
    for name, make in makers(view, stamp).items():
        progress(view.words.t("Writing {name}", name=name))
        made[name] = make()
    return made


def write(
    case: Case,
    result: Result,
    words: Words,
    target: Path,
    stamp: datetime.datetime,
    progress: Progress = _quiet,
    catalogue: Open | None = None,
) -> tuple[View, tuple[str, ...]]:
    """Write the dossier of a checked case to a folder; returns the view and the names of kept edited files.

    ``catalogue`` opens what the case is matched with; without it, the catalogue of this machine is.

    Raises Problem where the folder cannot be written; a dossier that was there before then stays as it was.
    """
    view = View(case, result, words, catalogue)
    kept = folder.write(target, files(view, stamp, progress), words, marker=MARKER)
    return view, kept
