"""The description of the interface."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from toepas_web.api.main import description


@require_GET
def openapi(_request: HttpRequest) -> HttpResponse:
    """openapi.json: what can be asked, and what comes back."""
    return JsonResponse(description(), json_dumps_params={"indent": 2})
