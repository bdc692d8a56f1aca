"""Search over the whole site."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The box in the head of every page, and its page."""

    name = "toepas_web.search"
    label = "search"
