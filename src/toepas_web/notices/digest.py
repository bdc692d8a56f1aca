"""The daily mail: what somebody has not read and was not told yet, as long as it still holds. Each notice is mailed once."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from toepas_web.accounts.models import User
from toepas_web.notices.actions import forget_old, note_mailed
from toepas_web.notices.limits import limits
from toepas_web.notices.models import Muted, Notice
from toepas_web.notices.presenters import address, still_says
from toepas_web.ui.letters import Sent, to_each
from toepas_web.ui.words import words


def send_all(now: datetime.datetime) -> Sent:
    """Write to everybody who has something to hear, and delete what is old."""
    forget_old(now=now)
    waiting = User.objects.filter(is_active=True, notices__read=False, notices__mailed=False)
    wanted = waiting.exclude(muted__kind=Muted.MAIL).distinct().order_by("joined")
    return to_each(wanted, _send)


def _send(user: User) -> int:
    said, most = words(), limits()["mailed"]
    new = list(Notice.objects.unread(user).filter(mailed=False))
    told = [(one, text) for one in new if (text := still_says(one, said))]
    if not told:
        note_mailed(notices=new)
        return 0
    lines = [f"- {text}\n  {settings.URL}{address(one)}" for one, text in told[:most]]
    if len(told) > most:
        lines.append(said.t("and {n} more", n=len(told) - most))
    closing = said.t(
        "Here you choose what you hear of: {address}", address=settings.URL + reverse("notices") + "#choose"
    )
    subject = said.n("Toepas: one notice for you", "Toepas: {n} notices for you", len(told))
    send_mail(subject, "\n\n".join(["\n".join(lines), closing]), settings.DEFAULT_FROM_EMAIL, [user.email])
    note_mailed(notices=new)
    return 1
