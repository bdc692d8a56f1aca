"""Organisations of the site."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who works together, and in which role."""

    name = "toepas_web.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Say what is kept of a person here."""
        from toepas_web.accounts.personal_data import Keeper, register
        from toepas_web.organisations.personal_data import erase, export

        register(Keeper("organisations", export, erase))
