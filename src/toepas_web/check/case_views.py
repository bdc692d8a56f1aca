"""Saved cases: who may open which page is said in ``rules``."""

from __future__ import annotations

import contextlib
import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas_web.check import actions, case_forms, case_presenters, rules
from toepas_web.check.models import Case, Task
from toepas_web.check.state import BrokenState, State, from_data
from toepas_web.ui import uploads
from toepas_web.ui.errors import page
from toepas_web.ui.words import words

PER_PAGE = 25
"""Cases on one page: each is worked out as of today when it is shown."""


@never_cache
@login_required
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of this account; only those that a provision touches, where one is named."""
    today = timezone.localdate()
    if provision := request.GET.get("provision", "")[:20]:
        return _touched(request, provision)
    page = Paginator(Case.objects.of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "cards": [case_presenters.card(*pair) for pair in case_presenters.views_of(page, today)],
        "shared": case_presenters.shared(request.user, today) if page.number == 1 else [],
    }
    return render(request, "check/cases.html", context)


def _touched(request: HttpRequest, provision: str) -> HttpResponse:
    """The first of them, after the case that the address names."""
    today, own, last = timezone.localdate(), Case.objects.of(request.user), None
    with contextlib.suppress(ValueError):
        last = own.filter(pk=uuid.UUID(request.GET.get("after", ""))).first()
    own = own.after(last) if last else own
    found, after = case_presenters.touched(own, provision, today, PER_PAGE)
    context = {
        "cards": [case_presenters.card(*pair) for pair in case_presenters.views_of(found, today)],
        "provision": provision,
        "begun": last is not None,
        "further": after.pk if after else None,
    }
    return render(request, "check/cases_touched.html", context)


@never_cache
@login_required
@require_GET
def others(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """The cases of others that stand in an organisation of this account."""
    organisation = rules.may_be_put_into(request.user).filter(pk=organisation_id).first()
    if organisation is None:
        raise Http404
    page = Paginator(rules.cases_of_others(request.user, organisation), PER_PAGE).get_page(request.GET.get("page"))
    pairs = case_presenters.views_of(page, timezone.localdate())
    context = {"page": page, "cards": [case_presenters.card(*pair) for pair in pairs], "organisation": organisation}
    return render(request, "check/others.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Save answers: as a new case, or in place of those of a case that is there."""
    try:
        state = from_data(request.POST if request.method == "POST" else request.GET)
    except BrokenState as problem:
        return page(request, 400, words().t("This address cannot be used"), problem.what)
    known = rules.case_of(request.user, uuid.UUID(state.case)) if state.case else None
    if known:
        return _replace(request, state, known)
    form = case_forms.CaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        texts, today = form.cleaned_data, timezone.localdate()
        try:
            case = actions.create(by=request.user, answers=state.answers, texts=texts, on=today)
        except actions.TooManyError:
            messages.error(request, _too_many())
            return redirect("cases")
        messages.success(request, words().t("The case is saved."))
        return redirect("case", case.pk)
    return _save_page(request, state, form, None)


def _too_many() -> str:
    return words().t("These are as many cases as one account may keep: {n}. Delete some first.", n=actions.MOST_CASES)


def _save_page(request: HttpRequest, state: State, form: case_forms.CaseForm, known: Case | None) -> HttpResponse:
    given = {name: case_forms.value(form, name) for name in case_forms.TEXTS}
    found = form.problems if form.is_bound else []
    context = {"state": state, "given": given, "problems": found, "wrong": dict(found), "known": known}
    return render(request, "check/save.html", context, status=422 if found else 200)


def _replace(request: HttpRequest, state: State, known: Case) -> HttpResponse:
    if request.method == "GET":
        return _save_page(request, state, case_forms.CaseForm(), known)
    said = words()
    try:
        number = int(request.POST.get("number", ""))
        actions.change_answers(
            by=request.user, case=known, answers=state.answers, number=number, on=timezone.localdate()
        )
    except ValueError:
        return page(request, 400, said.t("This form is damaged"), said.t("Load the page again and send it once more."))
    except actions.StaleError:
        return _stale(request)
    messages.success(request, said.t("The new answers are saved. The history says what they changed."))
    return redirect("case", known.pk)


def _stale(request: HttpRequest) -> HttpResponse:
    said = words()
    what = said.t(
        "Somebody, perhaps you in another window, changed this case after you opened it. Nothing was overwritten. Look at the case as it is now, and change it again if needed."
    )
    return page(request, 409, said.t("This case has changed in the meantime"), what)


@never_cache
@login_required
@require_GET
def case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """A case: where it stands, what changed, what is to be done. Who only reads it gets nothing to change."""
    kept = rules.case_read_by(request.user, case_id)
    mine = kept.owner_id == request.user.pk
    view, answers, dropped = case_presenters.view_of(kept, timezone.localdate())
    texts = {name: getattr(kept, name) for name in case_forms.TEXTS}
    carried = State(answers, view.on, chosen_day=False, case=str(kept.pk) if mine else "").query
    context = {
        "case": kept,
        "mine": mine,
        "carried": carried,
        "dossier": {"a": carried.get("a", ""), **texts},
        "verdict": case_presenters.verdict(view),
        "recheck": case_presenters.recheck(view, kept) if mine else None,
        "tasks": case_presenters.tasks(view, kept),
        "open": len(view.questions),
        "dropped": dropped,
    }
    return render(request, "check/case.html", context)


