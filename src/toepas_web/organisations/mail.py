"""Mail about invitations."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from toepas.kernel import Words
from toepas_web.organisations.models import Invitation
from toepas_web.ui.names import one_line


def send_invitation(invitation: Invitation, said: Words) -> None:
    """Write to who is invited: by whom, for what, how to answer, until when."""
    name = one_line(invitation.organisation.name)  # of a subject no line may end, whatever is kept
    asked = (
        said.t("{name} asks whether you want to join it on Toepas.", name=name)
        if invitation.kind == Invitation.MEMBER
        else said.t(
            "{name} asks whether it may work for your organisation, and which of your data it may see.", name=name
        )
    )
    lines = [
        asked,
        said.t("Sign in with this e-mail address (or make an account with it) and answer here:"),
        settings.URL + reverse("invitation", args=[invitation.pk]),
        said.t(
            "The invitation runs until {day}. If you do nothing, nothing is shared.",
            day=said.date(invitation.expires.date()),
        ),
    ]
    send_mail(
        said.t("Toepas: an invitation from {name}", name=name),
        "\n\n".join(lines),
        settings.DEFAULT_FROM_EMAIL,
        [invitation.email],
    )
