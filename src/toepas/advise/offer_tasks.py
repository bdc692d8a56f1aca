"""What to do with offers, as tasks and as days in a calendar: advice of ours, never a duty."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toepas.advise import tasks
from toepas.advise.chapters import offers
from toepas.advise.view import View
from toepas.paper import calendar

if TYPE_CHECKING:
    from toepas.catalogue import Asset

ALARM_DAYS = 30


def rows(view: View) -> Iterator[tasks.Row]:
    """The tasks that make sense in this case."""
    words = view.words
    if offers.compares(view):
        names = ", ".join(_names(view, "solutions"))
        yield _row(
            view,
            "offers-alternatives",
            words.t("Look at the alternatives"),
            words.t("Compare on your own cases, and ask each provider what is not known: {names}.", names=names),
        )
    if offers.calls(view):
        name = _names(view, "helpers")[0]
        why = words.t("Hubs help to test, to train and to find money. Ask what it costs and who may come.")
        yield _row(view, "offers-hub", words.t("Call {name}, the first helper of the list", name=name), why)
    for asset, day in _closing(view):
        name = asset.text("name", words.lang)
        why = words.t("Read the conditions first: whether it fits you in every point is not known here.")
        yield _row(view, f"offers-{asset.id}", words.t("Decide whether to apply: {name}", name=name), why, day)


def deadlines(view: View) -> Iterator[calendar.CalendarEntry]:
    """The days on which money that fits closes."""
    words = view.words
    for asset, day in _closing(view):
        source = asset.sources[0]
        yield calendar.CalendarEntry(
            uid=f"{view.case.id}-{asset.id}@toepas",
            when=day,
            summary=words.t("Last day to apply: {name}", name=asset.text("name", words.lang)),
            description=words.t(
                "As read on {day} at {url}. Check it there.", day=words.date(source.retrieved), url=source.url
            ),
            url=asset.url or source.url,
            alarm_days=ALARM_DAYS,
        )


def _closing(view: View) -> Iterator[tuple[Asset, datetime.date]]:
    """Money that fits and has a last day."""
    panel = view.offers.panel("funding")
    for fit in panel.fits if panel else ():
        call = fit.asset.funding
        if call and call.closes and call.closes >= view.on:
            yield fit.asset, call.closes


def _names(view: View, panel: str) -> list[str]:
    found = view.offers.panel(panel)
    return [fit.asset.text("name", view.words.lang) for fit in found.fits] if found else []


def _row(view: View, name: str, task: str, why: str, do_by: datetime.date | None = None) -> tasks.Row:
    words = view.words
    return tasks.Row(
        id=name,
        task=task,
        why=why,
        role="",
        applies_from=None,
        do_by=do_by,
        status=words.t("our advice, no duty"),
        fine="",
        source=words.t("the catalogue of Toepas, see the chapter on what is there"),
        evidence=words.t("A note of what was compared, and why."),
    )
