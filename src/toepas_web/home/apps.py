"""The front of the site."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Home page and pages about the site."""

    name = "toepas_web.home"
    label = "home"
