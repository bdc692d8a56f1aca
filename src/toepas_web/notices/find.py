"""Finds one's own notices by the sentence that they make now; one that is over is not found."""

from __future__ import annotations

from django.utils import timezone

from toepas_web.notices.limits import limits
from toepas_web.notices.models import Notice
from toepas_web.notices.presenters import address, still_says
from toepas_web.search.registry import Asked, Found, Hit, Kind


def notices(asked: Asked) -> Found:
    """Among the newest: the sentences are not stored, each is made to be looked at."""
    said = asked.said

    def hit(one: Notice) -> Hit:
        return Hit(still_says(one, said), said.date(timezone.localtime(one.at).date()), address(one))

    newest = map(hit, Notice.objects.of(asked.user)[: limits()["searched"]])
    return asked.among(one for one in newest if one.title)


KINDS = (Kind("notices", 44, lambda said: said.t("Notices"), notices, private=True),)
