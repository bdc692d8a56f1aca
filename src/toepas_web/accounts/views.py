"""Pages of one's own account."""

from __future__ import annotations

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas_web.accounts import actions
from toepas_web.accounts.forms import DeleteForm


@require_GET
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What one can do with one's account."""
    return render(request, "accounts/account.html")


@require_POST
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """Everything we keep, as a download."""
    packed = actions.export(user=request.user)
    headers = {"Content-Disposition": 'attachment; filename="toepas-my-data.zip"', "Cache-Control": "no-store"}
    return HttpResponse(packed, content_type="application/zip", headers=headers)


@require_http_methods(["GET", "POST"])
@login_required
def delete(request: HttpRequest) -> HttpResponse:
    """Ask, and then remove the account with all that hangs on it."""
    form = DeleteForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        user = request.user
        logout(request)
        actions.delete(user=user)
        return redirect("account-deleted")
    error = next(iter(form.errors.get("email", [])), "")
    return render(request, "accounts/delete.html", {"error": error}, status=422 if error else 200)


@require_GET
def deleted(request: HttpRequest) -> HttpResponse:
    """Said once the account is gone."""
    return render(request, "accounts/deleted.html")
