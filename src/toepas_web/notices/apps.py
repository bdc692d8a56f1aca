"""Notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices."""

    name = "toepas_web.notices"
    label = "notices"

    def ready(self) -> None:
        """Say what is kept of a person here."""
        from toepas_web.accounts.personal_data import Keeper, register
        from toepas_web.notices.export import erase, export

        register(Keeper("notices", export, erase))
