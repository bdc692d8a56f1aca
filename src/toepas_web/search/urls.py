"""Addresses below /search/."""

from django.urls import path

from toepas_web.search import views

urlpatterns = [path("", views.search, name="search")]
