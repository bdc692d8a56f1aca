"""How the interface for programs says that something went wrong: problem+json (RFC 9457)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, RawPostDataException
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.throttling import SimpleRateThrottle

CONTENT_TYPE = "application/problem+json"
ERRORS = (400, 401, 403, 404, 409, 422, 429)


class Wrong(Schema):
    """One part of a request that cannot be used."""

    where: str
    what: str
    expected: str = ""


class Problem(Schema):
    """What went wrong and, where parts of the request are to blame, which and why."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[Wrong] = Field(default_factory=list)


class RefusedError(Exception):
    """A request that is understood but cannot be used; becomes a 422 with its parts."""

    def __init__(self, errors: list[Wrong], status: int = 422, title: str = "The request cannot be used") -> None:
        super().__init__(title)
        self.errors, self.status, self.title = errors, status, title


def answers(ok: Any, *codes: int) -> dict[int, Any]:
    """The documented answers of an endpoint: the good one, and problems."""
    return {200: ok, **dict.fromkeys((*codes, 400, 422, 429), Problem)}


def install(api: NinjaAPI) -> None:
    """Turn every error of the interface into a problem."""

    def say(request: HttpRequest, title: str, status: int, errors: list[Wrong] | None = None) -> HttpResponse:
        data = Problem(title=title, status=status, errors=errors or []).dict()
        response = api.create_response(request, data, status=status)
        response["Content-Type"] = CONTENT_TYPE
        return response

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        parts = [
            Wrong(where=".".join(map(str, item["loc"])), what=str(item["msg"])[:300]) for item in error.errors[:50]
        ]
        return say(request, "The request has not the described form", 422, parts)

    @api.exception_handler(RefusedError)
    def _refused(request: HttpRequest, error: RefusedError) -> HttpResponse:
        return say(request, error.title, error.status, error.errors)

    @api.exception_handler(Throttled)
    def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        response = say(request, "Too many requests; wait a little", 429)
        if error.wait:
            response["Retry-After"] = str(int(error.wait) + 1)
        return response

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return say(request, "Sign in first", 401)

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return say(request, str(error), error.status_code)

    @api.exception_handler(RawPostDataException)
    def _form(request: HttpRequest, _error: RawPostDataException) -> HttpResponse:
        return say(request, "Send JSON, not a form with files", 400)


class PerAddress(SimpleRateThrottle):
    """So many requests per minute from one network address, counted per process and kept nowhere."""

    scope = "address"

    def __init__(self, rate: str) -> None:
        from django.core.cache import caches

        super().__init__(rate)
        self.cache = caches["local"]

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Counted by address."""
        return f"rate-{self.get_ident(request)}"
