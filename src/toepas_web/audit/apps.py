"""The record of every write."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who changed what."""

    name = "toepas_web.audit"
    label = "audit"

    def ready(self) -> None:
        """Note what happens to accounts, and let go of who did it when an account goes."""
        from toepas_web.accounts.personal_data import Keeper, register
        from toepas_web.audit import of_accounts

        of_accounts.listen()
        register(Keeper("record", of_accounts.export, of_accounts.erase))
