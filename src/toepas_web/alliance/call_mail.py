"""Mail about calls."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import get_language, override

from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.alliance.call_models import Panelist
from toepas_web.ui.words import words


def send_invitation(panelist: Panelist) -> None:
    """Ask somebody to judge: what, how to answer; in the language of their account, or of who asks where they have none here."""
    known = User.objects.filter(email__iexact=panelist.email).first()
    with override(known.language if known else get_language()):
        _send(panelist, words())


def _send(panelist: Panelist, said: Words) -> None:
    lines = [
        said.t("You are asked to judge applications to this call: {title}", title=panelist.call.title),
        said.t("Sign in with this e-mail address (or make an account with it) and answer here:"),
        settings.URL + reverse("review-invitation", args=[panelist.pk]),
        said.t("Applicants never see who judged them."),
    ]
    send_mail(
        said.t("Toepas: will you judge applications?"), "\n\n".join(lines), settings.DEFAULT_FROM_EMAIL, [panelist.email]
    )  # fmt: skip
