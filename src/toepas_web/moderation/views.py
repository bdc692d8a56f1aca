"""The queue and one thing in it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from toepas_web.moderation import presenters, rules
from toepas_web.moderation.actions import TakenError, rule
from toepas_web.moderation.forms import RulingForm
from toepas_web.moderation.models import Ruling, Ticket
from toepas_web.moderation.registry import handler_of
from toepas_web.ui.words import words

MOST = 100


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first."""
    user, said = rules.moderator(request), words()
    waiting = Ticket.objects.filter(open=True).exclude(by=user)
    rows = [presenters.row(ticket, said) for ticket in waiting[:MOST]]
    return render(request, "moderation/queue.html", {"rows": rows, "total": waiting.count()})


@require_http_methods(["GET", "POST"])
def ticket(request: HttpRequest, ticket_id: uuid.UUID) -> HttpResponse:
    """One thing, with what would change, and the form of the ruling."""
    user, said = rules.moderator(request), words()
    found = rules.ticket_for(user, ticket_id)
    form = RulingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rule(by=user, ticket=found, **form.cleaned_data)
            messages.success(request, said.t("Your ruling was carried out, and its sender was told."))
        except TakenError:
            messages.warning(request, said.t("Somebody else ruled on it in the meantime."))
        return redirect("moderation")
    handler = handler_of(found.kind)
    title, rows = handler.describe(found.subject, said)
    context = {
        "title": title,
        "kind": handler.name(said),
        "rows": rows,
        "file": handler.file(found.subject) if handler.file else "",
        "grounds": presenters.grounds(said),
        "verdicts": [(Ruling.SHOWN, said.t("Show it")), (Ruling.REFUSED, said.t("Do not show it"))],
        "form": form,
        "problems": form.problems if request.method == "POST" else [],
        "given": form.data,
    }
    return render(request, "moderation/ticket.html", context, status=422 if request.method == "POST" else 200)
