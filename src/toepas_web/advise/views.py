"""Downloads of the dossier, made on the spot from the answers in the form."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from toepas.advise import View, asks_for_a_test, files, makers
from toepas.catalogue import sector_name
from toepas.check import Case, check
from toepas.kernel import sectors
from toepas_web.advise import forms
from toepas_web.ui.known import collection
from toepas_web.ui.words import words

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}
ALL = "dossier.zip"


@dataclass(slots=True)
class _Named(Case):
    """A case that is called ``name`` where it was given no title; what is looked for must not hang on that name."""

    name: str = ""

    @property
    def title(self) -> str:
        """What people call it."""
        return self.texts.get("title") or self.name


@never_cache
@require_http_methods(["GET", "POST"])
def dossier(request: HttpRequest) -> HttpResponse:
    """The form that orders a dossier, and the dossier itself. Nothing is stored."""
    said = words()
    order = forms.read(request.POST if request.method == "POST" else request.GET, said)
    view = _view(order)
    names = [*makers(view, timezone.now())] if not order.errors else []
    if request.method == "POST" and not order.errors:
        return _download(view, request.POST.get("file", ""), names)
    context = {
        "order": order,
        "names": names,
        "all": ALL,
        "test": not order.errors and asks_for_a_test(view),
        "sectors": [(code, sector_name(code, said)) for code in sectors()],
        "query_a": order.answers.pack() if order.answers.given else "",
    }
    return render(request, "advise/dossier.html", context, status=422 if order.errors else 200)


def _view(order: forms.Order) -> View:
    said = words()
    texts = {name: text for name, text in order.texts.items() if text}
    result = check(order.answers.facts, order.on or timezone.localdate())
    return View(
        _Named("dossier", order.answers.facts, texts, name=said.t("AI system without a name")), result, said, collection
    )


def _download(view: View, name: str, names: list[str]) -> HttpResponse:
    stamp = timezone.now()
    if name == ALL:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, made in files(view, stamp).items():
                archive.writestr(file, made)
        content = packed.getvalue()
    elif name in names:
        content = makers(view, stamp)[name]()
    else:
        raise Http404
    ending = name.rsplit(".", 1)[1]
    short = name.rsplit("/", 1)[-1]
    headers = {"Content-Disposition": f'attachment; filename="{short}"'}
    return HttpResponse(content, content_type=TYPES[ending], headers=headers)
