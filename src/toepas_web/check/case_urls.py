"""Addresses below /check/cases/."""

from django.urls import path

from toepas_web.check import case_views as views
from toepas_web.check import council_views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("of/<uuid:organisation_id>/", views.others, name="cases-of-others"),
    path("save/", views.save, name="case-save"),
    path("<uuid:case_id>/", views.case, name="case"),
    path("<uuid:case_id>/history/", views.history, name="case-history"),
    path("<uuid:case_id>/name/", views.rename, name="case-rename"),
    path("<uuid:case_id>/seen/", views.acknowledge, name="case-seen"),
    path("<uuid:case_id>/delete/", views.remove, name="case-delete"),
    path("<uuid:case_id>/tasks/<slug:duty>/", views.task, name="case-task"),
    path("<uuid:case_id>/tasks/<slug:duty>/files/", views.add_evidence, name="case-evidence"),
    path("<uuid:case_id>/readers/", council_views.readers, name="case-readers"),
    path("<uuid:case_id>/readers/organisation/", council_views.put_into, name="case-put-into"),
    path("<uuid:case_id>/readers/link/", council_views.make_link, name="case-link"),
    path("links/<uuid:link_id>/withdraw/", council_views.withdraw_link, name="case-link-withdraw"),
    path("works-council/<str:secret>/", council_views.council, name="works-council"),
    path("files/<uuid:evidence_id>/", views.evidence, name="evidence"),
    path("files/<uuid:evidence_id>/delete/", views.remove_evidence, name="evidence-delete"),
]
