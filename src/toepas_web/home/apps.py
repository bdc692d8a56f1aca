"""The front of the site."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Home page and pages about the site."""

    name = "toepas_web.home"
    label = "home"

    def ready(self) -> None:
        """Say what can be found here."""
        from toepas_web.home import find
        from toepas_web.search import registry as finding

        finding.offer(*find.KINDS)
