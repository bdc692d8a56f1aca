"""Addresses below /notices/."""

from django.urls import path

from toepas_web.notices import views

urlpatterns = [
    path("", views.index, name="notices"),
    path("read/", views.read, name="notices-read"),
    path("choose/", views.choose, name="notices-choose"),
    path("<uuid:notice_id>/", views.go, name="notice"),
]
