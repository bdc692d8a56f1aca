"""Pages for who learns: profiles, the self-test, one's path, and quizzes. What is on them about a person is for that person alone."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from toepas import academy
from toepas.academy import Profile, banks, draw, mark, profiles, tags
from toepas.kernel import Words
from toepas.observatory import occupations
from toepas_web.academy import actions, forms, issuing, presenters, rules, teaching
from toepas_web.academy.actions import RefusedError
from toepas_web.academy.models import Attempt, Learning
from toepas_web.organisations.models import Organisation
from toepas_web.ui.words import words


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every kind of work, and one's own paths."""
    said = words()
    mine = Learning.objects.filter(user=request.user) if request.user.is_authenticated else ()
    context = {
        "mine": [presenters.learning_row(one, said) for one in mine],
        "roles": [presenters.profile_row(one, said) for one in profiles().values() if one.kind == "role"],
        "jobs": [presenters.profile_row(one, said) for one in profiles().values() if one.kind == "job"],
        "organisations": rules.organisations_of(request.user) if request.user.is_authenticated else (),
        "issuer": rules.site_may(request.user, rules.REVOKE),
    }
    return render(request, "academy/index.html", context)


def _profile(name: str) -> Profile:
    if name not in profiles():
        raise Http404
    return profiles()[name]


def _organisation(request: HttpRequest) -> Organisation | None:
    chosen = forms.as_uuid(request.POST.get("organisation", ""))
    return rules.organisations_of(request.user).filter(pk=chosen).first() if chosen else None


@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, profile_id: str) -> HttpResponse:
    """What one kind of work asks, the path to it, and a way to take it on."""
    said, chosen = words(), _profile(profile_id)
    signed_in = request.user.is_authenticated
    if request.method == "POST":
        if not signed_in:
            return redirect_to_login(request.get_full_path())
        made = actions.begin(
            by=request.user,
            profile=chosen,
            organisation=_organisation(request),
            said=said,
            languages=forms.languages(request.POST),
        )
        return redirect("academy-path", learning_id=made.pk)
    held = actions.held_by(request.user) if signed_in else {}
    exposures = {code: occupation.mean for code, occupation in occupations().items()}
    now = exposures.get(chosen.isco)
    context = {
        "profile": presenters.profile_page(chosen, said),
        "path": presenters.path_rows(teaching.planned(chosen, held, None, said), said),
        "moves": presenters.move_rows(chosen, held, said, exposures) if chosen.kind == "job" else (),
        "exposure": None if now is None else said.number(now),
        "exposure_sentence": academy.exposure_sentence(said),
        "needs_sentence": academy.needs_sentence(said),
        "judged_sentence": academy.judged_sentence(said),
        "organisations": rules.organisations_of(request.user) if signed_in else (),
        "known": signed_in,
        "languages": presenters.languages_text((), said),
        "language_choices": presenters.language_choices(said),
        "picked": teaching.spoken(said),
    }
    return render(request, "academy/profile.html", context)


