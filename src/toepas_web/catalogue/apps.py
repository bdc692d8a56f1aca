"""The catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Catalogue."""

    name = "toepas_web.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Tell the other parts what is kept of a person here, and what is to be looked at before it is shown."""
        from toepas_web.accounts.personal_data import register
        from toepas_web.catalogue import export, moderated
        from toepas_web.moderation.registry import offer

        register(export.KEEPER)
        offer(moderated.HANDLER)
