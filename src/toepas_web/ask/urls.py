from django.urls import path

from toepas_web.home import views

urlpatterns = [
    path("", views.home, name="ask"),
    path("c/", views.home, name="calendar"),
    path("d/", views.home, name="calendar-feed"),
    path("e/", views.home, name="authorities"),
]
