"""What no page should have to deal with."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

_ALLOWED = {"\t", "\n", "\r"}


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


def _is_control(sign: str) -> bool:
    return sign not in _ALLOWED
