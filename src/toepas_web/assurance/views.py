"""Validations: upload, choose, look, take along, delete. Everything but the example and the check of a seal is for its owner."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import asdict
from typing import Any

from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.assurance import check_seal, columns_of
from toepas.kernel import Problem
from toepas_web.assurance import actions, forms, making, presenters, rules, work
from toepas_web.assurance.models import EnergyReport, Monitor, Validation
from toepas_web.organisations.rules import with_permission
from toepas_web.ui import evidence
from toepas_web.ui.names import clean_name
from toepas_web.ui.words import words

PACKED = b"PK\x03\x04"
MOST_REPORT = 20_000_000


def refused(why: str) -> str:
    """Why something is not possible, and what to do."""
    said = words()
    return {
        "too-many": said.t("You keep as many as one account may. Delete one that you no longer need."),
        "busy": said.t("Two others are being worked out at this moment. Try again in a minute."),
        "running": said.t("This is being worked out already."),
        "gone": said.t("The uploaded data are deleted. Upload them again to ask something else."),
        "published": said.t("This report is published as it is. Withdraw it first, or upload the data again."),
    }[why]


@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What can be done here; for who is signed in, what they have, and what others show them."""
    said, user = words(), request.user
    context: dict[str, Any] = {"mine": [], "shown": [], "monitors": [], "energy": []}
    if user.is_authenticated:
        places = with_permission(user, rules.SEE)
        shown = Validation.objects.shown_in(places).exclude(owner=user)
        context = {
            "mine": [presenters.card(row, said) for row in Validation.objects.of(user)],
            "shown": [presenters.card(row, said) for row in shown],
            "monitors": Monitor.objects.filter(owner=user),
            "energy": EnergyReport.objects.filter(owner=user),
        }
    return render(request, "assurance/overview.html", context)


@require_GET
def example(request: HttpRequest) -> HttpResponse:
    """The example of the project, to see what a validation says."""
    return render(request, "assurance/example.html", {"report": presenters.example(words().lang)})


