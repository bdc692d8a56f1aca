"""Sharing an entry: write it, send it in, change it, withdraw it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas_web.catalogue import actions, rules
from toepas_web.catalogue.forms import EntryForm
from toepas_web.catalogue.models import Entry
from toepas_web.moderation.grounds import ground_name
from toepas_web.moderation.models import Ruling
from toepas_web.ui.errors import page
from toepas_web.ui.numbers import counted
from toepas_web.ui.words import words


@never_cache
@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What this account shares, and how far each entry is."""
    said = words()
    states = {Entry.DRAFT: said.t("draft"), Entry.SENT: said.t("waits to be looked at"), Entry.SETTLED: said.t("shown")}
    rows = [
        {
            "id": entry.pk,
            "name": next(iter(entry.draft.get("name", {}).values()), "…"),
            "state": states[entry.state],
            "sendable": entry.state == Entry.DRAFT,
            "shown": entry.asset_id if entry.shown else "",
            "ruling": _ruling(entry),
        }
        for entry in Entry.objects.of(request.user)
    ]
    return render(request, "catalogue/mine.html", {"rows": rows})


def _ruling(entry: Entry) -> dict[str, str] | None:
    """The last ruling on an entry, where it was refused and not changed since."""
    last = Ruling.objects.filter(ticket__subject=entry.pk).first()
    if last is None or last.verdict != Ruling.REFUSED or entry.state != Entry.DRAFT:
        return None
    return {"ground": ground_name(last.ground, words()), "reasons": last.reasons}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new entry; where it answers a call, the call is in the address."""
    form = EntryForm(words(), {}, request.POST if request.method == "POST" else None)
    call = request.GET.get("call", request.POST.get("call", ""))[:60]
    if request.method == "POST":
        document = form.read("shared:new", settings.URL, timezone.localdate())
        if document:
            try:
                entry = actions.create_entry(by=request.user, draft=document, call=call)
            except actions.TooManyError:
                return page(
                    request,
                    409,
                    words().t("That is enough"),
                    words().t("You share as many entries as one account may."),
                )
            return redirect("catalogue-share-edit", entry_id=entry.pk)
    return _form(request, form, None, call)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """An entry that is there."""
    entry = rules.entry_of(request.user, entry_id)
    form = EntryForm(words(), entry.draft, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        document = form.read(entry.asset_id, settings.URL, timezone.localdate())
        number = counted(request.POST.get("number"))
        if document:
            try:
                actions.change_entry(by=request.user, entry=entry, draft=document, number=number)
            except actions.StaleError:
                form.problems.append(
                    (
                        "name",
                        words().t("This entry was changed in another window. Open it again, so that nothing is lost."),
                    )
                )
            else:
                messages.success(request, words().t("Saved. Send it in when it is ready."))
                return redirect("catalogue-share")
    return _form(request, form, entry, entry.call)


def _form(request: HttpRequest, form: EntryForm, entry: Entry | None, call: str) -> HttpResponse:
    context = {"form": form, "entry": entry, "call": call, "problems": form.problems, "given": form.values}
    return render(request, "catalogue/entry.html", context, status=422 if form.problems else 200)


@login_required
@require_POST
def send(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Send it in."""
    actions.send_entry(by=request.user, entry=rules.entry_of(request.user, entry_id))
    messages.success(
        request, words().t("Sent. A person looks at it before it is shown; you get a message with the reasons.")
    )
    return redirect("catalogue-share")


@login_required
@require_POST
def withdraw(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Delete it."""
    actions.withdraw_entry(by=request.user, entry=rules.entry_of(request.user, entry_id))
    messages.success(request, words().t("Withdrawn; it is no longer shown."))
    return redirect("catalogue-share")
