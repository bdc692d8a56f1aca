"""Addresses below /check/."""

from django.urls import include, path

from toepas_web.check import views

urlpatterns = [
    path("", views.start, name="check"),
    path("question/", views.question, name="check-next"),
    path("question/<slug:name>/", views.question, name="check-question"),
    path("question/<slug:name>/answer/", views.answer, name="check-answer"),
    path("answers/", views.answers, name="check-answers"),
    path("result/", views.result, name="check-result"),
    path("result/texts/", views.compared, name="check-texts"),
    path("result/otherwise/<slug:finding>/", views.turned, name="check-otherwise"),
    path("cases/", include("toepas_web.check.case_urls")),
]
