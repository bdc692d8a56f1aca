"""Addresses that stand in credentials, or that the standards name: without a language."""

from django.urls import path

from toepas_web.academy import credential_views

urlpatterns = [
    path("credentials/status/1", credential_views.status, name="academy-status"),
    path(".well-known/did.json", credential_views.did, name="academy-did"),
]
