"""Addresses below /catalogue/."""

from django.urls import path, register_converter

from toepas_web.catalogue import downloads, entry_views, match_views, views, watch_views


class AssetId:
    """An id of the catalogue."""

    regex = r"[a-z0-9][a-z0-9._:-]{0,119}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class Form:
    """The ending of a file."""

    regex = r"(?:dcat\.|croissant\.|publiccode\.)?[a-z]{2,6}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(AssetId, "asset")
register_converter(Form, "form")

urlpatterns = [
    path("", views.search, name="catalogue"),
    path("suggest/", views.suggest, name="catalogue-suggest"),
    path("compare/", views.compare, name="catalogue-compare"),
    path("match/", match_views.match_need, name="catalogue-match"),
    path("feed/", downloads.feed, name="catalogue-feed"),
    path("all/<form:form>/", downloads.whole, name="catalogue-all"),
    path("share/", entry_views.mine, name="catalogue-share"),
    path("share/new/", entry_views.new, name="catalogue-share-new"),
    path("share/<uuid:entry_id>/", entry_views.edit, name="catalogue-share-edit"),
    path("share/<uuid:entry_id>/send/", entry_views.send, name="catalogue-share-send"),
    path("share/<uuid:entry_id>/withdraw/", entry_views.withdraw, name="catalogue-share-withdraw"),
    path("watch/", watch_views.watches, name="catalogue-watches"),
    path("watch/keep/", watch_views.keep, name="catalogue-watch-keep"),
    path("watch/<uuid:watch_id>/", watch_views.change, name="catalogue-watch"),
    path("together/", match_views.wishes, name="catalogue-together"),
    path("together/agree/", match_views.agree, name="catalogue-together-agree"),
    path("together/<uuid:wish_id>/withdraw/", match_views.withdraw, name="catalogue-together-withdraw"),
    path("together/<uuid:wish_id>/greet/<uuid:other_id>/", match_views.greet, name="catalogue-together-greet"),
    path("together/<uuid:greeting_id>/answer/", match_views.answer, name="catalogue-together-answer"),
    path("asset/<asset:asset_id>/", views.asset, name="catalogue-asset"),
    path("asset/<asset:asset_id>/as/<form:form>/", downloads.single, name="catalogue-asset-as"),
]
