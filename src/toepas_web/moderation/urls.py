"""Addresses below /moderation/."""

from django.urls import path

from toepas_web.moderation import views

urlpatterns = [
    path("", views.queue, name="moderation"),
    path("<uuid:ticket_id>/", views.ticket, name="moderation-ticket"),
]
