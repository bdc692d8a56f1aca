"""Meetings as dates: of the workstreams that somebody follows, as long as they may read them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from toepas.catalogue import sector_name
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.network.models import Follow, Meeting
from toepas_web.network.rules import reads
from toepas_web.notices.dates import Dated, Span
from toepas_web.notices.limits import limits


def dated(one: Meeting, said: Words) -> Dated:
    """A meeting, also a cancelled one."""
    return Dated(
        id=f"meeting-{one.pk}",
        when=one.starts,
        text=one.title,
        address=reverse("network-stream", args=[one.stream]),
        zone=one.zone,
        note=said.t("Workstream {name}", name=sector_name(one.stream, said)),
        open=False,
        minutes=one.minutes,
        place=one.place,
        cancelled=one.cancelled,
        number=one.number,
    )


def of_person(user: User, span: Span, said: Words) -> Iterator[Dated]:
    """The meetings of the workstreams that somebody follows."""
    followed = [one.stream for one in Follow.objects.filter(user=user) if reads(user, one.stream)]
    first, after = span.moments
    found = Meeting.objects.filter(stream__in=followed, starts__gte=first, starts__lt=after)
    return (dated(one, said) for one in found[: limits()["dates"]])
