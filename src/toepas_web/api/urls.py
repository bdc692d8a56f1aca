"""Addresses below /api/."""

from django.urls import path

from toepas_web.api.main import api
from toepas_web.api.views import openapi

urlpatterns = [path("openapi.json", openapi, name="openapi"), path("v1/", api.urls)]
