"""Addresses below /law/."""

from django.urls import path

from toepas_web.law import views

urlpatterns = [
    path("", views.index, name="law"),
    path("changes/", views.changes, name="law-changes"),
    path("<slug:name>/", views.provision, name="law-provision"),
    path("<slug:name>/compared/", views.compared, name="law-compared"),
]
