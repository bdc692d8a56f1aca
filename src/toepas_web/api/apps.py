"""The REST interface."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The REST interface."""

    name = "toepas_web.api"
    label = "api"
