"""What is due at the customers of a hub, as the page, the table and the calendar show it."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse

from toepas.catalogue import safe_cell
from toepas.kernel import Words
from toepas_web.check.case_presenters import status_label
from toepas_web.check.dates import title
from toepas_web.check.models import Task
from toepas_web.notices.date_presenters import periods
from toepas_web.notices.dates import Dated
from toepas_web.workspace.dates import ALL, DUTIES, LATE, OPEN, SETTLED, TASKS, WEEKS, Asked, Line

COLUMNS = ("day", "customer", "case", "kind", "duty", "status", "certain", "latest")


def asked(given: Mapping[str, str], today: datetime.date) -> Asked:
    """What the address asks for; what is not understood counts as not said."""

    def chosen(name: str, among: Iterable[str], otherwise: str) -> str:
        value = given.get(name, otherwise)
        return value if value in among else otherwise

    what = chosen("what", (TASKS, DUTIES), TASKS)
    return Asked(
        today,
        what,
        chosen("period", (LATE, *WEEKS), WEEKS[0] if what == TASKS else WEEKS[-1]),
        chosen("state", (OPEN, SETTLED, ALL), OPEN),
        given.get("customer", "").strip()[:120],
        _cursor(given.get("after", "")),
    )


def _cursor(text: str) -> tuple[datetime.date, int] | None:
    day, _, number = text.partition("_")
    try:
        return (datetime.date.fromisoformat(day), int(number)) if number.isdecimal() and len(number) < 19 else None
    except ValueError:
        return None


def options(what: str, said: Words) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen."""
    late = said.t("Overdue") if what == TASKS else said.t("Count already")
    weeks = [(str(number), text) for number, text in periods(said)]
    until = [
        (name, said.t("Overdue, or due within {period}", period=text) if what == TASKS else said.t("Begin within {period}", period=text))
        for name, text in weeks
    ]  # fmt: skip
    return {
        "whats": [(TASKS, said.t("Tasks with a due date")), (DUTIES, said.t("Duties that begin to count"))],
        "periods": [(LATE, late), *until],
        "states": [(OPEN, said.t("Not done")), (SETTLED, said.t("Done or not needed")), (ALL, said.t("All"))],
    }


def row(line: Line, look: Asked, said: Words) -> dict[str, Any]:
    """A line of the page."""
    label, tone = status_label(line.status)
    late = line.day < look.today and line.status in Task.OPEN
    return {
        "day": said.date(line.day),
        "duty": title(line.duty, said),
        "title": line.title,
        "case": line.case,
        "customer": line.customer,
        "file": line.file,
        "label": label,
        "tone": tone,
        "late": late and look.what == TASKS,
        "counts": late and look.what == DUTIES,
        "may": not line.certain,
        "latest": said.date(line.latest) if line.latest else "",
    }


def cursor(after: tuple[datetime.date, int]) -> str:
    """Where the next page begins, for its address."""
    return f"{after[0].isoformat()}_{after[1]}"


def table(lines: Iterable[Line], look: Asked, said: Words) -> Iterator[bytes]:
    """The lines in UTF-8 with the mark that spreadsheets need, piece by piece; an empty ``latest`` is the same day."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    yield b"\xef\xbb\xbf"
    for number, line in enumerate(lines):
        texts = (line.customer, line.title, look.what, title(line.duty, said), line.status)
        certain = "yes" if line.certain else "may"
        writer.writerow([line.day, *map(safe_cell, texts), certain, line.latest or ""])
        if number % 500 == 499:
            yield stream.getvalue().encode()
            stream.seek(0)
            stream.truncate()
    yield stream.getvalue().encode()


def dated(line: Line, look: Asked, said: Words) -> Dated:
    """A line for a calendar program."""
    names = {"duty": title(line.duty, said), "customer": line.customer}
    if look.what == TASKS:
        text = said.t("{duty} ({customer})", **names)
    elif line.certain:
        text = said.t("Counts from this day: {duty} ({customer})", **names)
    else:
        text = said.t("May count from this day: {duty} ({customer})", **names)
    note = said.t("Or later, at the latest from {date}.", date=said.date(line.latest)) if line.latest else ""
    lines = "\n".join(part for part in (line.title, note) if part)
    return Dated(
        f"hub-{look.what}-{line.case}-{line.duty}", line.day, text, reverse("case", args=[line.case]), note=lines
    )
