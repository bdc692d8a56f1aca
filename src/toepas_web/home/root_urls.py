"""The address without a language."""

from django.urls import path

from toepas_web.home import views

urlpatterns = [path("", views.root, name="root")]