@require_GET
def quality(request: HttpRequest) -> HttpResponse:
    """What the quality of quizzes and credentials rests on: credentials name this page."""
    return render(
        request, "academy/quality.html", {"rows": presenters.bank_rows(words()), "issuer": settings.ISSUER_NAME}
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def self_test(request: HttpRequest) -> HttpResponse:
    """What one can already, in one's own eyes; with ``work`` only what that work asks."""
    said = words()
    work = profiles().get((request.POST if request.method == "POST" else request.GET).get("work", ""))
    asked = [tag for tag in tags() if work is None or tag in work.needs]
    if request.method == "POST":
        found = {tag: level for tag, level in forms.levels(request.POST).items() if tag in asked}
        actions.keep_self_test(by=request.user, levels=found, asked=asked)
        return _after_test(request, work, said)
    held = actions.held_by(request.user)
    context = {
        "rows": [(tag, academy.tag_can(tag, said), str(held.get(tag, ""))) for tag in asked],
        "levels": [(str(level), academy.self_title(level, said)) for level in range(4)],
        "work": work and presenters.profile_row(work, said),
        "all": len(tags()),
    }
    return render(request, "academy/test.html", context)


def _after_test(request: HttpRequest, work: Profile | None, said: Words) -> HttpResponse:
    """Back to where the answers count: the path of this work, or what it asks."""
    running = Learning.objects.filter(user=request.user, profile=work.id).first() if work else None
    if work and not running:
        messages.success(request, said.t("Kept. The courses below take it into account."))
        return redirect("academy-profile", profile_id=work.id)
    messages.success(request, said.t("Kept. Plan your path anew to use it."))
    return redirect("academy-path", learning_id=running.pk) if running else redirect("academy")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def path(request: HttpRequest, learning_id: uuid.UUID) -> HttpResponse:
    """One's path: what is done and what comes next."""
    said, learning = words(), rules.learning_for(request.user, learning_id)
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do in ("done", "not-done"):
            course = request.POST.get("course", "")
            actions.set_done(by=request.user, learning=learning, course=course, done=do == "done")
        elif do == "count":
            actions.be_counted(by=request.user, learning=learning, organisation=_organisation(request))
        elif do == "anew":
            chosen = profiles()[learning.profile]
            actions.begin(
                by=request.user,
                profile=chosen,
                organisation=learning.organisation,
                said=said,
                languages=forms.languages(request.POST),
            )
        elif do == "forget":
            actions.give_up(by=request.user, learning=learning)
            messages.success(request, said.t("The path is gone. Your credentials stay."))
            return redirect("academy")
        return redirect("academy-path", learning_id=learning.pk)
    context = {
        "learning": presenters.learning_page(learning, said),
        "organisations": rules.organisations_of(request.user),
        "counted": learning.organisation,
        "question": issuing.question_for(request.user),
        "domain": issuing.domain(),
        "can_issue": issuing.can_issue(),
        "why_not": forms.refused("no-issuer", said),
        "judged_sentence": academy.judged_sentence(said),
        "language_choices": presenters.language_choices(said),
    }
    return render(request, "academy/path.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def quiz(request: HttpRequest, learning_id: uuid.UUID) -> HttpResponse:
    """Before a quiz: what it asks, and how often one may try."""
    said, learning = words(), rules.learning_for(request.user, learning_id)
    bank = banks()[profiles()[learning.profile].quiz]
    error = ""
    if request.method == "POST":
        try:
            return redirect("academy-attempt", attempt_id=actions.begin_quiz(by=request.user, bank=bank).pk)
        except RefusedError as refused:
            error = forms.refused(str(refused), said)
    context = {
        "learning": presenters.learning_row(learning, said),
        "title_of": academy.bank_title(bank, said),
        "what": academy.bank_what(bank, said),
        "draw": bank.draw,
        "needed": academy.needed(bank, bank.draw),
        "left": Attempt.objects.left(request.user, bank),
        "open": Attempt.objects.filter(user=request.user, bank=bank.id, finished=None).exists(),
        "error": error,
    }
    return render(request, "academy/quiz.html", context, status=422 if error else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def attempt(request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
    """The questions; once answered, what was right and why."""
    said, taken = words(), rules.attempt_for(request.user, attempt_id)
    bank = banks()[taken.bank]
    questions = draw(bank, taken.seed)
    if request.method == "POST":
        try:
            actions.finish_quiz(by=request.user, attempt=taken, chosen=forms.chosen(request.POST, questions))
        except RefusedError as refused:
            messages.error(request, forms.refused(str(refused), said))
        return redirect("academy-attempt", attempt_id=taken.pk)
    context = {"attempt": taken, "title_of": academy.bank_title(bank, said), "needed": academy.needed(bank, bank.draw)}
    if taken.finished is None:
        context["questions"] = presenters.question_rows(questions, said)
        return render(request, "academy/questions.html", context)
    outcome = mark(bank, questions, taken.answers)
    context["rows"] = presenters.outcome_rows(outcome, said)
    mine = Learning.objects.filter(user=request.user).select_related("organisation")
    learnings = [one for one in mine if profiles()[one.profile].quiz == bank.id]
    context["again"] = presenters.again_rows(outcome, learnings[0] if learnings else None, bank, said)
    context["left"] = Attempt.objects.left(request.user, bank)
    context["learnings"] = [presenters.learning_row(one, said) for one in learnings]
    return render(request, "academy/result.html", context)
