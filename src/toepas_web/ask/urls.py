"""Addresses below /ask/."""

from django.urls import path

from toepas_web.ask import views

urlpatterns = [path("", views.ask, name="ask")]
