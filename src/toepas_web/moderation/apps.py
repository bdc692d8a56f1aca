"""Moderation."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Moderation."""

    name = "toepas_web.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Say how a notice of a ruling reads, and what is kept of a person."""
        from toepas_web.accounts.personal_data import register
        from toepas_web.moderation.actions import RULED
        from toepas_web.moderation.personal_data import KEEPER
        from toepas_web.moderation.presenters import ruled
        from toepas_web.notices.registry import Kind, offer

        register(KEEPER)
        offer(Kind(RULED, lambda said: said.t("A decision about what you sent in"), ruled, mailed=True))
