"""The interface: every capability brings its own part."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI

from toepas_web.ask.api import router as ask
from toepas_web.catalogue.api import router as catalogue
from toepas_web.check.api import router as check
from toepas_web.check.case_api import router as cases
from toepas_web.law.api import router as law
from toepas_web.observatory.api import router as observatory
from toepas_web.search.api import router as search
from toepas_web.strategy.api import router as strategy
from toepas_web.ui.problems import CONTENT_TYPE, PerAddress, Problem, install

api = NinjaAPI(
    title="Toepas",
    version="1",
    description="What the EU AI Act asks of a case, the law in plain words, questions with cited answers, what AI there is for a need, figures about its use, and how far the Apply AI strategy is. Toepas informs and is not legal advice.",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    throttle=[PerAddress(settings.API_RATE)],
)
install(api)
api.add_router("/", check)
api.add_router("/law", law)
api.add_router("/ask", ask)
api.add_router("/cases", cases)
api.add_router("/catalogue", catalogue)
api.add_router("/observatory", observatory)
api.add_router("/strategy", strategy)
api.add_router("/search", search)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    response = api.create_response(request, Problem(title="There is no such thing", status=404).dict(), status=404)
    response["Content-Type"] = CONTENT_TYPE
    return response


def description() -> dict[str, object]:
    """The interface as OpenAPI, with problems in their own type."""
    described = api.get_openapi_schema(path_prefix="/api/v1/")
    for path in described["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "content" in answer:
                    answer["content"] = {CONTENT_TYPE: answer["content"]["application/json"]}
    return dict(described)
