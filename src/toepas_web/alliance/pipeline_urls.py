"""Addresses of pipelines."""

from django.urls import path

from toepas_web.alliance import pipeline_views as views

urlpatterns = [
    path("pipelines/", views.index, name="pipelines"),
    path("pipelines/new/", views.new, name="project-new"),
    path("pipelines/<uuid:project_id>/", views.one, name="project"),
    path("pipelines/<uuid:project_id>/gate/", views.set_gate, name="project-gate"),
    path("pipelines/step/<uuid:step_id>/due/", views.move_due, name="step-due"),
    path("pipelines/step/<uuid:step_id>/show/", views.show, name="step-show"),
    path("pipelines/step/<uuid:step_id>/confirm/", views.confirm, name="step-confirm"),
    path("pipelines/shown/<uuid:shown_id>/", views.file, name="shown"),
]
