"""Addresses below /law/."""

from django.urls import path

from toepas_web.law import views

urlpatterns = [
    path("", views.index, name="law"),
    path("<slug:name>/", views.provision, name="law-provision"),
]
