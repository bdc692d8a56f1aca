"""The outermost part: it knows all others."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Brings the commands that keep the whole site: set-up, backup, restore."""

    name = "toepas_web.config"
    label = "config"