@never_cache
@login_required
@require_GET
def history(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Every change of a case."""
    kept = rules.case_read_by(request.user, case_id)
    view, _, _ = case_presenters.view_of(kept, timezone.localdate())
    return render(request, "check/history.html", {"case": kept, "rows": case_presenters.history(view, kept)})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Change what a case is called."""
    kept = rules.case_of(request.user, case_id)
    initial = {name: getattr(kept, name) for name in case_forms.TEXTS}
    form = case_forms.CaseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_texts(by=request.user, case=kept, texts=form.cleaned_data)
        return redirect("case", kept.pk)
    found = form.problems if form.is_bound else []
    given = {name: case_forms.value(form, name) for name in case_forms.TEXTS}
    context = {"case": kept, "given": given, "problems": found, "wrong": dict(found)}
    return render(request, "check/rename.html", context, status=422 if found else 200)


@login_required
@require_POST
def acknowledge(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The owner has seen what changed."""
    kept = rules.case_of(request.user, case_id)
    try:
        number = int(request.POST.get("number", ""))
        actions.acknowledge(by=request.user, case=kept, number=number, on=timezone.localdate())
    except ValueError:
        said = words()
        return page(request, 400, said.t("This form is damaged"), said.t("Load the page again and send it once more."))
    except actions.StaleError:
        return _stale(request)
    return redirect("case", kept.pk)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Ask, and then delete a case."""
    kept = rules.case_of(request.user, case_id)
    if request.method == "POST":
        actions.remove(by=request.user, case=kept)
        messages.success(request, words().t("The case is deleted."))
        return redirect("cases")
    return render(request, "check/remove.html", {"case": kept})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, case_id: uuid.UUID, duty: str) -> HttpResponse:
    """A duty as a task: who does it, how it stands, and what shows it."""
    kept = rules.case_of(request.user, case_id)
    view, _, _ = case_presenters.view_of(kept, timezone.localdate())
    shown = case_presenters.duty_page(view, duty)
    if shown is None or shown["row"] is None:
        raise Http404
    known = kept.tasks.filter(duty=duty).first() or Task(case=kept, duty=duty)
    initial = {"status": known.status, "who": known.who, "due": known.due and known.due.isoformat(), "note": known.note}
    form = case_forms.TaskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_task(by=request.user, case=kept, duty=duty, **form.cleaned_data)
        messages.success(request, words().t("The task is saved."))
        return redirect("case-task", kept.pk, duty)
    return _task_page(request, kept, known, shown, form, form.problems if form.is_bound else [])


def _task_page(
    request: HttpRequest,
    kept: Case,
    known: Task,
    shown: dict[str, object],
    form: case_forms.TaskForm,
    found: list[tuple[str, str]],
) -> HttpResponse:
    context = {
        "case": kept,
        "state": State(
            case_presenters.view_of(kept, timezone.localdate())[1], timezone.localdate(), False, case=str(kept.pk)
        ),
        "duty": shown,
        "evidence": known.evidence.all() if known.pk else [],
        "given": {name: case_forms.value(form, name) for name in ("status", "who", "due", "note")},
        "statuses": case_presenters.statuses(),
        "problems": found,
        "wrong": dict(found),
        "types": ", ".join(uploads.TYPES),
        "most": settings.MOST_UPLOAD_BYTES // 1_000_000,
    }
    return render(request, "check/task.html", context, status=422 if found else 200)


@login_required
@require_POST
def add_evidence(request: HttpRequest, case_id: uuid.UUID, duty: str) -> HttpResponse:
    """Keep a file with a duty."""
    kept, said = rules.case_of(request.user, case_id), words()
    view, _, _ = case_presenters.view_of(kept, timezone.localdate())
    shown = case_presenters.duty_page(view, duty)
    if shown is None or shown["row"] is None:
        raise Http404
    try:
        upload = uploads.taken(request.FILES.get("file"), settings.MOST_UPLOAD_BYTES, said)
        actions.add_evidence(by=request.user, case=kept, duty=duty, upload=upload)
    except (uploads.RefusedError, actions.TooManyError) as error:
        refused = str(error) or said.t(
            "Your files take as much as one account may keep: {n} MB. Remove some first.",
            n=actions.MOST_BYTES // 1_000_000,
        )
        known = kept.tasks.filter(duty=duty).first() or Task(case=kept, duty=duty)
        initial = {
            "status": known.status,
            "who": known.who,
            "due": known.due and known.due.isoformat(),
            "note": known.note,
        }
        form = case_forms.TaskForm(initial=initial)
        return _task_page(request, kept, known, shown, form, [("file", refused)])
    messages.success(request, said.t("The file is kept."))
    return redirect("case-task", kept.pk, duty)


@login_required
@require_POST
def remove_evidence(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Remove a file."""
    found = rules.evidence_of(request.user, evidence_id)
    target = reverse("case-task", args=[found.task.case_id, found.task.duty])
    actions.remove_evidence(by=request.user, evidence=found)
    messages.success(request, words().t("The file is removed."))
    return redirect(target)


@never_cache
@login_required
@require_GET
def evidence(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """A file, always as a download and never as a page of ours."""
    found = rules.evidence_of(request.user, evidence_id)
    return uploads.download(found.place, found.name, found.kind)
