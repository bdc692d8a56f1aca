"""The catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Catalogue."""

    name = "toepas_web.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Tell the other parts what is known here, what is kept of a person, what is looked at before it is shown, and how notices read."""
        from toepas_web.accounts.personal_data import register
        from toepas_web.catalogue import engine, export, find, moderated, together
        from toepas_web.moderation.registry import offer
        from toepas_web.notices.registry import offer as notice
        from toepas_web.search import registry as finding
        from toepas_web.ui import evidence, known

        register(export.KEEPER)
        offer(moderated.HANDLER)
        for kind in together.KINDS:
            notice(kind)
        known.offer(engine.collection)
        evidence.offer_entries(engine.shown_entries)
        finding.offer(*find.KINDS)
