"""What no page should have to deal with."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from toepas_web.ui.errors import page
from toepas_web.ui.words import words

_ALLOWED = {"\t", "\n", "\r"}


_AROUND = 1_000_000
"""Bytes of a form besides the file in it."""


class RefuseTooLarge:
    """Refuses a request whose form says that it is larger than any file that is taken, before any of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass, or answer 413."""
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isdecimal() or int(said) <= settings.MOST_DATA_BYTES + _AROUND:
            return self.get_response(request)
        t = words().t
        what = t("At most {n} MB can be sent here.", n=settings.MOST_DATA_BYTES // 1_000_000)
        more = t("For a larger table use the command line: toepas validate takes files of any size.")
        return page(request, 413, t("This file is too large"), f"{what} {more}")


class RefuseControlCharacters:
    """Refuses requests whose address, query or form holds control characters: no person types them, databases choke."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass or fail with "bad request"."""
        given = [request.path]
        for data in (request.GET, request.POST if request.content_type != "application/json" else {}):
            for key in data:
                given += [key, *data.getlist(key)]
        if any(_is_control(sign) for text in given for sign in text if sign < " " or "\x7f" <= sign <= "\x9f"):
            raise BadRequest
        return self.get_response(request)


class KeepNothing:
    """Tells browsers not to keep what was made for who is signed in, unless the page says how long it may be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; who asks is only looked up where the page did so itself."""
        response = self.get_response(request)
        if request.session.accessed and "Cache-Control" not in response and request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response


def _is_control(sign: str) -> bool:
    return sign not in _ALLOWED
