"""The page where one asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from toepas.ask import ask as answer_to
from toepas.kernel import Problem
from toepas_web.ask import presenters
from toepas_web.ask.engine import is_written_outside, ready, written
from toepas_web.ui.words import words

MOST_LETTERS = 400


@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """A question, and the passages that answer it, each with its source."""
    said = words()
    question = " ".join(request.GET.get("q", "").split())
    context = {
        "question": question[:MOST_LETTERS],
        "most": MOST_LETTERS,
        "answer": None,
        "problem": "",
        "outside": is_written_outside(),
    }
    if not question:
        return render(request, "ask/ask.html", context)
    if len(question) > MOST_LETTERS:
        context["problem"] = said.t("At most {n} letters, please.", n=MOST_LETTERS)
        return render(request, "ask/ask.html", context, status=422)
    try:
        found = written(answer_to(question, None, said, timezone.localdate(), engine=ready()), said)
    except Problem as problem:
        context["problem"] = f"{problem.what} {problem.todo}"
        return render(request, "ask/ask.html", context, status=422)
    context["answer"] = presenters.page(found, said)
    return render(request, "ask/ask.html", context)
