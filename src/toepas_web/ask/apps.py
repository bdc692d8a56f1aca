"""Questions and answers."""

from django.apps import AppConfig


class AskConfig(AppConfig):
    """Ask."""

    name = "toepas_web.ask"
    label = "ask"
