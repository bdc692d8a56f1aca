"""Pages of pipelines: projects, their gates, and the evidence that was shown."""

from __future__ import annotations

import datetime
import unicodedata
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.alliance import levels, outcome_text
from toepas.kernel import Words
from toepas_web.alliance import pipeline_actions as actions
from toepas_web.alliance import pipeline_rules as rules
from toepas_web.alliance.call_actions import RefusedError
from toepas_web.alliance.call_rules import APPLY, SEE_APPLICATIONS
from toepas_web.alliance.forms_sent import key_of
from toepas_web.alliance.pipeline_models import Project, Shown
from toepas_web.alliance.pipeline_presenters import page_of, state
from toepas_web.alliance.typed import MOST_REASON, check_length, text_of
from toepas_web.organisations import rules as organisations
from toepas_web.ui.words import words

UNSAFE = '/\\<>:"|?*;'


def _refused(why: str, said: Words) -> str:
    return {
        "too-many": said.t("That is as many as there can be."),
        "stopped": said.t("The project was stopped. Nothing more can be shown for it."),
        "already": said.t("That was done already. It can be done once."),
        "ahead": said.t("Choose a day from today on. Expected is year-month-day."),
        "passed": said.t("The gate is passed. It expects nothing more."),
        "no-reason": said.t("Write why the day moves. The organisation reads it."),
        "stale": said.t("Somebody moved the day in the meantime. Nothing was overwritten: look at the day that stands below."),
        "unreadable": said.t("The file cannot be read. Save it again and show that."),
    }[why]  # fmt: skip


@never_cache
@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The projects of one's organisations; all of them for the programme."""
    said = words()
    own = Project.objects.filter(organisation__in=organisations.with_permission(request.user, SEE_APPLICATIONS))
    runs = organisations.site_may(request.user, rules.OPEN_CALLS)
    rows = Project.objects.all() if runs else own
    context = {
        "rows": [
            {"id": one.pk, "title": one.title, "organisation": one.organisation.name, "state": state(one, said)}
            for one in rows.select_related("organisation")
            if runs is False or rules.may_run(request.user, one) or one in own
        ],
        "able": organisations.with_permission(request.user, APPLY).exists(),
    }
    return render(request, "alliance/pipelines.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a project."""
    said, problems = words(), []
    able = organisations.with_permission(request.user, APPLY)
    title, key = request.POST.get("title", "").strip(), key_of(request.POST.get("key", ""))
    if request.method == "POST":
        chosen = {str(one.pk): one for one in able}.get(request.POST.get("organisation", ""))
        if not title or len(title) > 160:
            problems.append(("title", said.t("Write a title of at most {n} characters.", n=160)))
        if chosen is None:
            problems.append(("organisation", said.t("Choose one of the list.")))
        if chosen is not None and not problems:
            try:
                return redirect(
                    "project", project_id=actions.create(by=request.user, organisation=chosen, title=title, key=key).pk
                )
            except RefusedError as error:
                problems.append(("", _refused(str(error), said)))
    context = {
        "own": [(str(one.pk), one.name) for one in able],
        "title_given": title,
        "key": key,
        "chosen": request.POST.get("organisation", ""),
        "problems": problems,
    }
    return render(request, "alliance/project_new.html", context, status=422 if problems else 200)


@never_cache
@login_required
@require_GET
def one(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """A project with its gates."""
    return _page(request, rules.project_for(request.user, project_id))


def _page(request: HttpRequest, project: Project, problem: str = "") -> HttpResponse:
    """``typed``: what was refused, so that nobody has to write it again."""
    context = page_of(project, request.user, words()) | {"problems": [("", problem)] if problem else []}
    context["typed"] = {name: request.POST.get(name, "") for name in ("step", "level", "due", "reason")}
    return render(request, "alliance/project.html", context, status=422 if problem else 200)


@login_required
@require_POST
def set_gate(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    """Set what the next level asks."""
    project, level = rules.project_to_run(request.user, project_id), request.POST.get("level", "")
    if level not in {str(number) for number in levels()}:
        raise Http404
    try:
        due = _day(request.POST.get("due", ""))
        actions.set_gate(by=request.user, project=project, level=int(level), on=timezone.now().date(), due=due)
    except RefusedError as error:
        return _page(request, project, _refused(str(error), words()))
    return redirect("project", project_id=project.pk)


@login_required
@require_POST
def move_due(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    """Set or move the day by which evidence is expected."""
    said, problems = words(), []
    step, reason = rules.step_for(request.user, step_id, run=True), text_of(request.POST, "reason")
    check_length("reason", reason, MOST_REASON, problems, said)
    if problems:
        return _page(request, step.project, problems[0][1])
    try:
        due, seen = (_day(request.POST.get(name, "")) for name in ("due", "was"))
        actions.move_due(by=request.user, step=step, due=due, reason=reason, seen=seen)
    except RefusedError as error:
        return _page(request, step.project, _refused(str(error), said))
    return redirect("project", project_id=step.project_id)


def _day(text: str) -> datetime.date | None:
    """The day that was typed; None for none. Raises RefusedError("ahead") for what is no day."""
    try:
        return datetime.date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise RefusedError("ahead") from None


@login_required
@require_POST
def show(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    """Show a file for a gate."""
    said, step = words(), rules.step_for(request.user, step_id, run=False)
    sent = request.FILES.get("file")
    if sent is None or not sent.size:
        return _page(request, step.project, said.t("Choose a file that is not empty."))
    if sent.size > Shown.MOST:
        return _page(request, step.project, said.t("The file is larger than {n} MB.", n=Shown.MOST // 1_000_000))
    try:
        gate = actions.show(by=request.user, step=step, name=_name(sent.name or ""), content=sent.read())
    except RefusedError as error:
        return _page(request, step.project, _refused(str(error), said))
    messages.success(request, outcome_text(gate.outcome, said))
    return redirect("project", project_id=step.project_id)


def _name(given: str) -> str:
    kept = "".join(sign for sign in given if unicodedata.category(sign)[0] != "C" and sign not in UNSAFE)
    return kept.strip(" .")[-120:] or "file"


@login_required
@require_POST
def confirm(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    """Confirm documents that a person read."""
    step = rules.step_for(request.user, step_id, run=True)
    try:
        actions.confirm(by=request.user, step=step, needs=request.POST.getlist("needs"))
    except RefusedError as error:
        return _page(request, step.project, _refused(str(error), words()))
    return redirect("project", project_id=step.project_id)


@never_cache
@login_required
@require_GET
def file(request: HttpRequest, shown_id: uuid.UUID) -> HttpResponse:
    """A file that was shown, as a download that no browser runs."""
    found = rules.shown_for(request.user, shown_id)
    answer = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
