"""The address without a language."""

from django.urls import path

from toepas_web.home import sitemap, views

urlpatterns = [
    path("", views.root, name="root"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
]
