from django.urls import path

from toepas_web.home import views

urlpatterns = [path("", views.home, name="ask")]
