"""The check without an account. Nothing is stored: the answers stand in the address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from toepas.check import all_facts
from toepas_web.check import forms, presenters, questions
from toepas_web.check.state import BrokenState, State, read
from toepas_web.ui.errors import page
from toepas_web.ui.words import words

Page = Callable[..., HttpResponse]


def with_state(view: Page) -> Page:
    """Gives a page the visitor's state; a damaged address gets a page that says so."""

    @wraps(view)
    @require_GET
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            state = read(request)
        except BrokenState as problem:
            said = words()
            todo = said.t("Copy the whole address, or start the check anew.")
            return page(request, 400, said.t("This address cannot be used"), f"{problem.what} {todo}")
        return view(request, state, *args, **kwargs)

    return wrapped


def address(name: str, state: State, *args: str, **more: str) -> str:
    """The address of a page with the visitor's state in it."""
    query = urlencode({key: value for key, value in {**state.query, **more}.items() if value})
    return reverse(name, args=args) + (f"?{query}" if query else "")


@with_state
def start(request: HttpRequest, state: State) -> HttpResponse:
    """What the check is, before the first question."""
    return render(request, "check/start.html", {"state": state})


@with_state
def question(request: HttpRequest, state: State, name: str | None = None) -> HttpResponse:
    """The next question, or the one named in the address."""
    view = state.view()
    if name is None:
        name = questions.pick(state, view)
        if name is None:
            return redirect(address("check-result", state, gone=request.GET.get("gone", "")))
    elif name not in view.result.act.facts:
        raise Http404
    return _question_page(request, state, view, name)


def _question_page(
    request: HttpRequest, state: State, view: Any, name: str, reading: forms.Reading | None = None
) -> HttpResponse:
    shown = questions.build(state, view, name)
    context = {
        "state": state,
        "question": shown,
        "so_far": presenters.so_far(view),
        "reading": reading or forms.Reading(),
        "taken_back": _questions_of(view, request.GET.get("gone", "")),
        "dropped": state.dropped,
    }
    return render(request, "check/question.html", context, status=422 if reading else 200)


def _questions_of(view: Any, names: str) -> list[str]:
    """The questions whose answers were taken back by the last answer."""
    return [view.question(name) for name in names.split(",")[:20] if name in view.result.act.facts]


@with_state
def answer(request: HttpRequest, state: State, name: str) -> HttpResponse:
    """Take an answer into the address and go on."""
    if name not in all_facts():
        raise Http404
    view, said = state.view(), words()
    if name not in view.result.act.facts:
        raise Http404
    names = questions.members(view, name)
    several = len(names) > 1
    reading = forms.read_several(names, request.GET, said) if several else forms.read_one(name, request.GET, said)
    if reading.errors:
        return _question_page(request, state, view, name, reading)
    answers, gone = state.answers, []
    for key, value in reading.values.items():
        answers, taken_back = answers.with_answer(key, value)
        gone += taken_back
    target = "check-result" if request.GET.get("then") == "result" else "check-next"
    return redirect(address(target, state.having(answers), gone=",".join(dict.fromkeys(gone))))


@with_state
def result(request: HttpRequest, state: State) -> HttpResponse:
    """The result so far: verdict, steps, duties by date, proof, and what is still open."""
    view = state.view()
    context = {
        "state": state,
        "case_view": view,
        "summary": presenters.summary(view),
        "open": presenters.open_questions(view),
        "to_ask": questions.pick(state, view) is not None,
        "timeline": presenters.timeline(view),
        "permissions": presenters.permissions(view),
        "proofs": presenters.proofs(view),
        "readings": presenters.readings(view),
        "taken_back": _questions_of(view, request.GET.get("gone", "")),
        "link": request.build_absolute_uri(address("check-result", state)),
        "dropped": state.dropped,
    }
    return render(request, "check/result.html", context)


@with_state
def answers(request: HttpRequest, state: State) -> HttpResponse:
    """Every answer given, each with a way to change it."""
    view = state.view()
    rows = presenters.answers(view, tuple(state.answers.given))
    return render(request, "check/answers.html", {"state": state, "rows": rows})


@with_state
def compared(request: HttpRequest, state: State) -> HttpResponse:
    """The case under both texts of the law."""
    view = state.view()
    return render(request, "check/compared.html", {"state": state, "compared": presenters.texts_compared(view)})


@with_state
def turned(request: HttpRequest, state: State, finding: str) -> HttpResponse:
    """What would have to be different for a finding to come out otherwise."""
    view = state.view()
    if finding not in view.result.act.concepts:
        raise Http404
    context = {
        "state": state,
        "finding": view.concept(finding),
        "outcome": view.result.finding(finding).outcome,
        "flips": presenters.flips(view, finding),
    }
    return render(request, "check/turned.html", context)
