"""Addresses below /strategy/."""

from django.urls import path

from toepas_web.strategy import downloads, mapping_views, views

urlpatterns = [
    path("", views.index, name="strategy"),
    path("money/", views.money, name="strategy-money"),
    path("questions/", views.questions, name="strategy-questions"),
    path("contradictions/", views.contradictions, name="strategy-contradictions"),
    path("gaps/", views.gaps, name="strategy-gaps"),
    path("governance/", views.governance, name="strategy-governance"),
    path("proposals/", mapping_views.proposals, name="strategy-proposals"),
    path("feed/", downloads.feed, name="strategy-feed"),
    path("actions.csv", downloads.table, name="strategy-csv"),
    path("actions.json", downloads.whole, name="strategy-json"),
    path("action/<slug:action_id>/", views.action, name="strategy-action"),
]
