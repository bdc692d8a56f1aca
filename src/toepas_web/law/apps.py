"""The law to read."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """Explorer, calendar, authorities."""

    name = "toepas_web.law"
    label = "law"

    def ready(self) -> None:
        """Say what can be found here."""
        from toepas_web.law import find
        from toepas_web.search import registry as finding

        finding.offer(*find.KINDS)
