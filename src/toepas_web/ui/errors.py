"""Pages for what went wrong: what happened and what to do, in the reader's language."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from toepas_web.ui.words import words


def page(request: HttpRequest, status: int, title: str, what: str) -> HttpResponse:
    """A page that says what went wrong. The interface for machines gets the same as problem+json."""
    if request.path.startswith("/api/"):
        from django.http import JsonResponse

        data = {"type": "about:blank", "title": title, "status": status, "detail": what}
        return JsonResponse(data, status=status, content_type="application/problem+json")
    return render(request, "ui/problem.html", {"heading": title, "what": what}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form holds something that no page of ours sends."""
    said = words()
    return page(
        request,
        400,
        said.t("This request cannot be read"),
        said.t(
            "It holds signs or parts that no page of this site sends. Go back and try again, or start from the beginning."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in or not, this is not theirs."""
    said = words()
    return page(request, 403, said.t("This is not open to you"), said.t("Sign in with the account that it belongs to."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none that this person may know of."""
    said = words()
    return page(
        request,
        404,
        said.t("This page is not here"),
        said.t("The address may be mistyped, or what stood here was removed. The menu above leads to everything else."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a defect of ours; nothing half done was kept."""
    said = words()
    return page(
        request,
        500,
        said.t("Something went wrong on our side"),
        said.t("Nothing was half saved. Try again in a minute; if it stays like this, tell whoever runs this site."),
    )


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """403: a form that was too old, sent twice from elsewhere, or without cookies."""
    said = words()
    return page(
        request,
        403,
        said.t("This form was no longer valid"),
        said.t(
            "It was open for too long, or your browser refuses cookies. Go back, load the page again and send it once more."
        ),
    )
