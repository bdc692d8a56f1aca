"""Energy reports: checked without an account, kept with one, compared, shown with an entry of the catalogue."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.assurance import (
    check_report,
    compare_reports,
    compared_text,
    energy_data,
    energy_document,
    energy_finding_text,
    energy_report_data,
    energy_report_of,
    outcome_name,
    read_energy_report,
)
from toepas.kernel import Problem
from toepas.paper import as_data, rendered
from toepas_web.assurance import actions, making, rules
from toepas_web.assurance.models import EnergyReport
from toepas_web.assurance.views import refused
from toepas_web.ui import evidence
from toepas_web.ui.names import clean_name
from toepas_web.ui.words import words

MOST = 1_000_000
MOST_BESIDE = 6
TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check whether the figures of a report can be right. Nothing is kept, unless somebody with an account asks for it."""
    said, problems = words(), []
    context: dict[str, Any] = {"found": None}
    if request.method == "POST":
        try:
            report = _read(request)
        except Problem as problem:
            problems.append(
                ("file", " ".join(filter(None, (problem.what, problem.where, problem.expected, problem.todo))))
            )
        else:
            if request.POST.get("keep") and request.user.is_authenticated:
                try:
                    row = actions.keep_energy(
                        by=request.user, title=report.subject.name[:120], report=energy_report_data(report)
                    )
                except actions.RefusedError as reason:
                    problems.append(("", refused(str(reason))))
                else:
                    messages.success(request, said.t("The report is kept."))
                    return redirect("assurance-energy-report", row.pk)
            context = {"found": _shown(report), "name": report.subject.name}
    context |= {"problems": problems, "wrong": dict(problems)}
    return render(request, "assurance/energy.html", context, status=422 if problems else 200)


def _read(request: HttpRequest) -> Any:
    """The report of a form. Raises Problem with line for what cannot be used."""
    given, said = request.FILES.get("file"), words()
    if given is None or given.size is None:
        raise Problem(said.t("Choose a file."))
    if given.size > MOST:
        raise Problem(said.t("The file is larger than {n} MB.", n=MOST // 1_000_000))
    with tempfile.TemporaryDirectory(dir=making.media(), prefix=".open-") as folder:
        path = Path(folder) / clean_name(given.name or "")
        path.write_bytes(given.read())
        try:
            return read_energy_report(path, said)
        except Problem as problem:
            where = problem.where.replace(f"{folder}/", "")
            raise Problem(problem.what, where=where, expected=problem.expected, todo=problem.todo) from None


def _shown(report: Any) -> dict[str, Any]:
    """A report as blocks of a page, with what the checks found, the worst first."""
    said = words()
    findings = check_report(report)
    return {
        "report": as_data(energy_document(report, said), said),
        "findings": [
            (outcome_name(one.outcome, said), energy_finding_text(one, report, said), one.outcome)
            for one in findings
            if one.outcome != "holds"
        ],
        "held": sum(one.outcome == "holds" for one in findings),
    }


def _report(row: EnergyReport) -> Any:
    try:
        return energy_report_of(row.report, words())
    except Problem:
        raise Http404 from None


@never_cache
@login_required
@require_GET
def report(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """A report that is kept."""
    row = rules.energy_of(request.user, report_id)
    context = {
        "row": row, "found": _shown(_report(row)), "entries": evidence.entries_of(request.user),
        "others": EnergyReport.objects.filter(owner=request.user).exclude(pk=row.pk)[:50],
    }  # fmt: skip
    return render(request, "assurance/energy_report.html", context)


@never_cache
@login_required
@require_GET
def file(request: HttpRequest, report_id: uuid.UUID, name: str) -> HttpResponse:
    """A report as a file."""
    return _file(rules.energy_of(request.user, report_id), name)


def _file(row: EnergyReport, name: str) -> HttpResponse:
    import json

    said, ending = words(), name.removeprefix("energy.")
    if not name.startswith("energy.") or ending not in TYPES:
        raise Http404
    found = _report(row)
    if ending == "json":
        content = json.dumps(energy_data(found, said), ensure_ascii=False, indent=1).encode()
    else:
        content = rendered(energy_document(found, said), ending, said)
    response = HttpResponse(content, content_type=TYPES[ending])
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@never_cache
@login_required
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Reports about the same task beside each other, or why they cannot be."""
    mine = list(EnergyReport.objects.filter(owner=request.user))
    chosen = [row for row in mine if str(row.pk) in request.GET.getlist("r")][:MOST_BESIDE]
    said = compared_text(compare_reports([_report(row) for row in chosen]), words()) if len(chosen) > 1 else ()
    context = {"mine": mine, "chosen": {row.pk for row in chosen}, "said": said}
    return render(request, "assurance/energy_compare.html", context)


@login_required
@require_POST
def publish(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """Show a report to everybody with an entry of the catalogue, or no longer."""
    row, said = rules.energy_of(request.user, report_id), words()
    asset = request.POST.get("asset", "")
    if asset and asset not in dict(evidence.entries_of(request.user)):
        messages.error(request, said.t("This report cannot be published with this entry."))
    else:
        actions.publish(by=request.user, thing=row, asset=asset)
        messages.success(request, said.t("Everybody sees it now.") if asset else said.t("It is no longer shown."))
    return redirect("assurance-energy-report", row.pk)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """Delete a report."""
    row = rules.energy_of(request.user, report_id)
    if request.method == "POST":
        actions.remove(by=request.user, thing=row)
        messages.success(request, words().t("Deleted."))
        return redirect("assurance")
    return render(request, "assurance/remove.html", {"title": row.title, "back": ("assurance-energy-report", row.pk)})


@require_GET
def published(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """A report that its owner published with an entry of the catalogue."""
    row = rules.published_energy(report_id)
    return render(request, "assurance/energy_published.html", {"row": row, "found": _shown(_report(row))})


@require_GET
def published_file(_: HttpRequest, report_id: uuid.UUID, name: str) -> HttpResponse:
    """A published report as a file."""
    return _file(rules.published_energy(report_id), name)
