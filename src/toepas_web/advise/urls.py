"""Addresses below /dossier/."""

from django.urls import path

from toepas_web.advise import views

urlpatterns = [path("", views.dossier, name="dossier")]
