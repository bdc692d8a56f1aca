"""The pages of the figures."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """Indicators, countries, work, vintages."""

    name = "toepas_web.observatory"
    label = "observatory"

    def ready(self) -> None:
        """Say what can be found here."""
        from toepas_web.observatory import find
        from toepas_web.search import registry as finding

        finding.offer(*find.KINDS)
