"""The page of one's notices."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from toepas_web.notices import actions, presenters, rules
from toepas_web.notices.limits import limits
from toepas_web.notices.models import Notice
from toepas_web.ui.words import words


@never_cache
@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every notice, page by page, and what one wants to hear of."""
    said = words()
    page = Paginator(Notice.objects.of(request.user), limits()["shown"]).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [presenters.row(one, said) for one in page],
        "choices": presenters.choices(request.user, said),
        "days": limits()["kept-days"],
    }
    return render(request, "notices/notices.html", context)


@login_required
@require_POST
def go(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Open what a notice is about; it counts as read from then on."""
    found = rules.notice_of(request.user, notice_id)
    actions.mark_read(by=request.user, notices=[found])
    return redirect(presenters.address(found))


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """All of them were seen."""
    actions.mark_read(by=request.user, notices=list(Notice.objects.unread(request.user)))
    return redirect("notices")


@login_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """What one wants to hear of."""
    actions.choose(by=request.user, wanted=request.POST.getlist("wanted"))
    messages.success(request, words().t("Saved."))
    return redirect("notices")
