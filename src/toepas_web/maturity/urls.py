"""Addresses below /maturity/."""

from django.urls import path

from toepas_web.maturity import counting_views, impact_views, views

urlpatterns = [
    path("", views.index, name="maturity"),
    path("figures/", views.figures, name="maturity-figures"),
    path("publish/", counting_views.publish, name="maturity-publish"),
    path("<uuid:organisation_id>/counted/", counting_views.counted, name="maturity-counted"),
    path("<uuid:organisation_id>/", views.organisation, name="maturity-organisation"),
    path("<uuid:organisation_id>/plan/<slug:questionnaire>/", views.plan, name="maturity-plan"),
    path("<uuid:organisation_id>/compared/<slug:questionnaire>/", views.compared, name="maturity-compared"),
    path("<uuid:organisation_id>/impact/", impact_views.new, name="maturity-impact-new"),
    path("assessment/<uuid:assessment_id>/", views.result, name="maturity-result"),
    path("assessment/<uuid:assessment_id>/finish/", views.finish, name="maturity-finish"),
    path("assessment/<uuid:assessment_id>/delete/", views.delete, name="maturity-delete"),
    path("assessment/<uuid:assessment_id>/in/<slug:dimension>/", views.dimension, name="maturity-dimension"),
    path("impact/<uuid:impact_id>/", impact_views.shown, name="maturity-impact"),
    path("impact/<uuid:impact_id>/change/", impact_views.change, name="maturity-impact-change"),
    path("impact/<uuid:impact_id>/close/", impact_views.close, name="maturity-impact-close"),
    path("impact/<uuid:impact_id>/delete/", impact_views.delete, name="maturity-impact-delete"),
]
