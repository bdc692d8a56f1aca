"""Maturity in the browser."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MaturityConfig(AppConfig):
    """Assessments and impact of organisations."""

    name = "toepas_web.maturity"
    label = "maturity"

    def ready(self) -> None:
        """Say what is kept of an organisation here, which days there are, and how notices read; scores of another version are made anew when the
        data are brought up to date."""
        from toepas_web.maturity import find
        from toepas_web.maturity.dates import of_person
        from toepas_web.maturity.export import export
        from toepas_web.maturity.notices import KINDS, remind
        from toepas_web.notices.daily import offer_daily
        from toepas_web.notices.dates import offer_dates
        from toepas_web.notices.registry import offer
        from toepas_web.organisations.holdings import Holding, register
        from toepas_web.search import registry as finding

        register(Holding("maturity", export))
        offer_dates("maturity", of_person)
        offer_daily("maturity", remind)
        for kind in KINDS:
            offer(kind)
        finding.offer(*find.KINDS)
        post_migrate.connect(_score_anew, sender=self)


def _score_anew(**_: object) -> None:
    from toepas_web.maturity.actions import score_anew

    score_anew()
