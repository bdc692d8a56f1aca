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
from toepas_web.maturity.wording import moment_text
from toepas_web.notices.date_presenters import periods
from toepas_web.notices.dates import Dated
from toepas_web.workspace.dates import ALL, DUTIES, LATE, MOMENTS, OPEN, SETTLED, TASKS, WEEKS, Asked, Line
from toepas_web.workspace.moments import Moment

FIRST = {TASKS: WEEKS[0], DUTIES: WEEKS[-1], MOMENTS: WEEKS[1]}
"""How far ahead one looks where nothing else is said."""
COLUMNS = ("day", "customer", "case", "kind", "duty", "status", "certain", "latest")


def asked(given: Mapping[str, str], today: datetime.date) -> Asked:
    """What the address asks for; what is not understood counts as not said."""

    def chosen(name: str, among: Iterable[str], otherwise: str) -> str:
        value = given.get(name, otherwise)
        return value if value in among else otherwise

    what = chosen("what", tuple(FIRST), TASKS)
    return Asked(
        today,
        what,
        chosen("period", (LATE, *WEEKS), FIRST[what]),
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
    owed = what != DUTIES
    late = said.t("Overdue") if owed else said.t("Count already")
    weeks = [(str(number), text) for number, text in periods(said)]
    until = [
        (name, said.t("Overdue, or due within {period}", period=text) if owed else said.t("Begin within {period}", period=text))
        for name, text in weeks
    ]  # fmt: skip
    return {
        "whats": [
            (TASKS, said.t("Tasks with a due date")),
            (DUTIES, said.t("Duties that begin to count")),
            (MOMENTS, said.t("Planned moments of maturity")),
        ],
        "periods": [(LATE, late), *until],
        "states": [(OPEN, said.t("Not done")), (SETTLED, said.t("Done or not needed")), (ALL, said.t("All"))],
    }


def row(line: Line | Moment, look: Asked, said: Words) -> dict[str, Any]:
    """A line of the page."""
    if isinstance(line, Moment):
        return _moment(line, look, said)
    label, tone = status_label(line.status)
    late = line.day < look.today and line.status in Task.OPEN
    return {
        "day": said.date(line.day),
        "duty": title(line.duty, said),
        "title": line.title,
        "address": reverse("case", args=[line.case]),
        "customer": line.customer,
        "file": line.file,
        "label": label,
        "tone": tone,
        "late": late and look.what == TASKS,
        "counts": late and look.what == DUTIES,
        "may": not line.certain,
        "latest": said.date(line.latest) if line.latest else "",
    }


def _moment(one: Moment, look: Asked, said: Words) -> dict[str, Any]:
    label, tone = _state(one, said)
    return {
        "day": said.date(one.day),
        "duty": _name(one, said),
        "title": said.t("Digital maturity"),
        "address": _page(one),
        "customer": one.customer,
        "file": one.file,
        "label": label,
        "tone": tone,
        "late": one.day < look.today and not one.plan.done,
        "counts": False,
        "may": False,
        "latest": "",
    }


def _name(one: Moment, said: Words) -> str:
    return moment_text(one.plan.questionnaire, one.plan.stage, said)


def _page(one: Moment) -> str:
    return reverse("maturity-organisation", args=[one.plan.organisation_id])


def _state(one: Moment, said: Words) -> tuple[str, str]:
    """How far it is in words, and its tone."""
    if one.plan.done:
        return said.t("finished"), "done"
    return (said.t("being filled in"), "now") if one.plan.begun else (said.t("not begun"), "later")


def cursor(after: tuple[datetime.date, int]) -> str:
    """Where the next page begins, for its address."""
    return f"{after[0].isoformat()}_{after[1]}"


def table(lines: Iterable[Line | Moment], look: Asked, said: Words) -> Iterator[bytes]:
    """The lines in UTF-8 with the mark that spreadsheets need, piece by piece; an empty ``latest`` is the same day."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    yield b"\xef\xbb\xbf"
    for number, line in enumerate(lines):
        writer.writerow(_cells(line, look, said))
        if number % 500 == 499:
            yield stream.getvalue().encode()
            stream.seek(0)
            stream.truncate()
    yield stream.getvalue().encode()


def _cells(line: Line | Moment, look: Asked, said: Words) -> list[Any]:
    if isinstance(line, Moment):
        status = Task.DONE if line.plan.done else Task.DOING if line.plan.begun else Task.TO_DO
        texts = (line.customer, "", look.what, _name(line, said), status)
        return [line.day, *map(safe_cell, texts), "yes", ""]
    texts = (line.customer, line.title, look.what, title(line.duty, said), line.status)
    return [line.day, *map(safe_cell, texts), "yes" if line.certain else "may", line.latest or ""]


def dated(line: Line | Moment, look: Asked, said: Words) -> Dated:
    """A line for a calendar program."""
    if isinstance(line, Moment):
        text = said.t("{duty} ({customer})", duty=_name(line, said), customer=line.customer)
        return Dated(f"hub-{look.what}-{line.plan.pk}", line.day, text, _page(line))
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
