"""The pages of the figures."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """Indicators, countries, work, vintages."""

    name = "toepas_web.observatory"
    label = "observatory"
