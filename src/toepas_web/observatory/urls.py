"""Addresses below /observatory/."""

from django.urls import path, register_converter

from toepas_web.observatory import files, labour_views, place_views, views, vintage_views


class Link:
    """A view as its permalink writes it: ``indicator=ai-use&geo=NL``."""

    regex = r"[A-Za-z0-9_.,=&%+-]{1,4000}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(Link, "viewed")

urlpatterns = [
    path("", views.index, name="observatory"),
    path("find/", views.find, name="observatory-find"),
    path("country/", place_views.go, name="observatory-go"),
    path("country/<slug:code>/", place_views.country, name="observatory-country"),
    path("labour/", labour_views.labour, name="observatory-labour"),
    path("occupation/<slug:code>/", labour_views.occupation, name="observatory-occupation"),
    path("data/<slug:dataset>/", vintage_views.dataset, name="observatory-data"),
    path("data/<slug:dataset>/diff/", vintage_views.compared, name="observatory-diff"),
    path("chart/<viewed:link>.<slug:kind>", files.picture, name="observatory-chart"),
    path("embed/<viewed:link>/", files.embed, name="observatory-embed"),
    path("download/<viewed:link>/<slug:kind>/", files.download, name="observatory-download"),
    path("<slug:name>/", views.indicator, name="observatory-indicator"),
]
