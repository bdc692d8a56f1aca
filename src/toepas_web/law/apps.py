"""The law to read."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """Explorer, calendar, authorities."""

    name = "toepas_web.law"
    label = "law"
