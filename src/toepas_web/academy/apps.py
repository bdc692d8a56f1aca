"""The academy."""

from django.apps import AppConfig


class AcademyConfig(AppConfig):
    """Who learns what, and what they can show for it."""

    name = "toepas_web.academy"
    label = "academy"

    def ready(self) -> None:
        """Say what is kept of a person and of an organisation here, and how notices read."""
        from toepas_web.academy import find, personal_data, telling
        from toepas_web.accounts.personal_data import register
        from toepas_web.notices.registry import offer
        from toepas_web.organisations import holdings
        from toepas_web.search import registry as finding

        register(personal_data.KEEPER)
        holdings.register(personal_data.HOLDING)
        for kind in telling.KINDS:
            offer(kind)
        finding.offer(*find.KINDS)
