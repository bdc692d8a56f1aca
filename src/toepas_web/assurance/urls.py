"""Addresses below /assurance/."""

from django.urls import path

from toepas_web.assurance import energy_views, monitor_views, views

urlpatterns = [
    path("", views.overview, name="assurance"),
    path("example/", views.example, name="assurance-example"),
    path("example/data/", views.example_data, name="assurance-example-data"),
    path("seal/", views.seal, name="assurance-seal"),
    path("new/", views.new, name="assurance-new"),
    path("validation/<uuid:validation_id>/", views.validation, name="assurance-validation"),
    path("validation/<uuid:validation_id>/columns/", views.choose, name="assurance-choose"),
    path("validation/<uuid:validation_id>/settings/", views.settings, name="assurance-settings"),
    path("validation/<uuid:validation_id>/publish/", views.publish, name="assurance-publish"),
    path("validation/<uuid:validation_id>/forget/", views.forget, name="assurance-forget"),
    path("validation/<uuid:validation_id>/delete/", views.remove, name="assurance-delete"),
    path("validation/<uuid:validation_id>/monitor/", monitor_views.new, name="assurance-monitor-new"),
    path("validation/<uuid:validation_id>/file/<str:name>", views.file, name="assurance-file"),
    path("evidence/<uuid:validation_id>/", views.published, name="assurance-published"),
    path("evidence/<uuid:validation_id>/file/<str:name>", views.published_file, name="assurance-published-file"),
    path("monitor/<uuid:monitor_id>/", monitor_views.monitor, name="assurance-monitor"),
    path("monitor/<uuid:monitor_id>/add/", monitor_views.add, name="assurance-monitor-add"),
    path("monitor/<uuid:monitor_id>/answer/", monitor_views.answer, name="assurance-monitor-answer"),
    path("monitor/<uuid:monitor_id>/delete/", monitor_views.remove, name="assurance-monitor-delete"),
    path("monitor/<uuid:monitor_id>/file/<str:name>", monitor_views.paper, name="assurance-monitor-file"),
    path("energy/", energy_views.check, name="assurance-energy"),
    path("energy/compare/", energy_views.compare, name="assurance-energy-compare"),
    path("energy/<uuid:report_id>/", energy_views.report, name="assurance-energy-report"),
    path("energy/<uuid:report_id>/publish/", energy_views.publish, name="assurance-energy-publish"),
    path("energy/<uuid:report_id>/delete/", energy_views.remove, name="assurance-energy-delete"),
    path("energy/<uuid:report_id>/file/<str:name>", energy_views.file, name="assurance-energy-file"),
    path("energy/<uuid:report_id>/shown/", energy_views.published, name="assurance-energy-published"),
    path(
        "energy/<uuid:report_id>/shown/<str:name>", energy_views.published_file, name="assurance-energy-published-file"
    ),
]
