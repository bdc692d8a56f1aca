"""Addresses of the home page and the pages about the site."""

from django.urls import path

from toepas_web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("interfaces/", views.interfaces, name="interfaces"),
]
