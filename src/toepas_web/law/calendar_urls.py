"""Addresses of the calendar and the authorities."""

from django.urls import path

from toepas_web.law import calendar_views as views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar.ics", views.feed, name="calendar-feed"),
    path("authorities/", views.authorities, name="authorities"),
]
