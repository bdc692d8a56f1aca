"""Addresses below /account/."""

from django.urls import include, path

from toepas_web.accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("export/", views.export, name="account-export"),
    path("delete/", views.delete, name="account-delete"),
    path("deleted/", views.deleted, name="account-deleted"),
    path("", include("allauth.urls")),
]
