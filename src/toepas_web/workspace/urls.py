"""Addresses below /workspace/."""

from django.urls import path

from toepas_web.workspace import dates_views, hub_views, maturity_group_views, views

urlpatterns = [
    path("", hub_views.index, name="workspace"),
    path("<uuid:hub_id>/", hub_views.hub, name="workspace-hub"),
    path("<uuid:hub_id>/add/", hub_views.add, name="workspace-add"),
    path("<uuid:hub_id>/import/", hub_views.bring, name="workspace-import"),
    path("<uuid:hub_id>/collaborations/", hub_views.collaborations, name="workspace-collaborations"),
    path("<uuid:hub_id>/collaborations/<uuid:collaboration_id>/remove/", hub_views.strike, name="workspace-collaboration-remove"),
    path("<uuid:hub_id>/dates/", dates_views.dates, name="workspace-dates"),
    path("<uuid:hub_id>/dates/csv/", dates_views.download, name="workspace-dates-csv"),
    path("<uuid:hub_id>/dates/address/", dates_views.address, name="workspace-dates-address"),
    path("dates/<str:hub_key>.ics", dates_views.feed, name="workspace-dates-feed"),
    path("<uuid:hub_id>/maturity/", maturity_group_views.group, name="workspace-maturity"),
    path("<uuid:hub_id>/maturity/csv/", maturity_group_views.download, name="workspace-maturity-csv"),
    path("<uuid:hub_id>/report/", hub_views.report, name="workspace-report"),
    path("<uuid:hub_id>/report/<str:form>/", hub_views.download, name="workspace-report-download"),
    path("<uuid:hub_id>/customers/<uuid:customer_id>/", views.customer, name="workspace-customer"),
    path("<uuid:hub_id>/customers/<uuid:customer_id>/invite/", views.invite, name="workspace-invite"),
    path("<uuid:hub_id>/customers/<uuid:customer_id>/delete/", views.remove, name="workspace-customer-delete"),
    path("<uuid:hub_id>/customers/<uuid:customer_id>/note/<slug:what>/", views.note, name="workspace-note"),
    path("<uuid:hub_id>/customers/<uuid:customer_id>/note/<slug:what>/<uuid:line_id>/", views.change, name="workspace-entry"),
]  # fmt: skip
