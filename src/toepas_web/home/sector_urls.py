"""Addresses below /sectors/."""

from django.urls import path

from toepas_web.home import sector_views

urlpatterns = [
    path("", sector_views.index, name="sectors"),
    path("<slug:code>/", sector_views.sector, name="sector"),
]
