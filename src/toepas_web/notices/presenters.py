"""Notices as sentences, made when they are shown."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.notices.models import Muted, Notice
from toepas_web.notices.registry import kind_of, kinds


def still_says(notice: Notice, said: Words) -> str:
    """What a notice says; empty where what it was about is gone."""
    kind = kind_of(notice.kind)
    return (kind.text(notice.values, said) if kind else None) or ""


def sentence(notice: Notice, said: Words) -> str:
    """What a notice says; where that no longer holds, what kind of thing it was and that it is over."""
    kind = kind_of(notice.kind)
    gone = said.t("{what}: this is over.", what=kind.name(said)) if kind else ""
    return still_says(notice, said) or gone or said.t("What this notice was about is no longer there.")


def address(notice: Notice) -> str:
    """Where it leads, in the language of the reader; the list of notices where that page is no more."""
    name, *parts = notice.address
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return reverse("notices")


def row(notice: Notice, said: Words) -> dict[str, Any]:
    """One notice of the list."""
    return {
        "id": notice.pk,
        "text": sentence(notice, said),
        "day": said.date(timezone.localtime(notice.at).date()),
        "read": notice.read,
    }


def choices(user: User, said: Words) -> list[tuple[str, str, bool]]:
    """Id, name and whether it is wanted, of the daily mail and of every kind."""
    muted = set(Muted.objects.filter(user=user).values_list("kind", flat=True))
    rows = [(Muted.MAIL, said.t("By mail as well, at most once a day"))]
    rows += [(kind.id, kind.name(said)) for kind in kinds()]
    return [(name, label, name not in muted) for name, label in rows]
