"""Pages of credentials: one's own, the check that is open to all, and the desk of the issuer."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.academy import (
    badge_png,
    baked_png,
    baked_svg,
    is_presentation,
    new_challenge,
    read_credential,
    verify_credential,
)
from toepas.kernel import Problem
from toepas_web.academy import actions, forms, issuing, rules, shown
from toepas_web.academy.actions import RefusedError
from toepas_web.academy.models import Credential
from toepas_web.ui.words import words


@login_required
@require_POST
def claim(request: HttpRequest, learning_id: uuid.UUID) -> HttpResponse:
    """Ask for the credential that a finished path gives."""
    said, learning = words(), rules.learning_for(request.user, learning_id)
    try:
        holder, proved = forms.wallet_key(request.POST, request.user, said)
        actions.claim(by=request.user, learning=learning, said=said, holder=holder)
    except RefusedError as refused:
        messages.error(request, forms.refused(str(refused), said))
        return redirect("academy-path", learning_id=learning.pk)
    messages.success(request, said.t("Your credential is there. Download it and keep it, in a wallet or as a file."))
    if holder and not proved:
        messages.warning(request, said.t("Nobody checked that your wallet has the key that you gave."))
    return redirect("academy-credentials")


@never_cache
@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """One's own credentials."""
    said = words()
    rows = [shown.credential_row(one, said) for one in Credential.objects.filter(user=request.user)]
    return render(request, "academy/credentials.html", {"rows": rows})


@never_cache
@login_required
@require_GET
def download(request: HttpRequest, credential_id: uuid.UUID) -> HttpResponse:
    """The signed credential, for a wallet."""
    found = rules.credential_for(request.user, credential_id)
    return _file(_text(found.document), "application/vc+ld+json", f"credential-{found.pk}.json")


@never_cache
@login_required
@require_GET
def download_as(request: HttpRequest, credential_id: uuid.UUID, form: str) -> HttpResponse:
    """The credential in another form: in a picture (``svg``, ``png``), or in the European Learning Model (``elm``)."""
    found, said = rules.credential_for(request.user, credential_id), words()
    if form == "svg":
        content, kind, end = baked_svg(shown.picture(found, said), found.document), "image/svg+xml", "svg"
    elif form == "png":
        content, kind, end = baked_png(badge_png(shown.picture(found, said)), found.document), "image/png", "png"
    elif form == "elm" and found.twin:
        content, kind, end = _text(found.twin), "application/ld+json", "elm.json"
    else:
        raise Http404
    return _file(content, kind, f"credential-{found.pk}.{end}")


def _text(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@login_required
@require_POST
def ask(request: HttpRequest, credential_id: uuid.UUID) -> HttpResponse:
    """Ask the issuer to revoke one's credential."""
    found = rules.credential_for(request.user, credential_id)
    if not found.revoked:
        actions.ask_to_revoke(by=request.user, credential=found)
        messages.success(request, words().t("The issuer was asked to revoke it."))
    return redirect("academy-credentials")


@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Check a credential of anybody's, pasted or as a file. Nothing is kept, and nothing is fetched."""
    said = words()
    if request.method != "POST":
        if request.GET.get("id"):
            return _by_id(request, request.GET["id"])
        return render(request, "academy/verify.html", _asked("", new_challenge()))
    question = request.POST.get("question", "").strip()
    text = forms.credential_text(request.POST, request.FILES.get("file"))
    try:
        document = read_credential(text, said.t("the credential"), said)
    except Problem as problem:
        context = _asked(f"{problem.what} {problem.todo}".strip(), question)
        return render(request, "academy/verify.html", context, status=422)
    asked = {"challenge": question, "domain": issuing.domain()} if is_presentation(document) else {}
    found = verify_credential(document, now=issuing.now(), known=issuing.known(), **asked)
    about = shown.about_whom(document, request.POST.get("learner", ""))
    context = {**_asked("", question), "found": shown.verification_page(found, about, said)}
    return render(request, "academy/verify.html", context)


def _asked(problem: str, question: str) -> dict[str, Any]:
    """The page before anything was found. ``question``: what the wallet of a learner has to answer, a new one for each check."""
    return {"problem": problem, "found": None, "question": question, "domain": issuing.domain()}


def _by_id(request: HttpRequest, text: str) -> HttpResponse:
    found = forms.as_uuid(text)
    if found is not None and Credential.objects.filter(pk=found).exists():
        return redirect("academy-verified", credential_id=found)
    problem = words().t("This site has issued no credential with this id, or its learner has left.")
    return render(request, "academy/verify.html", _asked(problem, new_challenge()), status=422)


@never_cache
@require_GET
def verified(request: HttpRequest, credential_id: uuid.UUID) -> HttpResponse:
    """A credential that this site issued, checked anew, for whoever was given its address. No name."""
    said, kept = words(), Credential.objects.filter(pk=credential_id).first()
    if kept is None:
        raise Http404
    found = verify_credential(kept.document, now=issuing.now(), known=issuing.known())
    return render(request, "academy/verified.html", {"found": shown.verification_page(found, None, said)})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def issued(request: HttpRequest) -> HttpResponse:
    """The register of the issuer, without learners; those whose learner asked come first."""
    rules.issuer(request.user)
    said = words()
    if request.method == "POST":
        chosen = forms.as_uuid(request.POST.get("id", ""))
        try:
            if chosen is None:
                raise Http404
            actions.revoke(
                by=request.user, credential_id=chosen, reason=request.POST.get("reason", "")[:200], said=said
            )
            messages.success(request, said.t("Revoked. Whoever checks it from now on sees so."))
        except Problem as problem:
            messages.error(request, problem.what)
        return redirect("academy-issued")
    asked = {str(pk) for pk in Credential.objects.filter(asked=True).values_list("pk", flat=True)}
    rows = [
        {"id": one.id.removeprefix("urn:uuid:"), "title": one.title, "day": one.day[:10], "revoked": one.revoked[:10]}
        for one in (issuing.office(said).issued() if issuing.is_open() else ())
    ]
    rows.sort(key=lambda row: (row["id"] not in asked, row["day"]))
    return render(request, "academy/issued.html", {"rows": rows, "asked": asked})


@require_GET
def status(_: HttpRequest) -> JsonResponse:
    """The signed list of what was revoked, for programs that check."""
    listed = issuing.status_list()
    if listed is None:
        raise Http404
    return JsonResponse(listed, content_type="application/vc+ld+json")


@require_GET
def did(_: HttpRequest) -> JsonResponse:
    """The keys of this site, for programs that check; where its name is on the web."""
    document = issuing.own_document()
    if document is None or issuing.own_did() is None:
        raise Http404
    return JsonResponse(document, content_type="application/did+ld+json")
