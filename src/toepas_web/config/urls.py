"""Every address of the site. Pages stand below the language they are in."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from toepas_web.home.views import health

urlpatterns = [
    path("health", health, name="health"),
    path("api/", include("toepas_web.api.urls")),
    path("", include("toepas_web.home.root_urls")),
    path("", include("toepas_web.academy.public_urls")),
    *i18n_patterns(
        path("", include("toepas_web.home.urls")),
        path("check/", include("toepas_web.check.urls")),
        path("dossier/", include("toepas_web.advise.urls")),
        path("", include("toepas_web.law.calendar_urls")),
        path("law/", include("toepas_web.law.urls")),
        path("search/", include("toepas_web.search.urls")),
        path("ask/", include("toepas_web.ask.urls")),
        path("catalogue/", include("toepas_web.catalogue.urls")),
        path("observatory/", include("toepas_web.observatory.urls")),
        path("strategy/", include("toepas_web.strategy.urls")),
        path("sectors/", include("toepas_web.home.sector_urls")),
        path("alliance/", include("toepas_web.alliance.urls")),
        path("academy/", include("toepas_web.academy.urls")),
        path("organisations/", include("toepas_web.organisations.urls")),
        path("workspace/", include("toepas_web.workspace.urls")),
        path("assurance/", include("toepas_web.assurance.urls")),
        path("maturity/", include("toepas_web.maturity.urls")),
        path("network/", include("toepas_web.network.urls")),
        path("notices/", include("toepas_web.notices.urls")),
        path("moderation/", include("toepas_web.moderation.urls")),
        path("account/", include("toepas_web.accounts.urls")),
    ),
]

handler400 = "toepas_web.ui.errors.bad_request"
handler403 = "toepas_web.ui.errors.forbidden"
handler404 = "toepas_web.ui.errors.not_found"
handler500 = "toepas_web.ui.errors.server_error"
