"""Addresses of calls."""

from django.urls import path

from toepas_web.alliance import call_appeal_views as appeals
from toepas_web.alliance import call_review_views as reviews
from toepas_web.alliance import call_run_views as run
from toepas_web.alliance import call_views as views
from toepas_web.alliance import date_views as dates

urlpatterns = [
    path("calls/", views.index, name="calls"),
    path("calls.ics", dates.deadlines, name="calls-feed"),
    path("calls/new/", run.new, name="call-new"),
    path("calls/<uuid:call_id>/", views.one, name="call"),
    path("calls/<uuid:call_id>/change/", run.change, name="call-change"),
    path("calls/<uuid:call_id>/part/", run.part, name="call-part"),
    path("calls/<uuid:call_id>/publish/", run.publish, name="call-publish"),
    path("calls/<uuid:call_id>/extend/", run.extend, name="call-extend"),
    path("calls/<uuid:call_id>/manage/", run.manage, name="call-manage"),
    path("calls/<uuid:call_id>/invite/", run.invite, name="call-invite"),
    path("calls/<uuid:call_id>/release/", run.release, name="call-release"),
    path("calls/<uuid:call_id>/assign/", run.assign, name="call-assign"),
    path("calls/<uuid:call_id>/finish/", run.finish, name="call-finish"),
    path("calls/<uuid:call_id>/decide/", run.decide, name="call-decide"),
    path("calls/<uuid:call_id>/apply/<uuid:organisation_id>/", views.apply, name="call-apply"),
    path("applications/<uuid:application_id>/", views.application, name="application"),
    path("applications/<uuid:application_id>/withdraw/", views.withdraw, name="application-withdraw"),
    path("applications/<uuid:application_id>/appeal/", views.appeal, name="application-appeal"),
    path("applications/<uuid:application_id>/answer/", appeals.answer, name="appeal-answer"),
    path("reviews/", reviews.tasks, name="reviews"),
    path("reviews/invitation/<uuid:panelist_id>/", reviews.invitation, name="review-invitation"),
    path("reviews/step-back/<uuid:seat_id>/", reviews.step_back, name="review-step-back"),
    path("reviews/<uuid:review_id>/", reviews.review, name="review"),
]
