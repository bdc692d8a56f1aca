"""Moderation."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Moderation."""

    name = "toepas_web.moderation"
    label = "moderation"
