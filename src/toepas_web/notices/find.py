"""Finds one's own notices by the sentence that they make now."""

from __future__ import annotations

from django.utils import timezone

from toepas_web.notices.limits import limits
from toepas_web.notices.models import Notice
from toepas_web.notices.presenters import address, sentence
from toepas_web.search.registry import Asked, Found, Hit, Kind


def notices(asked: Asked) -> Found:
    """Among the newest: the sentences are not stored, each is made to be looked at."""
    said = asked.said

    def hit(one: Notice) -> Hit:
        return Hit(sentence(one, said), said.date(timezone.localtime(one.at).date()), address(one))

    return asked.among(map(hit, Notice.objects.of(asked.user)[: limits()["searched"]]))


KINDS = (Kind("notices", 44, lambda said: said.t("Notices"), notices, private=True),)
