"""The dossier."""

from django.apps import AppConfig


class AdviseConfig(AppConfig):
    """Downloads of the dossier."""

    name = "toepas_web.advise"
    label = "advise"
