"""Maturity in the browser."""

from django.apps import AppConfig


class MaturityConfig(AppConfig):
    """Assessments and impact of organisations."""

    name = "toepas_web.maturity"
    label = "maturity"

    def ready(self) -> None:
        """Say what is kept of an organisation here."""
        from toepas_web.maturity import find
        from toepas_web.maturity.export import export
        from toepas_web.organisations.holdings import Holding, register
        from toepas_web.search import registry as finding

        register(Holding("maturity", export))
        finding.offer(*find.KINDS)
