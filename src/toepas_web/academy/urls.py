"""Addresses of the academy below the language."""

from django.urls import path

from toepas_web.academy import credential_views, organisation_views, views

urlpatterns = [
    path("", views.index, name="academy"),
    path("profile/<slug:profile_id>/", views.profile, name="academy-profile"),
    path("quality/", views.quality, name="academy-quality"),
    path("test/", views.self_test, name="academy-test"),
    path("path/<uuid:learning_id>/", views.path, name="academy-path"),
    path("path/<uuid:learning_id>/quiz/", views.quiz, name="academy-quiz"),
    path("quiz/<uuid:attempt_id>/", views.attempt, name="academy-attempt"),
    path("path/<uuid:learning_id>/credential/", credential_views.claim, name="academy-claim"),
    path("credentials/", credential_views.mine, name="academy-credentials"),
    path("credentials/<uuid:credential_id>/download/", credential_views.download, name="academy-download"),
    path(
        "credentials/<uuid:credential_id>/download/<slug:form>/",
        credential_views.download_as,
        name="academy-download-as",
    ),
    path("credentials/<uuid:credential_id>/revoke/", credential_views.ask, name="academy-ask"),
    path("verify/", credential_views.verify, name="academy-verify"),
    path("verify/<uuid:credential_id>/", credential_views.verified, name="academy-verified"),
    path("issued/", credential_views.issued, name="academy-issued"),
    path("organisation/<uuid:organisation_id>/", organisation_views.learning, name="academy-organisation"),
    path("organisation/<uuid:organisation_id>/plan.csv", organisation_views.download, name="academy-plan"),
]
