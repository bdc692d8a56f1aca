"""Maturity in the browser."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MaturityConfig(AppConfig):
    """Assessments and impact of organisations."""

    name = "toepas_web.maturity"
    label = "maturity"

    def ready(self) -> None:
        """Say what is kept of an organisation here, and which days there are; scores of another version are made anew when the
        data are brought up to date."""
        from toepas_web.maturity import find
        from toepas_web.maturity.dates import of_person
        from toepas_web.maturity.export import export
        from toepas_web.notices.dates import offer_dates
        from toepas_web.organisations.holdings import Holding, register
        from toepas_web.search import registry as finding

        register(Holding("maturity", export))
        offer_dates("maturity", of_person)
        finding.offer(*find.KINDS)
        post_migrate.connect(_score_anew, sender=self)


def _score_anew(**_: object) -> None:
    from toepas_web.maturity.actions import score_anew

    score_anew()
