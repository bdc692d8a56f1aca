"""Addresses of organisations."""

from django.urls import path

from toepas_web.organisations import views

urlpatterns = [
    path("", views.index, name="organisations"),
    path("new/", views.new, name="organisation-new"),
    path("invitation/<uuid:invitation_id>/", views.invitation, name="invitation"),
    path("<uuid:organisation_id>/", views.one, name="organisation"),
    path("<uuid:organisation_id>/change/", views.change, name="organisation-change"),
    path("<uuid:organisation_id>/invite/", views.invite, name="organisation-invite"),
    path("<uuid:organisation_id>/withdraw/<uuid:invitation_id>/", views.withdraw, name="organisation-withdraw"),
    path("<uuid:organisation_id>/member/<int:membership_id>/", views.member, name="organisation-member"),
    path("<uuid:organisation_id>/consent/<uuid:engagement_id>/", views.consent, name="organisation-consent"),
    path("<uuid:organisation_id>/export/", views.export, name="organisation-export"),
    path("<uuid:organisation_id>/delete/", views.delete, name="organisation-delete"),
]
