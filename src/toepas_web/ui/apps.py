"""The lowest part of the site: it knows no other."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Layout, style and words."""

    name = "toepas_web.ui"
    label = "ui"
