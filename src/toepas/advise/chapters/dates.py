"""The days that matter in this case, in order."""

from __future__ import annotations

import datetime
from collections import defaultdict

from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.check.result import MAY_APPLY
from toepas.paper.blocks import Block, Heading, Moment, Para, Timeline


def blocks(view: View) -> tuple[Block, ...]:
    """The chapter on dates."""
    words = view.words
    by_day: dict[datetime.date, list[DutyFinding]] = defaultdict(list)
    for found in view.duties:
        if found.earliest:
            by_day[found.earliest].append(found)
    if not by_day:
        return ()
    moments = [_moment(view, day, found) for day, found in sorted(by_day.items())]
    moments.append(Moment(view.on, words.t("The date of this dossier"), words.t("Everything above has begun."), "now"))
    moments.sort(key=lambda item: (item.day or datetime.date.max, item.state == "now"))
    return (
        Heading(1, words.t("From when"), "dates"),
        Para(
            words.t(
                "Each duty has its own date in this case. Where a date hangs on an open fact, the earliest possible one is shown."
            )
        ),
        Timeline(tuple(moments), words.t("Dates in this case")),
    )


def _moment(view: View, day: datetime.date, found: list[DutyFinding]) -> Moment:
    titles = "; ".join(view.title(item) for item in found)
    if all(item.status == MAY_APPLY for item in found):
        return Moment(day, view.words.t("May start"), titles, "open")
    return Moment(day, view.words.t("Starts"), titles, "past" if day <= view.on else "later")
