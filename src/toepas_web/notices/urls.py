"""Addresses below /notices/."""

from django.urls import path

from toepas_web.notices import date_views, views

urlpatterns = [
    path("", views.index, name="notices"),
    path("read/", views.read, name="notices-read"),
    path("choose/", views.choose, name="notices-choose"),
    path("dates/", date_views.dates, name="dates"),
    path("dates/address/", date_views.address, name="dates-address"),
    path("dates/<str:own_key>.ics", date_views.feed, name="dates-feed"),
    path("<uuid:notice_id>/", views.go, name="notice"),
]
