"""Addresses of the alliance; each part has its own."""

from toepas_web.alliance import call_urls, pipeline_urls

urlpatterns = [*call_urls.urlpatterns, *pipeline_urls.urlpatterns]