@require_GET
def example_data(_: HttpRequest) -> HttpResponse:
    """The data of the example."""
    if not presenters.EXAMPLE.is_file():
        raise Http404
    return _file(presenters.EXAMPLE.read_bytes(), presenters.EXAMPLE.name, "text/csv; charset=utf-8")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The first step: a table, a name, and the day on which the table is deleted."""
    said, today = words(), timezone.localdate()
    initial = {"title": "", "delete_on": today + datetime.timedelta(days=forms.DAYS)}
    fields = forms.Fields(said, request.POST if request.method == "POST" else None, initial)
    if request.method == "POST":
        title, day, given = fields.title(), forms.deletion(fields, today), request.FILES.get("file")
        if why := _unfit(given):
            fields.wrong("file", why)
        if given is not None and day and not fields.problems:
            try:
                made = _keep(request, given, title, day)
            except Problem as problem:
                fields.wrong("file", " ".join(filter(None, (problem.what, problem.expected, problem.todo))))
            except actions.RefusedError as reason:
                fields.wrong("", refused(str(reason)))
            else:
                return redirect("assurance-choose", made.pk)
    context = {
        "fields": fields, "problems": fields.problems, "wrong": dict(fields.problems), "last": today + datetime.timedelta(days=forms.MOST_DAYS),
        "most": site.MOST_DATA_BYTES // 1_000_000, "packed": site.MOST_UPLOAD_BYTES // 1_000_000,
    }  # fmt: skip
    return render(request, "assurance/new.html", context, status=422 if fields.problems else 200)


def _unfit(given: UploadedFile | None) -> str:
    if given is None or given.size is None:
        return words().t("Choose a file.")
    start = given.read(4)
    given.seek(0)
    return forms.too_large(given.size, start.startswith(PACKED), words())


def _keep(request: HttpRequest, given: UploadedFile, title: str, day: datetime.date) -> Validation:
    said, name = words(), clean_name(given.name or "")

    def look(place: str) -> list[dict[str, Any]]:
        with making.named(place, name) as path:
            return [asdict(column) for column in columns_of(path, said)]

    return actions.upload(
        by=request.user, title=title, name=name, pieces=given.chunks(), size=given.size or 0, delete_on=day, look=look
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, validation_id: uuid.UUID) -> HttpResponse:
    """The second step: the columns that were found, and what is asked."""
    row, said = rules.validation_of(request.user, validation_id), words()
    initial = forms.again(row.asked, row.columns) if "positive" in row.asked else {}
    form = forms.Asked(said, row.columns, request.POST if request.method == "POST" else None, initial)
    if request.method == "POST":
        asked = form.read()
        if asked is not None:
            try:
                actions.start(by=request.user, validation=row, asked=asked)
            except actions.RefusedError as reason:
                form.wrong("", refused(str(reason)))
            else:
                return redirect("assurance-validation", row.pk)
    elif row.state == Validation.FAILED and row.problem:
        found = presenters.blame(row.problem, row.asked)
        form.wrong(
            found["field"], " ".join(filter(None, (found["what"], found["where"], found["expected"], found["todo"])))
        )
    status = 422 if request.method == "POST" and form.problems else 200
    return render(request, "assurance/choose.html", presenters.asked_page(form, row, said), status=status)


@never_cache
@login_required
@require_GET
def validation(request: HttpRequest, validation_id: uuid.UUID) -> HttpResponse:
    """A validation: the verdict first; while it is worked out, how it stands."""
    row, said = rules.validation_for(request.user, validation_id), words()
    own = row.owner_id == request.user.pk
    if row.state == Validation.UPLOADED:
        return redirect("assurance-choose", row.pk)
    context: dict[str, Any] = {
        "row": row,
        "own": own,
        "files": presenters.file_names(said),
        "late": not work.still(row),
    }
    if row.state == Validation.FAILED and own:
        context["problem"] = presenters.blame(row.problem, row.asked) if row.problem else None
        return render(request, "assurance/failed.html", context)
    if row.state == Validation.RUNNING and own:
        return render(request, "assurance/running.html", context)
    return render(request, "assurance/validation.html", {**context, "report": presenters.report(row, said)})


@never_cache
@login_required
@require_GET
def file(request: HttpRequest, validation_id: uuid.UUID, name: str) -> HttpResponse:
    """A file of a report, always as a download."""
    return _report_file(rules.validation_for(request.user, validation_id), name)


def _report_file(row: Validation, name: str) -> HttpResponse:
    if name not in presenters.TYPES and name != presenters.ALL:
        raise Http404
    return _file(presenters.content(row, name), name, presenters.TYPES.get(name, "application/zip"))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, validation_id: uuid.UUID) -> HttpResponse:
    """Its name, the day on which the data go, and who sees it."""
    row, said, today = rules.validation_of(request.user, validation_id), words(), timezone.localdate()
    places = {str(one.pk): one for one in with_permission(request.user, rules.SEE)}
    initial = {"title": row.title, "delete_on": row.delete_on.isoformat(), "organisation": row.organisation_id or ""}
    fields = forms.Fields(said, request.POST if request.method == "POST" else None, initial)
    if request.method == "POST":
        title = fields.title()
        day = forms.deletion(fields, today) if row.data else row.delete_on
        chosen = fields.one_of("organisation", places, needed=False)
        if day and not fields.problems:
            actions.settle(by=request.user, validation=row, title=title, delete_on=day, organisation=places.get(chosen))
            messages.success(request, said.t("Saved."))
            return redirect("assurance-validation", row.pk)
    context = {
        "row": row, "fields": fields, "problems": fields.problems, "wrong": dict(fields.problems),
        "places": [(pk, one.name) for pk, one in places.items()],
        "entries": evidence.entries_of(request.user),
        "publishable": bool(row.report) and row.asked.get("smallest_cell", 1) >= forms.SMALLEST, "smallest": forms.SMALLEST,
    }  # fmt: skip
    return render(request, "assurance/settings.html", context, status=422 if fields.problems else 200)


@login_required
@require_POST
def publish(request: HttpRequest, validation_id: uuid.UUID) -> HttpResponse:
    """Show a report to everybody with an entry of the catalogue, or no longer."""
    row, said = rules.validation_of(request.user, validation_id), words()
    asset = request.POST.get("asset", "")
    able = row.report and row.state == Validation.DONE and row.asked.get("smallest_cell", 1) >= forms.SMALLEST
    if asset and (not able or asset not in dict(evidence.entries_of(request.user))):
        messages.error(request, said.t("This report cannot be published with this entry."))
    else:
        actions.publish(by=request.user, thing=row, asset=asset)
        messages.success(request, said.t("Everybody sees it now.") if asset else said.t("It is no longer shown."))
    return redirect("assurance-settings", row.pk)


@login_required
@require_POST
def forget(request: HttpRequest, validation_id: uuid.UUID) -> HttpResponse:
    """Delete the uploaded rows now; the report stays."""
    row = rules.validation_of(request.user, validation_id)
    actions.forget(by=request.user, validation=row)
    messages.success(request, words().t("The uploaded data are deleted."))
    return redirect("assurance-validation" if row.report else "assurance", *([row.pk] if row.report else []))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, validation_id: uuid.UUID) -> HttpResponse:
    """Delete a validation with its data and its report."""
    row = rules.validation_of(request.user, validation_id)
    if request.method == "POST":
        actions.remove(by=request.user, thing=row)
        messages.success(request, words().t("Deleted."))
        return redirect("assurance")
    return render(request, "assurance/remove.html", {"title": row.title, "back": ("assurance-validation", row.pk)})


@never_cache
@require_http_methods(["GET", "POST"])
def seal(request: HttpRequest) -> HttpResponse:
    """Whether a report.json is as it was made. Nothing is kept."""
    said, problems = words(), []
    found = None
    if request.method == "POST":
        given = request.FILES.get("file")
        try:
            if given is None or given.size is None:
                problems.append(("file", said.t("Choose a file.")))
            elif given.size > MOST_REPORT:
                problems.append(("file", said.t("The file is larger than {n} MB.", n=MOST_REPORT // 1_000_000)))
            else:
                found = check_seal(given.read(), {}, where=clean_name(given.name or ""), words=said)
        except Problem as problem:
            problems.append(("file", " ".join(filter(None, (problem.what, problem.expected, problem.todo)))))
    context = {"found": found, "problems": problems, "wrong": dict(problems)}
    return render(request, "assurance/seal.html", context, status=422 if problems else 200)


@require_GET
def published(request: HttpRequest, validation_id: uuid.UUID) -> HttpResponse:
    """A report that its owner published with an entry of the catalogue."""
    row, said = rules.published_validation(validation_id), words()
    context = {"row": row, "files": presenters.file_names(said), "report": presenters.report(row, said)}
    return render(request, "assurance/published.html", context)


@require_GET
def published_file(_: HttpRequest, validation_id: uuid.UUID, name: str) -> HttpResponse:
    """A file of a published report."""
    return _report_file(rules.published_validation(validation_id), name)
