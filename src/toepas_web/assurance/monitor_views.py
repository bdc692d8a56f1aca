"""Monitors: made from a validation, fed by upload, looked at, answered. Every page is for its owner."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.assurance import incident_document, monitor_data, monitor_document, open_monitor
from toepas.kernel import Problem
from toepas.paper import as_data, rendered
from toepas_web.assurance import actions, forms, making, rules, work
from toepas_web.assurance.models import Monitor
from toepas_web.assurance.views import refused
from toepas_web.ui import files
from toepas_web.ui.names import clean_name
from toepas_web.ui.words import words

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
PAPERS = ("monitor", "incident")
YEAR, BATCHES = 365, 12


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, validation_id: uuid.UUID) -> HttpResponse:
    """A monitor that compares with the data of a validation, which have to be there still."""
    row, said = rules.validation_of(request.user, validation_id), words()
    fit = bool(row.data) and row.asked.get("task") == "binary" and row.state == row.DONE
    names = [one["name"] for one in row.columns]
    initial = {
        "title": row.title, "threshold": (row.asked.get("thresholds") or [0.5])[0], "false_alarm": 10, "days": YEAR,
        "batches": BATCHES, "cases": 1000, "case": next((one["name"] for one in row.columns if one["distinct"]), ""),
    }  # fmt: skip
    fields = forms.Fields(said, request.POST if request.method == "POST" else None, initial)
    if request.method == "POST" and fit:
        asked = forms.monitor(fields, row.asked, names)
        if asked is not None:
            try:
                made = actions.make_monitor(by=request.user, validation=row, title=asked["title"], asked=asked)
            except actions.RefusedError as reason:
                fields.wrong("", refused(str(reason)))
            else:
                return redirect("assurance-monitor", made.pk)
    context = {
        "row": row,
        "fit": fit,
        "names": names,
        "fields": fields,
        "problems": fields.problems,
        "wrong": dict(fields.problems),
    }
    return render(request, "assurance/monitor_new.html", context, status=422 if fields.problems else 200)


@never_cache
@login_required
@require_GET
def monitor(request: HttpRequest, monitor_id: uuid.UUID) -> HttpResponse:
    """How it stands: alarms first, then charts, batches, and what can be added."""
    return _page(request, rules.monitor_of(request.user, monitor_id), [])


def _page(request: HttpRequest, row: Monitor, problems: forms.Problems) -> HttpResponse:
    said, today = words(), timezone.localdate()
    context: dict[str, Any] = {
        "row": row,
        "problems": problems,
        "wrong": dict(problems),
        "today": today,
        "late": not work.still(row),
    }
    if row.state != Monitor.READY:
        return render(request, "assurance/monitor_making.html", context)
    state = open_monitor(files.path_of(row.folder), said).state(today)
    context |= {
        "report": as_data(monitor_document(state, said), said),
        "alarms": [alarm.id for alarm in state.open_alarms],
        "harm": any(alarm.harm for alarm in state.open_alarms),
        "most": settings.MOST_UPLOAD_BYTES // 1_000_000,
        "later": bool(state.plan.columns.case and state.plan.columns.label),
    }
    return render(request, "assurance/monitor.html", context, status=422 if problems else 200)


def _ready(request: HttpRequest, monitor_id: uuid.UUID) -> Monitor:
    row = rules.monitor_of(request.user, monitor_id)
    if row.state != Monitor.READY:
        raise Http404
    return row


@contextmanager
def _uploaded(request: HttpRequest) -> Iterator[Path]:
    """The file of a form, kept while the block runs. Raises Problem where there is none, or it is too large."""
    given, said = request.FILES.get("file"), words()
    if given is None or given.size is None:
        raise Problem(said.t("Choose a file."))
    if given.size > settings.MOST_UPLOAD_BYTES:
        raise Problem(said.t("The file is larger than {n} MB.", n=settings.MOST_UPLOAD_BYTES // 1_000_000))
    with tempfile.TemporaryDirectory(dir=making.media(), prefix=".open-") as folder:
        path = Path(folder) / clean_name(given.name or "")
        with path.open("wb") as stream:
            for piece in given.chunks():
                stream.write(piece)
        yield path


@login_required
@require_POST
def add(request: HttpRequest, monitor_id: uuid.UUID) -> HttpResponse:
    """A batch of cases, or outcomes that came later."""
    row, said, today = _ready(request, monitor_id), words(), timezone.localdate()
    outcomes = request.POST.get("what") == "outcomes"
    fields = forms.Fields(said, request.POST)
    day = today if outcomes else fields.day("day", row.created.date().replace(year=2000), today)
    if fields.problems or day is None:
        return _page(request, row, fields.problems)
    here = open_monitor(files.path_of(row.folder), said)
    try:
        with _uploaded(request) as path:
            told = _joined(here.outcomes(path, today)) if outcomes else _added(here.add(path, day, today))
    except Problem as problem:
        text = " ".join(filter(None, (problem.what, problem.where, problem.expected, problem.todo)))
        return _page(request, row, [("outcomes-file" if outcomes else "file", text)])
    actions.fed(by=request.user, monitor=row, action="outcomes added" if outcomes else "batch added")
    messages.success(request, told)
    return redirect("assurance-monitor", row.pk)


def _added(added: Any) -> str:
    said = words()
    if added.already:
        return said.t("This batch was there already; nothing was changed.")
    if not added.alarms:
        return said.t("The batch is added. It gave no alarm.")
    return said.n(
        "The batch is added. It gave one alarm.", "The batch is added. It gave {n} alarms.", len(added.alarms)
    )


def _joined(joined: Any) -> str:
    said = words()
    if joined.already:
        return said.t("These outcomes were there already; nothing was changed.")
    return said.t(
        "{matched} outcomes found their case; {unmatched} did not.", matched=joined.matched, unmatched=joined.unmatched
    )


@login_required
@require_POST
def answer(request: HttpRequest, monitor_id: uuid.UUID) -> HttpResponse:
    """What was found and done about an alarm, or that somebody looked at everything."""
    row, said, today = _ready(request, monitor_id), words(), timezone.localdate()
    here = open_monitor(files.path_of(row.folder), said)
    alarm, text, who = (
        request.POST.get(name, "").strip()[:most] for name, most in (("alarm", 10), ("text", 2000), ("who", 120))
    )
    if not text or not who:
        return _page(request, row, [("text", said.t("Write what was found and done, and who did it."))])
    try:
        here.answer(alarm, text, who, today) if alarm else here.review(text, who, today)
    except Problem as problem:
        return _page(request, row, [("alarm", problem.what)])
    actions.fed(by=request.user, monitor=row, action="alarm answered" if alarm else "monitor reviewed")
    messages.success(request, said.t("Noted."))
    return redirect("assurance-monitor", row.pk)


@never_cache
@login_required
@require_GET
def paper(request: HttpRequest, monitor_id: uuid.UUID, name: str) -> HttpResponse:
    """The report of a monitor, or the worksheet for a serious incident, as a file."""
    row, said, today = _ready(request, monitor_id), words(), timezone.localdate()
    stem, _, ending = name.partition(".")
    if stem not in PAPERS or ending not in TYPES or (stem == "incident" and ending == "json"):
        raise Http404
    state = open_monitor(files.path_of(row.folder), said).state(today)
    if ending == "json":
        content = json.dumps(monitor_data(state), ensure_ascii=False, indent=1).encode()
    else:
        alarm = next((one for one in state.open_alarms if one.harm), None)
        document = monitor_document(state, said) if stem == "monitor" else incident_document(state, said, alarm=alarm)
        content = rendered(document, ending, said)
    response = HttpResponse(content, content_type=TYPES[ending])
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, monitor_id: uuid.UUID) -> HttpResponse:
    """Delete a monitor with its log."""
    row = rules.monitor_of(request.user, monitor_id)
    if request.method == "POST":
        actions.remove(by=request.user, thing=row)
        messages.success(request, words().t("Deleted."))
        return redirect("assurance")
    return render(request, "assurance/remove.html", {"title": row.title, "back": ("assurance-monitor", row.pk)})
