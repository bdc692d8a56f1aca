"""A hub's customers, its collaborations, its import and its report."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.kernel import Problem
from toepas_web.organisations.forms import OrganisationForm
from toepas_web.ui.words import words
from toepas_web.workspace import actions, forms, imports, presenters, report_output, report_page, rules, wording
from toepas_web.workspace.report import report as figures


@never_cache
@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The hubs one advises for."""
    return render(request, "workspace/index.html", {"hubs": rules.hubs_of(request.user)})


@never_cache
@login_required
@require_GET
def hub(request: HttpRequest, hub_id: uuid.UUID) -> HttpResponse:
    """The customers of a hub."""
    found = rules.hub_for(request.user, hub_id)
    text = request.GET.get("q", "").strip()[:120]
    context = {"hub": found, "text": text, **presenters.customers(found, text, request.GET.get("page", ""), words())}
    return render(request, "workspace/hub.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, hub_id: uuid.UUID) -> HttpResponse:
    """Open a file for one customer that has not agreed to anything yet."""
    found, said = rules.hub_for(request.user, hub_id), words()
    form = forms.CustomerForm(request.POST if request.method == "POST" else None, said)
    if request.method == "POST" and (row := form.read()):
        if actions.add_customers(by=request.user, hub=found, rows=[row]):
            return redirect("workspace-hub", hub_id)
        form.problems.append(("name", said.t("A customer of this name is there already; it stays as it is.")))
    options = OrganisationForm(said, None).options
    context = {"hub": found, "given": form.values, "problems": form.problems, "options": options}
    return render(request, "workspace/add.html", context, status=422 if form.problems else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, hub_id: uuid.UUID) -> HttpResponse:
    """Customers from a table: look first, keep when it is confirmed."""
    found, said = rules.hub_for(request.user, hub_id), words()
    if sealed := request.POST.get("sealed", ""):
        return _confirmed(request, hub_id, sealed)
    given, problem, seen = request.FILES.get("file"), None, None
    if request.method == "POST":
        try:
            if given is None:
                raise Problem(said.t("Choose a file."))
            seen = imports.preview(given, found, said)
        except Problem as error:
            problem = error
    context = {
        "hub": found,
        "problem": problem,
        "seen": seen is not None,
        "sealed": seen.sealed if seen else "",
        "made": [presenters.listed(row, said) for row in seen.made] if seen else [],
        "refused": [presenters.listed(row, said) for row in seen.refused] if seen else [],
        "unused": ", ".join(seen.unused) if seen else "",
        "older": seen is not None and seen.older,
        "sectors": [name for _, name in OrganisationForm(said, None).options["sector"]],
    }
    return render(request, "workspace/import.html", context, status=422 if problem else 200)


def _confirmed(request: HttpRequest, hub_id: uuid.UUID, sealed: str) -> HttpResponse:
    found, said = rules.hub_for(request.user, hub_id), words()
    rows = imports.sealed_rows(sealed, found)
    if rows is None:
        messages.error(request, said.t("That took too long, or the form was changed. Choose the file again."))
        return redirect("workspace-import", hub_id)
    try:
        count = actions.add_customers(by=request.user, hub=found, rows=rows)
    except actions.RefusedError as error:
        messages.error(request, wording.refused(str(error), said))
        return redirect("workspace-import", hub_id)
    messages.success(request, said.n("One customer was added.", "{n} customers were added.", count))
    return redirect("workspace-hub", hub_id)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def collaborations(request: HttpRequest, hub_id: uuid.UUID) -> HttpResponse:
    """Work with other hubs and others."""
    found, said = rules.hub_for(request.user, hub_id), words()
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        read = forms.Reading(request.POST, said, timezone.localdate())
        forms.collaboration(read)
        problems = read.problems
        if not problems:
            try:
                actions.note_collaboration(by=request.user, hub=found, fields=read.values)
                return redirect("workspace-collaborations", hub_id)
            except actions.RefusedError as error:
                problems = [("", wording.refused(str(error), said))]
    context = {
        "hub": found,
        **presenters.collaborations(found, request.GET.get("page", ""), said),
        "options": presenters.options(said)["partner"],
        "problems": problems,
        "typed": {name: request.POST.get(name, "") for name in ("kind", "partner", "on", "note")},
    }
    return render(request, "workspace/collaborations.html", context, status=422 if problems else 200)


@login_required
@require_POST
def strike(request: HttpRequest, hub_id: uuid.UUID, collaboration_id: uuid.UUID) -> HttpResponse:
    """Take a collaboration out."""
    found = rules.hub_for(request.user, hub_id).collaborations.filter(pk=collaboration_id).first()
    if found is None:
        raise Http404
    actions.strike(by=request.user, entry=found)
    return redirect("workspace-collaborations", hub_id)


@never_cache
@login_required
@require_GET
def report(request: HttpRequest, hub_id: uuid.UUID) -> HttpResponse:
    """The figures of a period."""
    found, said = rules.hub_for(request.user, hub_id, rules.REPORT), words()
    first, last, problems = forms.period(request.GET, timezone.localdate(), said)
    context = {
        "hub": found,
        "first": first,
        "last": last,
        "parts": [] if problems else report_page.page(figures(found, first, last, said), said),
        "problems": problems,
        "typed": {"from": request.GET.get("from", first.isoformat()), "to": request.GET.get("to", last.isoformat())},
        "today": said.date(timezone.localdate()),
    }
    return render(request, "workspace/report.html", context, status=422 if problems else 200)


@never_cache
@login_required
@require_GET
def download(request: HttpRequest, hub_id: uuid.UUID, form: str) -> HttpResponse:
    """The same figures as a file."""
    found, said = rules.hub_for(request.user, hub_id, rules.REPORT), words()
    first, last, problems = forms.period(request.GET, timezone.localdate(), said)
    if form not in ("csv", "json") or problems:
        raise Http404
    counted = figures(found, first, last, said)
    content = report_output.to_csv(counted, said) if form == "csv" else report_output.to_json(counted)
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    name = f"toepas-hub-{first.isoformat()}-{last.isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
