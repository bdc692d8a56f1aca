"""The actions for programs, and what happened as a feed."""

from __future__ import annotations

import csv
import datetime
import io
import json
from typing import Any
from xml.etree import ElementTree as Xml

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from toepas.catalogue import safe_cell
from toepas.kernel import Words
from toepas.strategy import Status, action_data, action_in_full, actions, event_data, status_of
from toepas_web.strategy import presenters
from toepas_web.strategy.known import known_events
from toepas_web.ui.words import words

ATOM = "http://www.w3.org/2005/Atom"
PLAIN = (
    "id", "title", "what", "scope", "section", "announced", "deadline", "deadline_words", "timing", "timing_text", "state",
    "state_text", "state_rests_on",
)  # fmt: skip
LISTS = ("sectors", "linked", "aliases")
NAMED = ("actors", "instruments", "programmes")


def _statuses(said: Words) -> list[Status]:
    today, known = timezone.localdate(), known_events(said)
    return [status_of(action, today, known) for action in actions().values()]


@require_GET
def whole(_request: HttpRequest) -> HttpResponse:
    """Every action with everything that is known of it, as JSON."""
    said = words()
    data = {
        "on": timezone.localdate().isoformat(),
        "lang": said.lang,
        "actions": [action_in_full(status, said) for status in _statuses(said)],
    }
    response = HttpResponse(json.dumps(data, ensure_ascii=False, indent=1).encode(), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="toepas-strategy.json"'
    return response


@require_GET
def table(_request: HttpRequest) -> HttpResponse:
    """A row per action; an empty cell says that it is not said or not known."""
    said = words()
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([*PLAIN, "place", "url", *LISTS, *NAMED, "last_event", "last_event_date", "last_event_grade"])
    writer.writerows([safe_cell(value) for value in _cells(status, said)] for status in _statuses(said))
    response = HttpResponse(stream.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="toepas-strategy.csv"'
    return response


def _cells(status: Status, said: Words) -> list[Any]:
    data = action_data(status, said)
    last: dict[str, Any] = data["events"][-1] if data["events"] else {}
    return [
        *(data[name] if data[name] is not None else "" for name in PLAIN),
        data["place"]["text"],
        data["place"]["url"],
        *("; ".join(data[name]) for name in LISTS),
        *("; ".join(one["name"] for one in data[name]) for name in NAMED),
        *(last.get(name, "") for name in ("what", "date", "grade_text")),
    ]


@require_GET
def feed(_request: HttpRequest) -> HttpResponse:
    """What happened, the newest first, for readers of feeds."""
    said = words()
    Xml.register_namespace("", ATOM)
    root = Xml.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": said.lang})
    address = settings.URL + reverse("strategy-feed")
    title = said.t("What happened to the actions of the strategy")
    listed = presenters.newest(_statuses(said))
    newest = max((item.date.last for item in listed), default=timezone.localdate().toordinal())
    _put(root, "id", address)
    _put(root, "title", title)
    _put(root, "updated", _moment(newest))
    _put(root, "link", rel="self", href=address)
    _put(root, "link", rel="alternate", href=settings.URL + reverse("strategy"))
    _put(_put(root, "author"), "name", "Toepas")
    for item in listed:
        data = event_data(item, said)
        entry = _put(root, "entry")
        _put(entry, "id", f"{address}#{item.id}")
        _put(entry, "title", data["what"])
        _put(entry, "updated", _moment(item.date.last))
        for name in item.actions:
            _put(entry, "link", rel="related", href=settings.URL + reverse("strategy-action", args=[name]))
        _put(entry, "link", rel="alternate", href=item.url)
        _put(entry, "summary", f"{data['source']} ({data['grade_text']})")
    content = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _moment(day: int) -> str:
    """The day on which something had certainly happened, as the feed writes it."""
    return f"{datetime.date.fromordinal(day).isoformat()}T00:00:00+00:00"


def _put(parent: Xml.Element, name: str, content: str = "", **attributes: str) -> Xml.Element:
    made = Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    made.text = "".join(sign for sign in content if sign.isprintable()) or None
    return made
