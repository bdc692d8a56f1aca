"""What is fetched from elsewhere too: pictures, the page that others set into theirs, and downloads."""

from __future__ import annotations

from dataclasses import replace

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from toepas import observatory
from toepas.kernel import Problem
from toepas.observatory import (
    MEDIA,
    SIZES,
    THEMES,
    Style,
    read_permalink,
)
from toepas.observatory import download as download_of
from toepas_web.observatory import asked, pictures, presenters
from toepas_web.ui.words import words

KINDS = {"svg": "image/svg+xml", "png": "image/png"}
FOR_EVER, A_WHILE = "public, max-age=31536000, immutable", "public, max-age=600"


@require_safe
def picture(request: HttpRequest, link: str, kind: str) -> HttpResponse:
    """The chart of a view as SVG or PNG. An address with vintage and key is kept by browsers for good."""
    said = words()
    style = Style(request.GET.get("theme", "light"), request.GET.get("size", "desk"))
    if kind not in KINDS or style.theme not in THEMES or style.size not in SIZES:
        raise Http404
    try:
        key = pictures.key_of(link, said)
        etag = f'"{key}-{style.theme}-{style.size}-{kind}"'
        if etag in request.headers.get("If-None-Match", ""):
            response: HttpResponse = HttpResponseNotModified()
        else:
            made, _ = pictures.drawn(link, said, style)
            response = HttpResponse(made.svg() if kind == "svg" else made.png(), content_type=KINDS[kind])
        bound = bool(read_permalink(link, said)[0].vintage) and request.GET.get("v") == key
    except Problem as problem:
        raise Http404 from problem
    response["ETag"] = etag
    response["Cache-Control"] = FOR_EVER if bound else A_WHILE
    response["Access-Control-Allow-Origin"] = "*"
    return response


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@require_safe
def embed(_request: HttpRequest, link: str) -> HttpResponse:
    """The chart and its table alone, for a frame in somebody else's page: no menu, no cookies, no scripts."""
    said = words()
    try:
        view, form = read_permalink(link, said)
        found = observatory.look(view, said)
    except Problem as problem:
        raise Http404 from problem
    drawn = pictures.picture(found, form, said)
    context = {
        "lang": said.lang,
        "picture": drawn if isinstance(drawn, pictures.Picture) else None,
        "why": drawn if isinstance(drawn, str) else "",
        "title": presenters.title_of(found, said),
        "table": presenters.table(found, said),
        "address": settings.URL + asked.address(view, said, form),
        "home": settings.URL + reverse("observatory"),
    }
    # Without the request: the parts of the page that look at who is signed in stay out, and with them every cookie.
    response = HttpResponse(render_to_string("observatory/embed.html", context, using="jinja2"))
    response["Cache-Control"] = A_WHILE
    return response


@require_safe
def download(_request: HttpRequest, link: str, kind: str) -> HttpResponse:
    """A view as a file, or all files of it in one zip."""
    said = words()
    if kind not in MEDIA:
        raise Http404
    try:
        view, form = read_permalink(link, said)
        found = observatory.look(view, said)
        address = settings.URL + asked.address(replace(view, vintage=found.vintage.id), said, form)
        made = download_of(found, kind, said, form=form, address=address)
    except Problem as problem:
        raise Http404 from problem
    response = HttpResponse(made.content, content_type=made.media)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["Cache-Control"] = A_WHILE
    response["Access-Control-Allow-Origin"] = "*"
    return response
