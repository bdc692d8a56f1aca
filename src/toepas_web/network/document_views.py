"""Documents of workstreams: brought in, in versions, for the workstream or, once a person looked, for everybody."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.catalogue import sector_name
from toepas_web.network import document_actions as actions
from toepas_web.network import document_forms, forms, rules
from toepas_web.network import document_presenters as presenters
from toepas_web.network import document_rules as own_rules
from toepas_web.network.counting import RefusedError
from toepas_web.network.views import answer, chosen
from toepas_web.ui.uploads import download
from toepas_web.ui.words import words


@never_cache
@login_required
@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """The documents of the members that one speaks for, and what became of them."""
    return render(request, "network/documents.html", {"rows": presenters.mine(request.user, words())})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Bring a document into a workstream."""
    said = words()
    seated = rules.seated(request.user, rules.reading(request.user, code))
    form = forms.Typed(said, request.POST if request.method == "POST" else None)
    title = form.text("title")
    if request.method == "GET":
        form.problems.clear()
    else:
        upload = document_forms.read_file(form, request.FILES.get("file"))
        if upload is not None and not form.problems:
            member = chosen(request, seated)
            try:
                made = actions.add_document(
                    by=request.user, member=member, stream=code, title=title, lang=said.lang, upload=upload
                )
                return redirect("network-document", made.pk)
            except RefusedError as error:
                form.problems.append(("", forms.refused(str(error), said)))
    context = {"code": code, "name": sector_name(code, said), **presenters.upload()}
    speakers = [(str(one.pk), one.shown["name"]) for one in seated]
    return answer(request, "network/document_add.html", form, speakers=speakers, **context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """A document with its versions; who speaks for its member adds a newer one."""
    said = words()
    find = own_rules.document_for if request.method == "GET" else own_rules.own_document
    found = find(request.user, document_id)
    form = forms.Typed(said, None)
    if request.method == "POST":
        upload = document_forms.read_file(form, request.FILES.get("file"))
        if upload is not None:
            try:
                actions.add_version(by=request.user, document=found, upload=upload)
                return redirect("network-document", found.pk)
            except RefusedError as error:
                form.problems.append(("", forms.refused(str(error), said)))
    return answer(request, "network/document.html", form, **presenters.whole(found, request.user, said))


@login_required
@require_POST
def show(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """Ask that everybody may have a file, or no longer."""
    said, found = words(), own_rules.showable(request.user, version_id)
    if request.POST.get("do") == "stop":
        actions.no_longer_show(by=request.user, document=found.document)
        messages.success(request, said.t("From now on only the workstream has it."))
    else:
        try:
            actions.ask_to_show(by=request.user, version=found)
            messages.success(request, said.t("Sent. A person looks at it before it is shown; you get the reasons."))
        except RefusedError as error:
            messages.error(request, forms.refused(str(error), said))
    return redirect("network-document", found.document_id)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Remove a document; the reason is shown in its place."""
    said, found = words(), own_rules.removable_document(request.user, document_id)
    own = own_rules.speaks_for(request.user, found)
    form = forms.Typed(said, request.POST if request.method == "POST" else None)
    read = document_forms.read_removal(form, own=own)
    if request.method == "GET":
        form.problems.clear()
    elif not form.problems:
        actions.remove_document(by=request.user, document=found, own=own, **read)
        return redirect("network-stream", code=found.stream)
    context = {"document": presenters.line(found, said), "own": own, "grounds": presenters.grounds(said)}
    return answer(request, "network/document_remove.html", form, **context)


@never_cache
@login_required
@require_GET
def file(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """A file, for who reads its workstream."""
    found = own_rules.version_for(request.user, version_id)
    return download(found.place, found.name, found.kind)


@never_cache
@require_GET
def public_file(_request: HttpRequest, public_version_id: uuid.UUID) -> HttpResponse:
    """A file that everybody may have."""
    found = own_rules.public_version(public_version_id)
    return download(found.place, found.name, found.kind)
