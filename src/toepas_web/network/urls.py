"""Addresses below /network/."""

from django.urls import path

from toepas_web.network import document_views, partner_views, stream_views, views

urlpatterns = [
    path("", views.register, name="network"),
    path("member/<uuid:public_id>/", views.member, name="network-member"),
    path("mine/", views.mine, name="network-mine"),
    path("join/<uuid:organisation_id>/", views.join, name="network-join"),
    path("mine/<uuid:member_id>/leave/", views.leave, name="network-leave"),
    path("mine/<uuid:member_id>/pledge/", views.pledge, name="network-pledge"),
    path("pledge/<uuid:pledge_id>/withdraw/", views.withdraw, name="network-pledge-withdraw"),
    path("pledge/<uuid:pledge_id>/progress/", views.progress, name="network-progress"),
    path("progress/<uuid:note_id>/remove/", views.remove_note, name="network-progress-remove"),
    path("partners/", partner_views.partners, name="network-partners"),
    path("partners/of/<uuid:member_id>/", partner_views.found, name="network-found"),
    path("partners/<uuid:partner_id>/withdraw/", partner_views.withdraw, name="network-found-withdraw"),
    path("partners/<uuid:partner_id>/ask/<uuid:met_id>/", partner_views.introduce, name="network-introduce"),
    path("partners/answer/<uuid:introduction_id>/", partner_views.answer, name="network-answer"),
    path("workstreams/", stream_views.streams, name="network-streams"),
    path("workstreams/<slug:code>/", stream_views.stream, name="network-stream"),
    path("workstreams/<slug:code>/seat/", stream_views.seat, name="network-seat"),
    path("workstreams/<slug:code>/follow/", stream_views.follow, name="network-follow"),
    path("workstreams/<slug:code>/write/", stream_views.write, name="network-write"),
    path("workstreams/<slug:code>/meet/", stream_views.meet, name="network-meet"),
    path("meeting/<uuid:meeting_id>/", stream_views.meeting, name="network-meeting"),
    path("meeting/<uuid:meeting_id>/cancel/", stream_views.cancel, name="network-meeting-cancel"),
    path("topic/<uuid:post_id>/", stream_views.topic, name="network-topic"),
    path("post/<uuid:post_id>/edit/", stream_views.edit, name="network-edit"),
    path("post/<uuid:post_id>/remove/", stream_views.remove, name="network-remove"),
    path("documents/", document_views.documents, name="network-documents"),
    path("workstreams/<slug:code>/document/", document_views.add, name="network-document-add"),
    path("document/<uuid:document_id>/", document_views.document, name="network-document"),
    path("document/<uuid:document_id>/remove/", document_views.remove, name="network-document-remove"),
    path("file/<uuid:version_id>/", document_views.file, name="network-version"),
    path("file/<uuid:version_id>/show/", document_views.show, name="network-version-show"),
    path("public/<uuid:public_version_id>/", document_views.public_file, name="network-public"),
    path("feed/<str:key>.ics", stream_views.calendar, name="network-feed"),
]
